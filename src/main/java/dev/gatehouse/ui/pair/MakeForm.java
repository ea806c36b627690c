package dev.gatehouse.ui.pair;

import dev.gatehouse.console.GatewayState;
import dev.gatehouse.console.GatewayStatus;
import dev.gatehouse.gateway.CodeOffer;
import dev.gatehouse.gateway.Feature;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.Phrase;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/** A code that the operator is about to make: at which gateway, which sort, and what is filled in for it. */
public final class MakeForm {
    /** What a product says where it does not make codes at all. */
    private static final String NOT_OFFERED = "feature.not-offered";

    /**
     * A gateway to choose.
     *
     * @param profile its id
     * @param name what the operator calls it
     * @param product the id of its product
     * @param whyNot why no code can be made there, or null if one can
     */
    public record Target(
            String profile,
            String name,
            String product,
            @Nullable Phrase whyNot) {}

    /**
     * A field and what is in it.
     *
     * @param field what is asked for
     * @param value what is filled in
     * @param fault what is wrong with it, or null
     */
    public record Input(CodeOffer.Field field, StringProperty value, ObjectProperty<@Nullable Phrase> fault) {
        static Input of(CodeOffer.Field field) {
            return new Input(field, new SimpleStringProperty(field.preset()), new SimpleObjectProperty<>());
        }

        private boolean check() {
            boolean missing = field.required() && value.get().isBlank();
            fault.set(missing ? Phrase.of("pair.required") : null);
            return !missing;
        }
    }

    private final ObservableList<Target> targets = FXCollections.observableArrayList();
    private final ObjectProperty<@Nullable Target> target = new SimpleObjectProperty<>();
    private final ObservableList<CodeOffer> offers = FXCollections.observableArrayList();
    private final ObjectProperty<@Nullable CodeOffer> offer = new SimpleObjectProperty<>();
    private final ObservableList<Input> inputs = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<@Nullable Phrase> whyNot = new ReadOnlyObjectWrapper<>();
    private final Map<String, GatewayStatus> statuses = new HashMap<>();
    private boolean changing;

    MakeForm() {
        target.subscribe(this::offer);
        offer.subscribe(this::fill);
    }

    /** The gateways, those first where a code can be made. */
    public ObservableList<Target> targets() {
        return targets;
    }

    /** The chosen gateway, or null while there is none. */
    public ObjectProperty<@Nullable Target> targetProperty() {
        return target;
    }

    /** What the chosen gateway makes. */
    public ObservableList<CodeOffer> offers() {
        return offers;
    }

    /** What is to be made, or null while there is nothing. */
    public ObjectProperty<@Nullable CodeOffer> offerProperty() {
        return offer;
    }

    /** What is to be filled in. */
    public ObservableList<Input> inputs() {
        return inputs;
    }

    /** Why nothing can be made as it is chosen, or null if it can. */
    public ReadOnlyObjectProperty<@Nullable Phrase> whyNotProperty() {
        return whyNot.getReadOnlyProperty();
    }

    /** What is decided with this, or null if something is missing; the field then says so. */
    Decision.@Nullable IssueCode decision() {
        Target at = target.get();
        CodeOffer what = offer.get();
        boolean complete = inputs.stream().map(Input::check).reduce(true, Boolean::logicalAnd);
        if (at == null || what == null || whyNot.get() != null || !complete) {
            return null;
        }
        Map<String, String> values = new HashMap<>();
        inputs.forEach(
                input -> values.put(input.field().key(), input.value().get().strip()));
        return new Decision.IssueCode(at.profile(), what.id(), values);
    }

    /** Takes in how the gateways stand. What is chosen and filled in stays as far as it is still there. */
    void follow(Collection<GatewayStatus> all) {
        statuses.clear();
        all.forEach(status -> statuses.put(status.profile().id(), status));
        List<Target> wanted = all.stream()
                .map(MakeForm::target)
                .sorted((one, other) -> Boolean.compare(one.whyNot() != null, other.whyNot() != null))
                .toList();
        Target before = target.get();
        Target now = before == null
                ? null
                : wanted.stream()
                        .filter(one -> one.profile().equals(before.profile()))
                        .findFirst()
                        .orElse(null);
        // A gateway that does not answer for a moment stays chosen; one that was never good makes room.
        boolean keep = now != null
                && (now.whyNot() == null || Objects.requireNonNull(before).whyNot() == null);
        changing = true;
        try {
            if (!targets.equals(wanted)) {
                targets.setAll(wanted);
            }
        } finally {
            changing = false;
        }
        target.set(keep ? now : wanted.isEmpty() ? null : wanted.getFirst());
        offer(target.get());
    }

    private static Target target(GatewayStatus status) {
        return new Target(
                status.profile().id(), status.profile().name(), status.profile().product(), whyNot(status));
    }

    private static @Nullable Phrase whyNot(GatewayStatus status) {
        String name = status.profile().name();
        boolean connected =
                status.state() instanceof GatewayState.Live || status.state() instanceof GatewayState.Polling;
        if (!connected) {
            return Phrase.of("pair.why.offline", name);
        }
        Phrase absent = status.features().whyNot(Feature.ISSUE_CODE);
        if (absent != null && !absent.key().equals(NOT_OFFERED)) {
            return absent;
        }
        return absent != null || status.offers().isEmpty() ? Phrase.of("pair.why.strangers", name) : null;
    }

    private static @Nullable Phrase whyNot(@Nullable Target at, @Nullable CodeOffer what) {
        if (at == null) {
            return Phrase.of("pair.why.nowhere");
        }
        Phrase own = at.whyNot();
        return own != null || what == null ? own : what.whyNot();
    }

    private void offer(@Nullable Target at) {
        if (changing) {
            return;
        }
        GatewayStatus status = at == null ? null : statuses.get(at.profile());
        List<CodeOffer> now = at == null || status == null || at.whyNot() != null ? List.of() : status.offers();
        CodeOffer before = offer.get();
        if (!offers.equals(now)) {
            changing = true;
            try {
                offers.setAll(now);
            } finally {
                changing = false;
            }
        }
        CodeOffer next = now.stream()
                .filter(one -> before != null && one.id().equals(before.id()))
                .findFirst()
                .orElse(now.isEmpty() ? null : now.getFirst());
        offer.set(next);
        whyNot.set(whyNot(at, next));
    }

    private void fill(@Nullable CodeOffer what) {
        if (changing) {
            return;
        }
        Target at = target.get();
        whyNot.set(whyNot(at, what));
        List<CodeOffer.Field> fields = what == null ? List.of() : what.fields();
        if (!fields.equals(inputs.stream().map(Input::field).toList())) {
            Map<String, String> typed = new HashMap<>();
            inputs.stream()
                    .filter(input -> !input.value().get().equals(input.field().preset()))
                    .forEach(input ->
                            typed.put(input.field().key(), input.value().get()));
            inputs.setAll(fields.stream().map(Input::of).toList());
            inputs.forEach(input -> {
                String old = typed.get(input.field().key());
                if (old != null
                        && (input.field().free() || input.field().choices().isEmpty())) {
                    input.value().set(old);
                }
                input.value().subscribe(ignored -> input.fault().set(null));
            });
        }
    }
}

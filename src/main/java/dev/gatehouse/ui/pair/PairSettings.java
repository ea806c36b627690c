package dev.gatehouse.ui.pair;

import dev.gatehouse.console.GatewayStatus;
import dev.gatehouse.gateway.Setting;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.ui.common.SpanWords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/** What the operator can set about pairing at the chosen gateway, and what they have typed of it so far. */
public final class PairSettings {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

    /**
     * A setting and what is typed for it.
     *
     * @param profile the gateway
     * @param product its product
     * @param setting as it is in force
     * @param text what is typed
     * @param fault what is wrong with that, or what the gateway said to it, or null
     */
    public record Input(
            String profile,
            String product,
            Setting setting,
            StringProperty text,
            ObjectProperty<@Nullable Phrase> fault) {
        /** Whether something else is typed than what is in force. */
        boolean changed(Function<Setting, String> shown) {
            return !text.get().strip().equals(shown.apply(setting));
        }
    }

    private final ObservableList<Input> inputs = FXCollections.observableArrayList();
    private final Function<Setting, String> shown;

    /**
     * Nothing to set.
     *
     * @param shown how a value stands in its field
     */
    PairSettings(Function<Setting, String> shown) {
        this.shown = shown;
    }

    /** What can be set. */
    public ObservableList<Input> inputs() {
        return inputs;
    }

    /** How the value of {@code setting} stands in its field. */
    String shown(Setting setting) {
        return shown.apply(setting);
    }

    /** The gateway is {@code status} now, or none. What is typed stays unless the value itself has become another one. */
    void follow(@Nullable GatewayStatus status) {
        List<Input> wanted = new ArrayList<>();
        if (status != null) {
            String profile = status.profile().id();
            for (Setting setting : status.settings()) {
                wanted.add(find(profile, setting.key())
                        .filter(old -> old.setting().type() == setting.type())
                        .map(old -> renewed(old, setting))
                        .orElseGet(() -> fresh(status, setting)));
            }
        }
        if (!inputs.equals(wanted)) {
            inputs.setAll(wanted);
        }
    }

    private Optional<Input> find(String profile, String key) {
        return inputs.stream()
                .filter(input ->
                        input.profile().equals(profile) && input.setting().key().equals(key))
                .findFirst();
    }

    private Input renewed(Input old, Setting setting) {
        if (old.setting().equals(setting)) {
            return old;
        }
        if (!old.setting().value().equals(setting.value())) {
            old.text().set(shown.apply(setting));
            old.fault().set(null);
        }
        return new Input(old.profile(), old.product(), setting, old.text(), old.fault());
    }

    private Input fresh(GatewayStatus status, Setting setting) {
        Input made = new Input(
                status.profile().id(),
                status.profile().product(),
                setting,
                new SimpleStringProperty(shown.apply(setting)),
                new SimpleObjectProperty<>());
        made.text().subscribe(ignored -> made.fault().set(null));
        return made;
    }

    /** What is typed, as the gateway keeps it; none, and a fault, if it is no value of that type. */
    static Optional<String> value(Input input) {
        String typed = input.text().get().strip();
        Optional<String> value = switch (input.setting().type()) {
            case SWITCH, TEXT -> Optional.of(typed);
            case LINES ->
                Optional.of(typed.lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .collect(Collectors.joining("\n")));
            case NUMBER ->
                Optional.of(typed).filter(text -> NUMBER.matcher(text).matches());
            case DURATION ->
                typed.isEmpty() ? Optional.of("") : SpanWords.read(typed).map(Duration::toString);
        };
        input.fault()
                .set(
                        value.isPresent()
                                ? null
                                : Phrase.of(
                                        input.setting().type() == Setting.Type.NUMBER
                                                ? "pair.setting.number"
                                                : "pair.setting.duration"));
        return value;
    }
}

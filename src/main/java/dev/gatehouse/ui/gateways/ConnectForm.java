package dev.gatehouse.ui.gateways;

import dev.gatehouse.console.Console;
import dev.gatehouse.console.EnteredSecrets;
import dev.gatehouse.console.GatewayStatus;
import dev.gatehouse.gateway.FormField;
import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.GatewayProduct;
import dev.gatehouse.gateway.GatewayProfile;
import dev.gatehouse.gateway.Identity;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Secret;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.ui.common.Background;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/** A gateway being added by hand: what is filled in, what is wrong with it, and what a test found. */
public final class ConnectForm {
    /** How far it is. */
    public sealed interface State {
        /** It is being filled in. */
        record Editing() implements State {}

        /** A test or the connection is on its way. */
        record Busy() implements State {}

        /**
         * A test found a gateway.
         *
         * @param identity what is there
         */
        record Works(Identity identity) implements State {}

        /**
         * It cannot be used as it is filled in.
         *
         * @param problem why
         */
        record Fails(Problem problem) implements State {}

        /**
         * Its secret could not be kept, so it was not connected.
         *
         * @param problem why
         */
        record NotKept(Problem problem) implements State {}

        /**
         * The console has it already.
         *
         * @param gateway what the operator calls it
         */
        record Known(String gateway) implements State {}
    }

    /**
     * A field and what is in it.
     *
     * @param field what is asked for
     * @param value what is filled in; prints masked if it is a secret
     * @param fault what is wrong with it, or null
     */
    public record Field(FormField field, StringProperty value, ObjectProperty<@Nullable Phrase> fault) {
        static Field of(FormField field) {
            StringProperty value =
                    field.type() == FormField.Type.SECRET ? new MaskedText() : new SimpleStringProperty(field.preset());
            return new Field(field, value, new SimpleObjectProperty<>());
        }

        /** What is kept already may stay empty. */
        private boolean check(boolean kept) {
            boolean missing = field.required()
                    && field.type() != FormField.Type.SWITCH
                    && !(kept && field.type() == FormField.Type.SECRET)
                    && value.get().isBlank();
            fault.set(missing ? Phrase.of("gateways.form.required") : null);
            return !missing;
        }
    }

    private static final String FIRST = "openclaw";

    private final Console console;
    private final Executor screen;
    private final Background background;
    private final Consumer<String> added;

    private final ObjectProperty<@Nullable GatewayProduct> product = new SimpleObjectProperty<>();
    private final StringProperty name = new SimpleStringProperty("");
    private final ObservableList<Field> fields = FXCollections.observableArrayList();
    private final ObservableList<Field> readOnlyFields = FXCollections.unmodifiableObservableList(fields);
    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(new State.Editing());
    private final ReadOnlyObjectWrapper<@Nullable GatewayProfile> edited = new ReadOnlyObjectWrapper<>();
    private int attempt;

    /**
     * Nothing filled in.
     *
     * @param added is given the id of the gateway that was connected, or got another way
     */
    ConnectForm(Console console, Executor screen, Background background, Consumer<String> added) {
        this.console = console;
        this.screen = screen;
        this.background = background;
        this.added = added;
        product.subscribe(chosen -> {
            forgetSecrets();
            fields.setAll(
                    chosen == null
                            ? List.of()
                            : chosen.form().stream().map(Field::of).toList());
            fields.forEach(field -> field.value().subscribe(ignored -> edited(field)));
            edit();
        });
        clear();
    }

    /** The products to choose from. */
    public List<GatewayProduct> products() {
        return console.catalogue().products();
    }

    /** The chosen product. */
    public ObjectProperty<@Nullable GatewayProduct> productProperty() {
        return product;
    }

    /** What the operator calls the new gateway; the product's name if empty. */
    public StringProperty nameProperty() {
        return name;
    }

    /** The fields of the chosen product. */
    public ObservableList<Field> fields() {
        return readOnlyFields;
    }

    /** How far it is. */
    public ReadOnlyObjectProperty<State> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /** Looks what is there, and connects nothing. */
    public void test() {
        attempt("test", (chosen, profile, entered) -> {
            Identity identity = chosen.probe(
                    profile, new EnteredSecrets(profile.id(), entered, console.secrets()), console.environment());
            return () -> state.set(new State.Works(identity));
        });
    }

    /** Connects it and remembers it, whether it answers or not: it may come later. */
    public void connect() {
        attempt("add gateway", (chosen, profile, entered) -> {
            boolean changing = profile.id().equals(idOfEdited());
            String id = changing
                    ? profile.id()
                    : known(profile).map(GatewayProfile::id).orElse(profile.id());
            return () -> {
                int mine = attempt;
                (changing
                                ? console.gateways().edit(profile, entered)
                                : console.gateways().add(profile, entered))
                        .whenComplete((nothing, thrown) -> screen.execute(() -> {
                            if (mine == attempt) {
                                connected(id, thrown);
                            }
                        }));
            };
        });
    }

    private void connected(String id, @Nullable Throwable thrown) {
        if (thrown == null) {
            clear();
            added.accept(id);
        } else {
            state.set(new State.NotKept(Attempt.problem(thrown)));
        }
    }

    private void forgetSecrets() {
        fields.stream()
                .map(Field::value)
                .filter(MaskedText.class::isInstance)
                .forEach(value -> ((MaskedText) value).forget());
    }

    private @Nullable String idOfEdited() {
        GatewayProfile changing = edited.get();
        return changing == null ? null : changing.id();
    }

    /** The gateway that is changed, or null while one is added. */
    public ReadOnlyObjectProperty<@Nullable GatewayProfile> editedProperty() {
        return edited.getReadOnlyProperty();
    }

    /** Whether the product can say what would stand here for {@code profile}. */
    boolean canEdit(GatewayProfile profile) {
        return product(profile).filter(its -> !its.values(profile).isEmpty()).isPresent();
    }

    private Optional<GatewayProduct> product(GatewayProfile profile) {
        return products().stream()
                .filter(its -> its.id().equals(profile.product()))
                .findFirst();
    }

    /** Fills in what is known of {@code profile}, to be changed; its secrets stay hidden where they are. */
    void edit(GatewayProfile profile) {
        product(profile).ifPresent(its -> {
            clear();
            product.set(null);
            product.set(its);
            name.set(profile.name());
            Map<String, String> values = its.values(profile);
            fields.stream()
                    .filter(field -> !(field.value() instanceof MaskedText))
                    .forEach(field ->
                            field.value().set(values.getOrDefault(field.field().key(), "")));
            edited.set(profile);
            edit();
        });
    }

    /** Empties it. */
    public void clear() {
        edited.set(null);
        name.set("");
        List<GatewayProduct> all = products();
        product.set(null);
        // The product that most people run first; the others are one click away, by name.
        product.set(all.stream()
                .filter(one -> one.id().equals(FIRST))
                .findFirst()
                .orElse(all.isEmpty() ? null : all.getFirst()));
        edit();
    }

    /** Work that blocks; what it returns is run on the screen's thread. */
    @FunctionalInterface
    private interface Work {
        Runnable with(GatewayProduct product, GatewayProfile profile, Map<String, Secret> entered)
                throws GatewayException;
    }

    private void attempt(String thread, Work work) {
        GatewayProduct chosen = product.get();
        GatewayProfile changing = edited.get();
        boolean complete =
                fields.stream().map(field -> field.check(changing != null)).reduce(true, Boolean::logicalAnd);
        if (chosen == null || !complete || state.get() instanceof State.Busy) {
            return;
        }
        Map<String, String> values = new HashMap<>();
        Map<String, Secret> entered = new HashMap<>();
        for (Field field : fields) {
            String key = field.field().key();
            if (!(field.value() instanceof MaskedText secret)) {
                values.put(key, field.value().get().strip());
            } else if (!secret.get().isBlank()) {
                entered.put(key, secret.secret());
            }
        }
        String called = name.get().isBlank() ? chosen.name() : name.get().strip();
        int mine = ++attempt;
        state.set(new State.Busy());
        background.start(thread, () -> {
            Runnable then = carryOut(chosen, called, values, entered, changing, work);
            screen.execute(() -> {
                if (mine == attempt) {
                    then.run();
                }
            });
        });
    }

    private Runnable carryOut(
            GatewayProduct chosen,
            String called,
            Map<String, String> values,
            Map<String, Secret> entered,
            @Nullable GatewayProfile changing,
            Work work) {
        try {
            String id = changing == null ? UUID.randomUUID().toString() : changing.id();
            GatewayProfile profile = chosen.profile(id, called, values, console.environment());
            if (changing != null) {
                return work.with(chosen, profile, entered);
            }
            Optional<GatewayProfile> known = known(profile);
            boolean nothingNew = entered.isEmpty()
                    && known.isPresent()
                    && known.get().joinedWith(profile).equals(known.get());
            return nothingNew
                    ? () -> state.set(new State.Known(known.get().name()))
                    : work.with(chosen, profile, entered);
        } catch (GatewayException e) {
            Problem problem = e.problem();
            return () -> state.set(new State.Fails(problem));
        }
    }

    private Optional<GatewayProfile> known(GatewayProfile profile) {
        return console.gateways().all().stream()
                .filter(status -> !status.practice() && status.profile().sameGateway(profile))
                .map(GatewayStatus::profile)
                .findFirst();
    }

    private void edited(Field field) {
        field.fault().set(null);
        edit();
    }

    private void edit() {
        attempt++;
        state.set(new State.Editing());
    }
}

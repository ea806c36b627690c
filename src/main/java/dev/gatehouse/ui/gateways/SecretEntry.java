package dev.gatehouse.ui.gateways;

import dev.gatehouse.console.Gateways;
import dev.gatehouse.gateway.FormField;
import dev.gatehouse.gateway.GatewayProfile;
import dev.gatehouse.gateway.Secret;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;

/** The secrets of a gateway being entered anew, to be kept and tried at once. */
final class SecretEntry {
    /**
     * A secret and what is typed of it.
     *
     * @param field what is asked for
     * @param text what is typed
     */
    record Input(FormField field, MaskedText text) {}

    private final GatewayProfile profile;
    private final List<Input> inputs;
    private final Gateways gateways;
    private final Attempt attempt;
    private final ReadOnlyBooleanWrapper missing = new ReadOnlyBooleanWrapper();

    /**
     * Nothing typed yet.
     *
     * @param wanted the secrets that can be entered, the one that is most wanted first
     */
    SecretEntry(GatewayProfile profile, List<FormField> wanted, Gateways gateways, Attempt attempt) {
        this.profile = profile;
        this.inputs =
                wanted.stream().map(field -> new Input(field, new MaskedText())).toList();
        this.gateways = gateways;
        this.attempt = attempt;
        inputs.forEach(input -> input.text().subscribe(ignored -> {
            missing.set(false);
            attempt.begin();
        }));
    }

    /** Whose secrets. */
    GatewayProfile profile() {
        return profile;
    }

    /** What can be typed; all may stay empty but one. */
    List<Input> inputs() {
        return inputs;
    }

    /** How keeping them goes. */
    Attempt attempt() {
        return attempt;
    }

    /** Whether nothing was typed when it was to be kept. */
    ReadOnlyBooleanProperty missingProperty() {
        return missing.getReadOnlyProperty();
    }

    /** Keeps what was typed and lets the gateway be tried with it. */
    void submit() {
        Map<String, Secret> typed = new HashMap<>();
        inputs.stream()
                .filter(input -> !input.text().get().isBlank())
                .forEach(input -> typed.put(input.field().key(), input.text().secret()));
        missing.set(typed.isEmpty());
        if (!typed.isEmpty() && !attempt.busyProperty().get()) {
            attempt.follow(gateways.enter(profile.id(), typed));
        }
    }

    /** Forgets what was typed. */
    void forget() {
        inputs.forEach(input -> input.text().forget());
    }
}

package dev.gatehouse.ui.gateways;

import dev.gatehouse.gateway.Secret;
import javafx.beans.property.SimpleStringProperty;

/** A secret while it is being typed. It prints masked. */
final class MaskedText extends SimpleStringProperty {
    MaskedText() {
        super("");
    }

    /** What was typed, without the white space that comes with pasting. */
    Secret secret() {
        return new Secret(get().strip());
    }

    /** Forgets what was typed. */
    void forget() {
        set("");
    }

    @Override
    public String toString() {
        return "MaskedText";
    }
}

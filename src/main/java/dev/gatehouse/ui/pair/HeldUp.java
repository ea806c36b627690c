package dev.gatehouse.ui.pair;

import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;

/** Whether the selected code stands over the whole screen, for a phone to be held to it: until it is hidden. */
final class HeldUp {
    private final PairViewModel model;
    private final ReadOnlyBooleanWrapper up = new ReadOnlyBooleanWrapper();

    HeldUp(PairViewModel model) {
        this.model = model;
        model.revealedProperty().subscribe(shown -> {
            if (!shown) {
                up.set(false);
            }
        });
    }

    /** Whether it is up. */
    ReadOnlyBooleanProperty upProperty() {
        return up.getReadOnlyProperty();
    }

    /** Reveals the code, if it is of use to anybody, over the whole screen. */
    void lift() {
        model.reveal();
        up.set(model.revealedProperty().get());
    }

    /** Takes it down and hides it: nothing stays on the screen. */
    void lower() {
        model.hide();
    }
}

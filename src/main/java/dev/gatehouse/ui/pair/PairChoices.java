package dev.gatehouse.ui.pair;

import dev.gatehouse.console.SettingsFile;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;

/** How the operator wants codes to be shown; kept in the settings. */
public final class PairChoices {
    private static final String REPLACES = "pair.replaces";
    private static final String YES = "yes";

    private final BooleanProperty hides = new SimpleBooleanProperty();
    private final BooleanProperty replaces = new SimpleBooleanProperty();

    /** As {@code settings} has them, where every change is kept. */
    PairChoices(SettingsFile settings) {
        hides.set(settings.get().hidesUnfocused());
        replaces.set(YES.equals(settings.get().view().get(REPLACES)));
        hides.subscribe((was, is) -> settings.change(all -> all.withHidesUnfocused(is)));
        replaces.subscribe((was, is) -> settings.change(all -> all.withView(REPLACES, is ? YES : "")));
    }

    /** Whether a code hides when the window loses the focus. */
    public BooleanProperty hidesProperty() {
        return hides;
    }

    /** Whether a code that ends while it is looked at is replaced. */
    public BooleanProperty replacesProperty() {
        return replaces;
    }
}

package dev.gatehouse.ui.common;

import java.util.function.Consumer;

/** Leads from one screen to another, by the name of its place; nowhere until a window has opened it. */
public final class Ways {
    private Consumer<String> go = place -> {};

    /** From now on the window leads. */
    public void open(Consumer<String> window) {
        go = window;
    }

    /** Brings the screen {@code place} to the front. */
    public void to(String place) {
        go.accept(place);
    }
}

package dev.gatehouse.ui.common;

import dev.gatehouse.pairing.SubjectKey;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Leads from one screen to another, by the name of its place; nowhere until a window has opened it. */
public final class Ways {
    private BiConsumer<String, @Nullable SubjectKey> go = (place, whom) -> {};

    /** From now on the window leads: to a place, and there to somebody or nobody in particular. */
    public void open(BiConsumer<String, @Nullable SubjectKey> window) {
        go = window;
    }

    /** Brings the screen {@code place} to the front. */
    public void to(String place) {
        go.accept(place, null);
    }

    /** Brings the screen {@code place} to the front, at the row of {@code whom}. */
    public void to(String place, SubjectKey whom) {
        go.accept(place, whom);
    }
}

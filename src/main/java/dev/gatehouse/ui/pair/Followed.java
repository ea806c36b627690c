package dev.gatehouse.ui.pair;

import dev.gatehouse.console.Entry;
import dev.gatehouse.console.Resident;
import org.jspecify.annotations.Nullable;

/**
 * What a code has led to, as far as the lists show it.
 *
 * @param in who is in by it, or null
 * @param asks the request that came of it, or null
 * @param left whether they were in, and are not any more
 */
public record Followed(@Nullable Resident in, @Nullable Entry asks, boolean left) {
    /** Nothing yet. */
    static final Followed NOTHING = new Followed(null, null, false);
}

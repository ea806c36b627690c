package dev.gatehouse.ui.common;

import dev.gatehouse.pairing.Access;
import java.time.Duration;

/**
 * How long something has to stand still on screen before it takes a click, so that nobody decides about what slid under the
 * pointer.
 */
public enum Standstill {
    /** For most of it. */
    ORDINARY(Duration.ofMillis(600)),

    /** Where it is about administering the gateway or running commands. */
    GRAVE(Duration.ofMillis(1500));

    private final Duration time;

    Standstill(Duration time) {
        this.time = time;
    }

    /** For something that gives {@code access}, or takes it away. */
    public static Standstill of(Access access) {
        return access.grave() ? GRAVE : ORDINARY;
    }

    /** How long. */
    public Duration time() {
        return time;
    }
}

package dev.gatehouse.ui.common;

import dev.gatehouse.console.Subscription;
import java.time.Duration;

/** Time for the screens: how much of it went by, and work for later. */
public interface Timer {
    /** A monotonic count of nanoseconds. */
    long nanos();

    /** Runs {@code work} on the JavaFX thread once {@code delay} is over, unless what is returned was closed before. */
    Subscription in(Duration delay, Runnable work);
}

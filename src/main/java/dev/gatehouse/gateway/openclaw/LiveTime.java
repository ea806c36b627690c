package dev.gatehouse.gateway.openclaw;

import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The time here.
 *
 * @param clock the wall clock
 * @param nanos a clock that never jumps, as {@link System#nanoTime()}
 */
record LiveTime(InstantSource clock, LongSupplier nanos) {
    /** With the system's monotonic clock. */
    static LiveTime of(InstantSource clock) {
        return new LiveTime(clock, System::nanoTime);
    }
}

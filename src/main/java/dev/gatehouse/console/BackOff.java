package dev.gatehouse.console;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Waits that double from one failure to the next, with jitter so that many do not knock at once.
 */
final class BackOff {
    private final Duration first;
    private final Duration longest;
    private final RandomGenerator random;
    private int failures;

    BackOff(Duration first, Duration longest, RandomGenerator random) {
        this.first = first;
        this.longest = longest;
        this.random = random;
    }

    /** The wait after one more failure: between half of the doubled time and all of it. */
    synchronized Duration next() {
        long full = Math.min(longest.toMillis(), first.toMillis() << Math.min(failures, 20));
        failures++;
        return Duration.ofMillis(full / 2 + random.nextLong(full / 2 + 1));
    }

    /** It went well: the next failure waits the first time again. */
    synchronized void reset() {
        failures = 0;
    }
}

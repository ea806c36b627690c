package dev.gatehouse.io;

import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;

/** Waits that double from one failure to the next, with jitter so that many do not knock at once. Thread-safe. */
public final class BackOff {
    private final Duration first;
    private final Duration longest;
    private final RandomGenerator random;
    private int failures;

    /**
     * No failure yet.
     *
     * @param first the wait after the first failure, at most
     * @param longest what the doubling ends at
     * @param random where the jitter comes from
     */
    public BackOff(Duration first, Duration longest, RandomGenerator random) {
        this.first = first;
        this.longest = longest;
        this.random = random;
    }

    /** From 1 s to 30 s, as OpenClaw's own client waits (2026.9.6). */
    public BackOff() {
        this(Duration.ofSeconds(1), Duration.ofSeconds(30), new Random());
    }

    /** The wait after one more failure: between half of the doubled time and all of it. */
    public synchronized Duration next() {
        long full = Math.min(longest.toMillis(), first.toMillis() << Math.min(failures, 20));
        failures++;
        return Duration.ofMillis(full / 2 + random.nextLong(full / 2 + 1));
    }

    /** It went well: the next failure waits the first time again. */
    public synchronized void reset() {
        failures = 0;
    }
}

package dev.gatehouse.gateway.clasp;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/** A wall clock and a monotonic one that stand until they are moved. */
final class FakeClock implements InstantSource, LongSupplier {
    private volatile Instant now = Instant.parse("2026-11-20T12:00:00Z");
    private volatile long nanos = Long.MAX_VALUE - 1_000_000_000L;

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public long getAsLong() {
        return nanos;
    }

    void pass(Duration time) {
        now = now.plus(time);
        nanos += time.toNanos();
    }

    /** Somebody sets the wall clock. */
    void set(Instant wall) {
        now = wall;
    }
}

package dev.gatehouse.system;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A monotonic count of nanoseconds that makes up for the time that the computer slept, once that is known. */
public final class SleeplessClock implements LongSupplier {
    private final LongSupplier nanos;
    private final AtomicLong slept = new AtomicLong();

    /** A clock that runs like {@code nanos}. */
    public SleeplessClock(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** That much went by while {@code nanos} stood still. */
    public void slept(Duration time) {
        slept.addAndGet(Math.max(0, time.toNanos()));
    }

    @Override
    public long getAsLong() {
        return nanos.getAsLong() + slept.get();
    }
}

package dev.gatehouse.console;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The time at a gateway. Set by every answer that carries the gateway's time; runs on the monotonic clock in between, so
 * that neither a wrong wall clock here nor one that is put right moves a countdown.
 */
public final class GatewayClock implements InstantSource {
    private record Anchor(Instant time, long nanos) {}

    private final LongSupplier nanos;
    private volatile Anchor anchor;

    /**
     * Starts at {@code time}.
     *
     * @param nanos a monotonic count of nanoseconds, for example {@link System#nanoTime()}
     */
    public GatewayClock(Instant time, LongSupplier nanos) {
        this.nanos = nanos;
        this.anchor = new Anchor(time, nanos.getAsLong());
    }

    /** The gateway says that it is {@code time} now. */
    public void set(Instant time) {
        anchor = new Anchor(time, nanos.getAsLong());
    }

    @Override
    public Instant instant() {
        Anchor from = anchor;
        return from.time().plus(Duration.ofNanos(nanos.getAsLong() - from.nanos()));
    }
}

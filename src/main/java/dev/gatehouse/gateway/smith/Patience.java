package dev.gatehouse.gateway.smith;

import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.io.BackOff;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Leaves a way alone for a while after it has failed, and for good where trying again would be wrong. Thread-safe. */
final class Patience {
    private final BackOff backOff = new BackOff();
    private final LongSupplier nanos;
    private @Nullable Problem problem;
    private long next;

    Patience(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** What is tried. */
    interface Attempt<T> {
        /** Tries it. */
        T run() throws GatewayException;
    }

    /**
     * Tries, unless it is too early.
     *
     * @throws GatewayException what went wrong now, or the last time
     */
    <T> T attempt(Attempt<T> attempt) throws GatewayException {
        Problem waiting = waiting();
        if (waiting != null) {
            throw new GatewayException(waiting);
        }
        try {
            T result = attempt.run();
            went(null);
            return result;
        } catch (GatewayException e) {
            went(e.problem());
            throw e;
        }
    }

    private synchronized @Nullable Problem waiting() {
        boolean early = problem != null && (problem.halts() || nanos.getAsLong() - next < 0);
        return early ? problem : null;
    }

    private synchronized void went(@Nullable Problem how) {
        problem = how;
        if (how == null) {
            backOff.reset();
        } else {
            next = nanos.getAsLong() + backOff.next().toNanos();
        }
    }

    /** The operator wants it tried now. */
    synchronized void retry() {
        problem = null;
    }
}

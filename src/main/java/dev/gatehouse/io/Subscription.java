package dev.gatehouse.io;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One hint to call. */
final class Subscription {
    /** Time between two calls, in nanoseconds: the first comes at once, a storm makes 250 in a second at most. */
    static final long SPACING = TimeUnit.MILLISECONDS.toNanos(4);

    private static final Logger LOG = LoggerFactory.getLogger(FolderWatch.class);

    private final Runnable hint;
    private boolean open = true;
    private boolean called;
    private long calledAt;

    Subscription(Runnable hint) {
        this.hint = hint;
    }

    /** How long to wait, at {@code now}, before the next call; in nanoseconds. */
    synchronized long due(long now) {
        return called ? Math.max(0, calledAt + SPACING - now) : 0;
    }

    /** Calls the hint, unless this is closed. */
    synchronized void call(long now) {
        if (open) {
            called = true;
            calledAt = now;
            try {
                hint.run();
            } catch (RuntimeException e) {
                // The bug of one listener; the others go on hearing.
                LOG.error("A listener to changed folders failed", e);
            }
        }
    }

    /** Waits until a call that is under way has ended; none comes after. */
    synchronized void close() {
        open = false;
    }
}

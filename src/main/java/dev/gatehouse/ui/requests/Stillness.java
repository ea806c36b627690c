package dev.gatehouse.ui.requests;

import dev.gatehouse.console.Subscription;
import dev.gatehouse.ui.common.Timer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** While the operator points or types in the list, nothing moves; three seconds later it may. */
final class Stillness {
    /** How long nothing moves after the last pointer move or key. */
    static final Duration LASTS = Duration.ofSeconds(3);

    private final Timer timer;
    private final Runnable over;
    private long until;
    private boolean touched;
    private @Nullable Subscription waiting;

    /**
     * Nobody touched anything yet.
     *
     * @param over runs when it is over, if {@link #awaitEnd()} was called
     */
    Stillness(Timer timer, Runnable over) {
        this.timer = timer;
        this.over = over;
    }

    /** The operator moved the pointer over the list, or pressed a key in it. */
    void touched() {
        until = timer.nanos() + LASTS.toNanos();
        touched = true;
    }

    /** Whether rows have to keep their places. */
    boolean holds() {
        return touched && timer.nanos() - until < 0;
    }

    /** It ends now. */
    void end() {
        touched = false;
        Subscription due = waiting;
        if (due != null) {
            due.close();
            waiting = null;
        }
    }

    /** Something waits for the end. */
    void awaitEnd() {
        if (waiting == null) {
            waiting = timer.in(Duration.ofNanos(Math.max(0, until - timer.nanos())), this::check);
        }
    }

    private void check() {
        waiting = null;
        if (holds()) {
            awaitEnd();
        } else {
            over.run();
        }
    }
}

package dev.gatehouse.gateway.orginabox;

import dev.gatehouse.gateway.LinkProblem;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.io.BackOff;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How long one way is left alone after a failure, where there is another one meanwhile. Thread-safe. */
final class Pause {
    private final BackOff backOff;
    private @Nullable Problem why;
    private long until;

    /** None yet. */
    Pause(BackOff backOff) {
        this.backOff = backOff;
    }

    /** It begins, for {@code problem}; one that would get the same answer again waits for the operator. */
    synchronized void begin(Problem problem) {
        Duration wait = problem instanceof LinkProblem.Throttled throttled ? throttled.pause() : backOff.next();
        why = problem;
        until = System.nanoTime() + wait.toNanos();
    }

    /** Whether it may be tried again. */
    synchronized boolean over() {
        Problem known = why;
        return known == null || !known.halts() && System.nanoTime() - until >= 0;
    }

    /** Why it is left alone, or null if it is not. */
    @Nullable
    synchronized Problem why() {
        return why;
    }

    /** It works, or the operator wants it tried. */
    synchronized void reset() {
        why = null;
        backOff.reset();
    }
}

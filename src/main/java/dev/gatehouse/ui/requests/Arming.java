package dev.gatehouse.ui.requests;

import dev.gatehouse.console.Subscription;
import dev.gatehouse.ui.common.Timer;
import dev.gatehouse.ui.requests.Line.Row;
import java.time.Duration;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A row takes no click until it has stood still for a moment, so that nobody approves what slid under the pointer. One
 * task waits for the next row to arm, however many there are.
 */
final class Arming {
    /** How long an ordinary row has to stand. */
    static final Duration ORDINARY = Duration.ofMillis(600);

    /** How long a row has to stand that asks to administer the gateway or to run commands. */
    static final Duration GRAVE = Duration.ofMillis(1500);

    private final Timer timer;
    private final Runnable armed;
    private final TreeSet<Long> moments = new TreeSet<>();
    private @Nullable Subscription next;

    /**
     * No rows.
     *
     * @param armed runs whenever rows have become armed
     */
    Arming(Timer timer, Runnable armed) {
        this.timer = timer;
        this.armed = armed;
    }

    /** The row takes no click for a moment. */
    void disarm(Row row) {
        Duration delay = row.entry().request().access().grave() ? GRAVE : ORDINARY;
        long at = timer.nanos() + delay.toNanos();
        row.mark().armAt(at);
        moments.add(at);
    }

    /** Whether the row takes a click. */
    boolean isArmed(Row row) {
        return timer.nanos() - row.mark().armsAt() >= 0;
    }

    /** Sees to it that {@code armed} runs in time. To be called after rows were disarmed. */
    void arrange() {
        Subscription due = next;
        if (due != null) {
            due.close();
            next = null;
        }
        if (!moments.isEmpty()) {
            next = timer.in(Duration.ofNanos(moments.first() - timer.nanos()), this::tell);
        }
    }

    private void tell() {
        next = null;
        long now = timer.nanos();
        moments.removeIf(moment -> now - moment >= 0);
        armed.run();
        arrange();
    }
}

package dev.gatehouse.ui.requests;

import dev.gatehouse.console.Subscription;
import dev.gatehouse.ui.common.Standstill;
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
    static final Duration ORDINARY = Standstill.ORDINARY.time();

    /** How long a row has to stand that asks to administer the gateway or to run commands. */
    static final Duration GRAVE = Standstill.GRAVE.time();

    private final Timer timer;
    private final Runnable armed;
    private final TreeSet<Long> moments = new TreeSet<>();
    private long now;
    private boolean anyOrdinary;
    private boolean anyGrave;
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

    /** The row takes no click for a moment; {@link #arrange} has to follow. */
    void disarm(Row row) {
        if (row.grave()) {
            row.mark().armAt(now + GRAVE.toNanos());
            anyGrave = true;
        } else {
            row.mark().armAt(now + ORDINARY.toNanos());
            anyOrdinary = true;
        }
    }

    /** Rows are going to be disarmed: all of them at this one moment. */
    void begin() {
        now = timer.nanos();
    }

    /** Whether the row takes a click. */
    boolean isArmed(Row row) {
        return timer.nanos() - row.mark().armsAt() >= 0;
    }

    /** Sees to it that {@code armed} runs when the rows that were disarmed take clicks again. */
    void arrange() {
        if (anyOrdinary) {
            moments.add(now + ORDINARY.toNanos());
        }
        if (anyGrave) {
            moments.add(now + GRAVE.toNanos());
        }
        anyOrdinary = false;
        anyGrave = false;
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
        long then = timer.nanos();
        moments.removeIf(moment -> then - moment >= 0);
        armed.run();
        arrange();
    }
}

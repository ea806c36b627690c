package dev.gatehouse.testing;

import dev.gatehouse.console.Subscription;
import dev.gatehouse.ui.common.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Time that goes by when the test says so. Also a wall clock that begins at {@link #START}. */
public final class FakeTimer implements Timer, InstantSource {
    /** When the wall clock begins. */
    public static final Instant START = Instant.parse("2026-11-20T14:00:00Z");

    private record Due(long at, Runnable work) {}

    private final List<Due> waiting = new ArrayList<>();
    private long now = 1_000_000_000_000L;
    private Instant wall = START;

    @Override
    public long nanos() {
        return now;
    }

    @Override
    public Instant instant() {
        return wall;
    }

    @Override
    public Subscription in(Duration delay, Runnable work) {
        Due due = new Due(now + delay.toNanos(), work);
        waiting.add(due);
        return () -> waiting.remove(due);
    }

    /** How much work waits. */
    public int waiting() {
        return waiting.size();
    }

    /** Lets {@code span} go by, and does on the way what is due. */
    public void pass(Duration span) {
        long end = now + span.toNanos();
        for (Due next = next(end); next != null; next = next(end)) {
            waiting.remove(next);
            to(Math.max(now, next.at()));
            next.work().run();
        }
        to(end);
    }

    private @org.jspecify.annotations.Nullable Due next(long end) {
        return waiting.stream()
                .filter(due -> due.at() <= end)
                .min(Comparator.comparingLong(Due::at))
                .orElse(null);
    }

    private void to(long nanos) {
        wall = wall.plusNanos(nanos - now);
        now = nanos;
    }
}

package dev.gatehouse.pairing;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How long a request still lives, in the steps in which it is shown. */
public sealed interface TimeLeft {
    /** Below this, seconds are shown. */
    Duration SECONDS_BELOW = Duration.ofMinutes(10);

    /** It never ends. */
    record Endless() implements TimeLeft {}

    /**
     * More than ten minutes.
     *
     * @param minutes whole minutes that are left
     */
    record Minutes(long minutes) implements TimeLeft {}

    /**
     * Ten minutes or less.
     *
     * @param seconds whole seconds that are left, from 1 to 600
     */
    record Seconds(long seconds) implements TimeLeft {}

    /**
     * It is over.
     *
     * @param at since when
     */
    record Expired(Instant at) implements TimeLeft {}

    /** The time left at {@code now} until {@code end}; null never ends. A begun second counts as a whole one. */
    static TimeLeft until(@Nullable Instant end, Instant now) {
        if (end == null) {
            return new Endless();
        }
        Duration left = Duration.between(now, end);
        if (left.isZero() || left.isNegative()) {
            return new Expired(end);
        }
        if (left.compareTo(SECONDS_BELOW) > 0) {
            return new Minutes(left.toMinutes());
        }
        return new Seconds(left.plusNanos(999_999_999).toSeconds());
    }

    /**
     * When {@link #until} will next give another answer, or null if it never will. A clock that sleeps until then shows
     * every change and wakes for nothing else.
     */
    static @Nullable Instant nextChange(@Nullable Instant end, Instant now) {
        if (end == null || !now.isBefore(end)) {
            return null;
        }
        Duration left = Duration.between(now, end);
        if (left.compareTo(SECONDS_BELOW) > 0) {
            Instant atMinute = end.minus(Duration.ofMinutes(left.toMinutes())).plusNanos(1);
            Instant atSeconds = end.minus(SECONDS_BELOW);
            return atMinute.isBefore(atSeconds) ? atMinute : atSeconds;
        }
        long whole = left.toSeconds();
        Instant next = end.minusSeconds(whole);
        return next.isAfter(now) ? next : end.minusSeconds(whole - 1);
    }
}

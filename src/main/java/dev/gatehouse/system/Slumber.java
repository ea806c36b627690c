package dev.gatehouse.system;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Finds out that the computer has slept, by clocks that went different ways since the last look: the monotonic clock
 * stands still in sleep on Linux and macOS, and on Windows a look that comes far too late tells the same. A wall clock
 * that was set looks like sleep too, which costs one read of every gateway.
 */
final class Slumber {
    /** The least that counts, beyond what a busy computer delays. */
    static final Duration LEAST = Duration.ofSeconds(30);

    /** The least where a clock that runs on in sleep can be told from one that was set. */
    static final Duration LEAST_CERTAIN = Duration.ofSeconds(3);

    private final LongSupplier nanos;
    private final Optional<LongSupplier> sleepless;
    private final InstantSource wall;
    private final Duration every;
    private long lastNanos;
    private long lastSleepless;
    private Instant lastWall;

    /**
     * Begins to compare.
     *
     * @param nanos the monotonic clock
     * @param sleepless nanoseconds of a clock that runs on in sleep and is never set, where the system has one
     * @param wall the wall clock
     * @param every how often it is looked
     */
    Slumber(LongSupplier nanos, Optional<LongSupplier> sleepless, InstantSource wall, Duration every) {
        this.nanos = nanos;
        this.sleepless = sleepless;
        this.wall = wall;
        this.every = every;
        this.lastNanos = nanos.getAsLong();
        this.lastSleepless = sleeplessNow();
        this.lastWall = wall.instant();
    }

    /**
     * How long the monotonic clock has stood still since the last look; empty if nothing has happened. Zero where the
     * clocks tell that something has, but not that this one stood still.
     *
     * @param told whether the system says that the computer has slept
     */
    synchronized Optional<Duration> look(boolean told) {
        long nowNanos = nanos.getAsLong();
        long nowSleepless = sleeplessNow();
        Instant nowWall = wall.instant();
        Duration awake = Duration.ofNanos(nowNanos - lastNanos);
        Duration wallMoved = Duration.between(lastWall, nowWall).minus(awake);
        Duration stood = sleepless.isPresent()
                ? Duration.ofNanos(nowSleepless - lastSleepless).minus(awake)
                : wallMoved;
        lastNanos = nowNanos;
        lastSleepless = nowSleepless;
        lastWall = nowWall;
        boolean slept = stood.compareTo(sleepless.isPresent() ? LEAST_CERTAIN : LEAST) > 0;
        boolean moved = wallMoved.abs().compareTo(LEAST) > 0;
        boolean late = awake.minus(every).compareTo(LEAST) > 0;
        if (!told && !slept && !moved && !late) {
            return Optional.empty();
        }
        return Optional.of(slept ? stood : Duration.ZERO);
    }

    private long sleeplessNow() {
        return sleepless.map(LongSupplier::getAsLong).orElse(0L);
    }
}

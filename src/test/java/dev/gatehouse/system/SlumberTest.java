package dev.gatehouse.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

/** Clocks that the test moves. */
class SlumberTest {
    private static final Duration EVERY = Duration.ofSeconds(2);

    private long nanos = 5_000;
    private long boot = 9_000_000_000L;
    private Instant wall = Instant.parse("2026-11-20T14:00:00Z");

    private Slumber slumber(boolean bootClock) {
        return new Slumber(
                () -> nanos, bootClock ? Optional.<LongSupplier>of(() -> boot) : Optional.empty(), () -> wall, EVERY);
    }

    private void awake(Duration time) {
        nanos += time.toNanos();
        boot += time.toNanos();
        wall = wall.plus(time);
    }

    private void asleep(Duration time) {
        boot += time.toNanos();
        wall = wall.plus(time);
    }

    @Test
    void anOrdinaryTwoSecondsAreNoSleep() {
        Slumber slumber = slumber(true);
        for (int i = 0; i < 1_000; i++) {
            awake(EVERY);
            assertThat(slumber.look(false)).isEmpty();
        }
        awake(Duration.ofSeconds(20));
        assertThat(slumber.look(false)).as("a busy computer").isEmpty();
    }

    @Test
    void sleepIsFoundOnceAndMeasured() {
        for (boolean bootClock : new boolean[] {true, false}) {
            Slumber slumber = slumber(bootClock);
            awake(EVERY);
            asleep(Duration.ofHours(8));
            assertThat(slumber.look(false)).contains(Duration.ofHours(8));
            awake(EVERY);
            assertThat(slumber.look(false)).isEmpty();
        }
    }

    @Test
    void aShortSleepIsFoundWhereItIsCertain() {
        Slumber slumber = slumber(true);
        asleep(Duration.ofSeconds(10));
        assertThat(slumber.look(false)).contains(Duration.ofSeconds(10));
    }

    @Test
    void aClockThatWasSetIsAReasonToReadAndNoTimeThatWentBy() {
        Slumber slumber = slumber(true);
        wall = wall.plus(Duration.ofHours(2));
        assertThat(slumber.look(false)).contains(Duration.ZERO);
        wall = wall.minus(Duration.ofHours(2));
        assertThat(slumber.look(false)).contains(Duration.ZERO);
    }

    @Test
    void aClockThatIsSetBackMovesNoCountdownWhereNobodyTellsSleepFromThat() {
        Slumber slumber = slumber(false);
        wall = wall.minus(Duration.ofHours(2));
        assertThat(slumber.look(false)).contains(Duration.ZERO);
    }

    @Test
    void aMonotonicClockThatRunsOnInSleepShowsItByALateLook() {
        Slumber slumber = slumber(false);
        awake(Duration.ofMinutes(40));
        assertThat(slumber.look(false)).contains(Duration.ZERO);
    }

    @Test
    void whatTheSystemTellsCountsHoweverShortItWas() {
        assertThat(slumber(true).look(true)).contains(Duration.ZERO);
    }

    @Test
    void theSleeplessClockMakesUpForIt() {
        SleeplessClock clock = new SleeplessClock(() -> nanos);
        long before = clock.getAsLong();
        clock.slept(Duration.ofMinutes(3));
        clock.slept(Duration.ofMinutes(-1));
        awake(EVERY);
        assertThat(Duration.ofNanos(clock.getAsLong() - before))
                .isEqualTo(Duration.ofMinutes(3).plus(EVERY));
    }
}

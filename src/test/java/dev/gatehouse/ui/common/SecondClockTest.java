package dev.gatehouse.ui.common;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.FakeTimer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecondClockTest {
    private final FakeTimer timer = new FakeTimer();
    private final SecondClock clock = new SecondClock(timer, timer);
    private final List<Integer> ticks = new ArrayList<>();
    private final Runnable listener = () -> ticks.add(timer.instant().getNano());

    @Test
    void ticksOnTheSecondOfTheWallClock() {
        timer.pass(Duration.ofMillis(300));
        clock.add(listener);

        timer.pass(Duration.ofMillis(2700));

        assertThat(ticks).containsExactly(0, 0, 0);
    }

    @Test
    void standsStillWhileNothingListens() {
        assertThat(clock.isRunning()).isFalse();
        clock.add(listener);
        assertThat(clock.isRunning()).isTrue();
        clock.remove(listener);

        timer.pass(Duration.ofSeconds(5));

        assertThat(clock.isRunning()).isFalse();
        assertThat(ticks).isEmpty();
        assertThat(timer.waiting()).isZero();
    }

    @Test
    void standsStillWhileNobodyLooksAndTellsAtOnceWhenSomebodyDoes() {
        clock.add(listener);
        clock.setWatched(false);
        timer.pass(Duration.ofSeconds(5));
        assertThat(ticks).isEmpty();

        clock.setWatched(true);
        assertThat(ticks).hasSize(1);
    }

    @Test
    void aListenerThatIsAddedTwiceIsToldOnce() {
        clock.add(listener);
        clock.add(listener);
        timer.pass(Duration.ofSeconds(1));

        assertThat(ticks).hasSize(1);
    }
}

package dev.gatehouse.pairing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeLeftTest {
    private static final Instant END = Instant.parse("2026-11-20T12:00:00Z");

    @Test
    void minutesWhileMoreThanTenAreLeft() {
        assertThat(left(Duration.ofMinutes(52).plusSeconds(59))).isEqualTo(new TimeLeft.Minutes(52));
        assertThat(left(Duration.ofMinutes(10).plusMillis(1))).isEqualTo(new TimeLeft.Minutes(10));
    }

    @Test
    void secondsFromTenMinutesOn() {
        assertThat(left(Duration.ofMinutes(10))).isEqualTo(new TimeLeft.Seconds(600));
        assertThat(left(Duration.ofMillis(1_001))).isEqualTo(new TimeLeft.Seconds(2));
        assertThat(left(Duration.ofMillis(1))).isEqualTo(new TimeLeft.Seconds(1));
    }

    @Test
    void overAtTheEnd() {
        assertThat(left(Duration.ZERO)).isEqualTo(new TimeLeft.Expired(END));
        assertThat(left(Duration.ofHours(-3))).isEqualTo(new TimeLeft.Expired(END));
    }

    @Test
    void whatHasNoEndNeverEnds() {
        assertThat(TimeLeft.until(null, END)).isEqualTo(new TimeLeft.Endless());
        assertThat(TimeLeft.nextChange(null, END)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            longs = {3_600_000, 3_599_999, 660_001, 660_000, 600_001, 600_000, 599_999, 60_000, 1_500, 1_000, 999, 1})
    void theNextChangeIsTheFirstMomentWithAnotherAnswer(long millisLeft) {
        Instant now = END.minusMillis(millisLeft);
        Instant change = Objects.requireNonNull(TimeLeft.nextChange(END, now));
        assertThat(change).isAfter(now);
        assertThat(TimeLeft.until(END, change)).isNotEqualTo(TimeLeft.until(END, now));
        assertThat(TimeLeft.until(END, change.minusNanos(1))).isEqualTo(TimeLeft.until(END, now));
    }

    private static TimeLeft left(Duration left) {
        return TimeLeft.until(END, END.minus(left));
    }
}

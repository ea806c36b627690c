package dev.gatehouse.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BackOffTest {
    private final BackOff backOff = new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(30), new Random(7));

    @Test
    void doublesUpToTheLongestAndNeverWaitsLessThanHalf() {
        for (long full : LongStream.of(1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000)
                .toArray()) {
            assertThat(backOff.next().toMillis()).isBetween(full / 2, full);
        }
        for (int i = 0; i < 100; i++) {
            assertThat(backOff.next().toMillis()).isBetween(15_000L, 30_000L);
        }
    }

    @Test
    void waitsDifferently() {
        for (int i = 0; i < 10; i++) {
            backOff.next();
        }
        assertThat(backOff.next()).isNotEqualTo(backOff.next());
    }

    @Test
    void beginsAgainAfterSuccess() {
        backOff.next();
        backOff.next();
        backOff.reset();
        assertThat(backOff.next()).isLessThanOrEqualTo(Duration.ofSeconds(1));
    }
}

package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class DesktopTest {
    private static final Duration LIMIT = Duration.ofMillis(50);

    @Test
    void aThreadThatIsGoneIsNotWaitedForLong() {
        long begun = System.nanoTime();
        assertThat(Desktop.inTime(() -> true, work -> {}, LIMIT)).isFalse();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isBetween(LIMIT, Duration.ofSeconds(2));
    }

    @Test
    void whatWasSaidInTimeIsTold() {
        assertThat(Desktop.inTime(() -> true, Runnable::run, LIMIT)).isTrue();
        assertThat(Desktop.inTime(() -> false, Runnable::run, LIMIT)).isFalse();
    }

    @Test
    void aBugIsNotHidden() {
        assertThatThrownBy(() -> Desktop.inTime(
                        () -> {
                            throw new IllegalStateException("a bug");
                        },
                        Runnable::run,
                        LIMIT))
                .isInstanceOf(CompletionException.class);
    }
}

package dev.gatehouse.ui.common;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.console.Words;
import dev.gatehouse.pairing.TimeLeft;
import dev.gatehouse.ui.common.TimeWords.Urgency;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeWordsTest {
    private static final Instant NOW = Instant.parse("2026-11-20T14:21:00Z");

    private final TimeWords words = new TimeWords(new Words(Locale.ENGLISH, ZoneOffset.UTC));

    @ParameterizedTest
    @CsvSource({
        "PT0.2S, 0:01 left, NOW",
        "PT60S, 1:00 left, NOW",
        "PT61S, 1:01 left, SOON",
        "PT10M, 10:00 left, SOON",
        "PT52M, 52 min left, CALM",
        "PT3H, 3 h left, CALM",
        "P3D, 3 days left, CALM"
    })
    void timeLeftIsSaidAsShortAsCanBe(Duration left, String said, Urgency urgency) {
        TimeWords.Left text = words.left(TimeLeft.until(NOW.plus(left), NOW));

        assertThat(text.line()).isEqualTo(said);
        assertThat(text.urgency()).isEqualTo(urgency);
    }

    @Test
    void whatIsOverSaysSinceWhen() {
        assertThat(words.left(TimeLeft.until(NOW, NOW)).line()).isEqualTo("14:21 expired");
    }

    @Test
    void whatNeverEndsSaysSo() {
        assertThat(words.left(new TimeLeft.Endless()).unit()).isEqualTo("no end");
    }

    @ParameterizedTest
    @CsvSource({"PT9S, just now", "PT47S, 40 s ago", "PT8M59S, 8 min ago", "PT5H, 5 h ago"})
    void spansAreCoarse(Duration gone, String said) {
        assertThat(words.ago(NOW.minus(gone), NOW)).isEqualTo(said);
    }
}

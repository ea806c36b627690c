package dev.gatehouse.ui.common;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.console.Words;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpanWordsTest {
    private final SpanWords spans = new SpanWords(new Words(Locale.ENGLISH, ZoneOffset.UTC));

    @ParameterizedTest
    @CsvSource({
        "90,PT90S",
        "90 s,PT90S",
        "5 min,PT5M",
        "5m,PT5M",
        "5 minutes,PT5M",
        "1 hour,PT1H",
        "2 days,PT48H",
        "PT5M,PT5M",
        "pt1h30m,PT1H30M"
    })
    void whatIsTypedIsRead(String typed, String span) {
        assertThat(SpanWords.read(typed)).contains(Duration.parse(span));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-5 min", "PT-5M", "5 parsecs and more", "99999999999"})
    void whatIsNoSpanIsNone(String typed) {
        assertThat(SpanWords.read(typed)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"PT90S,90 seconds", "PT1M,1 minute", "PT5M,5 minutes", "PT1H,1 hour", "PT24H,1 day", "PT720H,30 days"})
    void aSpanIsSaidInItsLargestUnit(String span, String said) {
        assertThat(spans.say(Duration.parse(span))).isEqualTo(said);
    }
}

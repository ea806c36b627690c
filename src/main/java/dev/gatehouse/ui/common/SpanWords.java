package dev.gatehouse.ui.common;

import dev.gatehouse.console.Words;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says spans of time, and reads those that the operator types. */
public final class SpanWords {
    private static final Pattern TYPED = Pattern.compile("(\\d{1,7})\\s*(s|sec|m|min|h|d)?[a-z]*\\.?");

    private final Words words;

    /** Spans in {@code words}. */
    public SpanWords(Words words) {
        this.words = words;
    }

    /** "5 minutes", "1 hour", "30 days"; what is no whole number of these in seconds. */
    public String say(Duration span) {
        if (span.toSeconds() % 86_400 == 0 && span.toDays() > 0) {
            return words.say("time.whole.days", span.toDays());
        }
        if (span.toSeconds() % 3600 == 0 && span.toHours() > 0) {
            return words.say("time.whole.hours", span.toHours());
        }
        if (span.toSeconds() % 60 == 0 && span.toMinutes() > 0) {
            return words.say("time.whole.minutes", span.toMinutes());
        }
        return words.say("time.whole.seconds", span.toSeconds());
    }

    /** What is meant by "90", "90 s", "5 min", "1 h", "2 days" or "PT5M"; a number alone counts seconds. */
    public static Optional<Duration> read(String typed) {
        String text = typed.strip().toLowerCase(Locale.ROOT);
        Matcher plain = TYPED.matcher(text);
        if (plain.matches()) {
            long count = Long.parseLong(plain.group(1));
            String unit = plain.group(2) == null ? "s" : plain.group(2);
            return Optional.of(
                    switch (unit) {
                        case "d" -> Duration.ofDays(count);
                        case "h" -> Duration.ofHours(count);
                        case "m", "min" -> Duration.ofMinutes(count);
                        default -> Duration.ofSeconds(count);
                    });
        }
        return ofIso(text);
    }

    /** The span that {@code text} writes as ISO 8601 does, if it does and is not negative. */
    public static Optional<Duration> ofIso(String text) {
        try {
            return Optional.of(Duration.parse(text)).filter(span -> !span.isNegative());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}

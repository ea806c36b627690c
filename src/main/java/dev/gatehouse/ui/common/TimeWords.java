package dev.gatehouse.ui.common;

import dev.gatehouse.console.Words;
import dev.gatehouse.pairing.TimeLeft;
import java.time.Duration;
import java.time.Instant;

/** Says spans of time as short as can be, in steps so coarse that a text seldom changes. */
public final class TimeWords {
    private static final Duration LAST_MINUTE = Duration.ofMinutes(1);

    private final Words words;

    /** Time in {@code words}. */
    public TimeWords(Words words) {
        this.words = words;
    }

    /** How much a time left asks for the eye. */
    public enum Urgency {
        /** There is time. */
        CALM,
        /** Minutes. */
        SOON,
        /** The last minute. */
        NOW,
        /** Over. */
        OVER
    }

    /**
     * A time left in two lines.
     *
     * @param number the upper line
     * @param unit the lower line, what the number counts
     * @param urgency how much it asks for the eye
     */
    public record Left(String number, String unit, Urgency urgency) {
        /** Both in one line. */
        public String line() {
            return number + " " + unit;
        }
    }

    /** Says {@code left}. */
    public Left left(TimeLeft left) {
        return switch (left) {
            case TimeLeft.Endless ignored ->
                new Left(words.say("time.endless"), words.say("time.endless.unit"), Urgency.CALM);
            case TimeLeft.Minutes(long minutes) -> longLeft(minutes);
            case TimeLeft.Seconds(long seconds) ->
                new Left(
                        minutesAndSeconds(seconds),
                        words.say("time.left.seconds"),
                        seconds <= LAST_MINUTE.toSeconds() ? Urgency.NOW : Urgency.SOON);
            case TimeLeft.Expired(Instant at) -> new Left(words.time(at), words.say("time.expired"), Urgency.OVER);
        };
    }

    /** Says {@code left} where the end is only the usual one: never to the second, and over is not out. */
    public Left about(TimeLeft left) {
        return switch (left) {
            case TimeLeft.Endless ignored -> left(left);
            case TimeLeft.Minutes(long minutes) -> {
                Left exact = longLeft(minutes);
                yield new Left(words.say("time.about", exact.number()), exact.unit(), exact.urgency());
            }
            case TimeLeft.Seconds(long seconds) ->
                new Left(
                        words.say("time.about", Math.max(1, (seconds + 30) / 60)),
                        words.say("time.left.minutes"),
                        seconds <= LAST_MINUTE.toSeconds() ? Urgency.NOW : Urgency.SOON);
            case TimeLeft.Expired ignored -> new Left(words.say("time.over"), words.say("time.over.unit"), Urgency.NOW);
        };
    }

    private Left longLeft(long minutes) {
        Duration left = Duration.ofMinutes(minutes);
        if (left.toHours() < 2) {
            return new Left(Long.toString(minutes), words.say("time.left.minutes"), Urgency.CALM);
        }
        return left.toDays() < 2
                ? new Left(Long.toString(left.toHours()), words.say("time.left.hours"), Urgency.CALM)
                : new Left(Long.toString(left.toDays()), words.say("time.left.days"), Urgency.CALM);
    }

    private static String minutesAndSeconds(long seconds) {
        long rest = seconds % 60;
        return seconds / 60 + ":" + (rest < 10 ? "0" : "") + rest;
    }

    /** How far one clock is from another: "2 min ahead", "40 s behind". */
    public String apart(Duration ahead) {
        Duration span = ahead.abs();
        String much = span.toMinutes() < 1
                ? words.say("time.span.seconds", span.toSeconds() / 10 * 10)
                : span.toHours() < 2
                        ? words.say("time.span.minutes", span.toMinutes())
                        : words.say("time.span.hours", span.toHours());
        return words.say(ahead.isNegative() ? "time.behind" : "time.ahead", much);
    }

    /** How long ago {@code then} was at {@code now}: "8 min ago", after a day the moment itself. */
    public String ago(Instant then, Instant now) {
        Duration gone = Duration.between(then, now);
        if (gone.toSeconds() < 10) {
            return words.say("time.ago.now");
        }
        if (gone.toMinutes() < 1) {
            return words.say("time.ago.seconds", gone.toSeconds() / 10 * 10);
        }
        if (gone.toHours() < 1) {
            return words.say("time.ago.minutes", gone.toMinutes());
        }
        return gone.toHours() < 24 ? words.say("time.ago.hours", gone.toHours()) : words.moment(then);
    }
}

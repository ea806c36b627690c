package dev.gatehouse.console;

import dev.gatehouse.gateway.Problem;
import dev.gatehouse.pairing.Phrase;
import java.text.MessageFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.function.Supplier;

/** Says phrases in the operator's language; the one place that reads the bundle. */
public final class Words {
    private final ResourceBundle bundle;
    private final Locale locale;
    private final ZoneId zone;
    private final Supplier<LocalDate> today;

    /**
     * Words of {@code locale}.
     *
     * @param zone in which times are told
     */
    public Words(Locale locale, ZoneId zone) {
        this.bundle = ResourceBundle.getBundle("dev.gatehouse.messages", locale);
        this.locale = locale;
        this.zone = zone;
        this.today = () -> LocalDate.now(zone);
    }

    /** The text of {@code phrase}. */
    public String say(Phrase phrase) {
        return say(phrase.key(), phrase.args().toArray());
    }

    /** A problem and its remedy in one line. */
    public String line(Problem problem) {
        return (say(problem.sentence()) + " " + say(problem.remedy())).replaceAll("\\s+", " ");
    }

    /** The text named {@code key} about {@code args}: text, numbers, phrases or instants. */
    public String say(String key, Object... args) {
        String pattern;
        try {
            pattern = bundle.getString(key);
        } catch (MissingResourceException e) {
            // A history of a newer console may name what this one cannot say.
            return key;
        }
        Object[] told = new Object[args.length];
        for (int i = 0; i < args.length; i++) {
            told[i] = switch (args[i]) {
                case Instant instant -> moment(instant);
                case Phrase phrase -> say(phrase);
                default -> args[i];
            };
        }
        return new MessageFormat(pattern, locale).format(told);
    }

    /** Whether there is a text of that name. */
    public boolean knows(String key) {
        return bundle.containsKey(key);
    }

    /** A moment as short as can be: the time if it is today, else the day too; of another year, the date alone. */
    public String moment(Instant instant) {
        ZonedDateTime there = instant.atZone(zone);
        if (there.toLocalDate().equals(today.get())) {
            return time(instant);
        }
        if (there.getYear() != today.get().getYear()) {
            return DateTimeFormatter.ofPattern("d MMM yyyy", locale).format(there);
        }
        return DateTimeFormatter.ofPattern("d MMM", locale).format(there) + " " + time(instant);
    }

    /** The day alone, written out. */
    public String day(Instant instant) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.FULL)
                .withLocale(locale)
                .format(instant.atZone(zone));
    }

    /** Hour and minute. */
    public String time(Instant instant) {
        return DateTimeFormatter.ofPattern("HH:mm", locale).format(instant.atZone(zone));
    }

    /** Day and time to the second, for the history. */
    public String full(Instant instant) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM)
                .withLocale(locale)
                .format(instant.atZone(zone));
    }
}

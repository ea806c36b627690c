package dev.gatehouse.gateway.clasp;

import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Receipt;
import dev.gatehouse.gateway.Setting;
import dev.gatehouse.pairing.Phrase;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the pairing service: in the {@code clasp.yaml} that the operator named, else in memory for as long as the
 * gateway is connected. Whether pairing is open is kept nowhere.
 */
final class ClaspSettings {
    static final String PAIRING = "pairing";
    static final String ENABLED = "enabled";
    static final String PIN_LENGTH = "pinLength";
    static final String PIN_TIMEOUT = "pinTimeout";
    static final String DEFAULT_READ = "defaultRead";
    static final String DEFAULT_WRITE = "defaultWrite";
    static final String RULES = "rules";
    static final String LAN = "lan";

    private static final Duration LONGEST = Duration.ofHours(8);
    private static final String YES = "true";

    private final @Nullable PairingBlock file;

    /** What the operator has entered, by key: shown again as entered while it means what is in force. */
    private final Map<String, String> entered = new ConcurrentHashMap<>();

    private volatile PairingSettings now = PairingSettings.PAGE;
    private volatile @Nullable Problem unreadable;

    /** Kept in {@code file}, or in memory where there is none. */
    ClaspSettings(@Nullable PairingBlock file) {
        this.file = file;
    }

    /** Those in force. */
    PairingSettings now() {
        return now;
    }

    /** Looks into the file; while it cannot be read, what was read last counts, and pairing cannot be opened. */
    void refresh() {
        if (file == null) {
            return;
        }
        try {
            now = file.read();
            unreadable = null;
        } catch (GatewayException e) {
            unreadable = e.problem();
        }
    }

    /** Why the file cannot be used, or null if it can. */
    @Nullable
    Problem unreadable() {
        return unreadable;
    }

    /** Why pairing cannot be opened, or null if it can. */
    @Nullable
    Phrase whyClosed() {
        Problem problem = unreadable;
        return problem != null ? problem.sentence() : now.enabled() ? null : Phrase.of("clasp.absent.not-enabled");
    }

    /**
     * As rows.
     *
     * @param obstacle why nobody can be paired, or null
     * @param until when pairing closes, or null while it is closed
     * @param place where the service is while it is open, or null
     */
    List<Setting> rows(@Nullable Phrase obstacle, @Nullable Instant until, PairingDoor.@Nullable Place place) {
        Phrase fixed = obstacle == null && unreadable != null ? unreadable.sentence() : obstacle;
        Phrase closed = obstacle == null ? whyClosed() : obstacle;
        List<Setting> rows = new ArrayList<>();
        rows.add(new Setting(
                PAIRING,
                Setting.Type.DURATION,
                until == null ? "" : entered.getOrDefault(PAIRING, ""),
                until,
                until == null ? closed : null));
        for (String key : List.of(ENABLED, PIN_LENGTH, PIN_TIMEOUT, DEFAULT_READ, DEFAULT_WRITE, RULES)) {
            rows.add(new Setting(key, type(key), shown(key), null, fixed));
        }
        Phrase whyNotLan = fixed == null && until != null ? Phrase.of("clasp.absent.close-first") : fixed;
        rows.add(new Setting(LAN, type(LAN), shown(LAN), null, whyNotLan));
        if (place != null) {
            Phrase told = Phrase.of("clasp.absent.told");
            rows.add(new Setting("url", Setting.Type.TEXT, place.url(), until, told));
            if (!place.fingerprint().isEmpty()) {
                rows.add(new Setting("fingerprint", Setting.Type.TEXT, place.fingerprint(), until, told));
            }
        }
        return rows;
    }

    private static Setting.Type type(String key) {
        return switch (key) {
            case ENABLED, LAN -> Setting.Type.SWITCH;
            case PIN_LENGTH -> Setting.Type.NUMBER;
            case PIN_TIMEOUT, PAIRING -> Setting.Type.DURATION;
            default -> Setting.Type.LINES;
        };
    }

    private String shown(String key) {
        String value = value(key, now);
        String said = entered.get(key);
        try {
            return said != null && value(key, changed(key, said)).equals(value) ? said : value;
        } catch (GatewayException _) {
            // It was accepted once, so that this does not happen; the value itself is right in any case.
            return value;
        }
    }

    private static String value(String key, PairingSettings settings) {
        return switch (key) {
            case ENABLED -> settings.enabled() ? YES : "";
            case PIN_LENGTH -> Integer.toString(settings.pinLength());
            case PIN_TIMEOUT -> settings.pinTimeout().toString();
            case DEFAULT_READ -> String.join("\n", settings.defaults().patterns(Scope.Action.READ));
            case DEFAULT_WRITE -> String.join("\n", settings.defaults().patterns(Scope.Action.WRITE));
            case RULES -> settings.rules();
            case LAN -> settings.lan() ? YES : "";
            default -> throw new IllegalArgumentException(key);
        };
    }

    /**
     * Puts {@code value} in force as {@code key}; {@link #PAIRING} is the door's.
     *
     * @throws GatewayException if it is none, or cannot be kept
     */
    Receipt set(String key, String value) throws GatewayException {
        PairingSettings next = changed(key, value);
        if (file != null) {
            file.write(next);
        }
        now = next;
        entered.put(key, value);
        return file == null
                ? new Receipt(Phrase.of("clasp.receipt.set"), List.of(), List.of(Phrase.of("clasp.remark.in-memory")))
                : new Receipt(
                        Phrase.of("clasp.receipt.set"),
                        List.of(file.path().toString()),
                        List.of(Phrase.of("clasp.remark.yaml")));
    }

    /** The operator has opened pairing with {@code value}. */
    void opened(String value) {
        entered.put(PAIRING, value);
    }

    /** How long pairing is to be open; zero to close it. */
    static Duration openFor(String value) throws GatewayException {
        Duration time = value.isBlank() ? Duration.ZERO : duration(value);
        if (time.isNegative() || time.compareTo(LONGEST) > 0) {
            throw invalid("clasp.invalid.pairing");
        }
        return time;
    }

    private PairingSettings changed(String key, String value) throws GatewayException {
        return switch (key) {
            case ENABLED -> now.withEnabled(value.equals(YES));
            case LAN -> now.withLan(value.equals(YES));
            case PIN_LENGTH -> {
                int digits = value.strip().matches("[0-9]{1,2}") ? Integer.parseInt(value.strip()) : 0;
                if (digits < PairingSettings.SHORTEST_PIN || digits > PairingSettings.LONGEST_PIN) {
                    throw invalid("clasp.invalid.pin-length");
                }
                yield now.withPinLength(digits);
            }
            case PIN_TIMEOUT -> {
                Duration time = duration(value);
                if (time.compareTo(PairingSettings.SHORTEST_WAIT) < 0
                        || time.compareTo(PairingSettings.LONGEST_WAIT) > 0
                        || time.getNano() != 0) {
                    throw invalid("clasp.invalid.pin-timeout");
                }
                yield now.withPinTimeout(time);
            }
            case DEFAULT_READ ->
                now.withDefaults(Permissions.of(patterns(value), now.defaults().patterns(Scope.Action.WRITE)));
            case DEFAULT_WRITE ->
                now.withDefaults(Permissions.of(now.defaults().patterns(Scope.Action.READ), patterns(value)));
            case RULES -> {
                try {
                    var _ = PairingRules.parse(value);
                } catch (PairingRules.NoRule e) {
                    throw PairingDoor.noRule(e);
                }
                yield now.withRules(String.join(
                        "\n",
                        value.lines()
                                .map(String::strip)
                                .filter(line -> !line.isEmpty())
                                .toList()));
            }
            default -> throw new GatewayException(new Problem.NotOffered(Phrase.of("feature.not-offered")));
        };
    }

    private static Duration duration(String value) throws GatewayException {
        try {
            return Duration.parse(value.strip());
        } catch (DateTimeException e) {
            throw new GatewayException(
                    new Problem.Particular(
                            Phrase.of("clasp.invalid.duration"), Phrase.of("clasp.invalid.duration.remedy"), null),
                    e);
        }
    }

    /** One a line, or with commas between them. */
    static List<String> patterns(String value) throws GatewayException {
        List<String> patterns = new ArrayList<>();
        for (String part : value.split("[\\n,]")) {
            if (!part.isBlank()) {
                if (!Scope.validPattern(part.strip()) || patterns.size() >= Permissions.MOST / 2) {
                    throw invalid("clasp.invalid.pattern");
                }
                patterns.add(part.strip());
            }
        }
        return patterns;
    }

    private static GatewayException invalid(String key) {
        return new GatewayException(new Problem.Particular(Phrase.of(key), Phrase.of(key + ".remedy"), null));
    }
}

package dev.gatehouse.gateway.clasp;

import java.time.Duration;
import java.util.List;

/**
 * The settings of the console's pairing service, most of them by the names of the page's {@code security.pairing} block.
 *
 * @param enabled whether pairing may be opened at all
 * @param pinLength digits of a PIN
 * @param pinTimeout how long a request waits
 * @param defaults what whoever enters the PIN may do
 * @param rules what the operator has laid down, as written
 * @param lan whether it listens beyond this computer, by TLS
 */
record PairingSettings(
        boolean enabled, int pinLength, Duration pinTimeout, Permissions defaults, String rules, boolean lan) {
    /** The fewest digits of a PIN; the page says "6+". */
    static final int SHORTEST_PIN = 6;

    /** The most digits of a PIN. */
    static final int LONGEST_PIN = 12;

    /** The shortest time to wait. */
    static final Duration SHORTEST_WAIT = Duration.ofSeconds(30);

    /** The longest time to wait. */
    static final Duration LONGEST_WAIT = Duration.ofHours(1);

    /** As the page shows them: six digits, five minutes, everything. */
    static final PairingSettings PAGE = new PairingSettings(
            true, 6, Duration.ofMinutes(5), Permissions.of(List.of("/**"), List.of("/**")), "", false);

    PairingSettings {
        pinLength = Math.clamp(pinLength, SHORTEST_PIN, LONGEST_PIN);
        pinTimeout = pinTimeout.compareTo(SHORTEST_WAIT) < 0
                ? SHORTEST_WAIT
                : pinTimeout.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : pinTimeout;
    }

    PairingSettings withEnabled(boolean value) {
        return new PairingSettings(value, pinLength, pinTimeout, defaults, rules, lan);
    }

    PairingSettings withPinLength(int value) {
        return new PairingSettings(enabled, value, pinTimeout, defaults, rules, lan);
    }

    PairingSettings withPinTimeout(Duration value) {
        return new PairingSettings(enabled, pinLength, value, defaults, rules, lan);
    }

    PairingSettings withDefaults(Permissions value) {
        return new PairingSettings(enabled, pinLength, pinTimeout, value, rules, lan);
    }

    PairingSettings withRules(String value) {
        return new PairingSettings(enabled, pinLength, pinTimeout, defaults, value, lan);
    }

    PairingSettings withLan(boolean value) {
        return new PairingSettings(enabled, pinLength, pinTimeout, defaults, rules, value);
    }
}

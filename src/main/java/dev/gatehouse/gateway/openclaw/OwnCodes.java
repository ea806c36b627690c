package dev.gatehouse.gateway.openclaw;

import dev.gatehouse.pairing.IssuedCode;
import dev.gatehouse.pairing.IssuedCode.State;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The setup codes of one gateway that were made here, without their texts, until nothing can become of them any more. They
 * outlast the connection. A use in the last moment is told a little later. Thread-safe.
 */
final class OwnCodes {
    private static final Duration GRACE = Duration.ofSeconds(20);

    private final Map<String, Own> codes = new LinkedHashMap<>();

    /**
     * One of them.
     *
     * @param code the code, without its text
     * @param followed whether the gateway tells what becomes of it
     */
    record Own(IssuedCode code, boolean followed) {
        /** Whether something can still become of it at {@code now}. */
        boolean undecided(Instant now) {
            return !(code.state() instanceof State.Used) && lives(now);
        }

        private boolean lives(Instant now) {
            Instant end = code.expiresAt();
            return end != null && now.isBefore(end.plus(GRACE));
        }
    }

    /** A code was made. */
    synchronized void add(IssuedCode code, boolean followed) {
        codes.put(code.key().id(), new Own(code.wiped(), followed));
    }

    /** All of which something can still be told at {@code now}. */
    synchronized List<Own> at(Instant now) {
        codes.values().removeIf(own -> !own.lives(now));
        return List.copyOf(codes.values());
    }

    /** What has become of the code {@code id} is known. */
    synchronized void in(String id, State state) {
        codes.computeIfPresent(id, (key, own) -> new Own(own.code().in(state), own.followed()));
    }

    /** The code {@code id} was taken back. */
    synchronized void remove(String id) {
        codes.remove(id);
    }

    /** Whether the gateway is to be asked about one at {@code now}. */
    synchronized boolean undecided(Instant now) {
        return codes.values().stream().anyMatch(own -> own.followed() && own.undecided(now));
    }
}

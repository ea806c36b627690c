package dev.gatehouse.gateway.praisonai;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * How often one gateway may be asked. PraisonAI counts ten calls of one endpoint within a minute for one computer, and
 * answers nothing for five minutes after the eleventh; reads and decisions of all connections to it share what there is.
 * Thread-safe.
 */
final class Limiter {
    /** One less than the gateway allows: its minute does not begin with ours. */
    static final int CALLS = 9;

    static final Duration WINDOW = Duration.ofSeconds(60);

    private final Map<String, Deque<Instant>> asked = new HashMap<>();
    private final Map<String, Instant> shut = new HashMap<>();

    /**
     * Takes one call of {@code endpoint}.
     *
     * @return zero if it may be made, else how long to wait; then it was not taken
     */
    synchronized Duration take(String endpoint, Instant now) {
        Duration wait = left(endpoint, now);
        if (wait.isZero()) {
            asked.computeIfAbsent(endpoint, _ -> new ArrayDeque<>()).addLast(now);
        }
        return wait;
    }

    /** How long {@code endpoint} has to be left alone; zero if it may be called. */
    synchronized Duration left(String endpoint, Instant now) {
        Instant until = shut.get(endpoint);
        if (until != null && now.isBefore(until)) {
            return Duration.between(now, until);
        }
        Deque<Instant> calls = asked.computeIfAbsent(endpoint, _ -> new ArrayDeque<>());
        // A clock that was set back must not shut an endpoint for longer than the window.
        calls.removeIf(call -> !call.plus(WINDOW).isAfter(now) || call.isAfter(now));
        return calls.size() < CALLS
                ? Duration.ZERO
                : Duration.between(now, calls.getFirst().plus(WINDOW));
    }

    /** The gateway wants {@code endpoint} left alone until then. */
    synchronized void shut(String endpoint, Instant until) {
        shut.put(endpoint, until);
    }
}

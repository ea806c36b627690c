package dev.gatehouse.console;

import dev.gatehouse.gateway.Problem;
import dev.gatehouse.pairing.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** How the console stands with a gateway. */
public sealed interface GatewayState {
    /** The first answer is awaited. */
    record Connecting() implements GatewayState {}

    /**
     * Changes are told as they happen.
     *
     * @param safety how often it is read all the same
     * @param polled the kinds of request whose coming is not told, and is seen only when it is read
     */
    record Live(Duration safety, Set<Kind> polled) implements GatewayState {
        /** Keeps its own copy. */
        public Live {
            polled = Set.copyOf(polled);
        }
    }

    /**
     * It is asked at intervals.
     *
     * @param every the interval
     */
    record Polling(Duration every) implements GatewayState {}

    /**
     * It does not answer.
     *
     * @param problem why
     * @param since since when, local time
     * @param retryAt when it is tried again, local time; {@link Instant#MAX} if not by itself
     */
    record Offline(Problem problem, Instant since, Instant retryAt) implements GatewayState {}
}

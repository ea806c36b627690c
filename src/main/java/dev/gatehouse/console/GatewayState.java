package dev.gatehouse.console;

import dev.gatehouse.gateway.Problem;
import java.time.Duration;
import java.time.Instant;

/** How the console stands with a gateway. */
public sealed interface GatewayState {
    /** The first answer is awaited. */
    record Connecting() implements GatewayState {}

    /**
     * Changes are told as they happen.
     *
     * @param safety how often it is read all the same
     */
    record Live(Duration safety) implements GatewayState {}

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
     * @param retryAt when it is tried again, local time
     */
    record Offline(Problem problem, Instant since, Instant retryAt) implements GatewayState {}
}

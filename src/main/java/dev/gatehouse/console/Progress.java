package dev.gatehouse.console;

import dev.gatehouse.pairing.Decision;
import java.time.Instant;

/** What has become of a row on its way from pending to gone. */
public sealed interface Progress {
    /** It waits for the operator. */
    record Waiting() implements Progress {}

    /**
     * A decision is on its way.
     *
     * @param decision what was decided
     */
    record Deciding(Decision decision) implements Progress {}

    /**
     * A decision has ended.
     *
     * @param decision what was decided
     * @param outcome how it ended
     * @param at when, local time
     */
    record Decided(Decision decision, Outcome outcome, Instant at) implements Progress {}

    /**
     * Nobody answered in time.
     *
     * @param at since when, gateway time
     */
    record Expired(Instant at) implements Progress {}
}

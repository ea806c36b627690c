package dev.gatehouse.gateway.clasp;

import dev.gatehouse.gateway.Secret;

/** What comes of asking. */
sealed interface Asked {
    /**
     * It waits.
     *
     * @param ticket by which the client, and nobody else, speaks of its request
     * @param told how it stands
     */
    record Waits(Secret ticket, Waiting.Told told) implements Asked {}

    /**
     * It does not.
     *
     * @param why the cause
     * @param reason the operator's words, may be empty
     */
    record Refused(Refusal why, String reason) implements Asked {}

    /** Why a client cannot wait. */
    enum Refusal {
        /** Pairing is closed. */
        NOT_ENABLED,
        /** This address has asked too often. */
        TOO_OFTEN,
        /** All places are taken. */
        FULL,
        /** The one-time code is unknown, used or over. */
        BAD_CODE,
        /** A rule of the operator's turns it away. */
        RULE
    }
}

package dev.gatehouse.pairing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A code that an operator has made for somebody to redeem. Times are gateway time.
 *
 * @param key which code
 * @param offer what it was made with, the id of an offer of the gateway's; empty where that is not known
 * @param text the code itself, or null where nobody tells it any more
 * @param purpose what it is good for, in words
 * @param issuedAt when it was made, or null if the product does not tell
 * @param expiresAt when it ends, or null if it never does or the product does not tell
 * @param state what has become of it
 */
public record IssuedCode(
        Key key,
        String offer,
        @Nullable Code text,
        Phrase purpose,
        @Nullable Instant issuedAt,
        @Nullable Instant expiresAt,
        State state) {

    /**
     * Which code, without telling it.
     *
     * @param profile id of the gateway profile
     * @param id the product's own public id, else a random one; never the code nor made of it
     */
    public record Key(String profile, String id) {}

    /** What has become of a code. */
    public sealed interface State {
        /** Somebody can redeem it. */
        record Open() implements State {}

        /**
         * Somebody has redeemed it.
         *
         * @param by who, or null if the product does not tell
         * @param name what to call them, made safe, may be empty
         * @param at when, or null if the product does not tell
         */
        record Used(
                @Nullable SubjectKey by,
                String name,
                @Nullable Instant at) implements State {}

        /**
         * Somebody tried to redeem it, and whether it reached them is not known.
         *
         * @param why what is known
         * @param by who tried, or null if the product does not tell
         */
        record Uncertain(Phrase why, @Nullable SubjectKey by) implements State {}

        /** Nobody redeemed it in time. */
        record Expired() implements State {}

        /** The operator took it back. */
        record Cancelled() implements State {}

        /** It is not there any more, before its time: used, or taken back elsewhere. */
        record Gone() implements State {}
    }

    /** Whether somebody can still redeem it at {@code now}. */
    public boolean openAt(Instant now) {
        return state instanceof State.Open && (expiresAt == null || now.isBefore(expiresAt));
    }

    /** The same code, and what has become of it. */
    public IssuedCode in(State newState) {
        return new IssuedCode(key, offer, text, purpose, issuedAt, expiresAt, newState);
    }

    /** The same code without its text. */
    public IssuedCode wiped() {
        return new IssuedCode(key, offer, null, purpose, issuedAt, expiresAt, state);
    }
}

package dev.gatehouse.gateway.clasp;

import dev.gatehouse.gateway.clasp.Asked.Refusal;
import dev.gatehouse.gateway.clasp.Waiting.State;

/**
 * What a client is told when it is not let in: the words of CLASP's page where it has some. In English, as the page is; the
 * operator's own words come from the bundle.
 *
 * @param code for programs
 * @param text for people
 * @param remedy what to do about it
 */
record PairingTexts(String code, String text, String remedy) {
    private static final PairingTexts NOT_ENABLED = new PairingTexts(
            "pairing_not_enabled",
            "Pairing not enabled",
            "Ask the operator to open pairing for this router, then try again.");
    private static final PairingTexts EXPIRED =
            new PairingTexts("pin_expired", "PIN expired", "Ask again, and enter the new PIN while it counts down.");
    private static final PairingTexts INVALID =
            new PairingTexts("invalid_pin", "Invalid PIN", "Look at the PIN on the operator's screen once more.");
    private static final PairingTexts LOCKED =
            new PairingTexts("locked", "Invalid PIN, too many times", "Ask again; the operator will see a new PIN.");
    private static final PairingTexts TOO_OFTEN =
            new PairingTexts("too_often", "Too many requests", "Wait a minute, then try again.");
    private static final PairingTexts FULL =
            new PairingTexts("full", "Too many devices are waiting", "Wait until the operator has decided on some.");
    private static final PairingTexts BAD_CODE = new PairingTexts(
            "code_not_valid",
            "This QR code was used before, or has ended",
            "Ask the operator for a new one, or ask for a PIN instead.");
    private static final PairingTexts REJECTED =
            new PairingTexts("rejected", "Not approved", "Speak to the operator if this should be otherwise.");
    private static final PairingTexts UNKNOWN =
            new PairingTexts("unknown", "This request is not known any more", "Ask again.");

    static PairingTexts of(Refusal refusal) {
        return switch (refusal) {
            case NOT_ENABLED -> NOT_ENABLED;
            case TOO_OFTEN -> TOO_OFTEN;
            case FULL -> FULL;
            case BAD_CODE -> BAD_CODE;
            case RULE -> REJECTED;
        };
    }

    /** Of a PIN that was not the right one. */
    static PairingTexts of(Tried tried) {
        return switch (tried) {
            case WRONG -> INVALID;
            case LOCKED -> LOCKED;
            case EXPIRED -> EXPIRED;
            case TOO_OFTEN -> TOO_OFTEN;
            case RIGHT, UNKNOWN -> UNKNOWN;
        };
    }

    /** Of a request that has ended without an approval. */
    static PairingTexts of(State state) {
        return switch (state) {
            case EXPIRED -> EXPIRED;
            case CLOSED -> NOT_ENABLED;
            case LOCKED -> LOCKED;
            case REJECTED -> REJECTED;
            case PENDING, DECIDING, APPROVED -> UNKNOWN;
        };
    }

    /** The HTTP status that goes with it. */
    int status() {
        return switch (code) {
            case "pairing_not_enabled", "code_not_valid", "rejected", "invalid_pin", "locked" -> 403;
            case "pin_expired" -> 410;
            case "too_often", "full" -> 429;
            default -> 404;
        };
    }
}

package dev.gatehouse.pairing;

/**
 * A short code that ties a person to a request. It is a secret: it prints masked, and only {@link #value()} tells it.
 *
 * @param value the code
 * @param direction who made it for whom
 */
public record PairingCode(String value, Direction direction) implements Code {
    /** Which way a code travels. */
    public enum Direction {
        /** The gateway gave it to a stranger, who shows it to the operator. */
        FROM_STRANGER,
        /** The operator gives it to somebody, who redeems it. */
        FROM_OPERATOR
    }

    /** The code hidden, one dot a character, at most eight. */
    public String masked() {
        return "•".repeat(Math.min(8, value.length()));
    }

    @Override
    public String toString() {
        return "PairingCode[" + direction + "]";
    }
}

package dev.gatehouse.pairing;

/**
 * One thing that can be asked for or granted.
 *
 * @param type what the product calls it
 * @param name the product's own word for it, for example {@code operator.read}
 * @param weight how much harm it can do
 */
public record Right(Type type, String name, Weight weight) {
    /** The sorts of right. */
    public enum Type {
        /** A role that a device plays. */
        ROLE,
        /** What an operator's device may do at the gateway. */
        SCOPE,
        /** What a node has: camera, screen, location. */
        CAPABILITY,
        /** What the gateway may have a node do. */
        COMMAND
    }

    /** How much harm a right can do; later is worse. */
    public enum Weight {
        /** Nothing that needs a second look. */
        ORDINARY,
        /** Runs commands on a computer. */
        EXECUTION,
        /** Administers the gateway. */
        ADMIN
    }
}

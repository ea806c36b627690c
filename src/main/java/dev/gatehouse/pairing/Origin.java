package dev.gatehouse.pairing;

/**
 * What lets somebody in.
 *
 * @param type the sort of place
 * @param place the file, and inside a config the setting, for the operator to find it; the call where the gateway told
 */
public record Origin(Type type, String place) {
    /** The sorts of place. */
    public enum Type {
        /** The gateway's credential store; a revoke takes it away. */
        STORE,
        /** The gateway itself, which has told so; a revoke takes it away. */
        GATEWAY,
        /** A list in the gateway's config; only an edit of the config takes it away. */
        CONFIG
    }

    /** Whether a revoke can take it away. */
    public boolean revocable() {
        return type != Type.CONFIG;
    }
}

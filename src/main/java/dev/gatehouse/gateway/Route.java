package dev.gatehouse.gateway;

import java.util.HashMap;
import java.util.Map;

/**
 * One way to a gateway.
 *
 * @param type the sort of way
 * @param instance what is at its end (state folder, or host and port); two routes with the same one lead to the same
 *     gateway
 * @param settings what the adapter needs besides, by names of its own; no secrets
 */
public record Route(Type type, String instance, Map<String, String> settings) {
    /** Setting: the SHA-256 fingerprint of the certificate that the operator trusts there. */
    public static final String PIN = "pin";

    /** Setting: the host to which the operator allows clear text. */
    public static final String PLAIN_TEXT = "plainText";

    /** The sorts of way. */
    public enum Type {
        /** The credential store on disk. */
        STORE,
        /** The gateway's own WebSocket. */
        WEBSOCKET,
        /** The gateway's admin API over HTTP. */
        HTTP,
        /** The Redis server that the gateway keeps codes in. */
        REDIS,
        /** The database that the gateway keeps its records in. */
        DATABASE,
        /** The product's own command on this computer. */
        COMMAND,
        /** A listener of the console's own, where the product has none. */
        SERVICE;

        /** Whether it may lead to another computer. */
        public boolean remote() {
            return this != STORE && this != COMMAND && this != SERVICE;
        }
    }

    /** Keeps its own copy of the settings. */
    public Route {
        settings = Map.copyOf(settings);
    }

    /** The same way with {@code setting} at {@code value}. */
    public Route with(String setting, String value) {
        Map<String, String> other = new HashMap<>(settings);
        other.put(setting, value);
        return new Route(type, instance, other);
    }

    /** Whether both end at the same gateway. */
    public boolean sameInstance(Route other) {
        return type == other.type && instance.equals(other.instance);
    }
}

package dev.gatehouse.gateway;

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
    /** The sorts of way. */
    public enum Type {
        /** The credential store on disk. */
        STORE
    }

    /** Keeps its own copy of the settings. */
    public Route {
        settings = Map.copyOf(settings);
    }

    /** Whether both end at the same gateway. */
    public boolean sameInstance(Route other) {
        return type == other.type && instance.equals(other.instance);
    }
}

package dev.gatehouse.gateway.smith;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A code that waits in Redis to be redeemed (smith-core 0.2.6, pairing_store.rs).
 *
 * @param text the code; a secret, which {@link #toString()} does not tell
 * @param agent whom it leads to
 * @param invited the id of the user who alone may claim it, or empty for anybody
 * @param left how long it still lives, or null if it never ends
 */
record PendingCode(
        String text, String agent, String invited, @Nullable Duration left) {
    /** What keys of codes begin with. */
    static final String CODE = "chatbridge:pairing:code:";

    /** The Redis key of the code {@code text}. */
    static String key(String text) {
        return CODE + text;
    }

    /**
     * Reads an entry. A value that is no JSON object with an agent is the agent itself, as the daemon takes it.
     *
     * @param key begins with {@link #CODE}
     */
    static PendingCode of(String key, String value, @Nullable Duration left, JsonMapper json) {
        String text = key.substring(CODE.length());
        JsonNode payload = payload(value, json);
        JsonNode agent = payload == null ? null : payload.get("agent_id");
        JsonNode invited = payload == null ? null : payload.get("invited_user_id");
        boolean odd = invited != null && !invited.isNull() && !invited.isString();
        if (agent == null || !agent.isString() || odd) {
            return new PendingCode(text, value, "", left);
        }
        return new PendingCode(
                text, agent.stringValue(), invited == null || invited.isNull() ? "" : invited.stringValue(), left);
    }

    private static @Nullable JsonNode payload(String value, JsonMapper json) {
        try {
            JsonNode node = json.readTree(value);
            return node.isObject() ? node : null;
        } catch (JacksonException _) {
            // An agent's bare id, of an older release.
            return null;
        }
    }

    @Override
    public String toString() {
        return "PendingCode[" + agent + "]";
    }
}

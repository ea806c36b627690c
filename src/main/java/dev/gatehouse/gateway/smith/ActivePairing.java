package dev.gatehouse.gateway.smith;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What Redis holds of somebody who is in (smith-core 0.2.6, pairing_store.rs). It is a cache: its end is not the end of
 * anybody's access, so no end is read from it.
 *
 * @param who the person, by the key: that is what the daemon looks up
 * @param code the code that they redeemed; a secret once; empty where the entry was filled in from PostgreSQL or made of an
 *     identity
 * @param agent whom they are paired with
 * @param channel the direct conversation in which they were paired
 * @param since when, or null if that makes no sense
 */
record ActivePairing(
        Sender who,
        String code,
        String agent,
        String channel,
        @Nullable Instant since) {
    /** Reads an entry; empty if the daemon could not read it either: it then ignores that person's messages. */
    static Optional<ActivePairing> of(String key, String value, JsonMapper json) {
        Optional<Sender> who = Sender.ofActiveKey(key);
        if (who.isEmpty()) {
            return Optional.empty();
        }
        try {
            JsonNode node = json.readTree(value);
            return node.isObject() && text(node, "agent_id") != null
                    ? Optional.of(new ActivePairing(
                            who.get(),
                            or(text(node, "code")),
                            or(text(node, "agent_id")),
                            or(text(node, "channel_id")),
                            instant(or(text(node, "created_at")))))
                    : Optional.empty();
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }

    private static @Nullable String text(JsonNode node, String field) {
        JsonNode value = node.get(field);
        return value == null || !value.isString() ? null : value.stringValue();
    }

    private static String or(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static @Nullable Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException _) {
            return null;
        }
    }

    @Override
    public String toString() {
        return "ActivePairing[" + who + "]";
    }
}

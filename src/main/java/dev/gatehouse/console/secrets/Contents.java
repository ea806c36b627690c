package dev.gatehouse.console.secrets;

import dev.gatehouse.gateway.Secret;
import dev.gatehouse.gateway.SecretName;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Secrets as JSON: all of them for the sealed file, one for an item of the keychain. */
final class Contents {
    /** In ASCII alone: what a keychain makes of other characters is its own affair. */
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private Contents() {}

    /** All of {@code secrets}, names included. */
    static byte[] bytes(Map<SecretName, Kept> secrets) {
        ArrayNode all = JSON.createArrayNode();
        secrets.forEach(
                (name, kept) -> put(all.addObject().put("owner", name.owner()).put("field", name.field()), kept));
        return JSON.writeValueAsBytes(all);
    }

    /** What {@link #bytes} wrote; empty if these are other bytes. */
    static Optional<Map<SecretName, Kept>> parse(byte[] bytes) {
        try {
            Map<SecretName, Kept> secrets = new LinkedHashMap<>();
            for (JsonNode one : JSON.readTree(bytes)) {
                Optional<Kept> kept = kept(one);
                if (kept.isEmpty()
                        || !one.path("owner").isString()
                        || !one.path("field").isString()) {
                    return Optional.empty();
                }
                SecretName name = new SecretName(
                        one.path("owner").asString(), one.path("field").asString());
                secrets.put(name, kept.get());
            }
            return Optional.of(secrets);
        } catch (JacksonException _) {
            // Not passed on: it may quote what it stumbled over.
            return Optional.empty();
        }
    }

    /** One secret. */
    static String text(Kept kept) {
        return JSON.writeValueAsString(put(JSON.createObjectNode(), kept));
    }

    /** What {@link #text} wrote; empty if it is another text. */
    static Optional<Kept> parse(String text) {
        try {
            return kept(JSON.readTree(text));
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }

    private static ObjectNode put(ObjectNode to, Kept kept) {
        return to.put("secret", kept.secret().value()).put("at", kept.at().toEpochMilli());
    }

    private static Optional<Kept> kept(JsonNode from) {
        return from.path("secret").isString() && from.path("at").isIntegralNumber()
                ? Optional.of(new Kept(
                        new Secret(from.path("secret").asString()),
                        Instant.ofEpochMilli(from.path("at").asLong())))
                : Optional.empty();
    }
}

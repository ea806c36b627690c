package dev.gatehouse.gateway.clasp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Entities as the relay writes them in JSON (clasp-relay 4.5.0): what is empty is left out. */
final class EntityFormat {
    private EntityFormat() {}

    /** One entity; empty if it is none. */
    static Optional<Entity> read(JsonNode row) {
        String id = row.path("id").asString("");
        String status = row.path("status").asString("");
        if (!row.isObject() || id.isBlank() || status.isBlank()) {
            return Optional.empty();
        }
        Map<String, String> metadata = new HashMap<>();
        row.path("metadata").properties().forEach(entry -> {
            if (entry.getValue().isString()) {
                metadata.put(entry.getKey(), entry.getValue().asString());
            }
        });
        return Optional.of(new Entity(
                id,
                row.path("entity_type").asString(""),
                row.path("name").asString(""),
                status,
                texts(row.path("tags")),
                texts(row.path("namespaces")),
                texts(row.path("scopes")),
                metadata));
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        for (JsonNode text : list) {
            if (text.isString()) {
                texts.add(text.asString());
            }
        }
        return texts;
    }
}

package dev.gatehouse.gateway.openclaw;

import dev.gatehouse.gateway.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The files of devices and nodes: one object, its entries by id (OpenClaw 2026.7.1, device-pairing and node-pairing). An
 * empty list in its place is an old mistake of the product's and means nothing (its issue 23498).
 *
 * @param parser understands one entry
 * @param <T> what an entry says
 */
record KeyedFormat<T>(Parser<T> parser) implements Format<Row<T>> {
    /**
     * Understands one entry.
     *
     * @param <T> what it says
     */
    interface Parser<T> {
        T parse(String key, Entry entry) throws Entry.Bad;
    }

    @Override
    public Rows<Row<T>> parse(JsonNode root, String path) {
        if (root.isArray() && root.isEmpty()) {
            return Rows.none();
        }
        if (!root.isObject()) {
            return Rows.bad(new Problem.Malformed(path, "not an object"));
        }
        List<Row<T>> rows = new ArrayList<>();
        @Nullable Problem problem = null;
        int place = 0;
        for (Map.Entry<String, JsonNode> property : root.properties()) {
            place++;
            try {
                Entry entry = Entry.of(property.getValue());
                rows.add(new Row<>(parser.parse(property.getKey(), entry), entry.node()));
            } catch (Entry.Bad e) {
                problem = new Problem.Malformed(path, "entry " + place + ": " + e.getMessage());
            }
        }
        return new Rows<>(rows, problem);
    }

    @Override
    public JsonNode empty() {
        return JsonNodeFactory.instance.objectNode();
    }

    @Override
    public boolean newLine() {
        return false;
    }
}

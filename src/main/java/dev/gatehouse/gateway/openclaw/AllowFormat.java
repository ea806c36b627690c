package dev.gatehouse.gateway.openclaw;

import dev.gatehouse.gateway.Problem;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The file of those who were let in by one door, {@code …-allowFrom.json} (OpenClaw 2026.7.1, pairing-store). */
record AllowFormat() implements Format<String> {
    static final String LIST = "allowFrom";

    @Override
    public Rows<String> parse(JsonNode root, String path) {
        JsonNode version = root.get("version");
        if (!root.isObject()
                || (version != null
                        && (!version.isNumber() || version.decimalValue().compareTo(BigDecimal.ONE) != 0))) {
            return Rows.bad(new Problem.Malformed(path, "not version 1"));
        }
        if (!root.path(LIST).isArray()) {
            return Rows.bad(new Problem.Malformed(path, "no list of senders"));
        }
        List<String> rows = new ArrayList<>();
        @Nullable Problem problem = null;
        int place = 0;
        for (JsonNode node : root.path(LIST)) {
            place++;
            if (node.isString() && !node.stringValue().isBlank()) {
                rows.add(node.stringValue());
            } else {
                problem = new Problem.Malformed(path, "entry " + place);
            }
        }
        return new Rows<>(rows, problem);
    }

    @Override
    public JsonNode empty() {
        ObjectNode empty = JsonNodeFactory.instance.objectNode().put("version", 1);
        empty.putArray(LIST);
        return empty;
    }

    @Override
    public boolean newLine() {
        return true;
    }
}

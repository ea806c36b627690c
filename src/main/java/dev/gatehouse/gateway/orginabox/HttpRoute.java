package dev.gatehouse.gateway.orginabox;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * How one operation is spelled over HTTP.
 *
 * @param method the HTTP method
 * @param paths path templates; several only for a list, of which the first that answers is kept to
 * @param body the body's template, or null for none
 * @param list the names under which an answer may hold the list
 * @param confirmed whether the documentation has it, or the operator says that it works
 */
record HttpRoute(
        String method, List<String> paths, @Nullable JsonNode body, List<String> list, boolean confirmed) {
    /** A place that is filled in: {@code {gateway}}, {@code {code}} … */
    static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");

    /** Keeps its own copies. */
    HttpRoute {
        paths = List.copyOf(paths);
        list = List.copyOf(list);
    }

    /** How it is written for the operator: without anything filled in, so without any code. */
    String text(int which) {
        return method + " " + paths.get(which);
    }

    /** One of its paths with {@code values} filled in, encoded. */
    String path(int which, Map<String, String> values) {
        return PLACE.matcher(paths.get(which))
                .replaceAll(place -> Matcher.quoteReplacement(
                        URLEncoder.encode(values.getOrDefault(place.group(1), ""), StandardCharsets.UTF_8)
                                .replace("+", "%20")));
    }

    /** Its body with {@code values} filled in, or null if it has none. */
    @Nullable
    String body(Map<String, String> values) {
        return body == null ? null : filled(body, values).toString();
    }

    private static JsonNode filled(JsonNode template, Map<String, String> values) {
        if (template instanceof ObjectNode object) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            object.properties().forEach(entry -> copy.set(entry.getKey(), filled(entry.getValue(), values)));
            return copy;
        }
        if (!template.isString()) {
            return template;
        }
        return JsonNodeFactory.instance.stringNode(PLACE.matcher(template.stringValue())
                .replaceAll(place -> Matcher.quoteReplacement(values.getOrDefault(place.group(1), ""))));
    }
}

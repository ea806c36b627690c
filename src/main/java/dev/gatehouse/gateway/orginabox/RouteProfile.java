package dev.gatehouse.gateway.orginabox;

import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.pairing.Phrase;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How a server's operations are spelled over HTTP. The documentation shows only some; the others are inferred and can be
 * corrected by the operator, who writes down what differs from {@link #shipped()}.
 *
 * @param routes one for each operation
 */
record RouteProfile(Map<Operation, HttpRoute> routes) {
    private static final int LONGEST = 20_000;
    private static final Set<String> PLACES = Set.of("gateway", "code", "codeId", "user", "userId");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Keeps its own copy. */
    RouteProfile {
        routes = Map.copyOf(routes);
    }

    /** The one of {@code operation}. */
    HttpRoute of(Operation operation) {
        HttpRoute route = routes.get(operation);
        if (route == null) {
            throw new IllegalStateException("no route for " + operation);
        }
        return route;
    }

    /** What comes with the console, as text. */
    static String shippedText() {
        try (InputStream in = RouteProfile.class.getResourceAsStream("routes.json")) {
            if (in == null) {
                throw new IllegalStateException("routes.json is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What comes with the console: the documented routes, and a guess for each other one. */
    static RouteProfile shipped() {
        try {
            return new RouteProfile(read(shippedText(), Map.of()));
        } catch (Flaw e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * What comes with the console, changed by what the operator wrote.
     *
     * @param edited JSON, or blank for no change
     * @throws GatewayException if it cannot be understood, or could lead away from the server
     */
    static RouteProfile edited(String edited) throws GatewayException {
        if (edited.isBlank()) {
            return shipped();
        }
        try {
            return new RouteProfile(read(edited, shipped().routes));
        } catch (Flaw e) {
            throw new GatewayException(
                    new Problem.Particular(
                            Phrase.of("oiab.routes.wrong", e.place, e.what),
                            Phrase.of("oiab.routes.wrong.remedy"),
                            null),
                    e);
        }
    }

    /** What makes no sense in a profile, and where. */
    private static final class Flaw extends Exception {
        private static final long serialVersionUID = 1L;

        private final String place;
        private final String what;

        Flaw(String place, String what) {
            super(place + ": " + what);
            this.place = place;
            this.what = what;
        }
    }

    private static Map<Operation, HttpRoute> read(String text, Map<Operation, HttpRoute> otherwise) throws Flaw {
        if (text.length() > LONGEST) {
            throw new Flaw("JSON", "too long");
        }
        JsonNode root;
        try {
            root = JSON.readTree(text);
        } catch (JacksonException e) {
            throw new Flaw("JSON", "line " + e.getLocation().getLineNr());
        }
        if (!root.isObject()) {
            throw new Flaw("JSON", "{ }");
        }
        Map<Operation, HttpRoute> all = new EnumMap<>(Operation.class);
        all.putAll(otherwise);
        Map<String, Operation> known =
                Stream.of(Operation.values()).collect(Collectors.toMap(Operation::word, operation -> operation));
        for (Map.Entry<String, JsonNode> entry : root.properties()) {
            Operation operation = known.get(entry.getKey());
            if (operation == null || !entry.getValue().isObject()) {
                throw new Flaw(shown(entry.getKey()), "?");
            }
            all.put(operation, route(operation, entry.getValue(), all.get(operation)));
        }
        return all;
    }

    private static HttpRoute route(Operation operation, JsonNode node, @Nullable HttpRoute before) throws Flaw {
        String place = operation.word();
        String method = node.path("method").asString(before == null ? "" : before.method());
        if (!method.matches(operation.changes() ? "POST|PUT|PATCH|DELETE" : "GET")) {
            throw new Flaw(place, "method");
        }
        List<String> paths = node.has("paths")
                ? texts(place, node.path("paths"))
                : node.has("path") ? texts(place, node.path("path")) : before == null ? List.of() : before.paths();
        if (paths.isEmpty() || (paths.size() > 1 && operation != Operation.CODES)) {
            throw new Flaw(place, "paths");
        }
        JsonNode body = node.has("body") ? node.path("body") : before == null ? null : before.body();
        if (body != null && body.isNull()) {
            body = null;
        }
        if (body != null && !body.isObject()) {
            throw new Flaw(place, "body");
        }
        List<String> list =
                node.has("list") ? texts(place, node.path("list")) : before == null ? List.of() : before.list();
        // Who changes a route has to say anew that it works.
        boolean known = before != null
                && before.confirmed()
                && before.method().equals(method)
                && before.paths().equals(paths);
        boolean confirmed = node.path("confirmed").asBoolean(known);
        HttpRoute route = new HttpRoute(method, paths, body, list, confirmed);
        check(operation, route);
        return route;
    }

    private static List<String> texts(String place, JsonNode node) throws Flaw {
        List<String> texts = new ArrayList<>();
        for (JsonNode one : node.isArray() ? node.values() : List.of(node)) {
            if (!one.isString() || one.stringValue().length() > 500) {
                throw new Flaw(place, "text");
            }
            texts.add(one.stringValue());
        }
        return texts;
    }

    /** A path stays on the server, under its root, and says whom it is about. */
    private static void check(Operation operation, HttpRoute route) throws Flaw {
        for (String path : route.paths()) {
            String bare = HttpRoute.PLACE.matcher(path).replaceAll("x");
            if (!bare.matches("(/[A-Za-z0-9._~:@!$&'*+,;=-]+)+(\\?[A-Za-z0-9._~:@!$&'*+,;=-]*)?")
                    || bare.matches(".*/\\.{1,2}(/.*|\\?.*|$)")) {
                throw new Flaw(operation.word(), shown(path));
            }
            String all = path + (route.body() == null ? "" : route.body());
            Matcher places = HttpRoute.PLACE.matcher(all);
            while (places.find()) {
                if (!PLACES.contains(places.group(1))) {
                    throw new Flaw(operation.word(), shown(places.group()));
                }
            }
            require(operation, all);
        }
    }

    private static void require(Operation operation, String all) throws Flaw {
        List<String> needed = switch (operation) {
            case GATEWAYS, CODES, PAIRED, EVENTS -> List.of();
            case APPROVE, REJECT -> List.of("{code}", "{codeId}");
            case REVOKE -> List.of("{user}", "{userId}");
        };
        if (!needed.isEmpty() && needed.stream().noneMatch(all::contains)) {
            throw new Flaw(operation.word(), String.join(", ", needed));
        }
    }

    private static String shown(String text) {
        return Plain.text(text);
    }
}

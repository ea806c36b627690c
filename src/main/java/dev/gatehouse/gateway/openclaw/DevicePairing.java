package dev.gatehouse.gateway.openclaw;

import dev.gatehouse.pairing.Phrase;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the product makes of a device's request when it is approved (OpenClaw 2026.7.1, device-pairing), the approver being
 * somebody with all rights, as on its own command line without a gateway.
 *
 * @param now the time of the approval, milliseconds since 1970
 */
record DevicePairing(long now) {
    private static final String OPERATOR = "operator";

    /** What each scope brings along. */
    private static final Map<String, List<String>> IMPLIED = Map.of(
            "operator.admin", List.of("operator.read", "operator.write"), "operator.write", List.of("operator.read"));

    /** Why the product would not approve {@code request}, or null: a scope must belong to a role that is asked for. */
    static @Nullable Phrase obstacle(ObjectNode request) {
        List<String> roles = roles(request);
        for (String scope : complete(texts(request.path("scopes")))) {
            boolean fits = roles.stream().anyMatch(role -> scope.startsWith(role + "."));
            if (!fits) {
                return Phrase.of("openclaw.absent.scope-without-role", Plain.id(scope));
            }
        }
        return null;
    }

    /** The record of the device, with new tokens for the roles that were asked for. */
    ObjectNode record(ObjectNode request, JsonNode existing) {
        ObjectNode record = JsonNodeFactory.instance.objectNode();
        copy(
                request,
                record,
                "deviceId",
                "publicKey",
                "displayName",
                "platform",
                "deviceFamily",
                "clientId",
                "clientMode",
                "role");
        SequencedSet<String> roles = new LinkedHashSet<>(roles(existing));
        roles.addAll(roles(request));
        if (!roles.isEmpty()) {
            record.set("roles", array(roles));
        }
        JsonNode held =
                existing.path("approvedScopes").isArray() ? existing.path("approvedScopes") : existing.path("scopes");
        if (held.isArray() || request.path("scopes").isArray()) {
            SequencedSet<String> approved = new LinkedHashSet<>(texts(held));
            approved.addAll(texts(request.path("scopes")));
            record.set("scopes", array(approved));
            record.set("approvedScopes", array(approved));
        }
        copy(request, record, "remoteIp");
        record.set("tokens", tokens(request, existing, texts(record.path("approvedScopes")), texts(held)));
        JsonNode created = existing.path("createdAtMs");
        if (created.isNumber()) {
            record.set("createdAtMs", created);
        } else {
            record.put("createdAtMs", now);
        }
        record.put("approvedAtMs", now);
        if (existing instanceof ObjectNode before) {
            copy(before, record, "lastSeenAtMs", "lastSeenReason");
        }
        return record;
    }

    private ObjectNode tokens(ObjectNode request, JsonNode existing, List<String> approved, List<String> held) {
        ObjectNode tokens = JsonNodeFactory.instance.objectNode();
        if (existing.path("tokens") instanceof ObjectNode before) {
            tokens.setAll(before);
        }
        for (String role : roles(request)) {
            JsonNode before = existing.path("tokens").path(role);
            ObjectNode token = JsonNodeFactory.instance
                    .objectNode()
                    .put("token", PairingToken.mint())
                    .put("role", role);
            token.set("scopes", array(scopes(role, texts(request.path("scopes")), before, approved, held)));
            if (before instanceof ObjectNode old) {
                if (old.has("createdAtMs")) {
                    copy(old, token, "createdAtMs");
                } else {
                    token.put("createdAtMs", now);
                }
                token.put("rotatedAtMs", now);
                copy(old, token, "lastUsedAtMs");
            } else {
                token.put("createdAtMs", now);
            }
            tokens.set(role, token);
        }
        return tokens;
    }

    /** The scopes of the new token for {@code role}: those of the old one, and what is asked for beyond it. */
    private static List<String> scopes(
            String role, List<String> asked, JsonNode before, List<String> approved, List<String> held) {
        List<String> wanted = ofRole(role, complete(asked));
        List<String> had = texts(before.path("scopes"));
        if (wanted.isEmpty()) {
            return ofRole(role, complete(before.path("scopes").isArray() ? had : approved));
        }
        List<String> base = ofRole(role, complete(held));
        List<String> more = new ArrayList<>(wanted);
        if (before.isObject() && !base.isEmpty()) {
            more.removeAll(base);
        }
        return ofRole(role, complete(Stream.concat(had.stream(), more.stream()).toList()));
    }

    /** With what each implies, sorted. */
    private static List<String> complete(List<String> scopes) {
        TreeSet<String> all = new TreeSet<>(scopes);
        scopes.forEach(scope -> all.addAll(IMPLIED.getOrDefault(scope, List.of())));
        return List.copyOf(all);
    }

    private static List<String> ofRole(String role, List<String> scopes) {
        return scopes.stream()
                .filter(scope -> scope.startsWith(OPERATOR + ".") == role.equals(OPERATOR))
                .toList();
    }

    private static List<String> roles(JsonNode node) {
        SequencedSet<String> roles = new LinkedHashSet<>(texts(node.path("roles")));
        roles.addAll(texts(node.path("role")));
        return List.copyOf(roles);
    }

    /** The texts of a list, or a single one; trimmed, without blanks and duplicates. */
    private static List<String> texts(JsonNode node) {
        Stream<JsonNode> all = node.isArray() ? node.valueStream() : Stream.of(node);
        return all.filter(JsonNode::isString)
                .map(text -> text.stringValue().strip())
                .filter(text -> !text.isEmpty())
                .distinct()
                .toList();
    }

    private static ArrayNode array(Iterable<String> texts) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        texts.forEach(array::add);
        return array;
    }

    private static void copy(ObjectNode from, ObjectNode to, String... keys) {
        for (String key : keys) {
            if (from.has(key)) {
                to.set(key, from.get(key));
            }
        }
    }
}

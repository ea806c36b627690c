package dev.gatehouse.gateway.clasp;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row of the relay's entity registry, as it tells it (clasp-relay 4.5.0): no key, no time of its own.
 *
 * @param id {@code clasp:} and the first half of its key
 * @param type {@code device}, {@code user}, {@code service} or {@code router}
 * @param name as whoever made it called it
 * @param status {@code active}, {@code suspended} or {@code revoked}; only active ones get in
 * @param tags words of whoever made it
 * @param namespaces what it administers if it has no scopes
 * @param scopes what it may do, as written
 * @param metadata what whoever made it noted
 */
record Entity(
        String id,
        String type,
        String name,
        String status,
        List<String> tags,
        List<String> namespaces,
        List<String> scopes,
        Map<String, String> metadata) {
    /** The tag of those that were paired. */
    static final String PAIRED = "paired";

    static final String ACTIVE = "active";
    static final String REVOKED = "revoked";
    static final String PAIRED_AT = "paired_at";
    static final String PAIRED_VIA = "paired_via";
    static final String EXPIRES_AT = "expires_at";

    Entity {
        tags = List.copyOf(tags);
        namespaces = List.copyOf(namespaces);
        scopes = List.copyOf(scopes);
        metadata = Map.copyOf(metadata);
    }

    /** Whether a pairing made it. */
    boolean paired() {
        return tags.contains(PAIRED);
    }

    /** What it may do: without scopes it administers its namespaces; what the relay cannot read it drops. */
    Permissions permissions() {
        return new Permissions(
                scopes.isEmpty()
                        ? namespaces.stream()
                                .flatMap(space -> Scope.parse("admin:" + space).stream())
                                .toList()
                        : scopes.stream()
                                .flatMap(scope -> Scope.parse(scope).stream())
                                .toList());
    }

    /** The time noted as {@code key}, or null if there is none. */
    @Nullable
    Instant time(String key) {
        String text = metadata.get(key);
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException _) {
            // Anybody may have written it.
            return null;
        }
    }
}

package dev.gatehouse.gateway.openclaw;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Scopes of an operator's connection, asked for or granted (OpenClaw 2026.9.6, method-scopes).
 *
 * @param names without duplicates, in the order given: a signature covers them in the order in which they are sent
 */
record LiveScopes(List<String> names) {
    /** Includes all the others. */
    static final String ADMIN = Rights.ADMIN;

    /** Needed for every call about devices, nodes and senders. */
    static final String PAIRING = "operator.pairing";

    static final String READ = "operator.read";
    static final String WRITE = "operator.write";

    /** Whatever the console has a use for. */
    static final LiveScopes WANTED = new LiveScopes(List.of(ADMIN, PAIRING, READ));

    /** None, as a gateway grants to somebody from elsewhere who does not prove to be a device. */
    static final LiveScopes NONE = new LiveScopes(List.of());

    /** Keeps its own copy. */
    LiveScopes {
        names = List.copyOf(new LinkedHashSet<>(names));
    }

    /** Whether {@code scope} is among them or included in one. */
    boolean has(String scope) {
        Set<String> mine = Set.copyOf(names);
        return mine.contains(scope)
                || (mine.contains(ADMIN) && scope.startsWith("operator."))
                || (mine.contains(WRITE) && scope.equals(READ));
    }

    /** What is missing here of what was {@code asked} for. */
    LiveScopes missing(LiveScopes asked) {
        return new LiveScopes(asked.names.stream().filter(scope -> !has(scope)).toList());
    }

    /** The first of {@code needed} that is missing here, or null. */
    @Nullable
    String lacks(Collection<String> needed) {
        return needed.stream().filter(scope -> !has(scope)).findFirst().orElse(null);
    }
}

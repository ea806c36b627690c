package dev.gatehouse.gateway.clasp;

import dev.gatehouse.pairing.Access;
import dev.gatehouse.pairing.Right;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All that a client may do.
 *
 * @param scopes without duplicates, in the order given
 */
record Permissions(List<Scope> scopes) {
    /** Nothing. */
    static final Permissions NONE = new Permissions(List.of());

    /** The most scopes of one client. */
    static final int MOST = 64;

    Permissions {
        scopes = List.copyOf(new LinkedHashSet<>(scopes));
    }

    /** Those of the page: patterns to read and patterns to write; invalid ones are left out. */
    static Permissions of(List<String> read, List<String> write) {
        return new Permissions(Stream.concat(
                        read.stream().map(pattern -> "read:" + pattern),
                        write.stream().map(pattern -> "write:" + pattern))
                .flatMap(text -> Scope.parse(text).stream())
                .toList());
    }

    /** What {@code access} lets do; empty if a right of it is no scope of this product's, or there are too many. */
    static Optional<Permissions> of(Access access) {
        List<Scope> scopes = new ArrayList<>();
        for (Right right : access.rights()) {
            Optional<Scope> scope = right.type() == Right.Type.SCOPE ? Scope.parse(right.name()) : Optional.empty();
            if (scope.isEmpty()) {
                return Optional.empty();
            }
            scopes.add(scope.get());
        }
        return scopes.size() <= MOST ? Optional.of(new Permissions(scopes)) : Optional.empty();
    }

    /** What both let do, as far as one of two patterns lies within the other. */
    Permissions within(Permissions limit) {
        return new Permissions(Stream.concat(
                        scopes.stream().filter(limit::covers),
                        limit.scopes.stream().filter(this::covers))
                .toList());
    }

    /** Whether {@code scope} is within one of these. */
    boolean covers(Scope scope) {
        return scopes.stream().anyMatch(mine -> mine.covers(scope));
    }

    /** As rights. */
    Access access() {
        return new Access(scopes.stream().map(Scope::right).toList());
    }

    /** The patterns of {@code action}. */
    List<String> patterns(Scope.Action action) {
        return scopes.stream()
                .filter(scope -> scope.action() == action)
                .map(Scope::pattern)
                .toList();
    }

    /** As the registry and the token file take them. */
    List<String> texts() {
        return scopes.stream().map(Scope::toString).toList();
    }
}

package dev.gatehouse.gateway.orginabox;

import dev.gatehouse.pairing.PairingCode;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** When a code was first seen here, for codes of which a server tells no time. Thread-safe. */
final class FirstSeen {
    private final Map<Key, Instant> times = new HashMap<>();

    private record Key(String gateway, String user, PairingCode code) {
        static Key of(Pending row) {
            return new Key(row.gateway(), row.user(), row.code());
        }
    }

    /** {@code row} with a beginning: its own, else when it was first seen. */
    synchronized Pending date(Pending row, Instant now) {
        if (row.createdAt() != null || row.expiresAt() != null) {
            return row;
        }
        return new Pending(
                row.gateway(),
                row.id(),
                row.code(),
                row.user(),
                row.name(),
                row.details(),
                times.computeIfAbsent(Key.of(row), _ -> now),
                null);
    }

    /** Forgets all others. */
    synchronized void keep(List<Pending> rows) {
        Set<Key> there = rows.stream().map(Key::of).collect(Collectors.toSet());
        times.keySet().retainAll(there);
    }
}

package dev.gatehouse.gateway.clasp;

import dev.gatehouse.pairing.Name;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Who of late was not let in without the operator's doing: the last few, for some minutes. Guarded by the service's lock. */
final class TurnedAway {
    private static final int MOST = 5;
    private static final Duration SHOWN = Duration.ofMinutes(10);

    private final InstantSource wall;
    private final Deque<Row> rows = new ArrayDeque<>();

    TurnedAway(InstantSource wall) {
        this.wall = wall;
    }

    /**
     * One of them.
     *
     * @param name the name it gave itself, made safe
     * @param rule whether a rule turned it away; else it sent too many wrong PINs
     * @param reason what it was told
     * @param at when
     */
    record Row(Name name, boolean rule, String reason, Instant at) {}

    void byRule(Name name, String reason) {
        add(new Row(name, true, reason, wall.instant()));
    }

    void locked(Name name) {
        add(new Row(name, false, "", wall.instant()));
    }

    private void add(Row row) {
        rows.addLast(row);
        if (rows.size() > MOST) {
            rows.removeFirst();
        }
    }

    List<Row> rows() {
        Instant since = wall.instant().minus(SHOWN);
        rows.removeIf(row -> row.at().isBefore(since));
        return List.copyOf(rows);
    }
}

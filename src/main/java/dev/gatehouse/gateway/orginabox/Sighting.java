package dev.gatehouse.gateway.orginabox;

import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Snapshot.Trouble;
import dev.gatehouse.pairing.Origin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one look by one way has shown. Filled while it is looked, then only read. */
final class Sighting {
    private final Origin.Type origin;
    private final Instant at;
    private final List<Bot> bots;
    private final List<Seen<Pending>> pending = new ArrayList<>();
    private final List<Seen<Paired>> paired = new ArrayList<>();
    private final List<Trouble> troubles = new ArrayList<>();
    private @Nullable Problem noCodes;

    /**
     * Of {@code bots}, of which nothing else is known yet.
     *
     * @param origin what tells it
     * @param at when, by the server's clock
     */
    Sighting(Origin.Type origin, Instant at, List<Bot> bots) {
        this.origin = origin;
        this.at = at;
        this.bots = List.copyOf(bots);
    }

    /**
     * A row, and the call or table that it is from.
     *
     * @param row the row
     * @param source the call or table
     * @param <T> the sort of row
     */
    record Seen<T>(T row, String source) {}

    Origin.Type origin() {
        return origin;
    }

    Instant at() {
        return at;
    }

    List<Bot> bots() {
        return bots;
    }

    List<Seen<Pending>> pending() {
        return pending;
    }

    List<Seen<Paired>> paired() {
        return paired;
    }

    List<Trouble> troubles() {
        return troubles;
    }

    /** Why this way cannot tell at all which codes wait, or null if it can. */
    @Nullable
    Problem noCodes() {
        return noCodes;
    }

    void pending(Rows<Pending> rows, String source) {
        rows.rows().forEach(row -> pending.add(new Seen<>(row, source)));
        leftOut(rows.broken(), source);
    }

    void paired(Rows<Paired> rows, String source) {
        rows.rows().forEach(row -> paired.add(new Seen<>(row, source)));
        leftOut(rows.broken(), source);
    }

    void leftOut(long broken, String source) {
        if (broken > 0) {
            trouble(source, new Problem.LeftOut(source, broken));
        }
    }

    void trouble(String source, Problem problem) {
        troubles.add(new Trouble(source, problem));
    }

    void noCodes(Problem why) {
        noCodes = why;
    }

    /** The codes and their troubles of {@code other}, which can tell them. */
    void takeCodes(Sighting other, String source) {
        pending.addAll(other.pending);
        other.troubles.stream()
                .filter(trouble -> trouble.source().equals(source))
                .forEach(troubles::add);
        noCodes = other.noCodes;
    }

    /** Gives codes that tell neither when they began nor when they end the time when they were first seen. */
    void date(FirstSeen first) {
        pending.replaceAll(seen -> new Seen<>(first.date(seen.row(), at), seen.source()));
    }

    List<Pending> codes() {
        return pending.stream().map(Seen::row).toList();
    }

    List<Paired> people() {
        return paired.stream().map(Seen::row).toList();
    }
}

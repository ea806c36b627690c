package dev.gatehouse.gateway.praisonai;

import dev.gatehouse.gateway.LinkProblem;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Snapshot.DoorPolicy.Mode;
import dev.gatehouse.pairing.Phrase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What both sides of a gateway showed at one moment.
 *
 * @param store its store, or null if there is none in sight
 * @param seen what the store holds, or null if it could not be read
 * @param storeProblem why it could not be read
 * @param http its HTTP API, or null if there is no such way
 * @param told what the HTTP API told, now or a moment ago; null if nothing
 * @param httpProblem why it tells nothing now, or null if it does
 * @param running whether somebody of the product works on the store
 */
record Look(
        @Nullable StoreSide store,
        StoreSide.@Nullable Seen seen,
        @Nullable Problem storeProblem,
        @Nullable HttpSide http,
        HttpSide.@Nullable Told told,
        @Nullable Problem httpProblem,
        Running.Answer running) {

    /** Whether the HTTP API answers as it should. */
    boolean up() {
        return told != null && httpProblem == null;
    }

    /** Why the store cannot be written, or null if it can. */
    @Nullable
    Phrase unwritable() {
        if (store == null) {
            return Phrase.of("praisonai.absent.no-store");
        }
        if (seen == null) {
            return storeProblem == null
                    ? Phrase.of("praisonai.absent.no-store")
                    : Phrase.of("praisonai.absent.store-unread", storeProblem.sentence());
        }
        Problem obstacle = seen.contents().obstacle();
        if (obstacle != null) {
            return obstacle.sentence();
        }
        return store.anyway() ? null : running.obstacle();
    }

    /** Why somebody cannot be let in at {@code channel}. */
    @Nullable
    Phrase whyNoApproval(String channel) {
        return store == null ? Phrase.of("praisonai.absent.http-approve", channel) : unwritable();
    }

    /** Why somebody cannot be turned away. */
    @Nullable
    Phrase whyNoReject() {
        return store == null ? Phrase.of("praisonai.absent.http-reject") : unwritable();
    }

    /** Why nobody can be taken out, or null if somebody can. */
    @Nullable
    Phrase whyNoRevoke() {
        if (up()) {
            return null;
        }
        return store == null && httpProblem != null
                ? Phrase.of("praisonai.absent.no-link", httpProblem.sentence())
                : unwritable();
    }

    /** Who waits, one entry a code, wherever it was seen. */
    List<PendingRow> rows() {
        Map<PendingRow.Id, PendingRow> all = new LinkedHashMap<>();
        if (told != null) {
            told.rows().forEach(row -> all.put(row.id(), row));
        }
        if (seen != null) {
            seen.contents().pending().forEach(row -> all.merge(row.id(), row, (served, stored) -> stored.with(served)));
        }
        return List.copyOf(all.values());
    }

    /** Whether the store itself holds {@code row}. */
    boolean stored(PendingRow row) {
        return seen != null
                && seen.contents().pending().stream().anyMatch(own -> own.id().equals(row.id()));
    }

    /** What is wrong with the HTTP API, seen from the store's computer; null if it is not worth a word. */
    @Nullable
    Problem httpNote() {
        Problem problem = httpProblem;
        if (problem == null || store == null) {
            return problem;
        }
        boolean silent = problem instanceof LinkProblem.Refused || problem instanceof LinkProblem.Unreachable;
        return switch (running) {
            case Running.Answer.No _
            when silent ->
                new Problem.NotRunning(Phrase.of("praisonai.note.down"), Phrase.of("praisonai.note.down.remedy"));
            case Running.Answer.Process(long pid)
            when problem instanceof LinkProblem.Refused(String address) ->
                new Problem.Particular(
                        Phrase.of("praisonai.note.silent", Long.toString(pid), address),
                        Phrase.of("praisonai.note.silent.remedy"),
                        null);
            default -> problem;
        };
    }

    /** What to check first when nothing is pending. */
    List<Phrase> quiet() {
        List<Phrase> quiet = new ArrayList<>();
        Policies policies = seen == null ? Policies.UNKNOWN : seen.policies();
        if (!policies.known()) {
            quiet.add(Phrase.of("praisonai.quiet.unknown"));
            quiet.add(Phrase.of("praisonai.quiet.allowed"));
        } else if (policies.noDoorPairs()) {
            quiet.add(Phrase.of("praisonai.quiet.no-pair", String.valueOf(policies.file())));
        }
        policies.doors().stream()
                .filter(door -> door.mode() == Mode.PAIRING)
                .filter(door -> !Platforms.wired(door.channel()))
                .forEach(door -> quiet.add(Phrase.of("praisonai.quiet.not-wired", door.channel())));
        policies.unresolved().stream()
                .distinct()
                .forEach(place -> quiet.add(Phrase.of("praisonai.quiet.unresolved", place)));
        if (store == null) {
            quiet.add(Phrase.of("praisonai.quiet.bots"));
        }
        return quiet;
    }
}

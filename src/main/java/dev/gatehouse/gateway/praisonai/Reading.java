package dev.gatehouse.gateway.praisonai;

import dev.gatehouse.gateway.Feature;
import dev.gatehouse.gateway.Features;
import dev.gatehouse.gateway.LinkProblem;
import dev.gatehouse.gateway.Listed;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Route;
import dev.gatehouse.gateway.Snapshot;
import dev.gatehouse.gateway.Snapshot.Trouble;
import dev.gatehouse.pairing.DmRequest;
import dev.gatehouse.pairing.Grant;
import dev.gatehouse.pairing.Kind;
import dev.gatehouse.pairing.Name;
import dev.gatehouse.pairing.Origin;
import dev.gatehouse.pairing.PairingRequest;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.RequestKey;
import dev.gatehouse.pairing.SenderGrant;
import dev.gatehouse.pairing.SubjectKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes one snapshot of what was seen.
 *
 * @param profile id of the gateway profile
 * @param life how long a code lives
 * @param look what was seen
 * @param now this computer's time
 */
record Reading(String profile, Duration life, Look look, Instant now) {
    /** What this product has at all. */
    private static final Set<Feature> HAS = EnumSet.of(
            Feature.APPROVE_DM,
            Feature.REJECT_DM,
            Feature.REVOKE_SENDER,
            Feature.REVOKE_ALL,
            Feature.LABEL,
            Feature.FIND_BY_CODE);

    private static final int MOST_SHARED = 3;

    /** What works now. */
    Features features() {
        Map<Feature, Phrase> absent = new EnumMap<>(Feature.class);
        EnumSet.complementOf(EnumSet.copyOf(HAS))
                .forEach(feature -> absent.put(feature, Phrase.of("feature.not-offered")));
        absent.put(Feature.NOTIFY, Phrase.of("praisonai.absent.not-told"));
        absent.put(Feature.REASON, Phrase.of("praisonai.absent.not-told"));
        put(absent, Feature.APPROVE_DM, look.whyNoApproval("CHANNEL"));
        put(absent, Feature.LABEL, look.whyNoApproval("CHANNEL"));
        put(absent, Feature.REJECT_DM, look.whyNoReject());
        put(absent, Feature.REVOKE_SENDER, look.whyNoRevoke());
        put(absent, Feature.REVOKE_ALL, look.whyNoRevoke());
        Map<Feature, Route.Type> by = new EnumMap<>(Feature.class);
        for (Feature feature : HAS) {
            boolean revoke = feature == Feature.REVOKE_SENDER || feature == Feature.REVOKE_ALL;
            if (!absent.containsKey(feature)) {
                by.put(feature, look.store() == null || (revoke && look.up()) ? Route.Type.HTTP : Route.Type.STORE);
            }
        }
        return new Features(absent, by);
    }

    private static void put(Map<Feature, Phrase> absent, Feature feature, @Nullable Phrase why) {
        if (why != null) {
            absent.put(feature, why);
        }
    }

    /** Everything that is to be shown. */
    Snapshot snapshot() {
        StoreSide.Seen seen = look.seen();
        return new Snapshot(
                        takenAt(),
                        requests(),
                        seen == null ? List.of() : grants(seen),
                        List.of(),
                        seen == null ? List.of() : seen.policies().doors(),
                        troubles(),
                        notes(),
                        unseen())
                .withQuiet(look.quiet());
    }

    private Instant takenAt() {
        HttpSide.Told told = look.told();
        return look.store() == null && told != null ? told.at().plus(Duration.between(told.askedAt(), now)) : now;
    }

    private List<Listed<PairingRequest>> requests() {
        Map<RequestKey, Listed<PairingRequest>> newest = new LinkedHashMap<>();
        for (PendingRow row : look.rows()) {
            if (!row.over(now, life)) {
                DmRequest request = row.request(profile, life);
                newest.merge(
                        request.key(),
                        new Listed<>(request, source(row), absent(row)),
                        (one, other) ->
                                one.what().requestedAt().isBefore(other.what().requestedAt()) ? other : one);
            }
        }
        return List.copyOf(newest.values());
    }

    private String source(PendingRow row) {
        HttpSide http = look.http();
        StoreSide store = look.store();
        return (store == null || !look.stored(row)) && http != null
                ? http.source()
                : store == null ? "" : store.source();
    }

    private Map<Feature, Phrase> absent(PendingRow row) {
        Map<Feature, Phrase> absent = new EnumMap<>(Feature.class);
        put(
                absent,
                Feature.APPROVE_DM,
                look.whyNoApproval(Name.of(row.channel()).text()));
        put(absent, Feature.REJECT_DM, look.whyNoReject());
        if (look.seen() != null && absent.isEmpty() && !look.stored(row)) {
            absent.put(Feature.APPROVE_DM, Phrase.of("praisonai.absent.not-in-store"));
            absent.put(Feature.REJECT_DM, Phrase.of("praisonai.absent.not-in-store"));
        }
        return absent;
    }

    private List<Listed<Grant>> grants(StoreSide.Seen seen) {
        Map<SubjectKey, List<Origin>> origins = new LinkedHashMap<>();
        Map<SubjectKey, PairedRow> rows = new LinkedHashMap<>();
        String file = look.store() == null ? "" : look.store().source();
        for (PairedRow row : seen.contents().paired()) {
            SubjectKey key = new SubjectKey(profile, row.channel(), "", row.person());
            rows.put(key, row);
            origins.computeIfAbsent(key, _ -> new ArrayList<>()).add(new Origin(Origin.Type.STORE, file));
        }
        for (Policies.Allowed allowed : seen.policies().allowed()) {
            SubjectKey key = new SubjectKey(profile, allowed.channel(), "", allowed.person());
            Origin origin = new Origin(Origin.Type.CONFIG, allowed.place());
            List<Origin> all = origins.computeIfAbsent(key, _ -> new ArrayList<>());
            if (!all.contains(origin)) {
                all.add(origin);
            }
        }
        List<Listed<Grant>> grants = new ArrayList<>();
        Phrase noRevoke = look.whyNoRevoke();
        String config = String.valueOf(seen.policies().file());
        origins.forEach((key, all) -> {
            PairedRow row = rows.get(key);
            SenderGrant grant = new SenderGrant(
                    key, Name.of(row == null ? "" : row.label()), all, row == null ? null : row.pairedAt(), null);
            Phrase why = row == null
                    ? Phrase.of("praisonai.absent.config-only", all.getFirst().place())
                    : noRevoke;
            grants.add(new Listed<>(
                    grant, row == null ? config : file, why == null ? Map.of() : Map.of(Feature.REVOKE_SENDER, why)));
        });
        return grants;
    }

    private List<Trouble> troubles() {
        List<Trouble> troubles = new ArrayList<>();
        StoreSide store = look.store();
        Problem unread = look.storeProblem();
        if (store != null && unread != null) {
            troubles.add(new Trouble(store.source(), unread));
        }
        HttpSide http = look.http();
        Problem problem = look.httpProblem();
        if (http != null && problem != null && !quietly(problem)) {
            troubles.add(new Trouble(http.source(), problem));
        }
        return troubles;
    }

    /** Whether nothing that is listed can be wrong for it: the gateway is down, or there is another way to see. */
    private boolean quietly(Problem problem) {
        return look.store() != null
                && (look.httpNote() instanceof Problem.NotRunning
                        || problem instanceof LinkProblem.Refused
                        || problem instanceof LinkProblem.Throttled
                        || HttpProblems.halts(problem));
    }

    private List<Problem> notes() {
        List<Problem> notes = new ArrayList<>();
        Problem http = look.httpNote();
        if (look.store() != null && http != null) {
            notes.add(http);
        }
        HttpSide.Told told = look.told();
        if (told != null && told.leftOut() > 0 && look.http() != null) {
            notes.add(new Problem.LeftOut(look.http().source(), told.leftOut()));
        }
        StoreSide store = look.store();
        StoreSide.Seen seen = look.seen();
        if (store != null && seen != null) {
            PairingFile.Contents contents = seen.contents();
            notes.addAll(seen.lost());
            if (contents.leftOut() > 0) {
                notes.add(new Problem.LeftOut(store.source(), contents.leftOut()));
            }
            notes.addAll(contents.notes());
            Problem policies = seen.policies().problem();
            if (policies != null) {
                notes.add(policies);
            }
            if (store.anyway() && look.running().obstacle() != null) {
                notes.add(note("praisonai.note.anyway"));
            }
            people(contents.paired(), seen.policies(), notes);
        }
        List<PendingRow> rows = look.rows();
        rows.stream()
                .filter(row -> !row.over(now, life))
                .map(PendingRow::channel)
                .filter(channel -> !Platforms.wired(channel))
                .distinct()
                .forEach(channel -> notes.add(
                        note("praisonai.note.not-wired", Name.of(channel).text())));
        if (rows.stream().filter(row -> !row.over(now, life)).count() >= StoreSide.PLACES) {
            notes.add(note("praisonai.note.full", StoreSide.PLACES));
        }
        return notes;
    }

    private static void people(List<PairedRow> paired, Policies policies, List<Problem> notes) {
        if (paired.stream().anyMatch(PairedRow::denied)) {
            notes.add(note("praisonai.note.denied"));
        }
        long codes = paired.stream().filter(PairedRow::codeInPlaceOfPerson).count();
        if (codes > 0) {
            notes.add(note("praisonai.note.codes", codes));
        }
        Map<String, Integer> shared = new TreeMap<>();
        paired.stream()
                .filter(row -> !row.label().isEmpty() && !row.denied())
                .forEach(row -> shared.merge(row.label(), 1, Integer::sum));
        shared.entrySet().stream()
                .filter(entry -> entry.getValue() > 1)
                .limit(MOST_SHARED)
                .forEach(entry -> notes.add(note(
                        policies.identity() ? "praisonai.note.one-person" : "praisonai.note.same-label",
                        entry.getValue(),
                        Name.of(entry.getKey()).text())));
    }

    private static Problem note(String key, Object... args) {
        return new Problem.Particular(Phrase.of(key, args), Phrase.of(key + ".remedy"), null);
    }

    private Map<Kind, Phrase> unseen() {
        StoreSide store = look.store();
        if (store == null) {
            return Map.of(Kind.DM, Phrase.of("praisonai.unseen.http"));
        }
        return store.anyway() && look.running().obstacle() != null
                ? Map.of(Kind.DM, Phrase.of("praisonai.unseen.running"))
                : Map.of();
    }
}

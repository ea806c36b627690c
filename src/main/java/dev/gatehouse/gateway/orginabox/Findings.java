package dev.gatehouse.gateway.orginabox;

import dev.gatehouse.gateway.Listed;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Snapshot;
import dev.gatehouse.gateway.Snapshot.DoorPolicy;
import dev.gatehouse.gateway.Snapshot.Quota;
import dev.gatehouse.pairing.DmRequest;
import dev.gatehouse.pairing.Grant;
import dev.gatehouse.pairing.Origin;
import dev.gatehouse.pairing.PairingRequest;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.RequestKey;
import dev.gatehouse.pairing.SenderGrant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a look has shown, in the vocabulary. */
final class Findings {
    /** The most gateways that are described one by one. */
    private static final int DESCRIBED = 12;

    private final String profile;
    private final Sighting seen;
    private final Accounts accounts;

    /**
     * One request and the row that it came of.
     *
     * @param request the request
     * @param row the row
     * @param source the call or table
     */
    record Found(DmRequest request, Pending row, String source) {}

    Findings(String profile, Sighting seen) {
        this.profile = profile;
        this.seen = seen;
        this.accounts = new Accounts(seen.bots());
    }

    /** The gateways by the names that the console has for them. */
    Accounts accounts() {
        return accounts;
    }

    /** Everybody who waits: the newest request of each, as somebody may have several codes. */
    Map<RequestKey, Found> waiting() {
        Map<RequestKey, Found> newest = new LinkedHashMap<>();
        for (Sighting.Seen<Pending> one : seen.pending()) {
            DmRequest request = Requests.request(profile, accounts, one.row(), seen.at());
            if (!request.expiredAt(seen.at())) {
                newest.merge(request.key(), new Found(request, one.row(), one.source()), Findings::newer);
            }
        }
        return newest;
    }

    private static Found newer(Found one, Found other) {
        return other.request().requestedAt().isAfter(one.request().requestedAt()) ? other : one;
    }

    /** The row of somebody who is in, as it is now. */
    Optional<Paired> row(SenderGrant grant) {
        return seen.people().stream()
                .filter(row -> Requests.grant(profile, accounts, row, new Origin(seen.origin(), ""))
                        .key()
                        .equals(grant.key()))
                .findFirst();
    }

    /** All of it. */
    Snapshot snapshot(List<Problem> notes) {
        List<Listed<PairingRequest>> requests = new ArrayList<>();
        waiting().values().forEach(found -> requests.add(new Listed<>(found.request(), found.source(), Map.of())));
        List<Listed<Grant>> grants = new ArrayList<>();
        Map<String, Grant> once = new LinkedHashMap<>();
        for (Sighting.Seen<Paired> one : seen.paired()) {
            SenderGrant grant = Requests.grant(profile, accounts, one.row(), new Origin(seen.origin(), one.source()));
            if (once.putIfAbsent(one.row().gateway() + " " + one.row().user(), grant) == null) {
                grants.add(new Listed<>(grant, one.source(), Map.of(), false, Requests.lasting(grant)));
            }
        }
        List<Quota> quotas = new ArrayList<>();
        List<DoorPolicy> policies = new ArrayList<>();
        Problem noCodes = seen.noCodes();
        List<Problem> all = new ArrayList<>(notes);
        if (noCodes != null) {
            all.addFirst(noCodes);
        }
        for (Bot bot : seen.bots()) {
            Accounts.Door door = accounts.door(bot.id());
            if (noCodes == null) {
                quotas.add(new Quota(door.channel(), door.account(), taken(bot), Requests.PLACES));
            }
            DoorPolicy.Mode mode = bot.enabled() ? DoorPolicy.Mode.PAIRING : DoorPolicy.Mode.DISABLED;
            policies.add(new DoorPolicy(door.channel(), door.account(), mode, ""));
        }
        return new Snapshot(seen.at(), requests, grants, quotas, policies, seen.troubles(), all, Map.of())
                .withQuiet(quiet(noCodes));
    }

    private int taken(Bot bot) {
        Instant now = seen.at();
        return (int) seen.codes().stream()
                .filter(row -> row.gateway().equals(bot.id()))
                .filter(row -> !Requests.request(profile, accounts, row, now).expiredAt(now))
                .count();
    }

    /** What no API tells, and how each gateway stands. */
    private List<Phrase> quiet(@Nullable Problem noCodes) {
        List<Phrase> quiet = new ArrayList<>();
        if (noCodes != null) {
            quiet.add(noCodes.sentence());
        }
        if (seen.bots().isEmpty()) {
            quiet.add(Phrase.of("oiab.quiet.none"));
        }
        quiet.add(Phrase.of("oiab.quiet.unset"));
        quiet.add(Phrase.of("oiab.quiet.limit", Requests.PLACES));
        seen.bots().stream().limit(DESCRIBED).forEach(bot -> {
            Accounts.Door door = accounts.door(bot.id());
            String name = door.channel() + " " + door.account();
            long paired = seen.people().stream()
                    .filter(row -> row.gateway().equals(bot.id()))
                    .count();
            quiet.add(
                    !bot.enabled()
                            ? Phrase.of("oiab.quiet.disabled", name, paired)
                            : noCodes == null
                                    ? Phrase.of("oiab.quiet.gateway", name, taken(bot), Requests.PLACES, paired)
                                    : Phrase.of("oiab.quiet.paired", name, paired));
        });
        return quiet;
    }
}

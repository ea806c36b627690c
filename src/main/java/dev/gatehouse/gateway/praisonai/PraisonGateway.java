package dev.gatehouse.gateway.praisonai;

import dev.gatehouse.gateway.Attention;
import dev.gatehouse.gateway.Features;
import dev.gatehouse.gateway.Gateway;
import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Identity;
import dev.gatehouse.gateway.LinkProblem;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Receipt;
import dev.gatehouse.gateway.Route;
import dev.gatehouse.gateway.Snapshot;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.DmRequest;
import dev.gatehouse.pairing.Grant;
import dev.gatehouse.pairing.Kind;
import dev.gatehouse.pairing.Name;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.RequestKey;
import dev.gatehouse.pairing.SenderGrant;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One gateway of PraisonAI by its store and by its HTTP API, of which one may be missing. The store is the only place that
 * tells who is in, and the only way to let a person in; but whatever of the product runs never looks at it again. The HTTP
 * API takes people out of a running gateway.
 */
final class PraisonGateway implements Gateway {
    static final String NAME = "PraisonAI";

    /** The gateway allows ten looks a minute, and decisions look too. */
    private static final Duration WATCHED = Duration.ofSeconds(12);

    private static final Duration UNWATCHED = Duration.ofSeconds(15);

    private final String profile;
    private final Duration life;
    private final @Nullable StoreSide store;
    private final @Nullable HttpSide http;
    private final KnownSecrets secrets;
    private final InstantSource clock;
    private volatile Features features = Features.ALL;
    private volatile List<PendingRow> rows = List.of();

    /**
     * By {@code store} and by {@code http}, of which one may be missing.
     *
     * @param profile id of the gateway profile
     * @param life how long a code lives
     */
    PraisonGateway(
            String profile,
            Duration life,
            @Nullable StoreSide store,
            @Nullable HttpSide http,
            KnownSecrets secrets,
            InstantSource clock) {
        if (store == null && http == null) {
            throw new IllegalArgumentException("no way to the gateway");
        }
        this.profile = profile;
        this.life = life;
        this.store = store;
        this.http = http;
        this.secrets = secrets;
        this.clock = clock;
    }

    @Override
    public Identity identity() {
        List<Route> routes = new ArrayList<>();
        List<Phrase> where = new ArrayList<>();
        if (store != null) {
            routes.add(store.route());
            where.addAll(store.secrets(secrets));
        }
        Login.Session standing = http == null ? null : http.standing();
        if (http == null || standing == null) {
            return new Identity(
                    NAME, "", store == null ? "" : store.places().folder().toString(), null, where, routes);
        }
        where.add(standing.where());
        Phrase who = standing.bypass()
                ? Phrase.of("praisonai.who.bypass")
                : standing.known() ? Phrase.of("praisonai.who.token") : Phrase.of("praisonai.who.unknown");
        String place = store == null ? http.address() : store.places().folder().toString();
        return new Identity(NAME, standing.version(), place, who, where, routes);
    }

    /**
     * Looks once.
     *
     * @param insist whether the HTTP API has to answer even if there is a store to see
     */
    Identity probe(boolean insist) throws GatewayException {
        if (insist && http != null) {
            http.enter();
            http.pending();
        }
        read();
        return identity();
    }

    @Override
    public Features features() {
        return features;
    }

    @Override
    public Snapshot read() throws GatewayException {
        Look look = look();
        Reading reading = new Reading(profile, life, look, clock.instant());
        features = reading.features();
        rows = look.rows();
        return reading.snapshot();
    }

    private Look look() throws GatewayException {
        HttpSide.Told told = null;
        Problem httpProblem = null;
        if (http != null) {
            try {
                told = http.pending();
            } catch (GatewayException e) {
                httpProblem = e.problem();
                told = httpProblem instanceof LinkProblem.Throttled ? http.last() : null;
                if (store == null && told == null) {
                    throw e;
                }
            }
        }
        StoreSide.Seen seen = null;
        Problem storeProblem = null;
        if (store != null) {
            try {
                seen = store.read();
            } catch (GatewayException e) {
                storeProblem = e.problem();
                if (told == null) {
                    throw e;
                }
            }
        }
        return new Look(store, seen, storeProblem, http, told, httpProblem, running(told, httpProblem));
    }

    private Running.Answer running(HttpSide.@Nullable Told told, @Nullable Problem problem) {
        Running.Answer found = store == null ? new Running.Answer.No() : store.running();
        if (!(found instanceof Running.Answer.No) || http == null) {
            return found;
        }
        if (problem == null) {
            return told == null ? found : new Running.Answer.Answers(http.address());
        }
        return switch (problem) {
            case LinkProblem.Refused _,
                    LinkProblem.Unreachable _,
                    LinkProblem.Foreign _,
                    LinkProblem.PlainText _,
                    LinkProblem.Untrusted _,
                    LinkProblem.Redirected _ -> found;
            case LinkProblem.Mute _, LinkProblem.Dropped _ -> new Running.Answer.Unknown(http.address());
            default -> new Running.Answer.Answers(http.address());
        };
    }

    /** Asked again inside a write: whatever started meanwhile would write over it. */
    private @Nullable Phrase obstacle(StoreSide written) {
        if (written.anyway()) {
            return null;
        }
        Running.Answer found = written.running();
        if (found instanceof Running.Answer.No && http != null) {
            Boolean alive = http.alive();
            found = alive == null
                    ? new Running.Answer.Unknown(http.address())
                    : alive ? new Running.Answer.Answers(http.address()) : found;
        }
        return found.obstacle();
    }

    @Override
    public void watch(Runnable hint) {
        if (store != null) {
            store.watch(hint);
        }
    }

    @Override
    public Set<Kind> polled() {
        return http == null ? Set.of() : Set.of(Kind.DM);
    }

    @Override
    public Duration pollEvery(Attention attention) {
        Duration every = attention == Attention.WATCHED ? WATCHED : UNWATCHED;
        Duration pause = http == null ? Duration.ZERO : http.pause();
        // With a store in sight the rest is looked at all the same.
        return store == null && pause.compareTo(every) > 0 ? pause : every;
    }

    @Override
    public void retry() {
        if (http != null) {
            http.retry();
        }
    }

    @Override
    public Optional<RequestKey> find(String typed) throws GatewayException {
        List<PendingRow> known = new ArrayList<>(rows);
        if (store != null) {
            store.file().read().pending().stream()
                    .filter(row -> known.stream().noneMatch(old -> old.id().equals(row.id())))
                    .forEach(known::add);
        }
        List<PendingRow> over =
                known.stream().filter(row -> row.over(clock.instant(), life)).toList();
        known.removeAll(over);
        Codes codes = new Codes(secrets);
        Optional<PendingRow> late = codes.match(over, typed);
        if (late.isPresent()) {
            throw new GatewayException(
                    new Problem.CodeOver(late.get().created().at().plus(life)));
        }
        return codes.find(known, typed).map(row -> row.key(profile));
    }

    @Override
    public Receipt perform(Decision decision) throws GatewayException {
        return switch (decision) {
            case Decision.Approve(DmRequest shown, var options) ->
                byStore(Phrase.of(
                                "praisonai.absent.http-approve",
                                Name.of(shown.key().channel()).text()))
                        .approve(shown, options);
            case Decision.Reject(DmRequest shown, var _) ->
                byStore(Phrase.of("praisonai.absent.http-reject")).reject(shown);
            case Decision.Revoke(SenderGrant shown, var role) when role == null -> revoke(List.of(shown));
            case Decision.RevokeAll all -> revoke(all.shown());
            default -> throw new GatewayException(new Problem.NotOffered(Phrase.of("feature.not-offered")));
        };
    }

    private StoreActs byStore(Phrase whyNot) throws GatewayException {
        StoreSide there = store;
        if (there == null) {
            throw new GatewayException(new Problem.NotOffered(whyNot));
        }
        return new StoreActs(profile, life, there, new Codes(secrets), () -> obstacle(there));
    }

    private Receipt revoke(List<? extends Grant> shown) throws GatewayException {
        List<SenderGrant> people = shown.stream()
                .filter(SenderGrant.class::isInstance)
                .map(SenderGrant.class::cast)
                .filter(grant -> !grant.revocable().isEmpty())
                .toList();
        if (people.isEmpty()) {
            String place =
                    shown.isEmpty() ? "" : shown.getFirst().origins().getFirst().place();
            throw new GatewayException(new Problem.NotOffered(Phrase.of("praisonai.absent.config-only", place)));
        }
        HttpSide up = answering();
        if (up == null) {
            return byStore(Phrase.of("praisonai.absent.no-store")).revoke(shown);
        }
        long kept = shown.stream().filter(grant -> !grant.lasting().isEmpty()).count();
        return new HttpActs(up, store, clock).revoke(people, kept);
    }

    /** The HTTP API, if it is the way to take somebody out now. */
    private @Nullable HttpSide answering() throws GatewayException {
        HttpSide side = http;
        if (side == null) {
            return null;
        }
        if (store == null) {
            side.enter();
            return side;
        }
        if (Boolean.FALSE.equals(side.alive())) {
            return null;
        }
        side.enter();
        return side;
    }

    @Override
    public void close() {
        if (store != null) {
            store.close();
        }
        if (http != null) {
            http.close();
        }
    }
}

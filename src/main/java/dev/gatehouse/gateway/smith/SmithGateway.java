package dev.gatehouse.gateway.smith;

import dev.gatehouse.gateway.Attention;
import dev.gatehouse.gateway.CodeContents;
import dev.gatehouse.gateway.Feature;
import dev.gatehouse.gateway.Features;
import dev.gatehouse.gateway.Gateway;
import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.GatewayProfile;
import dev.gatehouse.gateway.Identity;
import dev.gatehouse.gateway.Issued;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Receipt;
import dev.gatehouse.gateway.Route;
import dev.gatehouse.gateway.Snapshot;
import dev.gatehouse.io.Address;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.Grant;
import dev.gatehouse.pairing.IssuedCode;
import dev.gatehouse.pairing.Kind;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.SenderGrant;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Smith by up to three ways, each of which may be missing or away. */
final class SmithGateway implements Gateway {
    /** While a code is open: its redemption is to be seen within a second. */
    private static final Duration OPEN = Duration.ofMillis(600);

    private static final Duration WATCHED = Duration.ofSeconds(5);
    private static final Duration UNWATCHED = Duration.ofSeconds(20);

    /** By HTTP alone there is nothing to see but whether the daemon is there. */
    private static final Duration BLIND = Duration.ofSeconds(30);

    /** Looks take at most a tenth of the time. */
    private static final int SHARE = 10;

    private final GatewayProfile profile;
    private final @Nullable AdminApi api;
    private final @Nullable RedisSide redis;
    private final @Nullable PostgresSide postgres;
    private final Surroundings surroundings;
    private final InstantSource clock;
    private final SmithFeatures rules;
    private final KnownCodes codes;
    private final Map<Route.Type, Patience> patience = new EnumMap<>(Route.Type.class);
    private volatile Features features;
    private volatile @Nullable Look last;
    private volatile @Nullable Runnable hint;

    /** The ways that are null are missing. */
    SmithGateway(
            GatewayProfile profile,
            @Nullable AdminApi api,
            @Nullable RedisSide redis,
            @Nullable PostgresSide postgres,
            Surroundings surroundings,
            InstantSource clock) {
        this.profile = profile;
        this.api = api;
        this.redis = redis;
        this.postgres = postgres;
        this.surroundings = surroundings;
        this.clock = clock;
        this.rules =
                new SmithFeatures(profile.routes().stream().map(Route::type).collect(Collectors.toSet()));
        this.codes = new KnownCodes(profile.id());
        for (Route.Type type : Route.Type.values()) {
            patience.put(type, new Patience(System::nanoTime));
        }
        this.features = rules.of(null);
    }

    @Override
    public Identity identity() {
        String place = api != null
                ? api.address().web().toString()
                : profile.routes().getFirst().instance();
        List<Phrase> secrets = new ArrayList<>();
        if (api != null) {
            try {
                secrets.add(api.tokens().find(api.address()).where());
            } catch (GatewayException e) {
                secrets.add(e.problem().sentence());
            }
        }
        Phrase who = Phrase.of(api == null ? "smith.who.stores" : "smith.who.unproven");
        return new Identity("Smith", "", place, who, secrets, profile.routes());
    }

    /**
     * Looks once by every way; each has to work.
     *
     * @throws GatewayException why one does not
     */
    Identity probe() throws GatewayException {
        Look look = look();
        for (Route route : profile.routes()) {
            Problem failed = look.failed().get(route.type());
            if (failed != null) {
                throw new GatewayException(failed);
            }
        }
        return identity();
    }

    @Override
    public Features features() {
        return features;
    }

    @Override
    public Snapshot read() throws GatewayException {
        Look look = look();
        for (Route route : profile.routes()) {
            Problem failed = look.failed().get(route.type());
            if (failed != null && look.failed().size() == rules.ways().size()) {
                throw new GatewayException(failed);
            }
        }
        last = look;
        features = rules.of(look);
        return new Listing(profile.id(), rules.ways(), codes).of(look, features);
    }

    private Look look() {
        long begun = System.nanoTime();
        Map<Route.Type, Problem> failed = new EnumMap<>(Route.Type.class);
        if (api != null) {
            AdminApi there = api;
            tried(Route.Type.HTTP, failed, () -> {
                there.probe();
                return true;
            });
        }
        RedisView cached = redis == null ? null : tried(Route.Type.REDIS, failed, redis::read);
        PostgresView durable = postgres == null ? null : tried(Route.Type.DATABASE, failed, postgres::read);
        Address address = api == null ? null : api.address();
        Problem obstacle = api == null || failed.containsKey(Route.Type.HTTP)
                ? null
                : api.tokens().obstacle(api.address());
        Instant at = clock.instant();
        return new Look(
                at,
                Duration.ofNanos(System.nanoTime() - begun),
                cached,
                durable,
                failed,
                obstacle,
                surroundings.policy(address),
                surroundings.agent(address));
    }

    private <T> @Nullable T tried(Route.Type way, Map<Route.Type, Problem> failed, Patience.Attempt<T> attempt) {
        try {
            return patience(way).attempt(attempt);
        } catch (GatewayException e) {
            failed.put(way, e.problem());
            return null;
        }
    }

    private Patience patience(Route.Type way) {
        return patience.computeIfAbsent(way, _ -> new Patience(System::nanoTime));
    }

    /** Smith tells nobody of changes. What was done here is looked at at once, and a code that is open then soon again. */
    @Override
    public void watch(Runnable listener) {
        hint = listener;
    }

    private void hint() {
        Runnable listener = hint;
        if (listener != null) {
            listener.run();
        }
    }

    @Override
    public Set<Kind> polled() {
        return Set.of(Kind.DM);
    }

    @Override
    public Duration pollEvery(Attention attention) {
        if (redis == null && postgres == null) {
            return BLIND;
        }
        Look look = last;
        RedisView view = look == null ? null : look.redis();
        if (look != null && view != null && !view.codes().isEmpty()) {
            Duration gentle = look.took().multipliedBy(SHARE);
            return gentle.compareTo(OPEN) > 0 ? gentle : OPEN;
        }
        return attention == Attention.WATCHED ? WATCHED : UNWATCHED;
    }

    @Override
    public void retry() {
        patience.values().forEach(Patience::retry);
        surroundings.forget();
    }

    @Override
    public Issued issue(Decision.IssueCode decision) throws GatewayException {
        if (api == null) {
            throw new GatewayException(new Problem.NotOffered(Phrase.of("smith.needs.http")));
        }
        Offers.Wanted wanted = Offers.wanted(decision);
        if (!wanted.user().isEmpty() && postgres != null) {
            Offers.claimable(wanted.user(), postgres.read());
        }
        AdminApi.Made made = api.issue(wanted.agent(), wanted.user());
        IssuedCode code =
                codes.made(new PendingCode(made.code(), wanted.agent(), wanted.user(), made.life()), clock.instant());
        hint();
        List<Phrase> remarks = new ArrayList<>(List.of(Phrase.of("smith.issue.how")));
        Optional<DmPolicy> policy = surroundings.policy(api.address());
        if (policy.filter(DmPolicy::pointless).isPresent()) {
            remarks.add(Phrase.of(
                    "smith.issue.pointless", policy.get().mode().name().toLowerCase(java.util.Locale.ROOT)));
        }
        return new Issued(code, new Receipt(Phrase.of("smith.issue.done"), List.of("POST " + AdminApi.PATH), remarks));
    }

    @Override
    public Optional<CodeContents> contents(IssuedCode code) {
        return code.text() == null
                ? Optional.empty()
                : codes.of(code).map(pending -> contents(pending, code.expiresAt()));
    }

    private static CodeContents contents(PendingCode code, @Nullable Instant until) {
        boolean anybody = code.invited().isEmpty();
        return new CodeContents(
                List.of(),
                false,
                Phrase.of("smith.contents.token"),
                anybody ? Phrase.of("smith.contents.who") : Phrase.of("smith.contents.who.invited", code.invited()),
                until,
                anybody
                        ? Phrase.of("smith.contents.grants", code.agent())
                        : Phrase.of("smith.contents.grants.invited", code.agent(), code.invited()),
                until == null ? List.of(Phrase.of("smith.contents.endless")) : List.of());
    }

    @Override
    public Receipt perform(Decision decision) throws GatewayException {
        return switch (decision) {
            case Decision.Revoke(SenderGrant shown, var _) -> revocation().revoke(shown);
            case Decision.RevokeAll(var _, var shown) -> revokeAll(shown);
            case Decision.CancelCode(var shown) -> cancel(shown);
            case Decision.Approve _ -> throw notOffered(Feature.APPROVE_DM);
            case Decision.Reject _ -> throw notOffered(Feature.REJECT_DM);
            default -> throw new GatewayException(new Problem.NotOffered(Phrase.of("feature.not-offered")));
        };
    }

    private GatewayException notOffered(Feature feature) {
        Phrase why = features.whyNot(feature);
        return new GatewayException(new Problem.NotOffered(why == null ? Phrase.of("feature.not-offered") : why));
    }

    private Revocation revocation() throws GatewayException {
        if (postgres == null || redis == null) {
            throw notOffered(Feature.REVOKE_SENDER);
        }
        return new Revocation(postgres, redis);
    }

    private Receipt revokeAll(List<Grant> shown) throws GatewayException {
        Revocation revocation = revocation();
        int done = 0;
        for (Grant grant : shown) {
            try {
                if (grant instanceof SenderGrant sender) {
                    revocation.revoke(sender);
                    done++;
                }
            } catch (GatewayException e) {
                if (e.problem() instanceof Problem.GrantChanged) {
                    // Somebody else was faster.
                    done++;
                    continue;
                }
                throw done == 0 ? e : new GatewayException(new Problem.Partial(done, shown.size(), e.problem()), e);
            }
        }
        return new Receipt(
                Phrase.of("smith.revoke.all", done),
                List.of("DELETE user_identities", "DELETE chat_pairings", "DEL " + Sender.ACTIVE),
                List.of(Phrase.of("smith.revoke.next")));
    }

    private Receipt cancel(IssuedCode shown) throws GatewayException {
        if (redis == null) {
            throw notOffered(Feature.CANCEL_CODE);
        }
        PendingCode code = codes.of(shown).orElse(null);
        boolean same =
                code != null && KnownCodes.purpose(code.agent(), code.invited()).equals(shown.purpose());
        if (code == null || !same || !redis.cancel(code)) {
            throw new GatewayException(new Problem.Changed(null));
        }
        return new Receipt(Phrase.of("smith.cancel.done"), List.of("DEL " + PendingCode.CODE), List.of());
    }

    @Override
    public void close() {
        hint = null;
        codes.forget();
        if (api != null) {
            api.close();
        }
        if (redis != null) {
            redis.close();
        }
        if (postgres != null) {
            postgres.close();
        }
    }
}

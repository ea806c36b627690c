package dev.gatehouse.gateway.orginabox;

import dev.gatehouse.gateway.Attention;
import dev.gatehouse.gateway.Features;
import dev.gatehouse.gateway.Gateway;
import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Identity;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Receipt;
import dev.gatehouse.gateway.Route;
import dev.gatehouse.gateway.Snapshot;
import dev.gatehouse.io.BackOff;
import dev.gatehouse.io.Transport;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.Kind;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.RequestKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One server of Org in a Box by all the ways there are to it. What can be looked at over HTTP is; what cannot, or while
 * the API does not answer, is read from the database.
 */
final class OrgGateway implements Gateway {
    private static final Duration WATCHED = Duration.ofSeconds(5);
    private static final Duration UNWATCHED = Duration.ofSeconds(20);

    /** With its notifications heard, the database is looked at for what they do not tell. */
    private static final Duration HEARD = Duration.ofSeconds(15);

    private final String profile;
    private final List<Route> routes;
    private final @Nullable Transport transport;
    private final @Nullable RestSide rest;
    private final @Nullable CommandSide command;
    private final @Nullable DatabaseSide database;
    private final @Nullable Hints hints;
    private final @Nullable DatabaseEars ears;
    private final FirstSeen firstSeen = new FirstSeen();
    private final Pause pause = new Pause(new BackOff());
    private volatile Features features = Features.ALL;
    private volatile @Nullable Runnable hint;
    private volatile List<String> followed = List.of();
    private volatile Map<RequestKey, Findings.Found> waiting = Map.of();

    /**
     * By the ways of {@code parts}.
     *
     * @param profile id of the gateway profile
     * @param routes the ways that the profile has
     */
    OrgGateway(String profile, List<Route> routes, Parts parts) {
        this.profile = profile;
        this.routes = List.copyOf(routes);
        this.transport = parts.transport();
        this.rest = parts.rest();
        this.command = parts.command();
        this.database = parts.database();
        this.hints = parts.calls() == null ? null : hints(parts.calls(), parts.routes());
        this.ears = parts.listening() == null ? null : new DatabaseEars(parts.listening(), this::hint, new BackOff());
        if (rest == null && database == null) {
            throw new IllegalArgumentException("no way to look");
        }
    }

    /**
     * The ways there are, not used yet.
     *
     * @param transport what carries the HTTP calls; closed with the gateway
     * @param calls single HTTP calls
     * @param routes how they are spelled
     * @param rest the HTTP API
     * @param command the product's command
     * @param database the database
     * @param listening the same, to listen to
     */
    record Parts(
            @Nullable Transport transport,
            @Nullable RestCalls calls,
            RouteProfile routes,
            @Nullable RestSide rest,
            @Nullable CommandSide command,
            @Nullable DatabaseSide database,
            @Nullable Database listening) {}

    private Hints hints(RestCalls calls, RouteProfile spelled) {
        HttpRoute route = spelled.of(Operation.EVENTS);
        return new Hints(
                (gateway, lastId) -> calls.events(route.path(0, Map.of("gateway", gateway)), lastId),
                this::hint,
                BackOff::new);
    }

    private void hint() {
        Runnable listener = hint;
        if (listener != null) {
            listener.run();
        }
    }

    @Override
    public Identity identity() {
        List<Phrase> secrets = new ArrayList<>();
        if (rest != null) {
            secrets.add(rest.secret());
        }
        String place = rest != null ? rest.place() : database != null ? database.place() : "";
        return new Identity(OrgProduct.NAME, "", place, who(), secrets, routes);
    }

    private @Nullable Phrase who() {
        RestSide.Met met = rest == null ? null : rest.met();
        if (rest == null || met == null) {
            return null;
        }
        if (met.who().isEmpty()) {
            return Phrase.of(met.open() ? "oiab.who.open" : "oiab.who.key");
        }
        return Phrase.of("oiab.who.user", met.who(), String.join(", ", rest.roles()));
    }

    /**
     * Looks once by every way there is.
     *
     * @throws GatewayException if one of them does not work
     */
    void probe() throws GatewayException {
        if (rest != null) {
            rest.look(_ -> true);
        }
        if (database != null) {
            database.look();
        }
    }

    @Override
    public Features features() {
        return features;
    }

    /** What one look came to: what was seen, the ways that work, and why the API does not. */
    record Look(Sighting seen, Ways ways, @Nullable Problem restProblem) {}

    @Override
    public Snapshot read() throws GatewayException {
        Look look = look(_ -> true);
        if (rest != null) {
            rest.confirmed().judge(look.seen().codes(), look.seen().people());
        }
        firstSeen.keep(look.seen().codes());
        Findings findings = new Findings(profile, look.seen());
        features = look.ways().features();
        waiting = findings.waiting();
        followed = look.seen().bots().stream().map(Bot::id).toList();
        if (hint != null && hints != null && look.restProblem() == null) {
            hints.follow(followed);
        }
        return findings.snapshot(new Notes(rest, look).all());
    }

    /**
     * Looks by the best way that answers.
     *
     * @param which the gateways whose lists are wanted at least
     */
    private Look look(Predicate<Bot> which) throws GatewayException {
        Problem restProblem = null;
        Sighting seen = null;
        if (rest != null && (database == null || pause.over())) {
            try {
                seen = rest.look(which);
                pause.reset();
            } catch (GatewayException e) {
                if (database == null) {
                    throw e;
                }
                restProblem = e.problem();
                pause.begin(restProblem);
            }
        } else if (rest != null) {
            restProblem = pause.why();
        }
        if (database != null && (seen == null || seen.noCodes() != null)) {
            seen = withDatabase(database, seen);
        }
        if (seen == null) {
            throw new GatewayException(new Problem.NotOffered(Phrase.of("oiab.absent.down")));
        }
        seen.date(firstSeen);
        return new Look(seen, new Ways(restProblem == null ? rest : null, command, database), restProblem);
    }

    private static Sighting withDatabase(DatabaseSide database, @Nullable Sighting seen) throws GatewayException {
        if (seen == null) {
            return database.look();
        }
        try {
            seen.takeCodes(database.look(), DatabaseColumns.CODES);
        } catch (GatewayException e) {
            seen.noCodes(e.problem());
        }
        return seen;
    }

    @Override
    public void watch(Runnable listener) {
        hint = listener;
        if (hints != null) {
            hints.follow(followed);
        }
        if (ears != null) {
            ears.start();
        }
    }

    private boolean heard() {
        return ears != null && ears.hears();
    }

    @Override
    public Set<Kind> polled() {
        boolean live = hints != null && !followed.isEmpty() && hints.live(followed);
        return live || heard() ? Set.of() : Set.of(Kind.DM);
    }

    @Override
    public Duration pollEvery(Attention attention) {
        if (attention == Attention.UNWATCHED) {
            return UNWATCHED;
        }
        return rest == null && heard() ? HEARD : WATCHED;
    }

    @Override
    public void retry() {
        pause.reset();
        if (rest != null) {
            rest.retry();
        }
        if (hints != null) {
            hints.retry();
        }
    }

    @Override
    public Optional<RequestKey> find(String typed) {
        String code = typed.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
        return waiting.values().stream()
                .filter(found -> found.row().code().value().replace("-", "").equals(code))
                .map(found -> found.request().key())
                .findFirst();
    }

    @Override
    public Receipt perform(Decision decision) throws GatewayException {
        return new Acts(profile, this::look).perform(decision);
    }

    @Override
    public void close() {
        hint = null;
        if (hints != null) {
            hints.close();
        }
        if (ears != null) {
            ears.close();
        }
        if (database != null) {
            database.close();
        }
        if (transport != null) {
            transport.close();
        }
    }
}

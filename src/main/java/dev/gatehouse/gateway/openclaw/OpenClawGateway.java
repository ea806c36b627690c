package dev.gatehouse.gateway.openclaw;

import dev.gatehouse.gateway.Attention;
import dev.gatehouse.gateway.CodeContents;
import dev.gatehouse.gateway.Feature;
import dev.gatehouse.gateway.Features;
import dev.gatehouse.gateway.Gateway;
import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Identity;
import dev.gatehouse.gateway.Issued;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Receipt;
import dev.gatehouse.gateway.Route;
import dev.gatehouse.gateway.Snapshot;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.DmRequest;
import dev.gatehouse.pairing.IssuedCode;
import dev.gatehouse.pairing.Kind;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.SenderGrant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One gateway of OpenClaw or Fased by all the ways there are to it. Its WebSocket is asked for whatever it can do, because
 * what is done behind a running gateway's back does not reach open connections; its store for the rest: people on the JSON
 * files, approved people everywhere, and all that can still be seen when the gateway is down.
 */
final class OpenClawGateway implements Gateway {
    /** What neither OpenClaw nor Fased has. */
    private static final Set<Feature> UNOFFERED = Set.of(
            Feature.LABEL, Feature.NARROW, Feature.LIMIT, Feature.REASON, Feature.FIND_BY_CODE, Feature.CONFIGURE);

    private static final Duration SAFETY = Duration.ofSeconds(30);
    private static final Duration WATCHED = Duration.ofSeconds(5);
    private static final Duration WATCHED_STORE = Duration.ofSeconds(15);
    private static final Duration UNWATCHED = Duration.ofSeconds(20);

    /** Where there is a store to show, the first look does not wait longer for the gateway. */
    private static final Duration GLANCE = Duration.ofMillis(700);

    /** Where there is nothing else: all that connecting may take. */
    private static final Duration PATIENCE = Duration.ofSeconds(17);

    private final Dialect dialect;
    private final @Nullable StoreSide store;
    private final @Nullable LiveSide live;
    private final Supplier<@Nullable Route> told;
    private final SetupCodes codes;
    private volatile Features features = Features.ALL;
    private volatile @Nullable Runnable hint;

    /** Makes the side that speaks to the gateway, given what it calls when there may be something new. */
    interface LiveMaker {
        /** The side, not connected yet. */
        LiveSide make(Runnable hint);
    }

    /**
     * By {@code store} and by the WebSocket, of which one may be missing.
     *
     * @param codes its setup codes
     * @param maker makes the WebSocket's side, or null if there is no such way
     * @param told the store of which the gateway itself has told, where there was none
     */
    OpenClawGateway(
            Dialect dialect,
            @Nullable StoreSide store,
            SetupCodes codes,
            @Nullable LiveMaker maker,
            Supplier<@Nullable Route> told) {
        this.dialect = dialect;
        this.store = store;
        this.codes = codes;
        this.told = told;
        this.live = maker == null ? null : maker.make(this::hint);
        if (store == null && live == null) {
            throw new IllegalArgumentException("no way to the gateway");
        }
    }

    private void hint() {
        Runnable listener = hint;
        if (listener != null) {
            listener.run();
        }
    }

    private LiveSide.@Nullable Up up() {
        return live == null ? null : live.up(store == null ? PATIENCE : GLANCE);
    }

    @Override
    public Identity identity() {
        LiveSide.Up up = live == null ? null : live.standing();
        List<Route> routes = new ArrayList<>();
        if (store != null) {
            routes.add(store.route());
        }
        String version = store == null ? "" : store.version();
        if (up == null) {
            return new Identity(dialect.name(), version, place(""), null, List.of(), routes);
        }
        routes.add(new Route(Route.Type.WEBSOCKET, up.way().address().instance(), Map.of()));
        Route itsStore = store == null ? told.get() : null;
        if (itsStore != null) {
            routes.add(itsStore);
        }
        LiveHello hello = up.link().hello();
        return new Identity(
                dialect.name(),
                hello.version().isEmpty() ? version : hello.version(),
                place(up.way().address().toString()),
                who(hello, up.way()),
                List.of(up.way().secret()),
                routes);
    }

    private String place(String address) {
        return store == null ? address : store.folder();
    }

    private static Phrase who(LiveHello hello, LiveWay way) {
        String scopes = String.join(", ", hello.scopes().names());
        String key = way.identity() == null ? "openclaw.who.token" : "openclaw.who.device";
        return scopes.isEmpty() ? Phrase.of("openclaw.who.nothing") : Phrase.of(key, scopes);
    }

    /**
     * Looks once.
     *
     * @param insist whether the WebSocket has to answer even if there is a store to see
     */
    Identity probe(boolean insist) throws GatewayException {
        if (live != null && live.up(insist ? PATIENCE : GLANCE) == null && insist) {
            throw new GatewayException(why());
        }
        read();
        return identity();
    }

    @Override
    public Features features() {
        return features.without(UNOFFERED, Phrase.of("feature.not-offered"));
    }

    @Override
    public Snapshot read() throws GatewayException {
        LiveSide.Up up = up();
        Findings found = new Findings();
        SetupCodes.Contents setup;
        if (store == null) {
            if (up == null) {
                throw new GatewayException(why());
            }
            found.messages(up, up.senders().read());
            found.devices(up, up.devices().read());
            Phrase obstacle = up.senders().obstacle();
            if (obstacle != null) {
                found.note(new Problem.Particular(obstacle, Phrase.of("openclaw.note.no-messages.remedy"), null));
            }
            setup = codes.read(found, up, Phrase.of("openclaw.absent.connecting"));
        } else {
            Problem problem = live == null || up != null ? null : live.problem();
            try {
                store.read(found, up, live != null, problem);
                setup = codes.read(found, up, store.away(live != null, problem));
            } catch (GatewayException e) {
                if (up == null || up.link().ended() == null) {
                    throw e;
                }
                // The connection ended while it was asked: what can be seen without it is shown at once.
                found = new Findings();
                Problem ended = up.link().ended();
                store.read(found, null, true, ended);
                setup = codes.read(found, null, store.away(true, ended));
            }
        }
        features = found.features();
        return found.snapshot().withCodes(setup.codes(), setup.offers());
    }

    private Problem why() {
        Problem problem = live == null ? null : live.problem();
        return problem == null ? new Problem.TimedOut(PATIENCE) : problem;
    }

    @Override
    public void watch(Runnable listener) {
        hint = listener;
        if (store != null) {
            store.watch(this::hint);
        }
    }

    @Override
    public Set<Kind> polled() {
        return store == null ? Set.of(Kind.DM) : Set.of();
    }

    @Override
    public Duration pollEvery(Attention attention) {
        if (live == null) {
            return SAFETY;
        }
        Duration every = attention == Attention.UNWATCHED ? UNWATCHED : store == null ? WATCHED : WATCHED_STORE;
        return live.nextAttempt(codes.lookAgain(every));
    }

    @Override
    public Issued issue(Decision.IssueCode decision) throws GatewayException {
        LiveSide.Up up = up();
        if (up != null) {
            return codes.issue(decision, up);
        }
        throw store == null || live == null
                ? new GatewayException(
                        live == null ? new Problem.NotOffered(Phrase.of("openclaw.absent.by-gateway")) : why())
                : new GatewayException(new Problem.NotOffered(store.away(true, live.problem())));
    }

    @Override
    public Optional<CodeContents> contents(IssuedCode code) {
        return SetupReader.contents(code);
    }

    @Override
    public void retry() {
        if (live != null) {
            live.retry();
        }
    }

    @Override
    public Receipt perform(Decision decision) throws GatewayException {
        if (decision instanceof Decision.CancelCode(IssuedCode shown)) {
            return codes.cancel(shown);
        }
        LiveSide.Up up = up();
        if (store == null) {
            if (up == null) {
                throw new GatewayException(why());
            }
            return byWire(decision, up);
        }
        return store.perform(decision, up, live == null || up != null ? null : live.problem());
    }

    private static Receipt byWire(Decision decision, LiveSide.Up up) throws GatewayException {
        boolean person = switch (decision) {
            case Decision.Approve(var shown, var _) -> shown instanceof DmRequest;
            case Decision.Reject(var shown, var _) -> shown instanceof DmRequest;
            case Decision.Revoke(var shown, var _) -> shown instanceof SenderGrant;
            case Decision.RevokeAll _, Decision.RotateToken _, Decision.Rename _, Decision.AboutNobody _ -> false;
        };
        return person ? up.senders().perform(decision) : up.devices().perform(decision);
    }

    @Override
    public void close() {
        hint = null;
        if (live != null) {
            live.close();
        }
        if (store != null) {
            store.close();
        }
    }
}

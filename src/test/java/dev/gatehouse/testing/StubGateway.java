package dev.gatehouse.testing;

import dev.gatehouse.gateway.Attention;
import dev.gatehouse.gateway.CodeContents;
import dev.gatehouse.gateway.CodeOffer;
import dev.gatehouse.gateway.Feature;
import dev.gatehouse.gateway.Features;
import dev.gatehouse.gateway.Gateway;
import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.GatewayProfile;
import dev.gatehouse.gateway.Identity;
import dev.gatehouse.gateway.Issued;
import dev.gatehouse.gateway.LinkProblem;
import dev.gatehouse.gateway.Listed;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Receipt;
import dev.gatehouse.gateway.Route;
import dev.gatehouse.gateway.Secret;
import dev.gatehouse.gateway.SecretName;
import dev.gatehouse.gateway.SecretStore;
import dev.gatehouse.gateway.Setting;
import dev.gatehouse.gateway.Snapshot;
import dev.gatehouse.pairing.Code;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.DeviceGrant;
import dev.gatehouse.pairing.Grant;
import dev.gatehouse.pairing.IssuedCode;
import dev.gatehouse.pairing.Kind;
import dev.gatehouse.pairing.Name;
import dev.gatehouse.pairing.Origin;
import dev.gatehouse.pairing.PairingCode;
import dev.gatehouse.pairing.PairingRequest;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.RequestKey;
import dev.gatehouse.pairing.SenderGrant;
import dev.gatehouse.pairing.TokenState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A gateway that has what a test puts into it and does what is decided, unless the test makes it lie, refuse or wait. */
public final class StubGateway implements Gateway {
    /** What it has, to be changed within {@link #change}. */
    public static final class State {
        /** What is pending. */
        public final List<PairingRequest> requests = new ArrayList<>();
        /** Who is in. */
        public final List<Grant> grants = new ArrayList<>();
        /** Places. */
        public final List<Snapshot.Quota> quotas = new ArrayList<>();
        /** Doors. */
        public final List<Snapshot.DoorPolicy> policies = new ArrayList<>();
        /** What operators made. */
        public final List<IssuedCode> codes = new ArrayList<>();
        /** What codes it makes. */
        public final List<CodeOffer> offers = new ArrayList<>();
        /** What can be set. */
        public final List<Setting> settings = new ArrayList<>();
        /** What to check when nothing is pending. */
        public final List<Phrase> quiet = new ArrayList<>();
        /** The codes that it makes, one after the other. */
        public final Deque<Code> nextCodes = new ArrayDeque<>();
        /** What is in each of them, or null if that cannot be told. */
        public @Nullable CodeContents contents;
        /** How long a code that it makes can be used, or null for ever. */
        public @Nullable Duration codesLast = Duration.ofMinutes(5);
        /** Which request each typed code belongs to. */
        public final Map<String, RequestKey> byCode = new HashMap<>();
        /** Why it cannot tell that, or null. */
        public @Nullable Problem findFailing;
        /** What cannot be read. */
        public final List<Snapshot.Trouble> troubles = new ArrayList<>();
        /** What does not work. */
        public final Map<Feature, Phrase> absent = new HashMap<>();
        /** What does not work at the whole gateway, though nothing listed says so. */
        public final Map<Feature, Phrase> missing = new HashMap<>();
        /** What the operator should know besides. */
        public final List<Problem> notes = new ArrayList<>();
        /** The kinds whose grants nobody sees. */
        public final Map<Kind, Phrase> unseen = new EnumMap<>(Kind.class);
        /** Subject of the console itself, or empty. */
        public String own = "";
        /** The kinds of request whose coming is not told. */
        public Set<Kind> polled = Set.of();
        /** How far its clock is ahead. */
        public Duration ahead = Duration.ZERO;
        /** What is said of its version. */
        public String version = "2026.7.1";
        /** The token that it wants, or empty if it wants none. */
        public String token = "";
        /** How often it was given a token that is not its own. */
        public int wrongTokens;
        /** Why it lets nobody in, or null. */
        public @Nullable Problem closed;
        /** As whom it has let the console in, or null. */
        public @Nullable Phrase who;
        /** Where the secrets of the connection are. */
        public List<Phrase> secrets = List.of();
        /** The route of each feature. */
        public Map<Feature, Route.Type> by = Map.of();
        /** How often it is read. */
        public Duration every = Duration.ofSeconds(30);
        /** Why nothing can be read, or null. */
        public @Nullable Problem failing;
        /** Why decisions are refused, or null. */
        public @Nullable Problem refusing;
        /** Whether it says yes to a decision and does nothing. */
        public boolean lying;
        /** Whether it can say that something changed. */
        public boolean watchable = true;
        /** What decisions wait for, or null. */
        public @Nullable CountDownLatch hold;
        /** What it adds to a receipt. */
        public List<Phrase> remarks = List.of();
        /** Everything that was decided. */
        public final List<Decision> performed = new ArrayList<>();
    }

    private final String folder;
    private final State state = new State();
    private @Nullable Runnable hint;

    StubGateway(String folder) {
        this.folder = folder;
    }

    /** Changes what it has, and tells the console. */
    public void change(Consumer<State> change) {
        Runnable told;
        synchronized (state) {
            change.accept(state);
            told = hint;
        }
        if (told != null) {
            told.run();
        }
    }

    /** Lets the console in, or throws why not. */
    void admit(GatewayProfile profile, SecretStore secrets) throws GatewayException {
        String wanted;
        synchronized (state) {
            if (state.closed != null) {
                throw new GatewayException(state.closed);
            }
            wanted = state.token;
        }
        if (wanted.isEmpty()) {
            return;
        }
        Optional<Secret> held = secrets.get(new SecretName(profile.id(), "token"));
        if (held.isEmpty()) {
            throw new GatewayException(new LinkProblem.NoSecret("token"));
        }
        if (!held.get().value().equals(wanted)) {
            synchronized (state) {
                state.wrongTokens++;
            }
            throw new GatewayException(new LinkProblem.WrongSecret("token"));
        }
    }

    /** How often it was given a token that is not its own. */
    public int wrongTokens() {
        synchronized (state) {
            return state.wrongTokens;
        }
    }

    /** Everything that was decided. */
    public List<Decision> performed() {
        synchronized (state) {
            return List.copyOf(state.performed);
        }
    }

    @Override
    public Identity identity() {
        synchronized (state) {
            return new Identity("OpenClaw", state.version, folder, state.who, state.secrets, List.of());
        }
    }

    @Override
    public Features features() {
        synchronized (state) {
            Map<Feature, Phrase> all = new HashMap<>(state.absent);
            all.putAll(state.missing);
            return new Features(all, state.by);
        }
    }

    @Override
    public Snapshot read() throws GatewayException {
        synchronized (state) {
            if (state.failing != null) {
                throw new GatewayException(state.failing);
            }
            return new Snapshot(
                    Instant.now().plus(state.ahead),
                    state.requests.stream()
                            .map(request -> listed(request, request.key().subject()))
                            .toList(),
                    state.grants.stream()
                            .filter(grant -> !state.unseen.containsKey(grant.kind()))
                            .map(grant -> listed(grant, grant.key().subject()))
                            .toList(),
                    state.quotas,
                    state.policies,
                    state.troubles,
                    state.notes,
                    state.unseen,
                    state.missing.containsKey(Feature.LIST_CODES)
                            ? List.of()
                            : state.codes.stream()
                                    .map(code -> listed(code, code.key().id()))
                                    .toList(),
                    state.offers,
                    state.settings,
                    state.quiet);
        }
    }

    private <T> Listed<T> listed(T what, String subject) {
        return new Listed<>(what, folder, state.absent, state.own.equals(subject));
    }

    @Override
    public Set<Kind> polled() {
        synchronized (state) {
            return state.polled;
        }
    }

    @Override
    public void watch(Runnable told) throws GatewayException {
        synchronized (state) {
            if (!state.watchable) {
                throw new GatewayException(new Problem.Broken(folder, "not watched"));
            }
            hint = told;
        }
    }

    @Override
    public Duration pollEvery(Attention attention) {
        synchronized (state) {
            return state.every;
        }
    }

    @Override
    public Receipt perform(Decision decision) throws GatewayException {
        CountDownLatch wait;
        synchronized (state) {
            wait = state.hold;
        }
        awaitRelease(wait);
        synchronized (state) {
            state.performed.add(decision);
            if (state.refusing != null) {
                throw new GatewayException(state.refusing);
            }
            if (!state.lying) {
                carryOut(decision);
            }
            return new Receipt(
                    Phrase.of("access.revoked", "them", folder),
                    List.of(folder + "/telegram-allowFrom.json"),
                    state.remarks);
        }
    }

    @Override
    public Issued issue(Decision.IssueCode decision) throws GatewayException {
        CountDownLatch wait;
        synchronized (state) {
            wait = state.hold;
        }
        awaitRelease(wait);
        synchronized (state) {
            state.performed.add(decision);
            if (state.refusing != null) {
                throw new GatewayException(state.refusing);
            }
            Instant now = Instant.now().plus(state.ahead);
            IssuedCode code = new IssuedCode(
                    new IssuedCode.Key(decision.profile(), "code-" + state.performed.size()),
                    decision.offer(),
                    state.nextCodes.isEmpty()
                            ? new PairingCode(
                                    "5NZV" + (10 + state.performed.size()), PairingCode.Direction.FROM_OPERATOR)
                            : state.nextCodes.remove(),
                    Phrase.of("requests.door", "agent", "smith-default"),
                    now,
                    state.codesLast == null ? null : now.plus(state.codesLast),
                    new IssuedCode.State.Open());
            if (!state.lying) {
                state.codes.add(code);
            }
            return new Issued(code, new Receipt(Phrase.of("pair.state.open"), List.of(folder), state.remarks));
        }
    }

    @Override
    public Optional<CodeContents> contents(IssuedCode code) {
        synchronized (state) {
            return code.text() == null ? Optional.empty() : Optional.ofNullable(state.contents);
        }
    }

    @Override
    public Optional<RequestKey> find(String typed) throws GatewayException {
        synchronized (state) {
            if (state.findFailing != null) {
                throw new GatewayException(state.findFailing);
            }
            return Optional.ofNullable(state.byCode.get(typed));
        }
    }

    private static void awaitRelease(@Nullable CountDownLatch wait) {
        try {
            if (wait != null && !wait.await(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("never released");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void carryOut(Decision decision) {
        switch (decision) {
            case Decision.Approve(var shown, var options) -> {
                state.requests.remove(shown);
                state.grants.add(Grants.of(shown));
            }
            case Decision.Reject(var shown, var _) -> state.requests.remove(shown);
            case Decision.Revoke(DeviceGrant shown, var role)
            when role != null -> token(shown, role, old -> new TokenState(role, old.createdAt(), null, Instant.now()));
            case Decision.Revoke(var shown, var ignored) -> revoke(shown);
            case Decision.RevokeAll all -> all.shown().forEach(this::revoke);
            case Decision.RotateToken(var shown, var role) ->
                token(shown, role, old -> new TokenState(role, Instant.now(), null, null));
            case Decision.IssueCode ignored -> throw new IllegalArgumentException("is made by issue");
            case Decision.CancelCode(var shown) ->
                state.codes.replaceAll(
                        code -> code.key().equals(shown.key()) || Objects.equals(code.text(), shown.text())
                                ? code.in(new IssuedCode.State.Cancelled())
                                : code);
            case Decision.Configure(var profile, var key, var value) ->
                state.settings.replaceAll(setting -> setting.key().equals(key)
                        ? new Setting(
                                key,
                                setting.type(),
                                value,
                                setting.type() == Setting.Type.DURATION
                                                && !value.isEmpty()
                                                && setting.value().isEmpty()
                                        ? Instant.now().plus(Duration.parse(value))
                                        : null,
                                null)
                        : setting);
            case Decision.Rename(var shown, var name) ->
                state.grants.set(state.grants.indexOf(shown), Grants.with(shown, Name.of(name), shown.tokens()));
            case Decision.AboutNobody _ -> throw new UnsupportedOperationException();
        }
    }

    private void token(DeviceGrant shown, String role, UnaryOperator<TokenState> how) {
        List<TokenState> tokens = shown.tokens().stream()
                .map(token -> token.role().equals(role) ? how.apply(token) : token)
                .toList();
        state.grants.set(state.grants.indexOf(shown), Grants.with(shown, shown.name(), tokens));
    }

    private void revoke(Grant grant) {
        int at = state.grants.indexOf(grant);
        if (at < 0) {
            return;
        }
        List<Origin> left = grant.lasting();
        if (left.isEmpty()) {
            state.grants.remove(at);
            return;
        }
        state.grants.set(
                at,
                switch (grant) {
                    case SenderGrant its ->
                        new SenderGrant(its.key(), its.name(), left, its.grantedAt(), its.lastSeenAt());
                    case DeviceGrant its ->
                        new DeviceGrant(
                                its.key(),
                                its.publicKey(),
                                its.name(),
                                its.kind(),
                                its.access(),
                                its.tokens(),
                                its.client(),
                                left,
                                its.grantedAt(),
                                its.lastSeenAt());
                });
    }

    @Override
    public void close() {
        synchronized (state) {
            hint = null;
        }
    }
}

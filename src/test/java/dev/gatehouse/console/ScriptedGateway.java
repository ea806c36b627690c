package dev.gatehouse.console;

import dev.gatehouse.gateway.Attention;
import dev.gatehouse.gateway.Environment;
import dev.gatehouse.gateway.Feature;
import dev.gatehouse.gateway.Features;
import dev.gatehouse.gateway.FormField;
import dev.gatehouse.gateway.Gateway;
import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.GatewayProduct;
import dev.gatehouse.gateway.GatewayProfile;
import dev.gatehouse.gateway.Identity;
import dev.gatehouse.gateway.Issued;
import dev.gatehouse.gateway.Listed;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Receipt;
import dev.gatehouse.gateway.Route;
import dev.gatehouse.gateway.SecretStore;
import dev.gatehouse.gateway.Setting;
import dev.gatehouse.gateway.Snapshot;
import dev.gatehouse.pairing.Access;
import dev.gatehouse.pairing.Client;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.DeviceGrant;
import dev.gatehouse.pairing.DmRequest;
import dev.gatehouse.pairing.Grant;
import dev.gatehouse.pairing.IssuedCode;
import dev.gatehouse.pairing.Kind;
import dev.gatehouse.pairing.Name;
import dev.gatehouse.pairing.Origin;
import dev.gatehouse.pairing.PairingCode;
import dev.gatehouse.pairing.PairingRequest;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.PinRequest;
import dev.gatehouse.pairing.RequestKey;
import dev.gatehouse.pairing.Right;
import dev.gatehouse.pairing.SenderGrant;
import dev.gatehouse.pairing.SubjectKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A gateway whose store is two lists. It proves what the console makes of answers, not that any product answers so.
 */
final class ScriptedGateway implements Gateway, GatewayProduct {
    static final Instant START = Instant.parse("2026-11-20T12:00:00Z");

    /** What the gateway does with a decision; null is a receipt and nothing done. */
    interface Script {
        void perform(ScriptedGateway gateway, Decision decision) throws GatewayException;
    }

    static final Script OBEYS = (gateway, decision) -> {
        switch (decision) {
            case Decision.Approve(var shown, var ignored) -> {
                gateway.requests.removeIf(request -> request.key().equals(shown.key()));
                gateway.grants.add(
                        shown instanceof PinRequest client
                                ? joined(client, null)
                                : sender(shown.key().subject()));
            }
            case Decision.Reject(var shown, var _) ->
                gateway.requests.removeIf(request -> request.key().equals(shown.key()));
            case Decision.Revoke(var shown, var ignored) ->
                gateway.grants.removeIf(grant -> grant.key().equals(shown.key()));
            case Decision.RevokeAll all -> gateway.grants.removeAll(all.shown());
            case Decision.RotateToken ignored -> throw new UnsupportedOperationException();
            case Decision.Rename ignored -> throw new UnsupportedOperationException();
            case Decision.CancelCode(var shown) ->
                gateway.codes.removeIf(code -> Objects.equals(code.text(), shown.text()));
            case Decision.Configure(var ignored, var key, var value) ->
                gateway.settings.add(new Setting(key, Setting.Type.TEXT, value, null, null));
            case Decision.IssueCode ignored -> throw new IllegalArgumentException("see issue");
        }
    };

    final List<PairingRequest> requests = new CopyOnWriteArrayList<>();
    final List<Grant> grants = new CopyOnWriteArrayList<>();
    final List<IssuedCode> codes = new CopyOnWriteArrayList<>();
    final List<Setting> settings = new CopyOnWriteArrayList<>();
    final List<Snapshot.Trouble> troubles = new CopyOnWriteArrayList<>();
    final List<Decision> performed = new CopyOnWriteArrayList<>();
    final AtomicInteger reads = new AtomicInteger();
    final AtomicInteger connects = new AtomicInteger();
    final AtomicInteger closes = new AtomicInteger();
    final Map<String, RequestKey> byCode = new ConcurrentHashMap<>();
    volatile @Nullable Problem notFound;
    volatile Script script = OBEYS;
    volatile @Nullable Problem problem;
    volatile String source = "pairing.json";
    volatile Instant now = START;
    volatile @Nullable Runnable hint;
    volatile @Nullable RuntimeException bugAfterActing;
    volatile Map<Kind, Phrase> unseen = Map.of();
    volatile boolean answers = true;
    volatile boolean alternatives = true;
    volatile Features features = Features.ALL;
    final Map<String, List<Route>> routes = new ConcurrentHashMap<>();
    private volatile boolean acted;

    static GatewayProfile profile(String id) {
        return new GatewayProfile(id, "scripted", id, List.of(new Route(Route.Type.STORE, "/nowhere/" + id, Map.of())));
    }

    static DmRequest asks(String sender, String name) {
        return new DmRequest(
                RequestKey.dm("home", "telegram", "default", sender),
                "id-" + sender,
                new PairingCode("JY829YJX", PairingCode.Direction.FROM_STRANGER),
                Name.of(name),
                Map.of(),
                START,
                START,
                START.plus(Duration.ofHours(1)));
    }

    static DmRequest asksAgain(DmRequest request, String id, Instant at) {
        return new DmRequest(
                request.key(),
                id,
                request.code(),
                request.name(),
                request.details(),
                request.requestedAt(),
                at,
                request.expiresAt());
    }

    static SenderGrant sender(String sender, Origin... origins) {
        List<Origin> from =
                origins.length > 0 ? List.of(origins) : List.of(new Origin(Origin.Type.STORE, "allow.json"));
        return new SenderGrant(new SubjectKey("home", "telegram", "default", sender), Name.NONE, from, null, null);
    }

    static IssuedCode code(String id, String text) {
        return new IssuedCode(
                new IssuedCode.Key("home", id),
                "pairing",
                new PairingCode(text, PairingCode.Direction.FROM_OPERATOR),
                Phrase.of("purpose"),
                START,
                START.plus(Duration.ofMinutes(5)),
                new IssuedCode.State.Open());
    }

    static PinRequest pin(String client, boolean entered) {
        return new PinRequest(
                RequestKey.client("home", client, "key"),
                "id-" + client,
                Name.of("Phone"),
                new Access(List.of(new Right(Right.Type.SCOPE, "read:/**", Right.Weight.ORDINARY))),
                Client.UNKNOWN,
                new PairingCode("847291", PairingCode.Direction.FROM_OPERATOR),
                0,
                5,
                entered,
                START,
                START,
                START.plus(Duration.ofMinutes(5)));
    }

    static DeviceGrant joined(PinRequest client, @Nullable Instant end) {
        DeviceGrant grant = new DeviceGrant(
                client.key().about(),
                client.key().publicKey(),
                client.name(),
                Kind.CLIENT,
                client.access(),
                List.of(),
                client.client(),
                List.of(new Origin(Origin.Type.GATEWAY, "entities")),
                START,
                null);
        return end == null ? grant : grant.withEnd(end);
    }

    Snapshot snapshot() {
        List<Listed<PairingRequest>> pending = new ArrayList<>();
        requests.forEach(request -> pending.add(new Listed<>(request, source, Map.of())));
        List<Listed<Grant>> in = new ArrayList<>();
        grants.forEach(grant -> in.add(new Listed<>(grant, "allow.json", Map.of())));
        List<Listed<IssuedCode>> open = new ArrayList<>();
        codes.forEach(code -> open.add(new Listed<>(code, "codes", Map.of())));
        return new Snapshot(now, pending, in, List.of(), List.of(), troubles, List.of(), unseen)
                .withCodes(open, List.of())
                .withSettings(settings);
    }

    @Override
    public Optional<RequestKey> find(String typed) throws GatewayException {
        RequestKey key = byCode.get(typed);
        Problem why = notFound;
        if (key == null && why != null) {
            throw new GatewayException(why);
        }
        return Optional.ofNullable(key);
    }

    @Override
    public String id() {
        return "scripted";
    }

    @Override
    public String name() {
        return "Scripted";
    }

    @Override
    public List<FormField> form() {
        return List.of(
                new FormField("token", FormField.Type.SECRET, false, ""),
                new FormField("password", FormField.Type.SECRET, false, ""));
    }

    @Override
    public boolean secretsAreAlternatives() {
        return alternatives;
    }

    @Override
    public GatewayProfile profile(String id, String name, Map<String, String> values, Environment environment) {
        return profile(id).named(name);
    }

    @Override
    public List<GatewayProfile> discover(Environment environment) {
        return List.of(profile("found"));
    }

    @Override
    public Identity probe(GatewayProfile profile, SecretStore secrets, Environment environment) {
        return identity();
    }

    @Override
    public Gateway connect(GatewayProfile profile, SecretStore secrets, Environment environment) {
        connects.incrementAndGet();
        return routes.containsKey(profile.id()) ? new Known(routes.get(profile.id())) : this;
    }

    /** A gateway that tells by which ways it is reached, and holds nothing. */
    private record Known(List<Route> ways) implements Gateway {
        @Override
        public Identity identity() {
            return new Identity("Scripted", "1", "/nowhere", null, List.of(), ways);
        }

        @Override
        public Features features() {
            return Features.ALL;
        }

        @Override
        public Snapshot read() {
            return new Snapshot(START, List.of(), List.of(), List.of(), List.of(), List.of());
        }

        @Override
        public void watch(Runnable hint) {}

        @Override
        public Duration pollEvery(Attention attention) {
            return Duration.ofHours(1);
        }

        @Override
        public Receipt perform(Decision decision) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }

    @Override
    public Identity identity() {
        return new Identity("Scripted", "1", "/nowhere");
    }

    @Override
    public Features features() {
        return features;
    }

    @Override
    public Issued issue(Decision.IssueCode decision) {
        performed.add(decision);
        IssuedCode made = code("made-" + performed.size(), "5NZV4V");
        if (features.whyNot(Feature.LIST_CODES) == null) {
            // As a product would list it: under an id of its own.
            codes.add(code("listed-" + performed.size(), "5NZV4V"));
        }
        return new Issued(made, new Receipt(Phrase.of("receipt"), List.of("POST"), List.of(), true));
    }

    @Override
    public Snapshot read() throws GatewayException {
        reads.incrementAndGet();
        RuntimeException bug = bugAfterActing;
        if (acted && bug != null) {
            throw bug;
        }
        Problem wrong = problem;
        if (wrong != null) {
            throw new GatewayException(wrong);
        }
        return snapshot();
    }

    @Override
    public void watch(Runnable newHint) {
        hint = newHint;
    }

    @Override
    public Duration pollEvery(Attention attention) {
        return codes.isEmpty() ? Duration.ofHours(1) : Duration.ofMillis(100);
    }

    @Override
    public Receipt perform(Decision decision) throws GatewayException {
        performed.add(decision);
        script.perform(this, decision);
        acted = true;
        return new Receipt(Phrase.of("receipt"), List.of("allow.json"), List.of(), answers);
    }

    @Override
    public void close() {
        closes.incrementAndGet();
    }
}

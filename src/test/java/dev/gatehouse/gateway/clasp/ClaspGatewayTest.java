package dev.gatehouse.gateway.clasp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.gateway.Environment;
import dev.gatehouse.gateway.Feature;
import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.GatewayProfile;
import dev.gatehouse.gateway.LinkProblem;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Receipt;
import dev.gatehouse.gateway.Route;
import dev.gatehouse.gateway.Secret;
import dev.gatehouse.gateway.SecretName;
import dev.gatehouse.gateway.Setting;
import dev.gatehouse.gateway.Snapshot;
import dev.gatehouse.io.FolderWatch;
import dev.gatehouse.io.Transport;
import dev.gatehouse.io.TransportRules;
import dev.gatehouse.io.Trust;
import dev.gatehouse.pairing.Access;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.DeviceGrant;
import dev.gatehouse.pairing.Grant;
import dev.gatehouse.pairing.IssuedCode;
import dev.gatehouse.pairing.Kind;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.PinRequest;
import dev.gatehouse.testing.MemorySecrets;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole adapter by its port, a client at its service, and a simulated relay behind it. */
class ClaspGatewayTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    Path home;

    private final FolderWatch watch = new FolderWatch();
    private final MemorySecrets secrets = new MemorySecrets();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private FakeRelay relay;
    private ClaspGateway gateway;

    @BeforeEach
    void connect() throws IOException, GatewayException {
        relay = new FakeRelay();
        secrets.put(new SecretName("p", ClaspSetup.TOKEN), new Secret(FakeRelay.TOKEN));
        gateway = connect(Map.of("address", relay.address(), "router", "ws://192.0.2.1:7330"));
    }

    @AfterEach
    void disconnect() throws IOException {
        gateway.close();
        relay.close();
        watch.close();
        client.close();
    }

    private Environment environment() {
        return new Environment(Map.of(), home, home, InstantSource.system(), watch);
    }

    private GatewayProfile profile(Map<String, String> values) throws GatewayException {
        return new ClaspProduct().profile("p", "CLASP", values, environment());
    }

    private ClaspGateway connect(Map<String, String> values) throws GatewayException {
        return new ClaspProduct().connect(profile(values), secrets, environment());
    }

    private void configure(String key, String value) throws GatewayException {
        var _ = gateway.perform(new Decision.Configure("p", key, value));
        assertThat(setting(key).value()).isEqualTo(value);
    }

    private Setting setting(String key) throws GatewayException {
        return gateway.read().settings().stream()
                .filter(setting -> setting.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    private JsonNode post(String path, String json) throws IOException, InterruptedException, GatewayException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(setting("url").value()).resolve(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        return JSON.readTree(
                client.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    private JsonNode poll(String ticket) throws IOException, InterruptedException, GatewayException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(setting("url").value()).resolve("/pair/" + ticket))
                .build();
        return JSON.readTree(
                client.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    private String ask(String name) throws IOException, InterruptedException, GatewayException {
        return post("/pair", JSON.writeValueAsString(Map.of("name", name)))
                .path("pairingId")
                .asString();
    }

    private PinRequest request() throws GatewayException {
        return (PinRequest) gateway.read().requests().getLast().what();
    }

    private List<Grant> grants() throws GatewayException {
        return gateway.read().grants().stream()
                .map(listed -> (Grant) listed.what())
                .toList();
    }

    private static Problem problem(ThrowableAssert.ThrowingCallable work) {
        Problem[] met = new Problem[1];
        assertThatThrownBy(work).isInstanceOfSatisfying(GatewayException.class, e -> met[0] = e.problem());
        return met[0];
    }

    private static Access access(List<String> read, List<String> write) {
        return Permissions.of(read, write).access();
    }

    @Test
    void whoEntersThePinIsInWithTheDefaultsOnceTheConsoleSaysSo() throws Exception {
        configure("pairing", "PT5M");
        String ticket = ask("My phone");
        PinRequest shown = request();
        assertThat(shown.key().kind()).isEqualTo(Kind.CLIENT);
        assertThat(shown.entered()).isFalse();
        var _ = post("/pair/" + ticket + "/pin", "{\"pin\":\"" + shown.pin().value() + "\"}");
        PinRequest entered = request();
        assertThat(entered.entered()).isTrue();
        assertThat(shown.sameAsShown(entered)).isTrue();
        assertThat(relay.size()).isZero();
        assertThat(gateway.perform(new Decision.Approve(entered)).answered()).isTrue();
        assertThat(grants()).singleElement().satisfies(grant -> {
            assertThat(grant.key()).isEqualTo(shown.key().about());
            assertThat(grant.access()).isEqualTo(shown.access());
            assertThat(grant.name().text()).isEqualTo("My phone");
            assertThat(((DeviceGrant) grant).approvedVia()).isEqualTo("pin");
            assertThat(grant.expiresAt()).isNull();
        });
        JsonNode told = poll(ticket);
        assertThat(told.path("token").asString()).startsWith("ent_");
        assertThat(told.path("entity").asString()).isEqualTo(shown.key().subject());
        assertThat(gateway.read().requests()).isEmpty();
        assertThat(relay.entity(shown.key().subject()).path("tags").toString()).isEqualTo("[\"paired\"]");
    }

    @Test
    void anApprovalByHandNarrowsAndEnds() throws Exception {
        configure("pairing", "PT5M");
        String ticket = ask("Sensor");
        Access little = access(List.of("/sensors/**"), List.of("/control/*"));
        Decision.Options options = new Decision.Options(false, false, "", "", null, little, Duration.ofDays(30));
        var _ = gateway.perform(new Decision.Approve(request(), options));
        assertThat(grants()).singleElement().satisfies(grant -> {
            assertThat(grant.access()).isEqualTo(little);
            assertThat(grant.expiresAt()).isNotNull();
            assertThat(((DeviceGrant) grant).approvedVia()).isEqualTo("manual");
        });
        assertThat(poll(ticket).path("write").toString()).isEqualTo("[\"/control/*\"]");
    }

    @Test
    void aRejectTellsTheReason() throws Exception {
        configure("pairing", "PT5M");
        String ticket = ask("x");
        var _ = gateway.perform(new Decision.Reject(request(), "Access denied"));
        assertThat(poll(ticket).path("reason").asString()).isEqualTo("Access denied");
        assertThat(gateway.read().requests()).isEmpty();
        assertThat(relay.size()).isZero();
    }

    @Test
    void whatIsNotWhatWasShownIsNotDone() throws Exception {
        configure("pairing", "PT5M");
        var _ = ask("x");
        PinRequest now = request();
        PinRequest other = new PinRequest(
                now.key(),
                now.id(),
                now.name(),
                access(List.of("/a"), List.of()),
                now.client(),
                now.pin(),
                0,
                5,
                false,
                now.requestedAt(),
                now.lastAskedAt(),
                now.expiresAt());
        assertThat(problem(() -> gateway.perform(new Decision.Approve(other)))).isInstanceOf(Problem.Changed.class);
        var _ = gateway.perform(new Decision.Reject(now));
        assertThat(problem(() -> gateway.perform(new Decision.Approve(now)))).isEqualTo(new Problem.Changed(null));
        assertThat(relay.size()).isZero();
    }

    @Test
    void aQrCodeLetsInWhoScansItOnce() throws Exception {
        assertThat(gateway.read().offers())
                .singleElement()
                .satisfies(offer -> assertThat(offer.whyNot()).isNotNull());
        configure("pairing", "PT15M");
        Decision.IssueCode issue =
                new Decision.IssueCode("p", "qr", Map.of("lasts", "PT5M", "read", "/lights/**", "write", ""));
        IssuedCode made = gateway.issue(issue).code();
        String text = Objects.requireNonNull(made.text()).value();
        assertThat(text).startsWith("http://127.0.0.1:").contains("/#c=");
        assertThat(made.toString()).doesNotContain(text.substring(text.indexOf("#c=") + 3));
        assertThat(made.key().id()).isNotEqualTo(text.substring(text.indexOf("#c=") + 3));
        String code = text.substring(text.indexOf("#c=") + 3);
        assertThat(gateway.contents(made)).hasValueSatisfying(contents -> {
            assertThat(contents.secure()).isFalse();
            assertThat(contents.grants()).isEqualTo(Phrase.of("clasp.permits.read", "/lights/**"));
            assertThat(contents.until()).isEqualTo(made.expiresAt());
            assertThat(contents.warnings()).contains(Phrase.of("clasp.remark.this-computer"));
            assertThat(contents.toString()).doesNotContain(code);
        });
        assertThat(gateway.contents(made.wiped())).isEmpty();
        var _ = post("/pair", "{\"name\":\"Tablet\",\"code\":\"" + code + "\"}");
        PinRequest request = request();
        assertThat(request.entered()).isTrue();
        assertThat(request.access()).isEqualTo(access(List.of("/lights/**"), List.of()));
        IssuedCode used = gateway.read().codes().getLast().what();
        assertThat(used.text()).isNull();
        assertThat(used.state())
                .isEqualTo(new IssuedCode.State.Used(request.key().about(), "Tablet", request.requestedAt()));
        assertThat(post("/pair", "{\"name\":\"Thief\",\"code\":\"" + code + "\"}")
                        .path("error")
                        .asString())
                .isEqualTo("code_not_valid");
        var _ = gateway.perform(new Decision.Approve(request));
        assertThat(((DeviceGrant) grants().getFirst()).approvedVia()).isEqualTo("qr");
    }

    @Test
    void aRevokeIsLookedAtAndNeverBelieved() throws Exception {
        relay.put("clasp:abc", "Phone", "active", List.of("paired"), List.of("read:/**"));
        Grant shown = grants().getFirst();
        relay.become(FakeRelay.Quirk.STATUS_IGNORED);
        assertThat(problem(() -> gateway.perform(new Decision.Revoke(shown)))).isInstanceOf(Problem.Particular.class);
        relay.become(FakeRelay.Quirk.NONE);
        assertThat(gateway.perform(new Decision.Revoke(shown)).remark()).isNotEmpty();
        assertThat(relay.entity("clasp:abc").path("status").asString()).isEqualTo("revoked");
        assertThat(grants()).isEmpty();
        assertThat(problem(() -> gateway.perform(new Decision.Revoke(shown)))).isInstanceOf(Problem.GrantChanged.class);
    }

    @Test
    void aRevokeOfAllSaysHowFarItCame() throws Exception {
        relay.put("clasp:a", "A", "active", List.of("paired"), List.of("read:/**"));
        relay.put("clasp:b", "B", "active", List.of("paired"), List.of("read:/**"));
        relay.put("clasp:c", "C", "active", List.of(), List.of("read:/**"));
        List<Grant> shown = grants();
        assertThat(shown).hasSize(2);
        relay.put("clasp:a", "A", "active", List.of("paired"), List.of("admin:/**"));
        Problem problem = problem(() -> gateway.perform(new Decision.RevokeAll("p", shown)));
        assertThat(problem)
                .isInstanceOfSatisfying(
                        Problem.Partial.class, part -> assertThat(part.done()).isEqualTo(1));
        assertThat(relay.entity("clasp:a").path("status").asString()).isEqualTo("active");
        assertThat(relay.entity("clasp:b").path("status").asString()).isEqualTo("revoked");
    }

    @Test
    void aRevokeOfAllWithoutAnAnswerIsNotCalledDone() throws Exception {
        relay.put("clasp:a", "A", "active", List.of("paired"), List.of("read:/**"));
        relay.put("clasp:b", "B", "active", List.of("paired"), List.of("read:/**"));
        List<Grant> shown = grants();
        relay.become(FakeRelay.Quirk.DEAF_TO_POST);
        Receipt receipt = gateway.perform(new Decision.RevokeAll("p", shown));
        assertThat(receipt.answered()).isFalse();
        assertThat(receipt.summary().key()).isEqualTo("clasp.receipt.unanswered");
    }

    @Test
    void tenThousandEntitiesAndNamesOfEveryKindAreListed() throws Exception {
        for (int i = 0; i < 10_000; i++) {
            String name = i % 2 == 0 ? "Ger\u00e4t \u202e" + i : "\ud83c\udfad\u200d" + i + "\ud800";
            relay.put("clasp:" + i, name, "active", List.of("paired"), List.of("read:/**", "nonsense"));
        }
        Snapshot snapshot = gateway.read();
        assertThat(snapshot.grants())
                .hasSize(10_000)
                .allSatisfy(row -> assertThat(row.what().name().text()).doesNotContain("\u202e"));
        assertThat(snapshot.notes()).isEmpty();
    }

    @Test
    void oneBrokenRowDoesNotHideTheOthers() throws Exception {
        relay.put("clasp:a", "A", "active", List.of("paired"), List.of("read:/**"));
        relay.put("", "no id", "active", List.of("paired"), List.of());
        Snapshot snapshot = gateway.read();
        assertThat(snapshot.grants()).hasSize(1);
        assertThat(snapshot.notes()).hasAtLeastOneElementOfType(Problem.LeftOut.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = FakeRelay.Quirk.class,
            names = {
                "TOKEN_EXPIRED",
                "TOKEN_INVALID",
                "NOT_ADMIN",
                "NO_REGISTRY",
                "SERVER_ERROR",
                "NOT_JSON",
                "HALF",
                "REDIRECT",
                "TOO_OFTEN"
            })
    void whatGoesWrongAtTheRelayHasAName(FakeRelay.Quirk quirk) {
        relay.become(quirk);
        Problem met = problem(() -> gateway.read());
        switch (quirk) {
            case TOKEN_EXPIRED -> {
                assertThat(met.sentence().key()).isEqualTo("clasp.token-expired");
                assertThat(met.halts()).isTrue();
            }
            case TOKEN_INVALID -> {
                assertThat(met.sentence().key()).isEqualTo("clasp.token-refused");
                assertThat(met.halts()).isTrue();
            }
            case NOT_ADMIN -> assertThat(met.sentence().key()).isEqualTo("clasp.admin-scope");
            case NO_REGISTRY -> assertThat(met.sentence().key()).isEqualTo("clasp.no-registry");
            case SERVER_ERROR -> assertThat(met).isInstanceOf(LinkProblem.ServerError.class);
            case NOT_JSON -> assertThat(met).isInstanceOf(LinkProblem.Foreign.class);
            case REDIRECT -> assertThat(met).isInstanceOf(LinkProblem.Redirected.class);
            case TOO_OFTEN ->
                assertThat(met).isEqualTo(new LinkProblem.Throttled(relay.address() + "/", Duration.ofSeconds(7)));
            default -> assertThat(met).isInstanceOf(LinkProblem.class);
        }
        assertThat(met.toString()).doesNotContain(FakeRelay.TOKEN);
    }

    @Test
    void aRelayThatIsGoneEndsNothingWhileClientsWait() throws Exception {
        configure("pairing", "PT5M");
        var _ = ask("x");
        relay.become(FakeRelay.Quirk.SERVER_ERROR);
        Snapshot snapshot = gateway.read();
        assertThat(snapshot.requests()).hasSize(1);
        assertThat(snapshot.troubles()).hasSize(1);
        PinRequest waiting = request();
        assertThat(problem(() -> gateway.perform(new Decision.Approve(waiting))))
                .isInstanceOf(LinkProblem.ServerError.class);
        relay.become(FakeRelay.Quirk.NONE);
        assertThat(gateway.perform(new Decision.Approve(request())).answered()).isTrue();
        relay.close();
        gateway.close();
        gateway = connect(Map.of("address", relay.address()));
        assertThat(problem(() -> gateway.read())).isInstanceOf(LinkProblem.Refused.class);
    }

    @Test
    void whatWasMadeWithoutAnAnswerIsFoundByALook() throws Exception {
        configure("pairing", "PT5M");
        String ticket = ask("x");
        relay.become(FakeRelay.Quirk.CREATES_MUTELY);
        assertThat(gateway.perform(new Decision.Approve(request())).answered()).isTrue();
        assertThat(poll(ticket).path("token").asString()).startsWith("ent_");
        var _ = ask("y");
        relay.become(FakeRelay.Quirk.DEAF_TO_POST);
        assertThat(gateway.perform(new Decision.Approve(request())).answered()).isFalse();
        assertThat(gateway.read().requests()).hasSize(1);
    }

    @Test
    void anEntityThatNoPairingMadeIsNotReplaced() throws Exception {
        configure("pairing", "PT5M");
        var _ = ask("x");
        relay.put(request().key().subject(), "Stage", "active", List.of(), List.of("admin:/**"));
        assertThat(problem(() -> gateway.perform(new Decision.Approve(request())))
                        .sentence()
                        .key())
                .isEqualTo("clasp.not-paired-here");
        assertThat(relay.entity(request().key().subject()).path("name").asString())
                .isEqualTo("Stage");
    }

    @Test
    void aRelayWhoseCertificateNobodyVouchesForIsToldNothing() throws Exception {
        PairingCertificate own = PairingCertificate.make(InetAddress.ofLiteral("127.0.0.1"), Instant.now());
        try (FakeRelay secure = new FakeRelay(own.sockets())) {
            gateway.close();
            gateway = connect(Map.of("address", secure.address()));
            assertThat(problem(() -> gateway.read()))
                    .isInstanceOfSatisfying(
                            LinkProblem.Untrusted.class,
                            untrusted -> assertThat(untrusted.fingerprint()).isEqualTo(fingerprint(own)));
            assertThat(secure.asked()).isEmpty();
            GatewayProfile plain = profile(Map.of("address", secure.address()));
            gateway.close();
            gateway = new ClaspProduct()
                    .connect(
                            plain.by(List.of(plain.routes().getFirst().with(Route.PIN, fingerprint(own)))),
                            secrets,
                            environment());
            assertThat(gateway.read().grants()).isEmpty();
        }
    }

    private static String fingerprint(PairingCertificate certificate) {
        try {
            return certificate.fingerprint().text();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aRelayThatSaysNothingIsNotWaitedForForEver() throws Exception {
        relay.become(FakeRelay.Quirk.SILENT);
        try (Transport transport = new Transport(TransportRules.trusting(Trust.system()))) {
            RegistryCalls calls = new RegistryCalls(
                    transport,
                    ClaspSetup.address(relay.address(), 1),
                    () -> new Secret(FakeRelay.TOKEN),
                    Duration.ofMillis(300));
            assertThat(problem(calls::list)).isInstanceOf(LinkProblem.Mute.class);
        }
    }

    @Test
    void withoutATokenNobodyIsAsked() throws Exception {
        secrets.remove(new SecretName("p", ClaspSetup.TOKEN));
        assertThat(problem(() -> gateway.read()))
                .isInstanceOfSatisfying(
                        LinkProblem.SecretWanted.class,
                        wanted -> assertThat(wanted.field()).isEqualTo("adminToken"));
        assertThat(relay.asked()).isEmpty();
    }

    @Test
    void settingsLastInTheFileThatWasNamed() throws Exception {
        Path yaml = home.resolve("clasp.yaml");
        Files.writeString(yaml, "# mine\nserver:\n  security:\n    pairing:\n      enabled: false\n");
        gateway.close();
        gateway = connect(Map.of("address", relay.address(), "config", yaml.toString()));
        assertThat(problem(() -> gateway.perform(new Decision.Configure("p", "pairing", "PT5M"))))
                .isInstanceOf(Problem.NotOffered.class);
        configure("enabled", "true");
        configure("pinLength", "8");
        configure("defaultWrite", "/control/**");
        configure("rules", "name contains bad: reject Not here\neverybody: read /**, write /control/a");
        configure("pairing", "PT5M");
        assertThat(Files.readString(yaml)).startsWith("# mine\n").contains("pin_length: 8");
        assertThat(post("/pair", "{\"name\":\"bad one\"}").path("reason").asString())
                .isEqualTo("Not here");
        assertThat(gateway.read().notes()).hasSize(1);
        var _ = ask("good one");
        assertThat(request().access()).isEqualTo(access(List.of("/**"), List.of("/control/a")));
        assertThat(request().pin().value()).hasSize(8);
        for (List<String> wrong : List.of(
                List.of("pinLength", "4"),
                List.of("pinTimeout", "PT1S"),
                List.of("defaultRead", "everything"),
                List.of("rules", "everybody: approve"),
                List.of("pairing", "P3D"),
                List.of("pairing", "x"))) {
            assertThat(problem(() -> gateway.perform(new Decision.Configure("p", wrong.getFirst(), wrong.getLast()))))
                    .isInstanceOf(Problem.Particular.class);
        }
        configure("pairing", "");
        assertThat(gateway.read().requests()).isEmpty();
    }

    @Test
    void theTokenFileOfARouterLetsInAndAsksForARestart() throws Exception {
        Path file = home.resolve("tokens.txt");
        Files.writeString(file, "# by hand\ncpsk_kept read:/a\n");
        gateway.close();
        gateway = connect(Map.of("tokenFile", file.toString()));
        configure("pairing", "PT5M");
        String ticket = ask("Desk");
        PinRequest shown = request();
        var _ = gateway.perform(new Decision.Approve(shown));
        String token = poll(ticket).path("token").asString();
        assertThat(token).matches("cpsk_[0-9a-f]{32}");
        assertThat(Files.readString(file))
                .startsWith("# by hand\ncpsk_kept read:/a\n")
                .contains(token + " read:/**,write:/**");
        Grant made = grants().stream()
                .filter(grant -> grant.key().equals(shown.key().about()))
                .findFirst()
                .orElseThrow();
        assertThat(made.access()).isEqualTo(shown.access());
        assertThat(gateway.read().notes()).hasSize(1);
        var _ = gateway.perform(new Decision.Revoke(made));
        assertThat(Files.readString(file)).isEqualTo("# by hand\ncpsk_kept read:/a\n");
    }

    @Test
    void whereNobodyEnforcesNobodyIsPaired() throws Exception {
        Path store = home.resolve(".config/clasp/tokens.json");
        Files.createDirectories(store.getParent());
        Files.writeString(store, "{\"tokens\":{\"cpsk_a\":{\"token\":\"cpsk_a\",\"scopes\":[\"read:/**\"]}}}");
        List<GatewayProfile> found = new ClaspProduct(1).discover(environment());
        assertThat(found).hasSize(1);
        gateway.close();
        gateway = new ClaspProduct().connect(found.getFirst(), secrets, environment());
        assertThat(grants()).hasSize(1);
        assertThat(gateway.features().whyNot(Feature.APPROVE_DEVICE)).isNotNull();
        assertThat(problem(() ->
                        gateway.perform(new Decision.Configure(found.getFirst().id(), "pairing", "PT5M"))))
                .isInstanceOf(Problem.NotOffered.class);
    }

    @Test
    void aFormMakesTheProfileThatFillsTheForm() throws Exception {
        Map<String, String> values = new HashMap<>(Map.of(
                "address",
                "http://localhost:7350",
                "router",
                "ws://192.0.2.1:7330",
                "config",
                home.resolve("clasp.yaml").toString(),
                "listen",
                "192.0.2.1:7351",
                "all",
                "true"));
        assertThat(new ClaspProduct().values(profile(values))).isEqualTo(values);
        assertThat(problem(() -> profile(Map.of()))).isInstanceOf(Problem.Particular.class);
        assertThat(problem(() -> profile(Map.of("address", "localhost:7350", "tokenFile", "/x"))))
                .isInstanceOf(Problem.Particular.class);
        assertThat(problem(() -> profile(Map.of("address", "ftp://x")))).isInstanceOf(Problem.Particular.class);
        for (String everywhere : List.of("0.0.0.0", "0.0.0.0:7351", "[::]:7351")) {
            assertThat(problem(() -> profile(Map.of("address", "localhost", "listen", everywhere)))
                            .sentence()
                            .key())
                    .isEqualTo("clasp.form.listen");
        }
        Map<String, String> missing = Map.of("tokenFile", home.resolve("none").toString());
        assertThat(problem(() -> new ClaspProduct().probe(profile(missing), secrets, environment())))
                .isInstanceOf(Problem.Missing.class);
        assertThat(new ClaspProduct()
                        .probe(profile(Map.of("address", relay.address())), secrets, environment())
                        .product())
                .isEqualTo("CLASP");
    }

    @Test
    void whatChangesIsHintedAt() throws Exception {
        List<String> hints = new ArrayList<>();
        gateway.watch(() -> {
            synchronized (hints) {
                hints.add("hint");
            }
        });
        configure("pairing", "PT5M");
        var _ = ask("x");
        synchronized (hints) {
            assertThat(hints).isNotEmpty();
        }
    }
}

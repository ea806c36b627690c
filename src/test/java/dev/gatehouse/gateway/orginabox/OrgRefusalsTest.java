package dev.gatehouse.gateway.orginabox;

import static dev.gatehouse.gateway.orginabox.OrgFixture.notes;
import static dev.gatehouse.gateway.orginabox.OrgFixture.problem;
import static dev.gatehouse.gateway.orginabox.OrgFixture.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.gateway.Feature;
import dev.gatehouse.gateway.Gateway;
import dev.gatehouse.gateway.LinkProblem;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Receipt;
import dev.gatehouse.gateway.Route;
import dev.gatehouse.gateway.SecretName;
import dev.gatehouse.gateway.Snapshot;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.DmRequest;
import dev.gatehouse.pairing.Phrase;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong at a server, and on the way to it. */
@Timeout(60)
class OrgRefusalsTest {
    private static EmbeddedPostgres postgres;

    @TempDir
    Path home;

    private OrgDatabase database;
    private OrgServer server;
    private OrgFixture console;
    private UUID bot;

    @BeforeAll
    static void start() throws IOException {
        postgres = OrgDatabase.start();
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @BeforeEach
    void make() throws Exception {
        database = new OrgDatabase(postgres, OrgDatabase.schema(""));
        server = new OrgServer(database);
        console = new OrgFixture(home);
        console.values.put("address", server.address());
        console.secret("token", "key");
        bot = database.bot("telegram", "orginabox_bot");
    }

    @AfterEach
    void end() throws Exception {
        console.close();
        server.close();
        database.close();
    }

    private void answers(String part, HttpStage.Answer answer) {
        server.interfere(asked -> asked.path().contains(part) ? Optional.of(answer) : Optional.empty());
    }

    private Problem reading() {
        return problem(() -> console.connect().read());
    }

    @Test
    void wrongAndMissingCredentialsEndTheTrying() {
        console.secret("token", "wrong");
        assertThat(reading()).isEqualTo(new LinkProblem.WrongSecret("token"));
        assertThat(reading().halts()).isTrue();
        console.secrets.remove(new SecretName(OrgFixture.PROFILE, "token"));
        assertThat(reading()).isEqualTo(new LinkProblem.NoSecret("token"));
    }

    @Test
    void whoMayNotManageIsToldWhatIsNeeded() {
        String jwt = Jwt.ending(Instant.now().plusSeconds(900));
        server.accept(jwt, "viewer");
        console.secret("token", jwt);
        Problem first = reading();
        assertThat(first.sentence().key()).startsWith("oiab.forbidden");
        assertThat(first.halts()).isTrue();
        answers("/v1/gateways", HttpStage.json(403, "{\"error\":\"tenant_not_provisioned\"}"));
        assertThat(reading().sentence()).isEqualTo(Phrase.of("oiab.tenant"));
    }

    @Test
    void rolesAreNamedWhereTheServerTellsThem() throws Exception {
        String jwt = Jwt.ending(Instant.now().plusSeconds(900));
        server.accept(jwt, "admin");
        console.secret("token", jwt);
        Gateway gateway = console.connect();
        gateway.read();
        assertThat(gateway.identity().who()).isEqualTo(Phrase.of("oiab.who.user", "ada", "admin"));
        server.accept(jwt, "member");
        assertThat(problem(gateway::read).sentence()).isEqualTo(Phrase.of("oiab.forbidden.roles", "admin"));
    }

    @Test
    void aTokenIsRenewedBeforeItEndsAndKept() throws Exception {
        String jwt = Jwt.ending(Instant.now().plusSeconds(100));
        server.accept(jwt, "admin");
        console.secret("token", jwt);
        Gateway gateway = console.connect();
        gateway.read();
        gateway.read();
        assertThat(server.stage().asked("POST", "/v1/auth/refresh")).isOne();
        String kept = console.secrets
                .get(new SecretName(OrgFixture.PROFILE, "token"))
                .orElseThrow()
                .value();
        assertThat(kept).isNotEqualTo(jwt);
        assertThat(console.connect().read().troubles()).isEmpty();
        assertThat(server.stage().asked("POST", "/v1/auth/refresh")).isOne();
    }

    @Test
    void aTokenThatCannotBeRenewedIsUsedWhileItIsGood() throws Exception {
        String jwt = Jwt.ending(Instant.now().plusSeconds(100));
        server.accept(jwt, "admin");
        console.secret("token", jwt);
        answers("/refresh", HttpStage.plain(500, "text/html", "<h1>no</h1>"));
        assertThat(console.connect().read().troubles()).isEmpty();
        assertThat(console.secrets
                        .get(new SecretName(OrgFixture.PROFILE, "token"))
                        .orElseThrow()
                        .value())
                .isEqualTo(jwt);
    }

    @Test
    void aTokenThatHasEndedAsksForAnother() {
        console.secret("token", Jwt.ending(Instant.now().minusSeconds(5)));
        assertThat(reading().sentence()).isEqualTo(Phrase.of("oiab.signed-out"));
        assertThat(server.stage().asked("POST", "/v1/auth/refresh")).isZero();
    }

    @Test
    void theServersDatabaseIsDown() {
        answers("/v1/healthz", HttpStage.json(503, "{\"ok\":false}"));
        assertThat(reading().sentence()).isEqualTo(Phrase.of("oiab.no-database", server.address()));
        assertThat(reading().halts()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/healthz, 200, text/html",
        "/v1/healthz, 404, application/json",
        "/v1/gateways, 200, text/html",
        "/v1/gateways, 200, text/event-stream",
        "/v1/gateways, 404, text/html"
    })
    void somethingElseAnswers(String path, int status, String type) {
        answers(path, HttpStage.plain(status, type, "<html>{}</html>"));
        assertThat(reading()).isInstanceOf(LinkProblem.Foreign.class);
    }

    @ParameterizedTest
    @CsvSource({"500, text/html", "502, text/plain", "500, application/json"})
    void theServerHasAnErrorOfItsOwn(int status, String type) {
        answers("/v1/gateways", HttpStage.plain(status, type, "<h1>Internal Server Error</h1>"));
        assertThat(reading()).isEqualTo(new LinkProblem.ServerError(server.address(), status));
    }

    @Test
    void tooManyQuestions() {
        answers("/v1/gateways", HttpStage.plain(429, "application/json", "{}", "Retry-After: 7"));
        assertThat(reading()).isEqualTo(new LinkProblem.Throttled(server.address(), Duration.ofSeconds(7)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/healthz", "/v1/gateways", "/paired-users", "/pairing-codes"})
    void noRedirectGetsTheCredential(String part) throws Exception {
        try (HttpStage other = new HttpStage(_ -> HttpStage.json(200, "{\"ok\":true,\"gateways\":[]}"))) {
            answers(part, HttpStage.plain(302, "text/plain", "", "Location: " + other.address() + "/v1/gateways"));
            assertThat(reading())
                    .isEqualTo(new LinkProblem.Redirected(server.address(), other.address() + "/v1/gateways"));
            assertThat(other.asked()).isEmpty();
        }
    }

    @Test
    void noChangeFollowsARedirect() throws Exception {
        database.writes(bot, "1", "Ada");
        Gateway gateway = console.connect();
        DmRequest shown = request(gateway.read(), "1");
        try (HttpStage other = new HttpStage(_ -> HttpStage.json(200, "{\"ok\":true}"))) {
            answers("/approve", HttpStage.plain(307, "text/plain", "", "Location: " + other.address() + "/x"));
            assertThat(problem(() -> gateway.perform(new Decision.Approve(shown))))
                    .isInstanceOf(LinkProblem.Redirected.class);
            assertThat(other.asked()).isEmpty();
        }
    }

    @Test
    void halfAnAnswerIsNone() {
        answers("/v1/gateways", out -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{\"gatew"
                    .getBytes());
            out.flush();
            return false;
        });
        assertThat(reading()).isInstanceOf(LinkProblem.Dropped.class);
        answers("/v1/gateways", HttpStage.json(200, "{\"gateways\":[{\"id\":"));
        assertThat(reading()).isInstanceOf(LinkProblem.Foreign.class);
    }

    @Test
    void whoSaysNothingIsNotWaitedForForEver() {
        CompletableFuture<Void> never = new CompletableFuture<>();
        answers("/v1/healthz", out -> {
            never.join();
            return false;
        });
        assertThat(reading()).isInstanceOf(LinkProblem.Mute.class);
        never.complete(null);
    }

    @Test
    void nobodyIsThere() throws Exception {
        server.close();
        assertThat(reading()).isInstanceOf(LinkProblem.Refused.class);
        console.values.put("address", "http://192.0.2.1:8787");
        assertThat(reading()).isEqualTo(new LinkProblem.PlainText("192.0.2.1"));
    }

    @Test
    void aCertificateThatNobodyVouchesForCanBePinned() throws Exception {
        try (OrgServer secure = new OrgServer(database, selfSigned())) {
            console.values.put("address", secure.address().replace("http:", "https:"));
            assertThat(reading()).isInstanceOfSatisfying(LinkProblem.Untrusted.class, untrusted -> {
                assertThat(untrusted.fingerprint()).isNotEmpty();
                assertThat(secure.stage().asked()).isEmpty();
                Problem none = null;
                try {
                    Route pinned = console.profile().routes().getFirst().with(Route.PIN, untrusted.fingerprint());
                    assertThat(console.connect(console.profile().by(List.of(pinned)))
                                    .read()
                                    .policies())
                            .hasSize(1);
                } catch (dev.gatehouse.gateway.GatewayException e) {
                    none = e.problem();
                }
                assertThat(none).isNull();
            });
        }
    }

    private ServerSocketFactory selfSigned() throws Exception {
        Path file = home.resolve("keys.p12");
        Process tool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "self",
                        "-dname",
                        "CN=self",
                        "-keyalg",
                        "EC",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        "of no worth")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(tool.waitFor()).isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            store.load(in, "of no worth".toCharArray());
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, "of no worth".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context.getServerSocketFactory();
    }

    @Test
    void oneListThatFailsLeavesTheOthers() throws Exception {
        database.writes(bot, "1", "Ada");
        answers("/paired-users", HttpStage.plain(500, "text/html", "<h1>no</h1>"));
        Snapshot snapshot = console.connect().read();
        assertThat(snapshot.requests()).hasSize(1);
        assertThat(snapshot.troubles())
                .containsExactly(new Snapshot.Trouble(
                        "GET /v1/gateways/" + bot + "/paired-users",
                        new LinkProblem.ServerError(server.address(), 500)));
    }

    @Test
    void rowsThatMakeNoSenseAreCounted() throws Exception {
        answers(
                "/pairing-codes",
                HttpStage.json(
                        200,
                        "{\"pairingCodes\":[1,{},{\"code\":\"A\"},{\"externalUserId\":\"12\\u202e3\",\"code\":\"B\"},"
                                + "{\"externalUserId\":77,\"code\":\" abcd2345 \",\"consumedAt\":null,\"extra\":[]},"
                                + "{\"externalUserId\":\"8\",\"code\":\"C\",\"consumedAt\":\"2026-01-01T00:00:00Z\"}]}"));
        Snapshot snapshot = console.connect().read();
        DmRequest one = request(snapshot, "77");
        assertThat(snapshot.requests()).hasSize(1);
        assertThat(one.code()).isNotNull();
        assertThat(one.code().value()).isEqualTo("ABCD2345");
        assertThat(one.estimated()).isTrue();
        String source = "GET /v1/gateways/" + bot + "/pairing-codes";
        assertThat(snapshot.troubles()).containsExactly(new Snapshot.Trouble(source, new Problem.LeftOut(source, 4)));
    }

    @Test
    void aCodeWithoutAnyTimeKeepsTheTimeWhenItWasFirstSeen() throws Exception {
        answers(
                "/pairing-codes",
                HttpStage.json(200, "{\"pairingCodes\":[{\"externalUserId\":\"1\",\"code\":\"ABCDEFGH\"}]}"));
        Gateway gateway = console.connect();
        assertThat(request(gateway.read(), "1")).isEqualTo(request(gateway.read(), "1"));
    }

    @Test
    void tenThousandRequests() throws Exception {
        database.run(
                "INSERT INTO gateway_pairing_codes (gateway_id, code, external_user_id, display_name, expires_at)"
                        + " SELECT ?, 'C' || n, n::text, E'\\u202e\\u0410dm\\u0456n ' || n, now() + interval '1 hour'"
                        + " FROM generate_series(1, 10000) n",
                bot);
        Snapshot snapshot = console.connect().read();
        assertThat(snapshot.requests()).hasSize(10_000);
        assertThat(request(snapshot, "77").name().text()).doesNotContain("\u202e");
        assertThat(snapshot.quotas().getFirst().full()).isTrue();
    }

    @Test
    void noAnswerToAChangeMayMeanThatItWasDone() throws Exception {
        String code = database.writes(bot, "1", "Ada").orElseThrow();
        Gateway gateway = console.connect();
        DmRequest shown = request(gateway.read(), "1");
        answers("/approve", out -> {
            database.approve(bot, code);
            return false;
        });
        Receipt receipt = gateway.perform(new Decision.Approve(shown));
        assertThat(receipt.answered()).isFalse();
        assertThat(gateway.read().requests()).isEmpty();
    }

    @Test
    void aServerErrorToAChangeMayMeanThatItWasDone() throws Exception {
        database.writes(bot, "1", "Ada");
        Gateway gateway = console.connect();
        DmRequest shown = request(gateway.read(), "1");
        answers("/approve", HttpStage.plain(502, "text/html", "<h1>Bad gateway</h1>"));
        assertThat(gateway.perform(new Decision.Approve(shown)).answered()).isFalse();
    }

    @Test
    void aPageInsteadOfAnAnswerIsNoApproval() throws Exception {
        database.writes(bot, "1", "Ada");
        Gateway gateway = console.connect();
        DmRequest shown = request(gateway.read(), "1");
        answers("/approve", HttpStage.plain(200, "text/html", "<html>"));
        assertThat(problem(() -> gateway.perform(new Decision.Approve(shown)))
                        .sentence()
                        .key())
                .isEqualTo("oiab.route-unknown");
    }

    @ParameterizedTest
    @ValueSource(ints = {409, 410})
    void whatIsNotPendingAnyMore(int status) throws Exception {
        database.writes(bot, "1", "Ada");
        Gateway gateway = console.connect();
        DmRequest shown = request(gateway.read(), "1");
        answers("/approve", HttpStage.json(status, "{\"error\":\"expired\"}"));
        assertThat(problem(() -> gateway.perform(new Decision.Approve(shown)))).isEqualTo(new Problem.Changed(null));
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 422})
    void whatAConfirmedRouteDoesNotFindIsNotPendingAnyMore(int status) throws Exception {
        console.values.put("routes", "{\"approve\":{\"confirmed\":true}}");
        database.writes(bot, "1", "Ada");
        Gateway gateway = console.connect();
        DmRequest shown = request(gateway.read(), "1");
        answers("/approve", HttpStage.json(status, "{\"error\":\"not_found\"}"));
        assertThat(problem(() -> gateway.perform(new Decision.Approve(shown)))).isEqualTo(new Problem.Changed(null));
        gateway.read();
        assertThat(gateway.features().whyNot(Feature.APPROVE_DM)).isNull();
    }

    @Test
    void noListOfCodesIsSaidAndTheRestIsShown() throws Exception {
        database.run("INSERT INTO gateway_paired_users (gateway_id, external_user_id) VALUES (?, '42')", bot);
        server.interfere(asked -> asked.path().matches(".*/(pairing-codes|pairing-requests|codes)")
                ? Optional.of(HttpStage.json(404, "{\"error\":\"not_found\"}"))
                : Optional.empty());
        Gateway gateway = console.connect();
        Snapshot snapshot = gateway.read();
        assertThat(snapshot.grants()).hasSize(1);
        assertThat(notes(snapshot)).contains("oiab.list-unknown");
        assertThat(snapshot.quiet().getFirst().key()).isEqualTo("oiab.list-unknown");
        assertThat(snapshot.troubles()).isEmpty();
        long asked = server.stage().asked().size();
        gateway.read();
        // It is not asked again for what it does not know.
        assertThat(server.stage().asked().size() - asked).isEqualTo(2);
    }

    @Test
    void theDatabaseStandsInForWhatTheApiDoesNotDo() throws Exception {
        server.spells(new OrgServer.Spelling(
                "/v1/none/{gateway}", "x", "PUT /a/{code}", "PUT /b/{code}", "PUT /c/{user}", false, true));
        console.values.put("database", database.url());
        console.values.put("databaseUser", "postgres");
        database.writes(bot, "1", "Ada");
        Gateway gateway = console.connect();
        DmRequest shown = request(gateway.read(), "1");
        Problem unknown = problem(() -> gateway.perform(new Decision.Approve(shown)));
        assertThat(unknown.remedy()).isEqualTo(Phrase.of("oiab.route-unknown.next.DATABASE"));
        assertThat(database.paired(bot)).isEmpty();
        assertThat(notes(gateway.read())).contains("oiab.note.database");
        assertThat(OrgFixture.by(gateway, Feature.APPROVE_DM)).isEqualTo(Route.Type.DATABASE);
        assertThat(gateway.perform(new Decision.Approve(shown)).summary().key())
                .isEqualTo("oiab.receipt.approve.DATABASE");
        assertThat(database.paired(bot)).containsExactly("1");
    }

    @Test
    void theDatabaseStandsInWhileTheApiIsDownOrRefuses() throws Exception {
        console.values.put("database", database.url());
        console.values.put("databaseUser", "postgres");
        console.secret("token", "wrong");
        database.writes(bot, "1", "Ada");
        Gateway gateway = console.connect();
        Snapshot snapshot = gateway.read();
        assertThat(snapshot.notes()).contains(new LinkProblem.WrongSecret("token"));
        assertThat(OrgFixture.by(gateway, Feature.REJECT_DM)).isEqualTo(Route.Type.DATABASE);
        int asked = server.stage().asked().size();
        gateway.read();
        // A credential that was refused is not tried again by itself.
        assertThat(server.stage().asked()).hasSize(asked);
        gateway.retry();
        gateway.read();
        assertThat(server.stage().asked().size()).isGreaterThan(asked);
    }
}

package dev.gatehouse.gateway.smith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gatehouse.gateway.Attention;
import dev.gatehouse.gateway.Feature;
import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Identity;
import dev.gatehouse.gateway.Issued;
import dev.gatehouse.gateway.LinkProblem;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Snapshot;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.IssuedCode;
import dev.gatehouse.pairing.Kind;
import dev.gatehouse.pairing.PairingCode;
import dev.gatehouse.pairing.Phrase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The daemon's one call, answered as smith-core 0.2.6 answers it and as nobody should. */
class AdminApiTest {
    private static final String TOKEN = "0123456789abcdef-token";

    private final MockWebServer server = new MockWebServer();
    private SmithFixture smith;

    @BeforeEach
    void start(@TempDir Path home) throws IOException {
        server.start();
        smith = new SmithFixture(home);
        smith.secret("token", TOKEN);
    }

    @AfterEach
    void stop() {
        server.close();
        smith.close();
    }

    private SmithGateway connect() throws GatewayException {
        return smith.connect(Map.of("address", "127.0.0.1:" + server.getPort()));
    }

    private void answer(int status, String type, String body) {
        server.enqueue(new MockResponse.Builder()
                .code(status)
                .addHeader("Content-Type", type)
                .body(body)
                .build());
    }

    private void knows() {
        server.enqueue(
                new MockResponse.Builder().code(405).addHeader("Allow", "POST").build());
    }

    private static Decision.IssueCode wanted(String agent, String user) {
        return new Decision.IssueCode("p1", "pairing", Map.of("agent", agent, "user", user));
    }

    private Problem refusal() throws GatewayException {
        try (SmithGateway gateway = connect()) {
            return catchThrowableOfType(GatewayException.class, () -> gateway.issue(wanted("smith-default", "")))
                    .problem();
        }
    }

    private RecordedRequest taken() throws InterruptedException {
        return Objects.requireNonNull(server.takeRequest(5, TimeUnit.SECONDS));
    }

    @ParameterizedTest
    @CsvSource({"expires_in", "expires_in_secs"})
    void aCodeIsMade(String field) throws Exception {
        answer(
                201,
                "application/json",
                "{\"agent_id\":\"smith-default\",\"code\":\"5NZV4V\",\"" + field + "\":300,\"user_id\":null}");
        try (SmithGateway gateway = connect()) {
            Issued issued = gateway.issue(wanted(" smith-default ", ""));
            assertThat(issued.code().text()).isEqualTo(new PairingCode("5NZV4V", PairingCode.Direction.FROM_OPERATOR));
            assertThat(issued.code().expiresAt()).isEqualTo(SmithFixture.NOW.plusSeconds(300));
            assertThat(issued.code().state()).isEqualTo(new IssuedCode.State.Open());
            assertThat(issued.toString()).doesNotContain("5NZV4V").doesNotContain(TOKEN);
        }
        RecordedRequest request = taken();
        assertThat(request.getRequestLine()).isEqualTo("POST /admin/pairing-codes HTTP/1.1");
        assertThat(request.getHeaders().get("Authorization")).isEqualTo("Bearer " + TOKEN);
        assertThat(request.getHeaders().get("Content-Type")).startsWith("application/json");
        assertThat(Objects.requireNonNull(request.getBody()).utf8()).isEqualTo("{\"agent_id\":\"smith-default\"}");
    }

    @Test
    void aCodeForOneUserNamesThem() throws Exception {
        answer(201, "application/json", "{\"code\":\"ABCDEF\",\"expires_in\":300}");
        try (SmithGateway gateway = connect()) {
            IssuedCode code = gateway.issue(wanted("a", "admin")).code();
            assertThat(code.purpose().args()).containsExactly("a", "admin");
            assertThat(gateway.contents(code)).hasValueSatisfying(contents -> {
                assertThat(contents.urls()).isEmpty();
                assertThat(contents.who()).isEqualTo(Phrase.of("smith.contents.who.invited", "admin"));
                assertThat(contents.grants()).isEqualTo(Phrase.of("smith.contents.grants.invited", "a", "admin"));
                assertThat(contents.until()).isEqualTo(SmithFixture.NOW.plusSeconds(300));
                assertThat(contents.warnings()).isEmpty();
                assertThat(contents.toString()).doesNotContain("ABCDEF");
            });
            assertThat(gateway.contents(code.wiped())).isEmpty();
        }
        assertThat(Objects.requireNonNull(taken().getBody()).utf8())
                .isEqualTo("{\"agent_id\":\"a\",\"user_id\":\"admin\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "401, application/json, '{\"error\":\"unauthorized\"}', smith.token.refused",
        "503, application/json, '{\"error\":\"admin token not configured\"}', smith.token.not-configured",
        "503, text/html, '<h1>Service unavailable</h1>', problem.server-error",
        "422, text/plain, 'Failed to deserialize the JSON body into the target type', problem.misunderstood",
        "400, text/plain, 'Failed to parse the request body as JSON', problem.misunderstood",
        "415, text/plain, 'Expected request with application/json', problem.misunderstood",
        "500, application/json, '{\"error\":\"failed to create pairing token\"}', smith.issue.not-kept",
        "500, text/html, '<html>oh no</html>', problem.server-error",
        "502, text/html, '<html>proxy</html>', problem.server-error",
        "404, text/plain, '', problem.foreign",
        "405, text/plain, '', problem.foreign",
        "200, text/html, '<html>welcome</html>', problem.foreign",
        "201, application/json, '{\"agent_id\":\"a\"}', problem.garbled",
        "201, application/json, '{\"code\":\"5NZ', problem.garbled",
        "201, application/json, '[]', problem.garbled",
        "201, application/json, '{\"code\":17}', problem.garbled",
    })
    void everyOtherAnswerIsAProblem(int status, String type, String body, String key) throws Exception {
        answer(status, type, body);
        Problem problem = refusal();
        assertThat(problem.sentence().key()).isEqualTo(key);
        assertThat(problem.toString()).doesNotContain(TOKEN).doesNotContain("5NZ");
    }

    @Test
    void aRedirectIsNotFollowedAndTheTokenStays() throws Exception {
        try (MockWebServer other = new MockWebServer()) {
            other.start();
            server.enqueue(new MockResponse.Builder()
                    .code(307)
                    .addHeader("Location", "http://127.0.0.1:" + other.getPort() + "/admin/pairing-codes")
                    .build());
            assertThat(refusal()).isInstanceOf(LinkProblem.Redirected.class);
            assertThat(other.getRequestCount()).isZero();
        }
    }

    @Test
    void halfAnAnswerIsNoneAndACodeMayHaveBeenMade() throws Exception {
        server.enqueue(new MockResponse.Builder()
                .code(201)
                .addHeader("Content-Type", "application/json")
                .body("{\"code\":\"5NZV4V\",\"expires_in\":300}")
                .onResponseBody(new SocketEffect.CloseSocket())
                .build());
        assertThat(refusal()).isInstanceOf(LinkProblem.NoAnswer.class);
    }

    @Test
    void aServerThatSaysNothingIsGivenUpAndMayHaveMadeACode() throws Exception {
        server.enqueue(new MockResponse.Builder()
                .code(201)
                .headersDelay(30, TimeUnit.SECONDS)
                .build());
        assertThat(refusal()).isInstanceOf(LinkProblem.NoAnswer.class);
    }

    @Test
    void clearTextToAnotherHostIsNotSpoken() throws Exception {
        try (SmithGateway gateway = smith.connect(Map.of("address", "http://smith.example:8092"))) {
            assertThat(catchThrowableOfType(GatewayException.class, gateway::read)
                            .problem())
                    .isEqualTo(new LinkProblem.PlainText("smith.example"));
        }
    }

    @Test
    void theTestMakesNothingAndSaysWhatItDoesNotProve() throws Exception {
        knows();
        Identity identity = smith.product.probe(
                smith.profile(Map.of("address", "127.0.0.1:" + server.getPort())), smith.secrets, smith.environment());
        RecordedRequest request = taken();
        assertThat(request.getMethod()).isEqualTo("GET");
        assertThat(request.getHeaders().get("Authorization")).isNull();
        assertThat(Objects.requireNonNull(identity.who()).key()).isEqualTo("smith.who.unproven");
        assertThat(identity.secrets())
                .singleElement()
                .satisfies(phrase -> assertThat(phrase.key()).isEqualTo("smith.secret.kept.MEMORY"));
    }

    @ParameterizedTest
    @CsvSource({"200, problem.foreign", "404, problem.foreign", "500, problem.server-error"})
    void whatAnswersOtherwiseIsNotSmith(int status, String key) throws Exception {
        server.enqueue(new MockResponse.Builder().code(status).build());
        try (SmithGateway gateway = connect()) {
            assertThat(catchThrowableOfType(GatewayException.class, gateway::read)
                            .problem()
                            .sentence()
                            .key())
                    .isEqualTo(key);
        }
    }

    @Test
    void byHttpAloneOnlyCodesAreMadeAndTheRestSaysWhatItNeeds() throws Exception {
        knows();
        try (SmithGateway gateway = connect()) {
            Snapshot snapshot = gateway.read();
            assertThat(snapshot.unseen()).containsKey(Kind.DM);
            assertThat(gateway.features().whyNot(Feature.ISSUE_CODE)).isNull();
            for (Feature feature : new Feature[] {
                Feature.LIST_CODES, Feature.CANCEL_CODE, Feature.REVOKE_SENDER, Feature.APPROVE_DM, Feature.REJECT_DM
            }) {
                assertThat(gateway.features().whyNot(feature))
                        .as(feature.name())
                        .isNotNull();
            }
            assertThat(snapshot.offers()).singleElement().satisfies(offer -> {
                assertThat(offer.whyNot()).isNull();
                assertThat(offer.fields().getFirst().preset()).isEqualTo("smith-default");
            });
            assertThat(gateway.pollEvery(Attention.WATCHED)).isGreaterThan(Duration.ofSeconds(20));
        }
    }

    @Test
    void withoutATokenNoneIsOfferedAndTheRemedySaysHowToMakeOne() throws Exception {
        smith.secrets.remove(new dev.gatehouse.gateway.SecretName("p1", "token"));
        knows();
        try (SmithGateway gateway = connect()) {
            Snapshot snapshot = gateway.read();
            assertThat(snapshot.notes())
                    .singleElement()
                    .isInstanceOfSatisfying(
                            LinkProblem.SecretWanted.class,
                            wanted -> assertThat(wanted.remedy().key()).isEqualTo("smith.token.none.remedy"));
            assertThat(gateway.features().whyNot(Feature.ISSUE_CODE)).isNotNull();
            assertThat(snapshot.offers().getFirst().whyNot()).isNotNull();
        }
    }

    @Test
    void nobodyThereIsADaemonThatDoesNotRun() throws Exception {
        int port = server.getPort();
        server.close();
        try (SmithGateway gateway = smith.connect(Map.of("address", "127.0.0.1:" + port))) {
            assertThat(catchThrowableOfType(GatewayException.class, gateway::read)
                            .problem())
                    .isInstanceOf(Problem.NotRunning.class);
        }
    }

    @Test
    void aDaemonWithAnotherPortIsNamed() throws Exception {
        int port = server.getPort();
        server.close();
        for (Map.Entry<String, String> expected : Map.of(
                        "9345", "smith.daemon.other-port", Integer.toString(port), "smith.daemon.elsewhere")
                .entrySet()) {
            smith.daemons = java.util.List.of(
                    new Daemons.Daemon(17, java.util.List.of(), Map.of("CHAT_BRIDGE_WEBHOOK_PORT", expected.getKey())));
            try (SmithGateway gateway = smith.connect(Map.of("address", "127.0.0.1:" + port))) {
                assertThat(catchThrowableOfType(GatewayException.class, gateway::read)
                                .problem()
                                .sentence()
                                .key())
                        .isEqualTo(expected.getValue());
            }
        }
    }
}

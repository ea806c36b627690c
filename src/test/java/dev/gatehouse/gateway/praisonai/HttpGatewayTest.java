package dev.gatehouse.gateway.praisonai;

import static dev.gatehouse.gateway.praisonai.PraisonFixture.approve;
import static dev.gatehouse.gateway.praisonai.PraisonFixture.grants;
import static dev.gatehouse.gateway.praisonai.PraisonFixture.notes;
import static dev.gatehouse.gateway.praisonai.PraisonFixture.refused;
import static dev.gatehouse.gateway.praisonai.PraisonFixture.requests;
import static dev.gatehouse.gateway.praisonai.PraisonFixture.why;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gatehouse.gateway.Attention;
import dev.gatehouse.gateway.Feature;
import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Identity;
import dev.gatehouse.gateway.LinkProblem;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Receipt;
import dev.gatehouse.gateway.Route;
import dev.gatehouse.gateway.SecretName;
import dev.gatehouse.gateway.Snapshot;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.DmRequest;
import dev.gatehouse.pairing.Kind;
import dev.gatehouse.pairing.Name;
import dev.gatehouse.pairing.Origin;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.SenderGrant;
import dev.gatehouse.pairing.SubjectKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against recorded answers of the real product, through a real connection. */
class HttpGatewayTest {
    private static final String INFO = "GET /info";
    private static final String PENDING = "GET /api/pairing/pending";
    private static final String REVOKE = "POST /api/pairing/revoke";
    private static final String COOKIE = "praisonai_session={\"auth_method\":\"magic_link\",\"exp\":1795267676,"
            + "\"iat\":1795181276,\"user_id\":\"gateway_user\"}.awBK3A.rsyDJkc9LjFEXd1ZUcS9_-bm66I";

    @TempDir
    Path folder;

    private PraisonFixture fixture;
    private FakeGateway server;

    /** The answers to who is let in, by question. */
    private final Map<String, byte[]> answers = new HashMap<>();

    /** Whether a loopback bypass lets everybody in. */
    private boolean bypass;

    @BeforeEach
    void start() throws IOException {
        fixture = new PraisonFixture(folder);
        server = new FakeGateway(this::reply);
        say(INFO, "38-info");
        say(PENDING, "39-scope-read-pending-200");
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        fixture.close();
    }

    private void say(String question, String recording) {
        answers.put(question, Recorded.answer(recording));
    }

    private byte[] reply(FakeGateway.Asked asked) {
        String bearer = asked.header("authorization");
        if (asked.path().startsWith("/?link=")) {
            return Recorded.answer(
                    server.asked(asked.line()).size() > 1 ? "33-magic-link-reused-401" : "32-magic-link-302");
        }
        if (asked.line().equals("GET /health")) {
            return Recorded.answer("37-health");
        }
        if (!bypass) {
            if (asked.header("cookie").startsWith("session=")) {
                return Recorded.answer("35-pending-doc-cookie-name-401");
            }
            if (!asked.credential()) {
                return Recorded.answer("02-pending-no-credential");
            }
            if (!bearer.isEmpty() && !bearer.equals("Bearer " + Recorded.TOKEN)) {
                return Recorded.answer("03-pending-wrong-token-403");
            }
        }
        return answers.getOrDefault(asked.line(), Recorded.answer("26-list-paired-does-not-exist-404"));
    }

    private PraisonGateway connect() throws GatewayException {
        return fixture.connect(server);
    }

    private PraisonGateway authorised() throws GatewayException {
        fixture.secret(Credentials.TOKEN, Recorded.TOKEN);
        return connect();
    }

    private static Problem unread(PraisonGateway gateway) {
        GatewayException thrown = catchThrowableOfType(GatewayException.class, gateway::read);
        assertThat(thrown).isNotNull();
        return thrown.problem();
    }

    @Test
    void listsWhoWaitsAtTheGateway() throws Exception {
        try (PraisonGateway gateway = authorised()) {
            Snapshot seen = gateway.read();
            List<DmRequest> requests = requests(seen);
            assertThat(requests)
                    .extracting(request -> request.key().channel() + " "
                            + request.key().subject() + " " + request.anonymous() + " " + (request.code() != null))
                    .containsExactly(
                            "telegram 1795181277.6156461 true true",
                            "telegram 1795181276.4739878 true false",
                            "telegram 555 false false",
                            "discord chan-9 false false");
            assertThat(Objects.requireNonNull(requests.getFirst().code()).value())
                    .isEqualTo("WYDJHWWA");
            assertThat(requests.toString()).doesNotContain("WYDJHWWA").doesNotContain("5b08d8ac");
            assertThat(seen.grants()).isEmpty();
            assertThat(seen.unseen()).containsEntry(Kind.DM, Phrase.of("praisonai.unseen.http"));
            assertThat(seen.quiet())
                    .extracting(Phrase::key)
                    .contains("praisonai.quiet.bots", "praisonai.quiet.unknown");
            assertThat(gateway.polled()).containsExactly(Kind.DM);
            assertThat(seen.takenAt()).isEqualTo("2026-11-20T13:27:57Z");
            for (FakeGateway.Asked asked : server.asked()) {
                assertThat(asked.headers()).doesNotContainKeys("upgrade", "http2-settings", "origin");
            }
        }
    }

    @Test
    void namesThePersonBehindACodeWithoutAskingTheGateway() throws Exception {
        try (PraisonGateway gateway = authorised()) {
            gateway.read();
            int before = server.asked().size();
            assertThat(gateway.find("wydjhwwa").orElseThrow().subject()).isEqualTo("1795181277.6156461");
            assertThat(catchThrowableOfType(GatewayException.class, () -> gateway.find("ABCD2345"))
                            .problem()
                            .sentence()
                            .key())
                    .isEqualTo("praisonai.code.no-secret");
            assertThat(server.asked()).hasSize(before);
        }
    }

    /** 200 pairs the code in place of the person; 404 uses a bound code up. So nothing is sent, whatever the channel. */
    @ParameterizedTest
    @ValueSource(strings = {"telegram", "discord", "slack", "ui", "whatsapp"})
    void neverSendsAnApproval(String channel) throws Exception {
        answers.put(
                PENDING,
                FakeGateway.json(
                        200, Recorded.of("39-scope-read-pending-200").body().replace("telegram", channel)));
        try (PraisonGateway gateway = authorised()) {
            Snapshot seen = gateway.read();
            for (DmRequest request : requests(seen)) {
                Problem problem = refused(gateway, approve(request, "777", ""));
                assertThat(problem.sentence())
                        .isEqualTo(Phrase.of(
                                "praisonai.absent.http-approve", request.key().channel()));
                assertThat(refused(gateway, new Decision.Reject(request))
                                .sentence()
                                .key())
                        .isEqualTo("praisonai.absent.http-reject");
            }
            assertThat(seen.requests())
                    .allSatisfy(listed ->
                            assertThat(listed.whyNot(Feature.APPROVE_DM)).isNotNull());
            assertThat(why(gateway, Feature.APPROVE_DM)).isEqualTo("praisonai.absent.http-approve");
            assertThat(server.asked().stream().map(FakeGateway.Asked::path))
                    .noneMatch(path -> path.contains("approve"));
        }
    }

    private static SenderGrant grant(String person) {
        return new SenderGrant(
                new SubjectKey("p", "telegram", "", person),
                Name.of(""),
                List.of(new Origin(Origin.Type.GATEWAY, "")),
                null,
                null);
    }

    @Test
    void revokesInTheGatewaysOwnViewAndSaysWhatThatIsWorth() throws Exception {
        say(REVOKE, "18-revoke-ok");
        try (PraisonGateway gateway = authorised()) {
            gateway.read();
            assertThat(gateway.features().whyNot(Feature.REVOKE_SENDER)).isNull();
            assertThat(gateway.features().by()).containsEntry(Feature.REVOKE_SENDER, Route.Type.HTTP);
            Receipt receipt = gateway.perform(new Decision.Revoke(grant("W2DR5PSN")));
            assertThat(receipt.answered()).isTrue();
            assertThat(receipt.remark()).contains(Phrase.of("praisonai.remark.bots"));
            assertThat(server.asked(REVOKE).getFirst().body())
                    .isEqualToIgnoringWhitespace("{\"channel\": \"telegram\", \"user_id\": \"W2DR5PSN\"}");
            say(REVOKE, "19-revoke-again-404");
            assertThat(refused(gateway, new Decision.Revoke(grant("W2DR5PSN")))).isEqualTo(new Problem.GrantChanged());
            say(REVOKE, "41-scope-read-revoke-403");
            assertThat(refused(gateway, new Decision.Revoke(grant("x"))))
                    .isEqualTo(new LinkProblem.ScopeMissing("pairing"));
            say(REVOKE, "17-revoke-missing-user-400");
            assertThat(refused(gateway, new Decision.Revoke(grant("x")))).isInstanceOf(LinkProblem.Misunderstood.class);
            say(REVOKE, "10-approve-json-array-500");
            assertThat(refused(gateway, new Decision.Revoke(grant("x")))).isInstanceOf(LinkProblem.ServerError.class);
            say(REVOKE, "25-approve-get-405");
            assertThat(refused(gateway, new Decision.Revoke(grant("x")))).isInstanceOf(LinkProblem.Unsupported.class);
        }
    }

    @Test
    void aRevokeWithoutAnAnswerMayHaveBeenDone() throws Exception {
        answers.put(REVOKE, FakeGateway.SILENCE);
        fixture.close();
        fixture = new PraisonFixture(folder, Duration.ofSeconds(2));
        try (PraisonGateway gateway = authorised()) {
            gateway.read();
            Receipt receipt = gateway.perform(new Decision.Revoke(grant("x")));
            assertThat(receipt.answered()).isFalse();
        }
    }

    @Test
    void manyAreTakenOutAsFarAsTheGatewayAllows() throws Exception {
        say(REVOKE, "18-revoke-ok");
        try (PraisonGateway gateway = authorised()) {
            List<SenderGrant> many = new ArrayList<>();
            for (int person = 0; person < 12; person++) {
                many.add(grant("person " + person));
            }
            Problem problem = refused(gateway, new Decision.RevokeAll("p", List.copyOf(many)));
            assertThat(problem).isInstanceOfSatisfying(Problem.Partial.class, partial -> {
                assertThat(partial.done()).isEqualTo(Limiter.CALLS);
                assertThat(partial.wanted()).isEqualTo(12);
                assertThat(partial.cause()).isInstanceOf(LinkProblem.Throttled.class);
            });
            assertThat(server.asked(REVOKE)).hasSize(Limiter.CALLS);
        }
    }

    @Test
    void aTokenIsShownOnlyWhereOneIsWanted() throws Exception {
        fixture.secret(Credentials.TOKEN, "wrong");
        bypass = true;
        try (PraisonGateway gateway = connect()) {
            gateway.read();
            assertThat(gateway.identity().who()).isEqualTo(Phrase.of("praisonai.who.bypass"));
            assertThat(server.asked()).noneMatch(FakeGateway.Asked::credential);
            // Restarted without the bypass.
            bypass = false;
            fixture.now = fixture.now.plusSeconds(12);
            assertThat(unread(gateway)).isEqualTo(new LinkProblem.WrongSecret("token"));
        }
    }

    @Test
    void aWrongTokenEndsTheMatterUntilTheOperatorSaysSo() throws Exception {
        fixture.secret(Credentials.TOKEN, "wrong");
        try (PraisonGateway gateway = connect()) {
            Problem problem = unread(gateway);
            assertThat(problem).isEqualTo(new LinkProblem.WrongSecret("token"));
            int asked = server.asked().size();
            unread(gateway);
            unread(gateway);
            assertThat(server.asked()).hasSize(asked);
            fixture.secret(Credentials.TOKEN, Recorded.TOKEN);
            gateway.retry();
            assertThat(gateway.read().requests()).hasSize(4);
            assertThat(gateway.identity().who()).isEqualTo(Phrase.of("praisonai.who.token"));
        }
    }

    @Test
    void aListThatIsRefusedIsNotAskedForAgain() throws Exception {
        say(PENDING, "40-scope-read-approve-403");
        try (PraisonGateway gateway = authorised()) {
            assertThat(unread(gateway)).isEqualTo(new LinkProblem.ScopeMissing("pairing"));
            fixture.now = fixture.now.plusSeconds(60);
            unread(gateway);
            assertThat(server.asked(PENDING)).hasSize(1);
        }
    }

    @Test
    void withoutACredentialOneIsAskedFor() throws Exception {
        try (PraisonGateway gateway = connect()) {
            assertThat(unread(gateway)).isEqualTo(new LinkProblem.NoSecret("token"));
        }
    }

    @Test
    void aSessionIsSentBackAsItCame() throws Exception {
        fixture.secret(Credentials.COOKIE, COOKIE);
        try (PraisonGateway gateway = connect()) {
            assertThat(gateway.read().requests()).hasSize(4);
            assertThat(server.asked(PENDING).getFirst().header("cookie")).isEqualTo(COOKIE);
            say(REVOKE, "43-scope-policy-cookie-approve-403");
            assertThat(refused(gateway, new Decision.Revoke(grant("x")))
                            .sentence()
                            .key())
                    .isEqualTo("praisonai.http.session-scope");
        }
        fixture.secret(Credentials.COOKIE, COOKIE.substring(COOKIE.indexOf('{')));
        try (PraisonGateway gateway = connect()) {
            gateway.read();
            assertThat(server.asked(PENDING).getLast().header("cookie")).isEqualTo(COOKIE);
        }
    }

    @Test
    void theCookieOfThePageIsSentAndARefusalSaysWhatToDo() throws Exception {
        fixture.secret(Credentials.COOKIE, "session=abc");
        try (PraisonGateway gateway = connect()) {
            assertThat(unread(gateway).sentence().key()).isEqualTo("praisonai.http.session-over");
            assertThat(server.asked().getLast().header("cookie")).isEqualTo("session=abc");
            int asked = server.asked().size();
            unread(gateway);
            assertThat(server.asked()).hasSize(asked);
        }
    }

    @Test
    void aMagicLinkIsRedeemedOnceAndTheSessionKept() throws Exception {
        String link = Recorded.of("32-magic-link-302").question().split(" ")[1];
        fixture.secret(Credentials.COOKIE, "http://" + server.address() + link);
        try (PraisonGateway gateway = connect()) {
            assertThat(gateway.read().requests()).hasSize(4);
        }
        assertThat(fixture.secrets
                        .get(new SecretName("p", Credentials.COOKIE))
                        .orElseThrow()
                        .value())
                .isEqualTo(COOKIE);
        // A test of a form keeps nothing; the session is remembered all the same.
        fixture.secret(Credentials.COOKIE, "http://" + server.address() + link);
        try (PraisonGateway gateway = connect()) {
            assertThat(gateway.read().requests()).hasSize(4);
        }
        assertThat(server.asked("GET " + link)).hasSize(1);
    }

    @Test
    void linksThatFailAreTriedFourTimesAndNoMore() throws Exception {
        for (int attempt = 0; attempt < 7; attempt++) {
            String link = "/?link=" + attempt;
            fixture.secret(Credentials.COOKIE, "http://" + server.address() + link);
            server.script(asked ->
                    asked.path().startsWith("/?link=") ? Recorded.answer("33-magic-link-reused-401") : reply(asked));
            try (PraisonGateway gateway = connect()) {
                assertThat(unread(gateway).sentence().key())
                        .isEqualTo(attempt < MissCount.MOST ? "praisonai.link.used" : "praisonai.link.tries");
            }
        }
        assertThat(server.asked().stream().filter(asked -> asked.path().startsWith("/?link=")))
                .hasSize(MissCount.MOST);
    }

    @Test
    void readingOftenIsReadingOnce() throws Exception {
        try (PraisonGateway gateway = authorised()) {
            for (int read = 0; read < 20; read++) {
                gateway.read();
            }
            assertThat(server.asked(PENDING)).hasSize(1);
            assertThat(gateway.pollEvery(Attention.WATCHED)).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(15));
            assertThat(gateway.pollEvery(Attention.UNWATCHED))
                    .isBetween(Duration.ofSeconds(10), Duration.ofSeconds(15));
        }
    }

    @Test
    void oneConnectionNeverUsesTheBudgetUp() throws Exception {
        try (PraisonGateway gateway = authorised()) {
            for (int second = 0; second < 300; second++) {
                fixture.now = fixture.now.plusSeconds(1);
                assertThat(gateway.read().troubles()).isEmpty();
            }
        }
    }

    @Test
    void theBudgetIsSharedByAllConnectionsAndRowsStayMeanwhile() throws Exception {
        try (PraisonGateway one = authorised();
                PraisonGateway other = authorised()) {
            int throttled = 0;
            for (int read = 0; read < 8; read++) {
                fixture.now = fixture.now.plus(HttpSide.FRESH);
                for (PraisonGateway gateway : List.of(one, other)) {
                    Snapshot seen = gateway.read();
                    assertThat(seen.requests()).hasSize(4);
                    throttled += (int) seen.troubles().stream()
                            .filter(trouble -> trouble.problem() instanceof LinkProblem.Throttled)
                            .count();
                }
            }
            assertThat(server.asked(PENDING)).hasSize(Limiter.CALLS);
            assertThat(throttled).isEqualTo(16 - Limiter.CALLS);
        }
    }

    @Test
    void whenTheGatewaySaysEnoughItIsLeftAlone() throws Exception {
        try (PraisonGateway gateway = authorised()) {
            gateway.read();
            say(PENDING, "44-rate-limited-429");
            fixture.now = fixture.now.plusSeconds(12);
            Snapshot seen = gateway.read();
            assertThat(seen.requests()).hasSize(4);
            assertThat(seen.troubles())
                    .singleElement()
                    .satisfies(trouble -> assertThat(trouble.problem())
                            .isEqualTo(
                                    new LinkProblem.Throttled("http://" + server.address(), Duration.ofSeconds(300))));
            assertThat(gateway.pollEvery(Attention.WATCHED)).isEqualTo(Duration.ofSeconds(300));
            fixture.now = fixture.now.plusSeconds(200);
            gateway.read();
            assertThat(server.asked(PENDING)).hasSize(2);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "06-pending-one-unbound, 1",
        "01-pending-empty, 0",
        "20-pending-one-bound, 1",
        "27-pending-after-restart-hash-only, 2"
    })
    void understandsEveryRecordedList(String name, int rows) throws Exception {
        say(PENDING, name);
        try (PraisonGateway gateway = authorised()) {
            assertThat(gateway.read().requests()).hasSizeGreaterThanOrEqualTo(rows);
            assertThat(notes(gateway.read())).isEmpty();
        }
    }

    /** The product's page: four fields, another port, no word of what answers. */
    @Test
    void understandsThePagesVariant() throws Exception {
        answers.put(INFO, Recorded.answer("26-list-paired-does-not-exist-404"));
        bypass = true;
        answers.put(
                PENDING,
                FakeGateway.json(
                        200,
                        "{\"pending\": [{\"channel_type\": \"ui\", \"code\": \"ABCD1234\","
                                + " \"channel_id\": \"user123\", \"age_seconds\": 45}, {\"channel_type\": \"ui\","
                                + " \"code\": \"ABCD1235\", \"age_seconds\": 45}]}"));
        fixture.secret(Credentials.COOKIE, "session=abc");
        try (PraisonGateway gateway = connect()) {
            List<DmRequest> first = requests(gateway.read());
            assertThat(first.getFirst().key().subject()).isEqualTo("user123");
            assertThat(first.getFirst().requestedAt())
                    .isBetween(fixture.now.minusSeconds(46), fixture.now.minusSeconds(44));
            assertThat(gateway.identity().who()).isEqualTo(Phrase.of("praisonai.who.unknown"));
            assertThat(notes(gateway.read())).containsExactly("praisonai.note.not-wired");
            fixture.now = fixture.now.plusSeconds(12);
            answers.put(
                    PENDING,
                    FakeGateway.json(
                            200,
                            "{\"pending\": [{\"channel_type\": \"ui\","
                                    + " \"code\": \"ABCD1235\", \"age_seconds\": 58}]}"));
            assertThat(requests(gateway.read()))
                    .extracting(DmRequest::key)
                    .containsExactly(first.get(1).key());
        }
    }

    @Test
    void rowsThatMakeNoSenseAreCountedBesideTheOthers() throws Exception {
        answers.put(
                PENDING,
                FakeGateway.json(
                        200,
                        "{\"pending\": [1, {}, {\"code\": \"ABCD2345\", \"channel_type\": 7,"
                                + " \"created_at\": 5}, {\"code\": \"ABCD2345\", \"channel_type\": \"slack\","
                                + " \"created_at\": 1795181277}]}"));
        try (PraisonGateway gateway = authorised()) {
            Snapshot seen = gateway.read();
            assertThat(seen.requests()).hasSize(1);
            assertThat(seen.notes()).contains(new Problem.LeftOut("http://" + server.address() + HttpSide.PENDING, 3));
        }
    }

    @Test
    void tellsInATestWhatItFound() throws Exception {
        fixture.values.clear();
        fixture.values.put(PraisonProduct.ADDRESS, server.address());
        bypass = true;
        Identity open = fixture.product.probe(fixture.profile(), fixture.secrets, fixture.environment());
        assertThat(open.who()).isEqualTo(Phrase.of("praisonai.who.bypass"));
        assertThat(open.version()).isEqualTo("1.0.0");
        bypass = false;
        fixture.secret(Credentials.TOKEN, Recorded.TOKEN);
        Identity proven = fixture.product.probe(fixture.profile(), fixture.secrets, fixture.environment());
        assertThat(proven.who()).isEqualTo(Phrase.of("praisonai.who.token"));
        assertThat(grants(connect().read())).isEmpty();
    }
}

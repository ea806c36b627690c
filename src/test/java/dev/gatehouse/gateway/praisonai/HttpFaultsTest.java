package dev.gatehouse.gateway.praisonai;

import static dev.gatehouse.gateway.praisonai.PraisonFixture.requests;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.LinkProblem;
import dev.gatehouse.gateway.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway that answers wrongly, or not at all. */
class HttpFaultsTest {
    private static final String LIST = "/api/pairing/pending";

    @TempDir
    Path folder;

    private PraisonFixture fixture;

    @BeforeEach
    void make() throws IOException {
        fixture = new PraisonFixture(folder);
        fixture.secret(Credentials.TOKEN, Recorded.TOKEN);
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    /** Lets in whoever has the token, and answers {@code list} to who asks for the list. */
    private static FakeGateway listing(byte[] list) throws IOException {
        return new FakeGateway(asked -> asked.path().equals(LIST)
                ? list
                : Recorded.answer(asked.credential() ? "38-info" : "02-pending-no-credential"));
    }

    private Problem problem(FakeGateway server) throws Exception {
        try (server;
                PraisonGateway gateway = fixture.connect(server)) {
            return problem(gateway);
        }
    }

    private static Problem problem(PraisonGateway gateway) {
        GatewayException thrown = catchThrowableOfType(GatewayException.class, gateway::read);
        assertThat(thrown).isNotNull();
        assertThat(thrown).hasMessageNotContaining(Recorded.TOKEN);
        return thrown.problem();
    }

    @Test
    void gone() throws Exception {
        FakeGateway server = listing(FakeGateway.SILENCE);
        server.close();
        assertThat(problem(server)).isInstanceOf(LinkProblem.Refused.class);
    }

    @Test
    void slow() throws Exception {
        fixture.close();
        fixture = new PraisonFixture(folder, Duration.ofSeconds(1));
        fixture.secret(Credentials.TOKEN, Recorded.TOKEN);
        assertThat(problem(new FakeGateway(_ -> FakeGateway.SILENCE))).isInstanceOf(LinkProblem.Mute.class);
        assertThat(problem(listing(FakeGateway.SILENCE))).isInstanceOf(LinkProblem.Mute.class);
    }

    @Test
    void halfAnAnswer() throws Exception {
        byte[] whole = Recorded.answer("39-scope-read-pending-200");
        assertThat(problem(listing(Arrays.copyOf(whole, whole.length / 2)))).isInstanceOf(LinkProblem.Dropped.class);
        assertThat(problem(listing(Arrays.copyOf(whole, 20)))).isInstanceOf(LinkProblem.class);
    }

    @Test
    void wrongContentType() throws Exception {
        byte[] html = FakeGateway.answer(200, "text/html", "{\"pending\":[]}");
        assertThat(problem(listing(html))).isInstanceOf(LinkProblem.Garbled.class);
        assertThat(problem(new FakeGateway(_ -> html))).isInstanceOf(LinkProblem.Foreign.class);
        assertThat(problem(new FakeGateway(_ -> FakeGateway.json(200, "{\"name\": \"Other\"}"))))
                .isInstanceOf(LinkProblem.Foreign.class);
    }

    @Test
    void noSense() throws Exception {
        for (String body :
                List.of("{\"pending\":", "[]", "null", "{\"pending\": {}}", "{\"pending\": 1e99999999999}")) {
            assertThat(problem(listing(FakeGateway.json(200, body)))).as(body).isInstanceOf(LinkProblem.Garbled.class);
        }
    }

    @Test
    void anErrorOfItsOwn() throws Exception {
        byte[] html = FakeGateway.answer(500, "text/html", "<h1>Oops</h1>");
        assertThat(problem(listing(html)))
                .isInstanceOfSatisfying(
                        LinkProblem.ServerError.class,
                        error -> assertThat(error.status()).isEqualTo(500));
        assertThat(problem(listing(Recorded.answer("11-approve-code-number-500"))))
                .isInstanceOf(LinkProblem.ServerError.class);
    }

    @Test
    void aRedirectIsNotFollowedAndNoCredentialLeaves() throws Exception {
        try (FakeGateway elsewhere = listing(FakeGateway.json(200, "{\"pending\": []}"))) {
            String there = "http://localhost:" + elsewhere.port() + LIST + "?token=x";
            for (int status : List.of(301, 302, 307, 308)) {
                byte[] redirect = FakeGateway.answer(status, "text/plain", "", "location: " + there);
                Problem list = problem(listing(redirect));
                assertThat(list).isInstanceOf(LinkProblem.Redirected.class);
                assertThat(list.halts()).isTrue();
                assertThat(list.toString()).doesNotContain("token=");
                assertThat(problem(new FakeGateway(_ -> redirect))).isInstanceOf(LinkProblem.Redirected.class);
            }
            assertThat(elsewhere.asked()).isEmpty();
        }
    }

    @Test
    void anUnknownCertificate() throws Exception {
        Path keys = folder.resolve("keys.p12");
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
                        keys.toString(),
                        "-storepass",
                        "of no worth")
                .redirectErrorStream(true)
                .start();
        tool.getInputStream().readAllBytes();
        assertThat(tool.waitFor()).isZero();
        char[] password = "of no worth".toCharArray();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, password);
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        ServerSocketFactory sockets = context.getServerSocketFactory();
        try (FakeGateway server = new FakeGateway(sockets, _ -> Recorded.answer("38-info"))) {
            fixture.values.clear();
            fixture.values.put(PraisonProduct.ADDRESS, "https://" + server.address());
            try (PraisonGateway gateway = fixture.connect()) {
                assertThat(problem(gateway))
                        .isInstanceOfSatisfying(
                                LinkProblem.Untrusted.class,
                                untrusted -> assertThat(untrusted.fingerprint()).contains(":"));
            }
            assertThat(server.asked()).isEmpty();
        }
    }

    @Test
    void clearTextToAnotherComputer() throws Exception {
        fixture.values.clear();
        fixture.values.put(PraisonProduct.ADDRESS, "http://192.0.2.1:8765");
        try (PraisonGateway gateway = fixture.connect()) {
            assertThat(problem(gateway)).isEqualTo(new LinkProblem.PlainText("192.0.2.1"));
        }
    }

    @Test
    void aTokenThatCannotStandInAHeader() throws Exception {
        fixture.secret(Credentials.TOKEN, "a\r\nX-Other: b");
        Problem problem = problem(listing(Recorded.answer("01-pending-empty")));
        assertThat(problem.sentence().key()).isEqualTo("praisonai.form.credential");
    }

    /** Run again with {@code -Dgatehouse.seed=…} what has failed. */
    @Test
    void aMutatedListIsRefusedOrItsWholeRowsStayListed() throws Exception {
        long seed = Long.getLong("gatehouse.seed", System.nanoTime());
        System.out.println("HttpFaultsTest: -Dgatehouse.seed=" + seed);
        Random random = new Random(seed);
        String whole = Recorded.of("39-scope-read-pending-200").body();
        int until = whole.indexOf("\"channel_id\":\"555\"");
        List<String> pieces = List.of("\"", "{", "}", "[", "]", ",", ":", "null", "0", "-1e999", "\"x\"", "\\");
        AtomicReference<String> said = new AtomicReference<>(whole);
        try (FakeGateway server = new FakeGateway(asked -> asked.path().equals(LIST)
                        ? FakeGateway.json(200, Objects.requireNonNull(said.get()))
                        : Recorded.answer(asked.credential() ? "38-info" : "02-pending-no-credential"));
                PraisonGateway gateway = fixture.connect(server)) {
            for (int round = 0; round < 300; round++) {
                int at = random.nextInt(until);
                int rest = Math.min(until, at + random.nextInt(4));
                String mutated =
                        whole.substring(0, at) + pieces.get(random.nextInt(pieces.size())) + whole.substring(rest);
                said.set(mutated);
                fixture.now = fixture.now.plusSeconds(10);
                String about = "seed " + seed + ", round " + round + ":\n" + mutated;
                try {
                    assertThat(requests(gateway.read()))
                            .as(about)
                            .extracting(request -> request.key().subject())
                            .contains("chan-9");
                } catch (GatewayException e) {
                    assertThat(e.problem()).as(about).isInstanceOf(LinkProblem.Garbled.class);
                }
            }
        }
    }

    @Test
    void tenThousandRows() throws Exception {
        String rows = IntStream.range(0, 10_000)
                .mapToObj(row ->
                        "{\"code\":null,\"code_hash\":\"%064x\",\"channel_type\":\"telegram\",\"channel_id\":null,\"created_at\":17951812%02d.%06d,\"user_name\":\"\u202epending\"}"
                                .formatted(row, row % 60, row))
                .collect(Collectors.joining(",", "{\"pending\":[", "]}"));
        try (FakeGateway server = listing(FakeGateway.json(200, rows));
                PraisonGateway gateway = fixture.connect(server)) {
            assertThat(requests(gateway.read())).hasSize(10_000);
        }
        byte[] endless = ("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 99999999\r\n\r\n"
                        + " ".repeat(26 << 20))
                .getBytes(StandardCharsets.US_ASCII);
        fixture.now = fixture.now.plusSeconds(60);
        assertThat(problem(listing(endless))).isInstanceOf(LinkProblem.TooMuch.class);
    }
}

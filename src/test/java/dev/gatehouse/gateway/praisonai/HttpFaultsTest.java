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
import java.util.Arrays;
import java.util.List;
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

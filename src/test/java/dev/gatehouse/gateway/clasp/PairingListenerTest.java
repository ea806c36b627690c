package dev.gatehouse.gateway.clasp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Secret;
import dev.gatehouse.io.CertificateFingerprint;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The console's own pairing service as clients and attackers meet it, over real sockets. */
class PairingListenerTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final FakeClock clock = new FakeClock();
    private final PairingService service = new PairingService(clock, clock, new SecureRandom(), () -> {});
    private volatile PairingSettings settings = PairingSettings.PAGE;
    private final PairingDoor door =
            new PairingDoor(service, () -> settings, null, true, "ws://192.0.2.1:7330", clock, () -> {});
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    @BeforeEach
    void open() throws GatewayException {
        door.open(Duration.ofMinutes(10));
    }

    @AfterEach
    void close() {
        door.close();
        client.close();
    }

    private String url() {
        return door.place().orElseThrow().url();
    }

    private int port() {
        return URI.create(url()).getPort();
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(url()).resolve(path)).timeout(Duration.ofSeconds(40));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
        return send(
                to(path).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    private String ask(String json) throws IOException, InterruptedException {
        HttpResponse<String> answer = post("/pair", json);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return JSON.readTree(answer.body()).path("pairingId").asString();
    }

    private JsonNode poll(String ticket) throws IOException, InterruptedException {
        return JSON.readTree(send(to("/pair/" + ticket)).body());
    }

    /** Sends {@code text} as it stands and returns all that comes back. */
    private String raw(String text) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    @Test
    void aClientAsksEntersThePinIsApprovedAndTakesItsTokenOnce() throws IOException, InterruptedException {
        String ticket = ask("{\"name\":\"My phone\"}");
        Waiting waiting = service.waiting().getLast();
        assertThat(waiting.name().text()).isEqualTo("My phone");
        assertThat(waiting.address()).isEqualTo("127.0.0.1");
        assertThat(poll(ticket).path("status").asString()).isEqualTo("pending");
        assertThat(poll(ticket).toString()).doesNotContain(waiting.pin().value());
        String pin = waiting.pin().value();
        HttpResponse<String> entered =
                post("/pair/" + ticket + "/pin", "{\"pin\":\"" + pin.substring(0, 3) + " " + pin.substring(3) + "\"}");
        assertThat(entered.statusCode()).isEqualTo(200);
        assertThat(service.waiting().getLast().entered()).isTrue();
        assertThat(service.claim(waiting.id())).isPresent();
        assertThat(poll(ticket).path("status").asString()).isEqualTo("pending");
        service.approve(waiting.id(), new Secret("ent_secret"), Permissions.of(List.of("/a"), List.of("/b")));
        JsonNode approved = poll(ticket);
        assertThat(approved.path("status").asString()).isEqualTo("approved");
        assertThat(approved.path("token").asString()).isEqualTo("ent_secret");
        assertThat(approved.path("router").asString()).isEqualTo("ws://192.0.2.1:7330");
        assertThat(approved.path("read").toString()).isEqualTo("[\"/a\"]");
        JsonNode again = poll(ticket);
        assertThat(again.has("token")).isFalse();
        assertThat(again.path("taken").asBoolean()).isTrue();
    }

    @Test
    void theTextsOfThePageAreSaidWithTheirRemedies() throws IOException, InterruptedException {
        String ticket = ask("{\"name\":\"a\"}");
        String right = service.waiting().getLast().pin().value();
        String wrong = right.startsWith("0") ? "1" + right.substring(1) : "0" + right.substring(1);
        HttpResponse<String> invalid = post("/pair/" + ticket + "/pin", "{\"pin\":\"" + wrong + "\"}");
        assertThat(invalid.statusCode()).isEqualTo(403);
        assertThat(invalid.body()).contains("Invalid PIN").contains("remedy");
        clock.pass(Duration.ofMinutes(5));
        assertThat(poll(ticket).path("message").asString()).isEqualTo("PIN expired");
        assertThat(post("/pair/" + ticket + "/pin", "{\"pin\":\"" + right + "\"}")
                        .statusCode())
                .isEqualTo(410);
        service.shut();
        HttpResponse<String> closed = post("/pair", "{\"name\":\"a\"}");
        assertThat(closed.statusCode()).isEqualTo(403);
        assertThat(closed.body()).contains("Pairing not enabled");
    }

    @Test
    void aForeignNameThatLeadsHereOpensNothing() throws IOException {
        for (String host : List.of("evil.example", "evil.example:" + port(), "127.0.0.1", "", "127.0.0.1:1")) {
            assertThat(raw("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n"))
                    .as(host)
                    .startsWith("HTTP/1.1 421 ");
        }
        assertThat(raw("GET / HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 421 ");
        assertThat(raw("GET / HTTP/1.1\r\nHost: localhost:" + port() + "\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ");
    }

    @Test
    void anotherSitesPageChangesNothingAndReadsNothing() throws IOException, InterruptedException {
        String json = "{\"name\":\"a\"}";
        assertThat(send(to("/pair")
                                .header("Content-Type", "application/json")
                                .header("Origin", "https://evil.example")
                                .POST(HttpRequest.BodyPublishers.ofString(json)))
                        .statusCode())
                .isEqualTo(403);
        assertThat(send(to("/pair")
                                .header("Content-Type", "application/json")
                                .header("Origin", "null")
                                .POST(HttpRequest.BodyPublishers.ofString(json)))
                        .statusCode())
                .isEqualTo(403);
        assertThat(send(to("/pair")
                                .header("Content-Type", "text/plain")
                                .POST(HttpRequest.BodyPublishers.ofString(json)))
                        .statusCode())
                .isEqualTo(415);
        assertThat(send(to("/pair")
                                .header("Content-Type", "application/json")
                                .header("Sec-Fetch-Site", "cross-site")
                                .POST(HttpRequest.BodyPublishers.ofString(json)))
                        .statusCode())
                .isEqualTo(403);
        assertThat(send(to("/pair").method("OPTIONS", HttpRequest.BodyPublishers.noBody()))
                        .headers()
                        .map())
                .doesNotContainKey("access-control-allow-origin");
        assertThat(service.waiting()).isEmpty();
    }

    @Test
    void everyAnswerIsStrict() throws IOException, InterruptedException {
        for (String path : List.of("/", "/pair.js", "/pair.css", "/nothing", "/pair/0000000000000000000000")) {
            HttpResponse<String> answer = send(to(path));
            assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(answer.headers().firstValue("Referrer-Policy")).contains("no-referrer");
            assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
                    .contains("default-src 'none'")
                    .contains("frame-ancestors 'none'")
                    .doesNotContain("unsafe");
        }
    }

    @Test
    void whatIsTooLargeOrNoHttpIsNotServed() throws IOException, InterruptedException {
        String host = "Host: 127.0.0.1:" + port() + "\r\n";
        assertThat(raw("GET / HTTP/1.1\r\n" + host + "X: " + "a".repeat(9_000))).startsWith("HTTP/1.1 431 ");
        assertThat(raw("POST /pair HTTP/1.1\r\n" + host + "Content-Length: 5000\r\n\r\n"))
                .startsWith("HTTP/1.1 413 ");
        assertThat(raw("POST /pair HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n"))
                .startsWith("HTTP/1.1 411 ");
        assertThat(raw("POST /pair HTTP/1.1\r\n" + host + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ");
        assertThat(raw("nonsense\r\n\r\n")).startsWith("HTTP/1.1 400 ");
        assertThat(raw("DELETE / HTTP/1.1\r\n" + host + "\r\n")).startsWith("HTTP/1.1 405 ");
        assertThat(post("/pair", "[1]").statusCode()).isEqualTo(400);
        assertThat(post("/pair", "{\"name\":\"\u202e \u0007\"}").statusCode()).isEqualTo(400);
    }

    @Test
    void whoIsSlowIsDropped() throws IOException {
        try (PairingListener listener = new PairingListener(
                        ServerSocketFactory.getDefault(),
                        InetAddress.ofLiteral("127.0.0.1"),
                        0,
                        _ -> WebAnswer.bare(200),
                        Duration.ofMillis(100));
                Socket socket = new Socket("127.0.0.1", listener.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write("GET / HT".getBytes(StandardCharsets.US_ASCII));
            assertThat(readToEnd(socket.getInputStream())).isZero();
        }
    }

    private static int readToEnd(InputStream in) {
        try {
            return in.readAllBytes().length;
        } catch (IOException _) {
            // Reset: dropped just as well.
            return 0;
        }
    }

    @Test
    void aClientWithItsOwnKeyHasToShowThatItHasIt() throws IOException, InterruptedException {
        EntityKey key = EntityKey.generate();
        long now = clock.instant().getEpochSecond();
        byte[] signature = key.sign(PairingEndpoints.proof(key.publicHex(), now).getBytes(StandardCharsets.UTF_8));
        String hex = HexFormat.of().formatHex(signature);
        String body = "{\"name\":\"own\",\"publicKey\":\"%s\",\"at\":%d,\"signature\":\"%s\"}";
        assertThat(post("/pair", body.formatted(key.publicHex(), now + 1, hex)).statusCode())
                .isEqualTo(400);
        assertThat(post("/pair", body.formatted(EntityKey.generate().publicHex(), now, hex))
                        .statusCode())
                .isEqualTo(400);
        var _ = ask(body.formatted(key.publicHex(), now, hex));
        Waiting waiting = service.waiting().getLast();
        assertThat(waiting.entity()).isEqualTo(key.id());
        assertThat(service.claim(waiting.id())).isEmpty();
    }

    @Test
    void itEndsWithItsTimeAndWithTheGateway() throws IOException, InterruptedException {
        int port = port();
        clock.pass(Duration.ofMinutes(10));
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> door.place().isEmpty());
        assertThatThrownBy(() -> new Socket("127.0.0.1", port).close()).isInstanceOf(IOException.class);
    }

    @Test
    void closingEndsItAtOnce() {
        int port = port();
        door.close();
        assertThat(door.place()).isEmpty();
        assertThatThrownBy(() -> new Socket("127.0.0.1", port).close()).isInstanceOf(IOException.class);
        assertThat(service.openUntil()).isEmpty();
    }

    @Test
    void beyondThisComputerItSpeaksTlsWithTheCertificateWhoseFingerprintIsTold()
            throws GeneralSecurityException, IOException {
        InetAddress here = InetAddress.ofLiteral("127.0.0.1");
        PairingCertificate made = PairingCertificate.make(here, Instant.now());
        made.certificate().verify(made.certificate().getPublicKey());
        made.certificate().checkValidity();
        X509Certificate[] seen = new X509Certificate[1];
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new X509ExtendedTrustManager[] {new Noting(seen)}, null);
        try (PairingListener listener =
                        new PairingListener(made.sockets(), here, 0, _ -> WebAnswer.json(200, "{\"a\":1}"));
                Socket socket = context.getSocketFactory().createSocket("127.0.0.1", listener.port())) {
            socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .endsWith("{\"a\":1}");
        }
        assertThat(CertificateFingerprint.of(seen[0])).isEqualTo(made.fingerprint());
        assertThat(seen[0].getSubjectAlternativeNames().toString()).contains("127.0.0.1");
    }

    /** Believes everything and keeps what it was shown. */
    private static final class Noting extends X509ExtendedTrustManager {
        private final X509Certificate[] seen;

        private Noting(X509Certificate[] seen) {
            this.seen = seen;
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
            seen[0] = chain[0];
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}

package dev.gatehouse.io;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Plain questions over HTTP, to servers that answer well, badly or not at all. */
@Timeout(60)
class AskTest {
    private static final String JSON = "HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=utf-8\r\n";

    @TempDir
    private Path folder;

    private final TransportRules rules = TransportRules.trusting(Trust.system());
    private final Transport transport = new Transport(rules);

    @AfterEach
    void close() {
        transport.close();
    }

    private HttpAnswer ask(TestServer server) throws NetworkFault {
        return transport.ask(HttpAsk.get(server.address(), "/info").header("Authorization", "Bearer s3cret"));
    }

    @Test
    void asksByHttp11AndGivesTheAnswerAsItIs() throws Exception {
        CompletableFuture<String> head = new CompletableFuture<>();
        try (TestServer server = new TestServer(wire -> {
            head.complete(wire.head());
            wire.write(JSON + "Content-Length: 13\r\n\r\n");
            wire.write("{\"a\":\"\u00fc\u4f60\"}".getBytes(StandardCharsets.UTF_8));
        })) {
            HttpAnswer answer = ask(server);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.isJson()).isTrue();
            assertThat(answer.ok()).isTrue();
            assertThat(answer.body()).isEqualTo("{\"a\":\"\u00fc\u4f60\"}");
            assertThat(head.get(20, SECONDS))
                    .startsWith("GET /info HTTP/1.1\r\n")
                    .containsIgnoringCase("Authorization: Bearer s3cret")
                    .doesNotContainIgnoringCase("Upgrade")
                    .doesNotContainIgnoringCase("Origin:");
        }
    }

    @Test
    void putsThePathBehindThatOfTheAddress() throws Exception {
        CompletableFuture<String> head = new CompletableFuture<>();
        try (TestServer server = new TestServer(wire -> {
            head.complete(wire.head());
            wire.write("HTTP/1.1 204 No Content\r\n\r\n");
        })) {
            Address below = new Address(false, "127.0.0.1", server.port(), "/gateway/");
            transport.ask(HttpAsk.json("POST", below, "/api/x?y=%20z", "{}"));
            assertThat(head.get(20, SECONDS))
                    .startsWith("POST /gateway/api/x?y=%20z HTTP/1.1\r\n")
                    .containsIgnoringCase("Content-Type: application/json")
                    .containsIgnoringCase("Content-Length: 2");
        }
    }

    @Test
    void noCredentialFollowsARedirect() throws Exception {
        try (TestServer other = new TestServer(wire -> wire.write(JSON + "Content-Length: 2\r\n\r\n{}"));
                TestServer server = new TestServer(wire -> {
                    wire.head();
                    wire.write("HTTP/1.1 302 Found\r\nLocation: http://localhost:" + other.port()
                            + "/\r\nContent-Length: 0\r\n\r\n");
                })) {
            HttpAnswer answer = ask(server);
            assertThat(answer.redirects()).isTrue();
            assertThat(answer.header("Location")).contains("http://localhost:" + other.port() + "/");
            assertThat(other.connections()).isZero();
        }
    }

    @Test
    void nothingIsSentInClearToAnotherComputer() {
        Address away = new Address(false, "gateway.example", 80, "/");
        assertThatExceptionOfType(NetworkFault.PlainText.class)
                .isThrownBy(() -> transport.ask(HttpAsk.get(away, "/info")));
    }

    @Test
    void aMuteServerIsGivenUpInTime() throws Exception {
        try (TestServer server = new TestServer(wire -> wire.awaitEnd())) {
            Duration limit = Duration.ofMillis(200);
            assertThatExceptionOfType(NetworkFault.Silent.class)
                    .isThrownBy(() ->
                            transport.ask(HttpAsk.get(server.address(), "/info").limit(limit)))
                    .satisfies(silent -> assertThat(silent.limit()).isEqualTo(limit));
        }
    }

    @Test
    void anAnswerThatNeverEndsIsGivenUpInTime() throws Exception {
        try (TestServer server = new TestServer(wire -> {
            wire.head();
            wire.write(JSON + "Content-Length: 100\r\n\r\n{\"pend");
            wire.awaitEnd();
        })) {
            assertThatExceptionOfType(NetworkFault.Silent.class)
                    .isThrownBy(() ->
                            transport.ask(HttpAsk.get(server.address(), "/info").limit(Duration.ofMillis(300))));
        }
    }

    @Test
    void whatIsGivenUpIsHungUp() throws Exception {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        try (TestServer server = new TestServer(wire -> {
            wire.head();
            wire.write(JSON + "Content-Length: 100\r\n\r\n{\"pend");
            wire.awaitEnd();
            ended.complete(null);
        })) {
            assertThatExceptionOfType(NetworkFault.Silent.class)
                    .isThrownBy(() ->
                            transport.ask(HttpAsk.get(server.address(), "/info").limit(Duration.ofMillis(300))));
            ended.get(20, SECONDS);
        }
    }

    @Test
    void halfAnAnswerIsNone() throws Exception {
        try (TestServer server = new TestServer(wire -> {
            wire.head();
            wire.write(JSON + "Content-Length: 100\r\n\r\n{\"pend");
        })) {
            assertThat(catchThrowable(() -> ask(server))).isInstanceOf(NetworkFault.Broken.class);
        }
    }

    @Test
    void whatIsTooLargeIsNotRead() throws Exception {
        Transport narrow = new Transport(rules.withLargestMessage(1000));
        try (narrow;
                TestServer server = new TestServer(wire -> {
                    wire.head();
                    wire.write(JSON + "Content-Length: 100000\r\n\r\n" + "x".repeat(100_000));
                    wire.awaitEnd();
                })) {
            assertThatExceptionOfType(NetworkFault.TooLarge.class)
                    .isThrownBy(() -> narrow.ask(HttpAsk.get(server.address(), "/info")))
                    .satisfies(large -> assertThat(large.limit()).isEqualTo(1000));
        }
    }

    @Test
    void nobodyThereIsRefused() throws Exception {
        Address gone;
        try (TestServer server = new TestServer(wire -> {})) {
            gone = server.address();
        }
        assertThatExceptionOfType(NetworkFault.Refused.class)
                .isThrownBy(() -> transport.ask(HttpAsk.get(gone, "/info")));
    }

    @Test
    void whoSpeaksNoHttpIsForeign() throws Exception {
        try (TestServer server = new TestServer(wire -> {
            wire.head();
            wire.write("SSH-2.0-OpenSSH_9.2\r\n\r\n");
        })) {
            assertThat(catchThrowable(() -> ask(server))).isInstanceOf(NetworkFault.Foreign.class);
        }
    }

    @Test
    void anUnknownCertificateIsShownAndNothingIsSaid() throws Exception {
        Certificates certificates = new Certificates(folder);
        certificates.make("self");
        try (TestServer server = new TestServer(certificates.sockets("self"), wire -> wire.head())) {
            assertThatExceptionOfType(NetworkFault.Untrusted.class)
                    .isThrownBy(() -> transport.ask(HttpAsk.get(server.secure("127.0.0.1"), "/info")))
                    .satisfies(untrusted -> assertThat(untrusted.fingerprint()).contains(":"));
        }
    }

    @Test
    void aQuestionAndAnAnswerPrintWithoutWhatTheyHold() {
        HttpAsk question = HttpAsk.json("POST", new Address(false, "127.0.0.1", 1, "/"), "/a?token=s3cret", "s3cret")
                .header("Authorization", "Bearer s3cret");
        assertThat(question.toString()).doesNotContain("s3cret").contains("POST");
        assertThat(new HttpAnswer(200, Map.of("set-cookie", List.of("s3cret")), "s3cret"))
                .hasToString("HttpAnswer[200]");
    }
}

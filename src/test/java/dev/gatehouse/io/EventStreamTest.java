package dev.gatehouse.io;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class EventStreamTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(150);
    private static final String AGREED = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\n\r\n";

    private final Transport transport = new Transport(TransportRules.trusting(Trust.system()));

    @AfterEach
    void close() {
        transport.close();
    }

    private EventStream open(TestServer server) throws NetworkFault {
        return transport.openEvents(
                HttpAsk.get(server.address(), "/v1/events?a=b").header("Authorization", "Bearer secret"), "");
    }

    @Test
    void bringsEventsAsTheyCome() throws Exception {
        CompletableFuture<Void> heard = new CompletableFuture<>();
        CompletableFuture<String> head = new CompletableFuture<>();
        try (TestServer server = new TestServer(wire -> {
                    head.complete(wire.head());
                    wire.write(AGREED + ":hello\n\nid: 1\nda");
                    wire.write("ta: one\n\n");
                    heard.join();
                    wire.write("data: zwei \u00c3\u00bc\n\n");
                    wire.awaitEnd();
                });
                EventStream events = open(server)) {
            assertThat(events.next(LONG)).isEqualTo(new EventStream.Event("1", "message", "one"));
            heard.complete(null);
            assertThat(events.next(LONG).data()).isEqualTo("zwei \u00fc");
            assertThat(events.lastId()).isEqualTo("1");
            assertThat(head.get(20, SECONDS))
                    .startsWith("GET /v1/events?a=b HTTP/1.1\r\n")
                    .containsIgnoringCase("\r\nAccept: text/event-stream\r\n")
                    .containsIgnoringCase("\r\nAuthorization: Bearer secret\r\n")
                    .doesNotContainIgnoringCase("Last-Event-ID");
        }
    }

    @Test
    void readsChunksHoweverTheyAreCut() throws Exception {
        byte[] text = "data: gr\u00fc\u00df\r\n\r\n".getBytes(StandardCharsets.UTF_8);
        try (TestServer server = new TestServer(wire -> {
                    wire.head();
                    wire.write(AGREED.replace("\r\n\r\n", "\r\nTransfer-Encoding: chunked\r\n\r\n"));
                    for (byte one : text) {
                        wire.write("1\r\n");
                        wire.write(new byte[] {one, '\r', '\n'});
                    }
                    wire.write("0\r\n\r\n");
                    wire.awaitEnd();
                });
                EventStream events = open(server)) {
            assertThat(events.next(LONG).data()).isEqualTo("gr\u00fc\u00df");
            assertThatExceptionOfType(NetworkFault.Closed.class).isThrownBy(() -> events.next(LONG));
        }
    }

    @ParameterizedTest
    @CsvSource(
            value = {"41;41", "a b;a b", "\u00fcber;", "7\u00077;"},
            delimiter = ';')
    void saysWhichEventWasTheLastIfAHeaderCanSayIt(String id, String sent) throws Exception {
        CompletableFuture<String> head = new CompletableFuture<>();
        try (TestServer server = new TestServer(wire -> {
                    head.complete(wire.head());
                    wire.write(AGREED);
                    wire.awaitEnd();
                });
                EventStream events = transport.openEvents(HttpAsk.get(server.address(), "/"), id)) {
            assertThat(events.lastId()).isEqualTo(id);
            if (sent == null) {
                assertThat(head.get(20, SECONDS)).doesNotContainIgnoringCase("Last-Event-ID");
            } else {
                assertThat(head.get(20, SECONDS)).containsIgnoringCase("\r\nLast-Event-ID: " + sent + "\r\n");
            }
        }
    }

    @Test
    void silenceHasAnEndAndACommentIsNoSilence() throws Exception {
        CompletableFuture<Void> goOn = new CompletableFuture<>();
        try (TestServer server = new TestServer(wire -> {
                    wire.head();
                    wire.write(AGREED);
                    goOn.join();
                    wire.write(":still here\n\ndata: x\n\n");
                    wire.awaitEnd();
                });
                EventStream events = open(server)) {
            assertThatExceptionOfType(NetworkFault.Silent.class)
                    .isThrownBy(() -> events.next(SHORT))
                    .satisfies(e -> assertThat(e.limit()).isEqualTo(SHORT));
            goOn.complete(null);
            assertThat(events.next(LONG).data()).isEqualTo("x");
        }
    }

    @Test
    void closingEndsTheWaitAtOnceAndTheOtherSideSeesIt() throws Exception {
        try (TestServer server = new TestServer(wire -> {
            wire.head();
            wire.write(AGREED);
            wire.awaitEnd();
        })) {
            EventStream events = open(server);
            CompletableFuture<Throwable> ended = new CompletableFuture<>();
            Thread reader = Thread.ofVirtual().start(() -> ended.complete(catchThrowable(() -> events.next(LONG))));
            await().until(() -> reader.getState() == Thread.State.TIMED_WAITING);
            long before = System.nanoTime();
            events.close();
            events.close();
            assertThat(ended.get(5, SECONDS)).isInstanceOf(NetworkFault.Closed.class);
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(1));
            server.finished().get(5, SECONDS);
        }
    }

    @Test
    void anEndInTheMiddleOfAnEventIsAnEndAndNoEvent() throws Exception {
        try (TestServer server = new TestServer(wire -> {
                    wire.head();
                    wire.write(AGREED + "data: whole\n\ndata: ha");
                });
                EventStream events = open(server)) {
            assertThat(events.next(LONG).data()).isEqualTo("whole");
            assertThatExceptionOfType(NetworkFault.Closed.class).isThrownBy(() -> events.next(LONG));
        }
    }

    @Test
    void aConnectionThatBreaksIsSaidToBreak() throws Exception {
        CompletableFuture<Void> heard = new CompletableFuture<>();
        try (TestServer server = new TestServer(wire -> {
                    wire.head();
                    wire.write(AGREED.replace("\r\n\r\n", "\r\nContent-Length: 1000\r\n\r\n") + "data: x\n\n");
                    heard.join();
                    wire.reset();
                });
                EventStream events = open(server)) {
            assertThat(events.next(LONG).data()).isEqualTo("x");
            heard.complete(null);
            assertThatExceptionOfType(NetworkFault.Broken.class).isThrownBy(() -> events.next(LONG));
        }
    }

    @Test
    void aLineThatNeverEndsIsNotKept() throws Exception {
        String much = "x".repeat(1 << 16);
        try (TestServer server = new TestServer(wire -> {
                    wire.head();
                    wire.write(AGREED + "data: ");
                    while (true) {
                        wire.write(much);
                    }
                });
                EventStream events = open(server)) {
            assertThatExceptionOfType(NetworkFault.TooLarge.class)
                    .isThrownBy(() -> events.next(LONG))
                    .satisfies(e -> assertThat(e.limit()).isEqualTo(EventStream.LARGEST));
        }
    }

    @Test
    void whoReadsSlowlyIsNotSentEverything() throws Exception {
        String event = "data: " + "x".repeat(1000) + "\n\n";
        try (TestServer server = new TestServer(wire -> {
                    wire.head();
                    wire.write(AGREED);
                    while (true) {
                        wire.write(event);
                    }
                });
                EventStream events = open(server)) {
            assertThat(events.next(LONG).data()).hasSize(1000);
            long[] last = {-1};
            await().pollInterval(Duration.ofMillis(200)).until(() -> {
                boolean still = last[0] == server.written();
                last[0] = server.written();
                return still;
            });
            // What lies in the sockets of both sides and in one piece of the reader's.
            assertThat(server.written()).isLessThan(40L << 20);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "401 Unauthorized\r\nContent-Type: application/json",
                "404 Not Found\r\nContent-Type: text/event-stream",
                "500 Internal Server Error\r\nContent-Type: text/html",
                "200 OK\r\nContent-Type: text/html",
                "200 OK\r\nX: y",
                "204 No Content\r\nX: y"
            })
    void anotherAnswerIsNoStream(String answer) throws Exception {
        try (TestServer server = new TestServer(wire -> {
            wire.head();
            wire.write("HTTP/1.1 " + answer + "\r\n\r\n<html>");
            wire.awaitEnd();
        })) {
            assertThatExceptionOfType(NetworkFault.Foreign.class)
                    .isThrownBy(() -> open(server))
                    .satisfies(e -> assertThat(e.status()).isEqualTo(Integer.parseInt(answer.substring(0, 3))));
            // It lets go of a body that does not end; with 204 there is none.
            if (!answer.startsWith("204")) {
                server.finished().get(5, SECONDS);
            }
        }
    }

    @Test
    void noRedirectIsFollowed() throws Exception {
        try (TestServer other = new TestServer(wire -> wire.write(AGREED));
                TestServer server = new TestServer(wire -> {
                    wire.head();
                    wire.write("HTTP/1.1 302 Found\r\nLocation: "
                            + other.address().web() + "\r\nContent-Length: 0\r\n\r\n");
                    wire.awaitEnd();
                })) {
            assertThatExceptionOfType(NetworkFault.Foreign.class)
                    .isThrownBy(() -> open(server))
                    .satisfies(e -> assertThat(e.status()).isEqualTo(302));
            assertThat(other.connections()).isZero();
        }
    }

    @Test
    void whoDoesNotAnswerIsNotWaitedFor() throws Exception {
        CompletableFuture<Void> left = new CompletableFuture<>();
        try (TestServer server = new TestServer(wire -> {
            wire.head();
            wire.awaitEnd();
            left.complete(null);
        })) {
            assertThatExceptionOfType(NetworkFault.Silent.class)
                    .isThrownBy(() -> transport.openEvents(
                            HttpAsk.get(server.address(), "/").limit(SHORT), ""));
            left.get(5, SECONDS);
        }
    }

    @Test
    void nobodyThere() throws Exception {
        TestServer server = new TestServer(wire -> {});
        server.close();
        assertThatExceptionOfType(NetworkFault.Refused.class).isThrownBy(() -> open(server));
    }

    @Test
    void sendsNothingInClearToAnotherComputer() {
        Address elsewhere = new Address(false, "192.0.2.7", 8787, "/");
        assertThatExceptionOfType(NetworkFault.PlainText.class)
                .isThrownBy(() -> transport.openEvents(HttpAsk.get(elsewhere, "/"), ""));
    }

    @Test
    void believesNoCertificateThatNobodyVouchesFor(@TempDir Path folder) throws Exception {
        Certificates certificates = new Certificates(folder);
        certificates.make("self", "-ext", "san=dns:localhost,ip:127.0.0.1");
        try (TestServer server = new TestServer(certificates.sockets("self"), wire -> {
            wire.head();
            wire.write(AGREED + "data: x\n\n");
            wire.awaitEnd();
        })) {
            assertThatExceptionOfType(NetworkFault.Untrusted.class)
                    .isThrownBy(() -> transport.openEvents(HttpAsk.get(server.secure("localhost"), "/"), ""))
                    .satisfies(e -> assertThat(e.fingerprint())
                            .isEqualTo(certificates.fingerprint("self").text()));
            Trust pinned = Trust.system().pinned(certificates.fingerprint("self"));
            try (Transport told = new Transport(TransportRules.trusting(pinned));
                    EventStream events = told.openEvents(HttpAsk.get(server.secure("localhost"), "/"), "")) {
                assertThat(events.next(LONG).data()).isEqualTo("x");
            }
        }
    }

    @Test
    void noDataInWhatIsPrinted() {
        assertThat(new EventStream.Event("1", "message", "ABCD2345").toString()).doesNotContain("ABCD2345");
    }
}

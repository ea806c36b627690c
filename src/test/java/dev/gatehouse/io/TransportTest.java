package dev.gatehouse.io;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TransportTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(200);

    private final TransportRules rules = TransportRules.trusting(Trust.system());
    private final Transport transport = new Transport(rules);

    @AfterEach
    void close() {
        transport.close();
    }

    // What goes well

    @Test
    void carriesMessagesBothWays() throws Exception {
        try (TestServer server = new TestServer(wire -> {
                    wire.upgrade();
                    wire.text("hello \ud83d\udc4b");
                    wire.text("you said " + wire.message());
                    wire.awaitEnd();
                });
                Messages messages = transport.openMessages(server.address())) {
            assertThat(messages.receive(LONG)).isEqualTo("hello \ud83d\udc4b");
            messages.send("gr\u00fc\u00df dich");
            assertThat(messages.receive(LONG)).isEqualTo("you said gr\u00fc\u00df dich");
        }
    }

    @Test
    void asksPlainlyAndWithoutAnOrigin() throws Exception {
        CompletableFuture<String> head = new CompletableFuture<>();
        try (TestServer server = new TestServer(wire -> {
            head.complete(wire.upgrade());
            wire.awaitEnd();
        })) {
            Address address = new Address(false, "127.0.0.1", server.port(), "/some/path");
            transport.openMessages(address).close();
            assertThat(head.get(20, SECONDS))
                    .startsWith("GET /some/path HTTP/1.1\r\n")
                    .containsIgnoringCase("\r\nHost: 127.0.0.1:" + server.port() + "\r\n")
                    .doesNotContainIgnoringCase("\r\nOrigin:")
                    .doesNotContainIgnoringCase("\r\nCookie:")
                    .doesNotContainIgnoringCase("\r\nAuthorization:");
        }
    }

    @Test
    void keepsTheOrderOfAThousandMessages() throws Exception {
        try (TestServer server = new TestServer(wire -> {
                    wire.upgrade();
                    for (int i = 0; i < 1000; i++) {
                        wire.text("message " + i);
                    }
                    for (int i = 0; i < 1000; i++) {
                        assertThat(wire.message()).isEqualTo("answer " + i);
                    }
                    wire.text("all there");
                    wire.awaitEnd();
                });
                Messages messages = transport.openMessages(server.address())) {
            for (int i = 0; i < 1000; i++) {
                assertThat(messages.receive(LONG)).isEqualTo("message " + i);
            }
            for (int i = 0; i < 1000; i++) {
                messages.send("answer " + i);
            }
            assertThat(messages.receive(LONG)).isEqualTo("all there");
        }
    }

    @Test
    void sendsFromManyThreadsAtOnce() throws Exception {
        Queue<String> heard = new ConcurrentLinkedQueue<>();
        try (TestServer server = new TestServer(wire -> {
                    wire.upgrade();
                    for (int i = 0; i < 200; i++) {
                        heard.add(wire.message());
                    }
                });
                Messages messages = transport.openMessages(server.address())) {
            for (int i = 0; i < 200; i++) {
                String message = i + "x".repeat(1000);
                Thread.ofVirtual().name("sender").start(() -> sendUnchecked(messages, message));
            }
            server.finished().get(20, SECONDS);
            assertThat(heard).hasSize(200).doesNotHaveDuplicates().allMatch(message -> message.endsWith("x"));
        }
    }

    private static void sendUnchecked(Messages messages, String message) {
        try {
            messages.send(message);
        } catch (NetworkFault e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void putsFragmentsTogetherWithPingsBetweenThem() throws Exception {
        byte[] wave = "\ud83d\udc4b".getBytes(StandardCharsets.UTF_8);
        try (TestServer server = new TestServer(wire -> {
                    wire.upgrade();
                    wire.frame(Wire.TEXT, false, "one ".getBytes(StandardCharsets.UTF_8));
                    wire.frame(Wire.PING, true, new byte[] {1, 2, 3});
                    wire.frame(Wire.CONTINUATION, false, new byte[0]);
                    wire.frame(Wire.CONTINUATION, false, new byte[] {wave[0], wave[1]});
                    wire.frame(Wire.CONTINUATION, true, new byte[] {wave[2], wave[3]});
                    Wire.Frame pong = wire.read();
                    assertThat(pong.opcode()).isEqualTo(Wire.PONG);
                    assertThat(pong.payload()).containsExactly(1, 2, 3);
                    wire.text("two");
                    // What is said just before the line is cut may be lost with it.
                    wire.read();
                });
                Messages messages = transport.openMessages(server.address())) {
            assertThat(messages.receive(LONG)).isEqualTo("one \ud83d\udc4b");
            assertThat(messages.receive(LONG)).isEqualTo("two");
            messages.close();
            server.finished().get(20, SECONDS);
        }
    }

    @Test
    void answersPingsWhileNothingIsReceived() throws Exception {
        try (TestServer server = new TestServer(wire -> {
                    wire.upgrade();
                    for (int i = 0; i < 3; i++) {
                        wire.frame(Wire.PING, true, new byte[] {9});
                        assertThat(wire.read().opcode()).isEqualTo(Wire.PONG);
                    }
                });
                Messages _ = transport.openMessages(server.address())) {
            server.finished().get(20, SECONDS);
        }
    }

    // Size and pace

    @ParameterizedTest
    @ValueSource(strings = {"x", "\u00e9", "\u20ac", "\ud83d\udc4b"})
    void takesAMessageOfTheLimitAndNotOneByteMore(String letter) throws Exception {
        int limit = 1200;
        String fitting = letter.repeat(limit / letter.getBytes(StandardCharsets.UTF_8).length);
        try (TestServer server = new TestServer(wire -> {
                    wire.upgrade();
                    wire.text(fitting);
                    wire.text(fitting);
                    wire.text(fitting + "x");
                    wire.awaitEnd();
                });
                Transport narrow = new Transport(rules.withLargestMessage(limit));
                Messages messages = narrow.openMessages(server.address())) {
            assertThat(messages.receive(LONG)).isEqualTo(fitting);
            assertThat(messages.receive(LONG)).isEqualTo(fitting);
            assertThatExceptionOfType(NetworkFault.TooLarge.class)
                    .isThrownBy(() -> messages.receive(LONG))
                    .satisfies(e -> assertThat(e.limit()).isEqualTo(limit));
            assertThatExceptionOfType(NetworkFault.TooLarge.class).isThrownBy(() -> messages.send("more"));
            awaitDropped(server);
        }
    }

    /** The client has ended the connection, with a reset or without. */
    private static void awaitDropped(TestServer server) {
        await().until(() -> server.finished().isDone());
    }

    @Test
    void takesTheLargestMessageOfOpenClaw() throws Exception {
        byte[] letters = new byte[26_214_400];
        Arrays.fill(letters, (byte) 'a');
        try (TestServer server = new TestServer(wire -> {
                    wire.upgrade();
                    wire.frame(Wire.TEXT, true, letters);
                    wire.text("and on");
                    wire.awaitEnd();
                });
                Messages messages = transport.openMessages(server.address())) {
            assertThat(messages.receive(LONG).length()).isEqualTo(letters.length);
            assertThat(messages.receive(LONG)).isEqualTo("and on");
        }
    }

    @Test
    void stopsReadingAMessageThatNeverEnds() throws Exception {
        try (TestServer server = new TestServer(wire -> {
                    wire.upgrade();
                    wire.header(Wire.TEXT, true, 1L << 40);
                    byte[] some = new byte[65_536];
                    for (long sent = 0; sent < 1L << 30; sent += some.length) {
                        wire.write(some);
                    }
                });
                Transport narrow = new Transport(rules.withLargestMessage(1 << 20));
                Messages messages = narrow.openMessages(server.address())) {
            assertThatExceptionOfType(NetworkFault.TooLarge.class).isThrownBy(() -> messages.receive(LONG));
            awaitDropped(server);
            // The limit, and what the system's buffers hold.
            assertThat(server.written()).isLessThan(64 << 20);
        }
    }

    @Test
    void letsAFastServerWaitForASlowConsumer() throws Exception {
        String megabyte = "m".repeat(1 << 20);
        try (TestServer server = new TestServer(wire -> {
                    wire.upgrade();
                    for (int i = 0; i < 200; i++) {
                        wire.text(i + megabyte);
                    }
                    wire.awaitEnd();
                });
                Messages messages = transport.openMessages(server.address())) {
            assertThat(messages.receive(LONG)).startsWith("0m");
            await().until(() -> server.written() > 1 << 20);
            long[] before = {-1};
            // Until it has come to a stop: at the brim, or at the end.
            await().pollInterval(Duration.ofMillis(300)).until(() -> {
                long now = server.written();
                boolean same = now == before[0];
                before[0] = now;
                return same;
            });
            assertThat(server.written()).isLessThan(64 << 20);
            for (int i = 1; i < 200; i++) {
                assertThat(messages.receive(LONG)).startsWith(i + "m");
            }
        }
    }

    // How it ends

    @ParameterizedTest
    @CsvSource({"1008, pairing required", "1012, service restart", "1013, gateway starting", "4001, device removed"})
    void passesOnTheOthersCodeAndReason(int code, String reason) throws Exception {
        try (TestServer server = new TestServer(wire -> {
                    wire.upgrade();
                    wire.text("last words");
                    wire.close(code, reason);
                    wire.awaitEnd();
                });
                Messages messages = transport.openMessages(server.address())) {
            assertThat(messages.receive(LONG)).isEqualTo("last words");
            for (int i = 0; i < 2; i++) {
                assertClosed(code, reason, () -> messages.receive(LONG));
            }
            assertClosed(code, reason, () -> messages.send("too late"));
            server.finished().get(20, SECONDS);
        }
    }

    private static void assertClosed(int code, String reason, ThrowingCallable call) {
        assertThatExceptionOfType(NetworkFault.Closed.class)
                .isThrownBy(call)
                .satisfies(e -> assertThat(e.code()).isEqualTo(code))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @Test
    void tellsAConnectionThatJustEnded() throws Exception {
        try (TestServer server = new TestServer(Wire::upgrade);
                Messages messages = transport.openMessages(server.address())) {
            assertClosed(1006, "", () -> messages.receive(LONG));
        }
    }

    /** The JDK forgets such an end in about every second case on a busy computer. */
    @RepeatedTest(5)
    void tellsAConnectionThatEndedWithinAMessage() throws Exception {
        try (TestServer server = new TestServer(wire -> {
                    wire.upgrade();
                    wire.header(Wire.TEXT, true, 100);
                    wire.write("only this");
                });
                Messages messages = transport.openMessages(server.address())) {
            assertClosed(1006, "", () -> messages.receive(LONG));
        }
    }

    /** The end comes while nobody asks for more. */
    @Test
    void tellsAConnectionThatEndedWhileAMessageWaited() throws Exception {
        try (TestServer server = new TestServer(wire -> {
                    wire.upgrade();
                    wire.text("last words");
                });
                Messages messages = transport.openMessages(server.address())) {
            server.finished().get(20, SECONDS);
            assertClosed(1006, "", () -> {
                // The JDK may tell of the end before it hands over what came last.
                assertThat(messages.receive(LONG)).isEqualTo("last words");
                messages.receive(LONG);
            });
        }
    }

    @Test
    void tellsAConnectionThatBroke() throws Exception {
        CountDownLatch open = new CountDownLatch(1);
        try (TestServer server = new TestServer(wire -> {
                    wire.upgrade();
                    awaitUnchecked(open);
                    wire.reset();
                });
                Messages messages = transport.openMessages(server.address())) {
            open.countDown();
            assertThatExceptionOfType(NetworkFault.Broken.class).isThrownBy(() -> messages.receive(LONG));
            assertThatExceptionOfType(NetworkFault.Broken.class).isThrownBy(() -> messages.send("anybody?"));
        }
    }

    private static void awaitUnchecked(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void saysThatNothingWasHeardAndGoesOn() throws Exception {
        try (TestServer server = new TestServer(wire -> {
                    wire.upgrade();
                    wire.text(wire.message());
                    wire.awaitEnd();
                });
                Messages messages = transport.openMessages(server.address())) {
            assertThatExceptionOfType(NetworkFault.Silent.class)
                    .isThrownBy(() -> messages.receive(SHORT))
                    .satisfies(e -> assertThat(e.limit()).isEqualTo(SHORT));
            messages.send("still there?");
            assertThat(messages.receive(LONG)).isEqualTo("still there?");
        }
    }

    @Test
    void givesUpSendingToOneWhoDoesNotRead() throws Exception {
        TransportRules hasty = new TransportRules(
                rules.trust(), Set.of(), rules.connectLimit(), rules.handshakeLimit(), SHORT, rules.largestMessage());
        CountDownLatch end = new CountDownLatch(1);
        try (TestServer server = new TestServer(wire -> {
                    wire.upgrade();
                    awaitUnchecked(end);
                });
                Transport narrow = new Transport(hasty);
                Messages messages = narrow.openMessages(server.address())) {
            String much = "x".repeat(100 << 20);
            assertThatExceptionOfType(NetworkFault.Silent.class).isThrownBy(() -> messages.send(much));
            assertThatExceptionOfType(NetworkFault.Broken.class).isThrownBy(() -> messages.receive(LONG));
            end.countDown();
        }
    }

    @Test
    void refusesBinaryMessages() throws Exception {
        try (TestServer server = new TestServer(wire -> {
                    wire.upgrade();
                    wire.frame(Wire.BINARY, true, new byte[] {1});
                    wire.awaitEnd();
                });
                Messages messages = transport.openMessages(server.address())) {
            assertForeign(0, () -> messages.receive(LONG));
            awaitDropped(server);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u00ff\u00ff\u00ff\u00ff", // an unknown opcode
                "\u0081\u0002\u00c3\u0028", // no UTF-8
                "\u0080\u0001x", // the end of nothing
                "\u00c1\u0001x", // compressed, which nobody agreed to
                "\u0081\u0081aaaax", // masked, which a server must not
                "\u0088\u0001x", // half a close code
            })
    void tellsWhatIsNoWebSocket(String bytes) throws Exception {
        try (TestServer server = new TestServer(wire -> {
                    wire.upgrade();
                    wire.write(bytes);
                    wire.awaitEnd();
                });
                Messages messages = transport.openMessages(server.address())) {
            assertForeign(0, () -> messages.receive(LONG));
        }
    }

    private static void assertForeign(int status, ThrowingCallable call) {
        assertThatExceptionOfType(NetworkFault.Foreign.class)
                .isThrownBy(call)
                .satisfies(e -> assertThat(e.status()).isEqualTo(status));
    }

    // Closing

    @Test
    void closesPolitelyAndFreesWhoeverWaits() throws Exception {
        CompletableFuture<Integer> code = new CompletableFuture<>();
        try (TestServer server = new TestServer(wire -> {
            wire.upgrade();
            wire.text("first");
            wire.text("never taken");
            wire.text("nor this");
            code.complete(wire.read().closeCode());
            wire.close(1000, "");
            wire.awaitEnd();
        })) {
            Messages messages = transport.openMessages(server.address());
            assertThat(messages.receive(LONG)).isEqualTo("first");
            messages.close();
            messages.close();
            assertThat(code.get(20, SECONDS)).isEqualTo(1000);
            server.finished().get(20, SECONDS);
            assertClosed(1000, "", () -> messages.receive(LONG));
            assertClosed(1000, "", () -> messages.send("too late"));
        }
    }

    @Test
    void freesAWaitingReceiveWhenClosed() throws Exception {
        try (TestServer server = new TestServer(wire -> {
            wire.upgrade();
            wire.awaitEnd();
        })) {
            Messages messages = transport.openMessages(server.address());
            CompletableFuture<NetworkFault> end = receiveElsewhere(messages);
            messages.close();
            assertThat(end.get(20, SECONDS)).isInstanceOf(NetworkFault.Closed.class);
        }
    }

    private static CompletableFuture<NetworkFault> receiveElsewhere(Messages messages) {
        CompletableFuture<NetworkFault> end = new CompletableFuture<>();
        Thread receiver = Thread.ofPlatform().name("receiver").start(() -> {
            try {
                end.completeExceptionally(new AssertionError(messages.receive(Duration.ofHours(1))));
            } catch (NetworkFault e) {
                end.complete(e);
            }
        });
        await().until(() -> receiver.getState() == Thread.State.TIMED_WAITING);
        return end;
    }

    @Test
    void leavesEvenIfTheOtherNeverAnswersTheClose() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (TestServer server = new TestServer(wire -> {
            wire.upgrade();
            awaitUnchecked(end);
            wire.awaitEnd();
        })) {
            transport.openMessages(server.address()).close();
            end.countDown();
            awaitDropped(server);
        }
    }

    @Test
    void dropsWhatIsOpenWhenTheTransportCloses() throws Exception {
        try (TestServer server = new TestServer(wire -> {
            wire.upgrade();
            wire.awaitEnd();
        })) {
            Transport own = new Transport(rules);
            Messages messages = own.openMessages(server.address());
            CompletableFuture<NetworkFault> end = receiveElsewhere(messages);
            own.close();
            assertThat(end.get(20, SECONDS)).isInstanceOf(NetworkFault.class);
            awaitDropped(server);
            assertThatExceptionOfType(NetworkFault.class).isThrownBy(() -> own.openMessages(server.address()));
            messages.close();
        }
    }

    @Test
    void leavesNoThreadBehind() throws Exception {
        try (TestServer server = new TestServer(wire -> {
            wire.upgrade();
            wire.text("hello");
            wire.awaitEnd();
        })) {
            Set<Thread> before = clientThreads();
            Transport own = new Transport(rules);
            Messages messages = own.openMessages(server.address());
            messages.receive(LONG);
            Set<Thread> during = clientThreads();
            during.removeAll(before);
            assertThat(during).isNotEmpty();
            messages.close();
            own.close();
            await().until(() -> during.stream().noneMatch(Thread::isAlive));
        }
    }

    private static Set<Thread> clientThreads() {
        Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
        threads.removeIf(thread -> !thread.getName().startsWith("HttpClient-"));
        return threads;
    }

    @Test
    void heedsAnInterrupt() throws Exception {
        try (TestServer server = new TestServer(wire -> {
                    wire.upgrade();
                    wire.text(wire.message());
                    wire.awaitEnd();
                });
                Messages messages = transport.openMessages(server.address())) {
            Thread.currentThread().interrupt();
            assertThatExceptionOfType(NetworkFault.Broken.class)
                    .isThrownBy(() -> messages.receive(LONG))
                    .withCauseInstanceOf(InterruptedException.class);
            assertThat(Thread.interrupted()).isTrue();
            messages.send("and on");
            assertThat(messages.receive(LONG)).isEqualTo("and on");

            Thread.currentThread().interrupt();
            assertThatExceptionOfType(NetworkFault.Broken.class)
                    .isThrownBy(() -> transport.openMessages(server.address()))
                    .withCauseInstanceOf(InterruptedException.class);
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    // Those who do not answer as they should

    @ParameterizedTest
    @ValueSource(ints = {200, 302, 400, 401, 403, 404, 407, 426, 429, 500, 503})
    void tellsTheStatusOfARefusedUpgradeAndFollowsNobody(int status) throws Exception {
        try (TestServer other = new TestServer(Wire::upgrade);
                TestServer server = new TestServer(wire -> {
                    wire.head();
                    wire.write("HTTP/1.1 " + status + " No\r\nLocation: http://127.0.0.1:" + other.port()
                            + "/\r\nContent-Length: 7\r\n\r\nhunter2");
                    wire.awaitEnd();
                })) {
            assertForeign(status, () -> transport.openMessages(server.address()));
            assertThat(server.connections()).isEqualTo(1);
            assertThat(other.connections()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH_9.6\r\n",
                "220 mail.example.com ESMTP\r\n\r\n",
                "HTTP/9.9 101 What\r\n\r\n",
                "HTTP/1.1 abc\r\n\r\n"
            })
    void tellsWhatIsNoHttp(String garbage) throws Exception {
        try (TestServer server = new TestServer(wire -> {
            wire.head();
            wire.write(garbage);
        })) {
            assertForeign(0, () -> transport.openMessages(server.address()));
        }
    }

    @Test
    void tellsAWrongAgreement() throws Exception {
        try (TestServer server = new TestServer(wire -> {
            wire.head();
            wire.write("HTTP/1.1 101 Yes\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Accept: whatever\r\n\r\n");
            wire.awaitEnd();
        })) {
            assertForeign(101, () -> transport.openMessages(server.address()));
            awaitDropped(server);
        }
    }

    /** The second is how TLS says that it has not understood. */
    @ParameterizedTest
    @ValueSource(strings = {"", "\u0015\u0003\u0001\u0000\u0002\u0002\u0046"})
    void tellsOneWhoHangsUpAtOnce(String word) throws Exception {
        try (TestServer server = new TestServer(wire -> {
            wire.head();
            wire.write(word);
        })) {
            assertThatExceptionOfType(NetworkFault.Broken.class)
                    .isThrownBy(() -> transport.openMessages(server.address()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 101 Switch"})
    void givesUpOnOneWhoNeverFinishesTheAnswer(String beginning) throws Exception {
        try (TestServer server = new TestServer(wire -> {
                    wire.head();
                    wire.write(beginning);
                    wire.awaitEnd();
                });
                Transport hasty = new Transport(hasty())) {
            assertThatExceptionOfType(NetworkFault.Silent.class)
                    .isThrownBy(() -> hasty.openMessages(server.address()))
                    .satisfies(e -> assertThat(e.limit()).isEqualTo(SHORT));
            awaitDropped(server);
        }
    }

    @Test
    void givesUpOnOneWhoNeverBeginsWithTls() throws Exception {
        try (TestServer server = new TestServer(Wire::awaitEnd);
                Transport hasty = new Transport(hasty())) {
            assertThatExceptionOfType(NetworkFault.Silent.class)
                    .isThrownBy(() -> hasty.openMessages(server.secure("127.0.0.1")));
            awaitDropped(server);
        }
    }

    private TransportRules hasty() {
        return new TransportRules(
                rules.trust(), Set.of(), rules.connectLimit(), SHORT, rules.sendLimit(), rules.largestMessage());
    }

    @Test
    void tellsThatNobodyListens() throws Exception {
        int port;
        try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            port = gone.getLocalPort();
        }
        assertThatExceptionOfType(NetworkFault.Refused.class)
                .isThrownBy(() -> transport.openMessages(new Address(false, "127.0.0.1", port, "/")))
                .withMessageContaining("127.0.0.1:" + port);
    }

    @Test
    void tellsThatThereIsNoSuchHost() {
        // RFC 6761: no name ends so.
        assertThatExceptionOfType(NetworkFault.Unreachable.class)
                .isThrownBy(() -> transport.openMessages(new Address(true, "gateway.invalid", 1, "/")));
    }

    @Test
    void repeatsNothingThatWasSaid() throws Exception {
        List<Throwable> faults = new ArrayList<>();
        try (TestServer server = new TestServer(wire -> {
                    wire.upgrade();
                    wire.read();
                    wire.close(1008, "hunter2");
                    wire.awaitEnd();
                });
                Messages messages = transport.openMessages(server.address())) {
            messages.send("hunter2");
            faults.add(catchThrowable(() -> messages.receive(LONG)));
            faults.add(catchThrowable(() -> messages.send("hunter2")));
        }
        try (TestServer server = new TestServer(wire -> {
            wire.head();
            wire.write("HTTP/1.1 403 hunter2\r\nX-Echo: hunter2\r\nContent-Length: 7\r\n\r\nhunter2");
        })) {
            faults.add(catchThrowable(() -> transport.openMessages(server.address())));
        }
        assertThat(faults).hasSize(3).allSatisfy(fault -> {
            StringWriter everything = new StringWriter();
            fault.printStackTrace(new PrintWriter(everything));
            assertThat(everything.toString()).contains("NetworkFault").doesNotContain("hunter2");
        });
    }

    // Rules

    @Test
    void sendsNothingInClearToAnotherComputerUnlessAllowed() throws Exception {
        Address far = new Address(false, "gateway.invalid", 1, "/");
        assertThatExceptionOfType(NetworkFault.PlainText.class)
                .isThrownBy(() -> transport.openMessages(far))
                .satisfies(e -> assertThat(e.host()).isEqualTo("gateway.invalid"));
        try (Transport allowed = new Transport(rules.withPlainTextTo(Set.of("Gateway.Invalid")))) {
            assertThatExceptionOfType(NetworkFault.Unreachable.class).isThrownBy(() -> allowed.openMessages(far));
            assertThatExceptionOfType(NetworkFault.PlainText.class)
                    .isThrownBy(() -> allowed.openMessages(new Address(false, "other.invalid", 1, "/")));
        }
    }

    @Test
    void usesTheSystemsProxyBeyondThisComputerOnly() throws Exception {
        CompletableFuture<String> asked = new CompletableFuture<>();
        try (TestServer proxy = new TestServer(wire -> {
                    asked.complete(wire.head());
                    wire.write("HTTP/1.1 502 No\r\nContent-Length: 0\r\n\r\n");
                });
                TestServer server = new TestServer(wire -> {
                    wire.upgrade();
                    wire.text("directly");
                    wire.awaitEnd();
                });
                Transport behind = new Transport(rules, new Always(proxy.port()))) {
            for (String host : List.of("127.0.0.1", "localhost")) {
                try (Messages messages = behind.openMessages(new Address(false, host, server.port(), "/"))) {
                    assertThat(messages.receive(LONG)).isEqualTo("directly");
                }
            }
            assertThat(proxy.connections()).isZero();
            assertThatExceptionOfType(NetworkFault.class)
                    .isThrownBy(() -> behind.openMessages(new Address(true, "gateway.invalid", 1, "/")));
            assertThat(asked.get(20, SECONDS)).startsWith("CONNECT gateway.invalid:1 ");
        }
    }

    /** A system with one proxy for everything. */
    private static final class Always extends ProxySelector {
        private final int port;

        Always(int port) {
            this.port = port;
        }

        @Override
        public List<Proxy> select(URI uri) {
            return List.of(new Proxy(Proxy.Type.HTTP, new InetSocketAddress("127.0.0.1", port)));
        }

        @Override
        public void connectFailed(URI uri, SocketAddress address, IOException failure) {
            throw new AssertionError(failure);
        }
    }
}

package dev.gatehouse.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PulseTest {
    private static final Duration SHORT = Duration.ofMillis(10);

    private static NetworkFault endAfter(TestServer.Script script, Duration answer) throws Exception {
        try (TestServer server = new TestServer(script);
                HttpClient client = HttpClient.newHttpClient()) {
            Incoming incoming = new Incoming(server.address(), 1000);
            WebSocket socket = client.newWebSocketBuilder()
                    .buildAsync(server.address().socket(), incoming)
                    .join();
            new Pulse(socket, incoming, SHORT, SHORT, answer).run();
            NetworkFault end = incoming.ended();
            socket.abort();
            assertThat(end).isNotNull();
            return Objects.requireNonNull(end);
        }
    }

    @Test
    void endsAConnectionWhoseOtherSideIsSilent() throws Exception {
        NetworkFault end = endAfter(
                wire -> {
                    wire.upgrade();
                    wire.awaitEnd();
                },
                Duration.ofMillis(300));
        assertThat(end)
                .isInstanceOfSatisfying(
                        NetworkFault.Closed.class, e -> assertThat(e.code()).isEqualTo(1006));
    }

    @Test
    void leavesAConnectionAloneThatAnswers() throws Exception {
        AtomicInteger answered = new AtomicInteger();
        NetworkFault end = endAfter(
                wire -> {
                    wire.upgrade();
                    while (answered.incrementAndGet() <= 5) {
                        assertThat(wire.read().opcode()).isEqualTo(Wire.PING);
                        wire.frame(Wire.PONG, true, new byte[0]);
                    }
                    wire.close(4001, "enough");
                    wire.awaitEnd();
                },
                Duration.ofSeconds(20));
        assertThat(end)
                .isInstanceOfSatisfying(
                        NetworkFault.Closed.class, e -> assertThat(e.code()).isEqualTo(4001));
    }
}

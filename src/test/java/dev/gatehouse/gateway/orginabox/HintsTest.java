package dev.gatehouse.gateway.orginabox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.io.Address;
import dev.gatehouse.io.BackOff;
import dev.gatehouse.io.HttpAsk;
import dev.gatehouse.io.Transport;
import dev.gatehouse.io.TransportRules;
import dev.gatehouse.io.Trust;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams of events as hints, against a server that does what it is told. */
@Timeout(60)
class HintsTest {
    private final AtomicInteger hints = new AtomicInteger();
    private final Transport transport = new Transport(TransportRules.trusting(Trust.system()));

    @AfterEach
    void close() {
        transport.close();
    }

    private Hints hints(HttpStage stage) {
        Address address = new Address(false, "127.0.0.1", stage.port(), "/");
        return new Hints(
                (gateway, lastId) -> transport.openEvents(HttpAsk.get(address, "/events/" + gateway), lastId),
                hints::incrementAndGet,
                () -> new BackOff(Duration.ofMillis(20), Duration.ofMillis(100), new Random(1)));
    }

    private static HttpStage.Answer stream(String... pieces) {
        return out -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            for (String piece : pieces) {
                out.write(piece.getBytes(StandardCharsets.UTF_8));
            }
            out.flush();
            return false;
        };
    }

    private static HttpStage.Answer endless(CompletableFuture<Void> until, String... pieces) {
        return out -> {
            stream(pieces).write(out);
            until.join();
            return false;
        };
    }

    @Test
    void everyEventWhateverItSaysIsAHint() throws Exception {
        CompletableFuture<Void> end = new CompletableFuture<>();
        try (HttpStage stage = new HttpStage(
                        _ -> endless(end, "event: x\ndata: {}\n\n", "data: not json\n\n", ":comment\n\n"));
                Hints followed = hints(stage)) {
            assertThat(followed.live(List.of("a"))).isFalse();
            followed.follow(List.of("a"));
            // One for the connection, one for each event.
            await().until(() -> hints.get() == 3);
            assertThat(followed.live(List.of("a"))).isTrue();
            assertThat(followed.live(List.of("a", "b"))).isFalse();
            followed.follow(List.of("a"));
            assertThat(stage.asked()).hasSize(1);
        }
        end.complete(null);
    }

    @Test
    void comesAgainBehindTheLastEventAndLooks() throws Exception {
        try (HttpStage stage = new HttpStage(_ -> stream("id: 41\ndata: x\n\n"));
                Hints followed = hints(stage)) {
            followed.follow(List.of("a"));
            await().until(() -> stage.asked().size() >= 3);
            assertThat(stage.asked().getFirst().header("last-event-id")).isEmpty();
            assertThat(stage.asked().get(1).header("last-event-id")).isEqualTo("41");
            assertThat(hints.get()).isGreaterThanOrEqualTo(4);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 204, 302})
    void doesNotAskAgainForWhatIsNotThereUntilToldTo(int status) throws Exception {
        try (HttpStage stage = new HttpStage(_ -> HttpStage.plain(status, "text/plain", ""));
                Hints followed = hints(stage)) {
            followed.follow(List.of("a"));
            await().during(Duration.ofMillis(300)).until(() -> stage.asked().size() == 1);
            followed.follow(List.of("a"));
            assertThat(stage.asked()).hasSize(1);
            assertThat(hints).hasValue(0);
            followed.retry();
            followed.follow(List.of("a"));
            await().until(() -> stage.asked().size() == 2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void comesAgainAfterTrouble(int status) throws Exception {
        try (HttpStage stage = new HttpStage(_ -> HttpStage.plain(status, "text/plain", ""));
                Hints followed = hints(stage)) {
            followed.follow(List.of("a"));
            await().until(() -> stage.asked().size() >= 3);
        }
    }

    @Test
    void leavesTheServerAloneForAsLongAsItWants() throws Exception {
        try (HttpStage stage = new HttpStage(_ -> stream("retry: 60000\ndata: x\n\n"));
                Hints followed = hints(stage)) {
            followed.follow(List.of("a"));
            await().during(Duration.ofMillis(400)).until(() -> stage.asked().size() == 1);
        }
    }

    @Test
    void endsWhatIsNotWantedAnyMore() throws Exception {
        CompletableFuture<Void> end = new CompletableFuture<>();
        try (HttpStage stage = new HttpStage(_ -> endless(end));
                Hints followed = hints(stage)) {
            followed.follow(List.of("a", "b"));
            await().until(() -> followed.live(List.of("a", "b")));
            followed.follow(List.of("b"));
            assertThat(followed.live(List.of("a"))).isFalse();
            assertThat(followed.live(List.of("b"))).isTrue();
            followed.close();
            followed.follow(List.of("a"));
            assertThat(stage.asked()).hasSize(2);
        }
        end.complete(null);
    }
}

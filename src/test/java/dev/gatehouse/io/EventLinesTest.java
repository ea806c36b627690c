package dev.gatehouse.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventLinesTest {
    private final EventLines lines = new EventLines(1000, "");

    private List<EventStream.Event> events(String text) throws Exception {
        lines.feed(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        return drained(lines);
    }

    private static List<EventStream.Event> drained(EventLines from) {
        List<EventStream.Event> all = new ArrayList<>();
        for (EventStream.Event event = from.next(); event != null; event = from.next()) {
            all.add(event);
        }
        return all;
    }

    private static EventStream.Event message(String data) {
        return new EventStream.Event("", "message", data);
    }

    @Test
    void readsTheExamplesOfTheStandard() throws Exception {
        assertThat(events("data: YHOO\ndata: +2\ndata: 10\n\n")).containsExactly(message("YHOO\n+2\n10"));
        assertThat(events("\n\n:a comment\ndata:test\n\ndata: test\n\n"))
                .containsExactly(message("test"), message("test"));
        assertThat(events("data:test\n\ndata: test\n\n")).containsExactly(message("test"), message("test"));
        assertThat(events("data\n\ndata\ndata\n\ndata:")).containsExactly(message(""), message("\n"));
    }

    @Test
    void readsTypesIdsAndTheTimeToComeAgain() throws Exception {
        assertThat(events("event: pairing\nid: 7\nretry: 2500\ndata: x\n\ndata: y\n\n"))
                .containsExactly(
                        new EventStream.Event("7", "pairing", "x"), new EventStream.Event("7", "message", "y"));
        assertThat(lines.lastId()).isEqualTo("7");
        assertThat(lines.retry()).hasValue(Duration.ofMillis(2500));
    }

    @Test
    void ignoresWhatTheStandardHasIgnored() throws Exception {
        assertThat(events("id: a\n\nid: b\0c\nretry: soon\nretry:\nunknown: 1\nevent: without data\n\ndata: x\n\n"))
                .containsExactly(new EventStream.Event("a", "message", "x"));
        assertThat(lines.retry()).isEmpty();
    }

    @Test
    void anIdCountsOnlyWhenItsEventIsWhole() throws Exception {
        assertThat(events("id: 1\ndata: x\n\nid: 2\ndata: y\n")).hasSize(1);
        assertThat(lines.lastId()).isEqualTo("1");
        assertThat(events("\n")).containsExactly(new EventStream.Event("2", "message", "y"));
        assertThat(events("id\n\n")).isEmpty();
        assertThat(lines.lastId()).isEmpty();
    }

    @Test
    void keepsTheIdOfTheConnectionBefore() throws Exception {
        EventLines next = new EventLines(100, "41");
        assertThat(next.lastId()).isEqualTo("41");
        next.feed(ByteBuffer.wrap(new byte[] {'\n', '\n'}));
        assertThat(next.lastId()).isEqualTo("41");
    }

    @Test
    void aByteOrderMarkCountsAtTheBeginningAlone() throws Exception {
        assertThat(events("\ufeffdata: a\n\n\ufeffdata: b\n\n")).containsExactly(message("a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\r\n"})
    void everyWayToEndALineAndEveryWayToCutTheBytes(String end) throws Exception {
        String text =
                "\ufeff:hi{}event: a{}data: gr\u00fc\u00df \ud83d\udc4b{}data: 2{}{}data: last{}{}".replace("{}", end);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            EventLines cut = new EventLines(1000, "");
            for (int at = 0; at < bytes.length; ) {
                int length = Math.min(bytes.length - at, round == 0 ? 1 : 1 + random.nextInt(7));
                cut.feed(ByteBuffer.wrap(bytes, at, length));
                at += length;
            }
            assertThat(drained(cut))
                    .as("seed %d", seed)
                    .containsExactly(new EventStream.Event("", "a", "gr\u00fc\u00df \ud83d\udc4b\n2"), message("last"));
        }
    }

    @Test
    void endsALineThatDoesNotEnd() {
        assertThatExceptionOfType(NetworkFault.TooLarge.class).isThrownBy(() -> events("x".repeat(1001)));
    }

    @Test
    void endsAnEventThatDoesNotEnd() {
        assertThatExceptionOfType(NetworkFault.TooLarge.class)
                .isThrownBy(() -> events(("data: " + "x".repeat(90) + "\n").repeat(12)));
    }

    @Test
    void isNotConfusedByAnything() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            byte[] noise = new byte[random.nextInt(300)];
            for (int i = 0; i < noise.length; i++) {
                noise[i] = (byte) "data:id\r\n\n: \0\u00ef\u00bb\u00bf\u00ff7".charAt(random.nextInt(18));
            }
            EventLines some = new EventLines(1000, "");
            some.feed(ByteBuffer.wrap(noise));
            some.feed(ByteBuffer.wrap("\n\n\ndata: after\n\n".getBytes(StandardCharsets.UTF_8)));
            assertThat(drained(some))
                    .as("seed %d round %d", seed, round)
                    .last()
                    .satisfies(event -> assertThat(event.data()).isEqualTo("after"));
        }
    }
}

package dev.gatehouse.io;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Makes events of the bytes of a {@code text/event-stream}, as the HTML standard has it (section 9.2.6): a byte order mark
 * at the beginning, lines that end with CR, LF or both, comments, data of several lines. Not thread-safe.
 */
final class EventLines {
    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final long largest;
    private final Queue<EventStream.Event> ready = new ArrayDeque<>();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final StringBuilder data = new StringBuilder();
    private boolean afterReturn;
    private boolean first = true;
    private boolean hasData;
    private String type = "";
    private String newId = "";
    private String id;
    private @Nullable Duration retry;

    /**
     * Nothing read yet.
     *
     * @param largest the most that one line may hold, and the data of one event, in bytes
     * @param lastId the id of the event before
     */
    EventLines(long largest, String lastId) {
        this.largest = largest;
        this.newId = lastId;
        this.id = lastId;
    }

    /**
     * Takes what was read.
     *
     * @throws NetworkFault.TooLarge if a line or event is larger than it may be
     */
    void feed(ByteBuffer bytes) throws NetworkFault {
        while (bytes.hasRemaining()) {
            byte next = bytes.get();
            boolean pair = afterReturn && next == '\n';
            afterReturn = next == '\r';
            if (pair) {
                continue;
            }
            if (next == '\n' || next == '\r') {
                end(line.toByteArray());
                line.reset();
            } else if (line.size() >= largest) {
                throw new NetworkFault.TooLarge(largest);
            } else {
                line.write(next);
            }
        }
    }

    /** The next whole event, or null if it takes more bytes. */
    EventStream.@Nullable Event next() {
        return ready.poll();
    }

    /** The id of the last event that came whole, empty if there was none. */
    String lastId() {
        return id;
    }

    /** How long the other side wants a client to wait before it comes again, if it has said so. */
    Optional<Duration> retry() {
        return Optional.ofNullable(retry);
    }

    private void end(byte[] bytes) throws NetworkFault {
        int from = first && startsWithMark(bytes) ? MARK.length : 0;
        first = false;
        String text = new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
        if (text.isEmpty()) {
            dispatch();
            return;
        }
        int colon = text.indexOf(':');
        if (colon == 0) {
            return;
        }
        String name = colon < 0 ? text : text.substring(0, colon);
        String value = colon < 0 ? "" : text.substring(colon + 1);
        field(name, value.startsWith(" ") ? value.substring(1) : value);
    }

    private static boolean startsWithMark(byte[] bytes) {
        return bytes.length >= MARK.length && bytes[0] == MARK[0] && bytes[1] == MARK[1] && bytes[2] == MARK[2];
    }

    private void field(String name, String value) throws NetworkFault {
        switch (name) {
            case "event" -> type = value;
            case "data" -> add(value);
            case "id" -> newId = value.indexOf('\0') < 0 ? value : newId;
            case "retry" -> retry = value.matches("[0-9]{1,9}") ? Duration.ofMillis(Long.parseLong(value)) : retry;
            default -> {
                // The standard has such a line ignored.
            }
        }
    }

    private void add(String value) throws NetworkFault {
        if (hasData) {
            data.append('\n');
        }
        hasData = true;
        data.append(value);
        if (data.length() > largest) {
            throw new NetworkFault.TooLarge(largest);
        }
    }

    private void dispatch() {
        id = newId;
        if (hasData) {
            ready.add(new EventStream.Event(id, type.isEmpty() ? "message" : type, data.toString()));
        }
        hasData = false;
        data.setLength(0);
        type = "";
    }
}

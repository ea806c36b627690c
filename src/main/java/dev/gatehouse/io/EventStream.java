package dev.gatehouse.io;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A connection on which events come: {@code text/event-stream}, as the HTML standard has it. It does not come again by
 * itself when it ends; {@link #lastId()} and {@link #retry()} are for whoever opens the next one. One thread reads, any
 * may close.
 */
public final class EventStream implements AutoCloseable {
    /** The most that one line may hold, and the data of one event, in bytes: events are small. */
    static final long LARGEST = 1 << 20;

    private final EventBody body;
    private final EventLines lines;
    private final Function<Throwable, NetworkFault> faults;

    /**
     * What came.
     *
     * @param id the id of the last event that had one, may be empty
     * @param type {@code message} unless the event says otherwise
     * @param data its lines, with LF between them; not to be trusted
     */
    public record Event(String id, String type, String data) {
        /** Without the data, which may hold a code. */
        @Override
        public String toString() {
            return "Event[" + type + "]";
        }
    }

    EventStream(EventBody body, long largest, String lastId, Function<Throwable, NetworkFault> faults) {
        this.body = body;
        this.lines = new EventLines(Math.min(largest, LARGEST), lastId);
        this.faults = faults;
    }

    /**
     * Waits for the next event.
     *
     * @param idle how long nothing at all may be heard; a comment is something
     * @throws NetworkFault.Silent if nothing was heard for that long
     * @throws NetworkFault.Closed if the stream has ended, here or there
     * @throws NetworkFault.TooLarge if a line or event is larger than it may be
     * @throws NetworkFault if the connection broke
     */
    public Event next(Duration idle) throws NetworkFault {
        try {
            while (true) {
                Event event = lines.next();
                if (event != null) {
                    return event;
                }
                ByteBuffer piece = body.take(idle);
                if (piece == null) {
                    throw new NetworkFault.Silent(idle);
                }
                lines.feed(piece);
            }
        } catch (EventBody.Ended e) {
            throw ended(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw faults.apply(e);
        }
    }

    private NetworkFault ended(@Nullable Throwable cause) {
        return cause == null ? new NetworkFault.Closed(1006, "") : faults.apply(cause);
    }

    /** The id to send with the next connection, for the other side to tell what was missed; may be empty. */
    public String lastId() {
        return lines.lastId();
    }

    /** How long the other side wants a client to wait before it comes again, if it has said so. */
    public Optional<Duration> retry() {
        return lines.retry();
    }

    /** Ends it at once, and whoever waits in {@link #next}; idempotent. */
    @Override
    public void close() {
        body.close();
    }
}

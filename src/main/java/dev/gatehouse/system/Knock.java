package dev.gatehouse.system;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * What two instances say to each other: one line each way, the program, the version of this talk and one word. Nothing in
 * it is secret, and a line that is longer than any of ours is not read to its end.
 */
final class Knock implements AutoCloseable {
    /** The second start: come to the front. */
    static final String FRONT = "gatehouse 1 front";

    /** The first: the window is in front. */
    static final String SHOWN = "gatehouse 1 shown";

    /** The first: the window does not answer. */
    static final String STUCK = "gatehouse 1 stuck";

    /** The first: that makes no sense here. */
    static final String UNKNOWN = "gatehouse 1 unknown";

    private static final int LONGEST = 64;

    private final SocketChannel channel;
    private final Selector selector;
    private final long deadline;

    /**
     * Talks over {@code channel}, which it makes non-blocking.
     *
     * @param limit how long both lines may take together
     */
    Knock(SocketChannel channel, Duration limit) throws IOException {
        this.channel = channel;
        this.deadline = System.nanoTime() + limit.toNanos();
        channel.configureBlocking(false);
        this.selector = Selector.open();
    }

    /**
     * The other side's line.
     *
     * @throws IOException if none comes in time
     */
    String hear() throws IOException {
        ByteBuffer heard = ByteBuffer.allocate(LONGEST);
        while (heard.hasRemaining()) {
            await(SelectionKey.OP_READ);
            if (channel.read(heard) < 0) {
                throw new IOException("went away");
            }
            int end = heard.position();
            if (end > 0 && heard.get(end - 1) == '\n') {
                return new String(heard.array(), 0, end - 1, StandardCharsets.US_ASCII);
            }
        }
        return "";
    }

    /** Says {@code line}. */
    void answer(String line) throws IOException {
        ByteBuffer said = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.US_ASCII));
        while (said.hasRemaining()) {
            await(SelectionKey.OP_WRITE);
            channel.write(said);
        }
    }

    private void await(int what) throws IOException {
        long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
        channel.register(selector, what);
        if (left <= 0 || selector.select(left) == 0) {
            throw new IOException("no answer");
        }
        selector.selectedKeys().clear();
    }

    @Override
    public void close() throws IOException {
        selector.close();
    }
}

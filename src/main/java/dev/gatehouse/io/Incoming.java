package dev.gatehouse.io;

import java.net.ProtocolException;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What comes in on one WebSocket, one whole message at a time: the next part is asked for only when there is a place for
 * it, so that a server which sends faster than its messages are taken has to wait. While a message waits here to be
 * taken, pings wait for their answer as well, and a close is not seen.
 */
final class Incoming implements WebSocket.Listener {
    private final Address address;
    private final long largestMessage;
    private final CompletableFuture<Void> ending = new CompletableFuture<>();
    private final CompletableFuture<Void> gone = new CompletableFuture<>();

    /** The message that is coming in, and its bytes. The JDK's calls come one after the other; no other looks at it. */
    private StringBuilder parts = new StringBuilder();

    private long bytes;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private @Nullable String whole;
    private @Nullable Supplier<NetworkFault> end;
    private boolean discarding;
    private long heard;

    Incoming(Address address, long largestMessage) {
        this.address = address;
        this.largestMessage = largestMessage;
    }

    /**
     * Waits for the next message. Whoever takes it asks the socket for one more part.
     *
     * @throws NetworkFault.Silent if none came within {@code limit}
     * @throws NetworkFault if none will come any more
     */
    String take(Duration limit) throws NetworkFault, InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = limit.toNanos();
            while (whole == null) {
                if (end != null) {
                    throw end.get();
                }
                if (left <= 0) {
                    throw new NetworkFault.Silent(limit);
                }
                left = changed.awaitNanos(left);
            }
            String taken = whole;
            whole = null;
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** No message comes after this; the first reason stands. */
    void end(Supplier<NetworkFault> reason) {
        lock.lock();
        try {
            if (end == null) {
                end = reason;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
        ending.complete(null);
    }

    /** Is done when no message will come any more. */
    CompletableFuture<Void> ending() {
        return ending;
    }

    /** Why no message will come any more; null while some may. */
    @Nullable
    NetworkFault ended() {
        lock.lock();
        try {
            return end == null ? null : end.get();
        } finally {
            lock.unlock();
        }
    }

    /** How often something has come in, be it a piece of a message or a word of the protocol. */
    long heard() {
        lock.lock();
        try {
            return heard;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until something has come in beyond {@code before}, or no message will come any more.
     *
     * @return whether it has, within {@code limit}
     */
    boolean awaitBeyond(long before, Duration limit) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = limit.toNanos();
            while (heard == before && end == null && left > 0) {
                left = changed.awaitNanos(left);
            }
            return heard != before || end != null;
        } finally {
            lock.unlock();
        }
    }

    /** Whether a message waits here, so that nothing can be heard. */
    boolean full() {
        lock.lock();
        try {
            return whole != null;
        } finally {
            lock.unlock();
        }
    }

    private void hear() {
        lock.lock();
        try {
            heard++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** From now on all that comes is thrown away: this side has closed, and waits for the other's word. */
    void discard() {
        lock.lock();
        try {
            discarding = true;
            whole = null;
        } finally {
            lock.unlock();
        }
        end(() -> new NetworkFault.Closed(WebSocket.NORMAL_CLOSURE, ""));
    }

    /** Is done when the other side has closed, or the connection is broken. */
    CompletableFuture<Void> gone() {
        return gone;
    }

    @Override
    public void onOpen(WebSocket socket) {
        socket.request(1);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
        hear();
        bytes += utf8Length(data);
        if (bytes > largestMessage) {
            abandon(socket, () -> new NetworkFault.TooLarge(largestMessage));
            return null;
        }
        parts.append(data);
        if (!last) {
            socket.request(1);
            return null;
        }
        String message = parts.toString();
        parts = new StringBuilder();
        bytes = 0;
        if (!put(message)) {
            socket.request(1);
        }
        return null;
    }

    /** Counted and not asked for: a part may end within a pair of surrogates. */
    private static long utf8Length(CharSequence data) {
        long length = 0;
        for (int i = 0; i < data.length(); i++) {
            char c = data.charAt(i);
            length += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return length;
    }

    private boolean put(String message) {
        lock.lock();
        try {
            if (discarding) {
                return false;
            }
            whole = message;
            changed.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void abandon(WebSocket socket, Supplier<NetworkFault> reason) {
        parts = new StringBuilder();
        end(reason);
        socket.abort();
        gone.complete(null);
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
        abandon(socket, () -> new NetworkFault.Foreign(address.toString(), 0, null));
        return null;
    }

    /** The JDK has answered it. */
    @Override
    public @Nullable CompletionStage<?> onPing(WebSocket socket, ByteBuffer message) {
        hear();
        socket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPong(WebSocket socket, ByteBuffer message) {
        hear();
        socket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        end(() -> new NetworkFault.Closed(code, reason));
        gone.complete(null);
        return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
        end(() -> reason(error));
        gone.complete(null);
    }

    private NetworkFault reason(Throwable error) {
        if (error instanceof InternalError) {
            // How the JDK tells of an end that it did not expect just then; see Pulse.
            return new NetworkFault.Closed(1006, "");
        }
        for (Throwable t = error; t != null; t = t.getCause()) {
            if (t instanceof ProtocolException) {
                return new NetworkFault.Foreign(address.toString(), 0, error);
            }
        }
        return new NetworkFault.Broken(address.toString(), error);
    }
}

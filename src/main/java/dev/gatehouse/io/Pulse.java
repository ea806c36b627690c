package dev.gatehouse.io;

import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks whether the other side is still there, and ends {@link Incoming} if not. A connection can be lost without a word
 * on any network, and the JDK adds a way of its own: it forgets an end of the connection that arrives while a message is
 * being handed over, as when a server dies right after it has spoken (JDK 25, websocket.TransportImpl: an InternalError
 * in acknowledgeReception). So it asks soon after something was heard, and seldom otherwise.
 */
final class Pulse implements Runnable {
    /** How long after something was heard it asks. */
    static final Duration AFTER_MESSAGE = Duration.ofSeconds(1);

    /** How long it waits for something to be heard before it asks nevertheless. */
    static final Duration OTHERWISE = Duration.ofSeconds(15);

    /** How long the other side has for its answer; a piece of a message is one as well. */
    static final Duration ANSWER = Duration.ofSeconds(20);

    private static final int QUESTIONS = 10;

    private final WebSocket socket;
    private final Incoming incoming;
    private final Duration afterMessage;
    private final Duration otherwise;
    private final Duration answer;

    Pulse(WebSocket socket, Incoming incoming, Duration afterMessage, Duration otherwise, Duration answer) {
        this.socket = socket;
        this.incoming = incoming;
        this.afterMessage = afterMessage;
        this.otherwise = otherwise;
        this.answer = answer;
    }

    @Override
    public void run() {
        try {
            while (!ended(afterMessage)) {
                if (incoming.full()) {
                    continue;
                }
                if (!alive()) {
                    incoming.end(() -> new NetworkFault.Closed(1006, ""));
                    socket.abort();
                    return;
                }
                var _ = incoming.awaitBeyond(incoming.heard(), otherwise);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean ended(Duration within) throws InterruptedException {
        try {
            incoming.ending().get(within.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException _) {
            return false;
        } catch (ExecutionException e) {
            // It never fails.
            throw new IllegalStateException(e);
        }
    }

    /** Asks again and again: on a connection that is gone the first question seems to go out well, and the next fails. */
    private boolean alive() throws InterruptedException {
        long before = incoming.heard();
        Duration pause = answer.dividedBy(QUESTIONS);
        for (int i = 0; i < QUESTIONS; i++) {
            CompletableFuture<WebSocket> ping = socket.sendPing(ByteBuffer.allocate(0));
            if (incoming.awaitBeyond(before, pause)) {
                return true;
            }
            if (ping.isCompletedExceptionally() && !(ping.exceptionNow() instanceof IllegalStateException)) {
                return false;
            }
        }
        return false;
    }
}

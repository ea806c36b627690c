package dev.gatehouse.io;

import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Messages over one open WebSocket. */
final class SocketMessages implements Messages {
    /** How long the other side has to answer a close before the connection is dropped. */
    static final Duration PARTING = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(SocketMessages.class);

    private final Address address;
    private final WebSocket socket;
    private final Incoming incoming;
    private final Duration sendLimit;
    /** One at a time, says the JDK. */
    private final ReentrantLock sending = new ReentrantLock();

    private final AtomicBoolean closed = new AtomicBoolean();

    SocketMessages(Address address, WebSocket socket, Incoming incoming, Duration sendLimit) {
        this.address = address;
        this.socket = socket;
        this.incoming = incoming;
        this.sendLimit = sendLimit;
        var _ = Thread.ofVirtual()
                .name("net pulse " + address.instance())
                .start(new Pulse(socket, incoming, Pulse.AFTER_MESSAGE, Pulse.OTHERWISE, Pulse.ANSWER));
    }

    @Override
    public void send(String message) throws NetworkFault {
        try {
            if (!sending.tryLock(sendLimit.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new NetworkFault.Silent(sendLimit);
            }
            try {
                sendAlone(message);
            } finally {
                sending.unlock();
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private void sendAlone(String message) throws NetworkFault, InterruptedException {
        NetworkFault ended = incoming.ended();
        if (ended != null) {
            throw ended;
        }
        boolean sent = false;
        try {
            var _ = socket.sendText(message, true).get(sendLimit.toNanos(), TimeUnit.NANOSECONDS);
            sent = true;
        } catch (TimeoutException _) {
            throw new NetworkFault.Silent(sendLimit);
        } catch (ExecutionException e) {
            throw new NetworkFault.Broken(address.toString(), e.getCause());
        } finally {
            if (!sent) {
                // Half a message may be on its way: nothing that follows would be understood.
                incoming.end(() -> new NetworkFault.Broken(address.toString(), null));
                socket.abort();
            }
        }
    }

    @Override
    public String receive(Duration limit) throws NetworkFault {
        try {
            String message = incoming.take(limit);
            socket.request(1);
            return message;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** The thread keeps its interrupt, so that it ends whatever it goes on with. */
    private NetworkFault interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new NetworkFault.Broken(address.toString(), e);
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            incoming.discard();
            socket.request(1);
            var _ = Thread.ofVirtual().name("net close " + address.instance()).start(this::part);
        }
    }

    /** Says so, hears the other side out for a moment, and goes. */
    private void part() {
        try {
            var _ = socket.sendClose(WebSocket.NORMAL_CLOSURE, "")
                    .thenCombine(incoming.gone(), (_, _) -> true)
                    .get(PARTING.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("{} did not answer the close: {}", address, e.toString());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            socket.abort();
        }
    }
}

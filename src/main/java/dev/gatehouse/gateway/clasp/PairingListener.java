package dev.gatehouse.gateway.clasp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import javax.net.ServerSocketFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens for clients that want to be paired, from {@link #PairingListener} to {@link #close()}. One request a connection;
 * whoever is slow, or comes too often at once, is dropped. The JDK's own server is not used because what it takes in time
 * and connections is set for a whole process, not for one server.
 */
final class PairingListener implements AutoCloseable {
    /** How long a request may take to come, a TLS greeting included. */
    static final Duration ASKING = Duration.ofSeconds(10);

    /** How long a connection may last, a poll included. */
    static final Duration LASTING = Duration.ofSeconds(40);

    /** The most connections at once. */
    private static final int CONNECTIONS = 100;

    /** The most connections of one address at once. */
    private static final int OF_ONE = 24;

    private static final Duration CLOSING = Duration.ofSeconds(2);
    private static final Duration PARTING = Duration.ofMillis(300);
    private static final Duration STEP = Duration.ofMillis(10);
    private static final Duration LOOK = Duration.ofMillis(250);
    private static final Logger LOG = LoggerFactory.getLogger(PairingListener.class);

    private final ServerSocket listening;
    private final Handler handler;
    private final Duration asking;
    private final ThreadFactory threads =
            Thread.ofVirtual().name("clasp pairing ", 0).factory();
    private final Thread accepting;
    private final Map<Socket, Long> open = new ConcurrentHashMap<>();

    /** What a request comes to. */
    @FunctionalInterface
    interface Handler {
        /** Answers {@code request}; may take as long as a poll takes. */
        WebAnswer answer(WebRequest request) throws InterruptedException;
    }

    /**
     * Listens at {@code address}.
     *
     * @param sockets makes them, with TLS or without
     * @param port where; if somebody else has it, or it is 0, any free one
     * @throws IOException if it cannot
     */
    PairingListener(ServerSocketFactory sockets, InetAddress address, int port, Handler handler) throws IOException {
        this(sockets, address, port, handler, ASKING);
    }

    PairingListener(ServerSocketFactory sockets, InetAddress address, int port, Handler handler, Duration asking)
            throws IOException {
        this.listening = bind(sockets, address, port);
        this.handler = handler;
        this.asking = asking;
        this.accepting = threads.newThread(this::accept);
        accepting.start();
        threads.newThread(this::dropSlow).start();
    }

    private static ServerSocket bind(ServerSocketFactory sockets, InetAddress address, int port) throws IOException {
        try {
            return sockets.createServerSocket(port, 50, address);
        } catch (IOException e) {
            if (port == 0) {
                throw e;
            }
            return sockets.createServerSocket(0, 50, address);
        }
    }

    /** Where it listens. */
    int port() {
        return listening.getLocalPort();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                if (room(socket.getInetAddress())) {
                    open.put(socket, System.nanoTime() + asking.toNanos());
                    threads.newThread(() -> serve(socket)).start();
                } else {
                    socket.close();
                }
            } catch (IOException e) {
                if (!listening.isClosed()) {
                    LOG.warn("A connection to the pairing service failed: {}", e.toString());
                    // Where the system has no more to give, asking at once would be all that is done.
                    LockSupport.parkNanos(LOOK.toNanos());
                }
            }
        }
    }

    private boolean room(InetAddress address) {
        long same = open.keySet().stream()
                .filter(socket -> address.equals(socket.getInetAddress()))
                .count();
        return open.size() < CONNECTIONS && same < OF_ONE;
    }

    private void serve(Socket socket) {
        try (socket) {
            WebAnswer answer;
            boolean withBody = true;
            try {
                WebRequest request = WebRequest.read(socket.getInputStream(), socket.getInetAddress());
                open.replace(socket, System.nanoTime() + LASTING.toNanos());
                withBody = !request.method().equals("HEAD");
                answer = handler.answer(request);
            } catch (WebRequest.Unserved e) {
                answer = WebAnswer.bare(e.status());
            }
            answer.write(socket.getOutputStream(), withBody);
            if (socket.isConnected() && !socket.isInputShutdown()) {
                socket.shutdownOutput();
            }
        } catch (IOException e) {
            // A stranger's connection broke, or was no HTTP or no TLS: nobody's concern but theirs.
            LOG.debug("A connection to the pairing service ended: {}", e.toString());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(socket);
        }
    }

    private void dropSlow() {
        try {
            while (!listening.isClosed()) {
                Thread.sleep(LOOK);
                long now = System.nanoTime();
                open.forEach((socket, deadline) -> {
                    if (now - deadline >= 0) {
                        drop(socket);
                    }
                });
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void drop(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("A connection did not end cleanly: {}", e.toString());
        }
    }

    /** Listens no more and ends every connection, those that are being answered after a moment; idempotent. */
    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            LOG.warn("The pairing service did not end cleanly: {}", e.toString());
        }
        try {
            // The system listens on until the thread that was waiting there has noticed (JDK 25).
            if (!accepting.join(CLOSING)) {
                LOG.warn("The pairing service does not stop listening");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        // Clients whose polls end with this are still told so.
        for (long waited = 0; !open.isEmpty() && waited < PARTING.toNanos(); waited += STEP.toNanos()) {
            LockSupport.parkNanos(STEP.toNanos());
        }
        open.keySet().forEach(PairingListener::drop);
    }
}

package dev.gatehouse.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ServerSocketFactory;

/** Listens on this computer and does with every connection what it is told, right or wrong. */
final class TestServer implements AutoCloseable {
    private final ServerSocket listening;
    private final Script script;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicLong written = new AtomicLong();
    private final Queue<Socket> open = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<Void> finished = new CompletableFuture<>();

    TestServer(Script script) throws IOException {
        this(ServerSocketFactory.getDefault(), script);
    }

    TestServer(ServerSocketFactory sockets, Script script) throws IOException {
        this(sockets, InetAddress.ofLiteral("127.0.0.1"), 0, script);
    }

    TestServer(ServerSocketFactory sockets, InetAddress at, int port, Script script) throws IOException {
        this.listening = sockets.createServerSocket(port, 50, at);
        this.script = script;
        Thread.ofVirtual().name("server").start(this::accept);
    }

    /** What it does with a connection; the connection ends with it. */
    @FunctionalInterface
    interface Script {
        void run(Wire wire) throws IOException;
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listening.accept();
                connections.incrementAndGet();
                open.add(socket);
                Thread.ofVirtual().name("server connection").start(() -> serve(socket));
            }
        } catch (IOException _) {
            // Closed.
        }
    }

    private void serve(Socket socket) {
        try (Wire wire = new Wire(socket, written)) {
            script.run(wire);
            finished.complete(null);
        } catch (IOException | UncheckedIOException | AssertionError e) {
            finished.completeExceptionally(e);
        }
    }

    int port() {
        return listening.getLocalPort();
    }

    Address address() {
        return new Address(false, "127.0.0.1", port(), "/");
    }

    Address secure(String host) {
        return new Address(true, host, port(), "/");
    }

    int connections() {
        return connections.get();
    }

    /** How many bytes it has sent, as far as the system has taken them. */
    long written() {
        return written.get();
    }

    /** Is done when the script has run once; with its exception if there was one. */
    CompletableFuture<Void> finished() {
        return finished;
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}

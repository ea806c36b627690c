package dev.gatehouse.interop;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A port of this process's own network that leads to an address inside a {@link Namespace}. What goes through comes from
 * that very address: through the one to 127.0.0.1 somebody is at home there, through the other a stranger. Networks do not
 * reach into each other, but files do: between the two is a socket file.
 *
 * <p>While nobody listens inside, the port accepts a connection and ends it at once.
 */
final class Tunnel implements AutoCloseable {
    private final Path file;
    private final Process inside;
    private final ServerSocketChannel entrance;
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();

    private Tunnel(Path file, Process inside, ServerSocketChannel entrance) {
        this.file = file;
        this.inside = inside;
        this.entrance = entrance;
    }

    /**
     * Digs one.
     *
     * @param file the socket file, not yet there
     * @param entrance the port on this side, 0 for any
     */
    static Tunnel into(
            Namespace namespace, Path node, Scripts scripts, Path file, int entrance, String address, int port)
            throws IOException {
        Process inside = namespace
                .inside(new Command(
                        java.util.List.of(
                                node.toString(),
                                scripts.file("tunnel.mjs"),
                                file.toString(),
                                address,
                                Integer.toString(port)),
                        Map.of()))
                .builder()
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader said = inside.inputReader(StandardCharsets.UTF_8);
        if (!"ready".equals(said.readLine())) {
            inside.destroyForcibly();
            throw new IOException("no tunnel to " + address);
        }
        ServerSocketChannel channel =
                ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), entrance));
        Tunnel tunnel = new Tunnel(file, inside, channel);
        Thread.ofVirtual().name("tunnel to " + address).start(tunnel::accept);
        return tunnel;
    }

    /** The port on this side. */
    int port() {
        return entrance.socket().getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel near = entrance.accept();
                SocketChannel far = SocketChannel.open(StandardProtocolFamily.UNIX);
                open.add(near);
                open.add(far);
                far.connect(UnixDomainSocketAddress.of(file));
                Thread.ofVirtual().name("tunnel in").start(() -> carry(near, far));
                Thread.ofVirtual().name("tunnel out").start(() -> carry(far, near));
            }
        } catch (IOException e) {
            if (entrance.isOpen()) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }

    /** Carries all that comes {@code from} one end; when that ends, so does the connection. */
    private void carry(SocketChannel from, SocketChannel to) {
        ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
        try (from;
                to) {
            while (from.read(buffer) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
                buffer.clear();
            }
        } catch (ClosedChannelException e) {
            // The other direction ended first.
        } catch (IOException e) {
            System.out.println("Tunnel: " + e.getMessage());
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        for (SocketChannel channel : open) {
            channel.close();
        }
        inside.getOutputStream().close();
        try {
            if (!inside.waitFor(5, TimeUnit.SECONDS)) {
                inside.destroyForcibly();
            }
        } catch (InterruptedException e) {
            inside.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}

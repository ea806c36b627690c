package dev.gatehouse.system;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The socket at which the first instance hears that it was started once more. It lies in a folder of its own that no
 * other user can enter. One thread accepts; every caller has a virtual one and a limit.
 */
final class FrontDoor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FrontDoor.class);

    /** The folder's name begins so. */
    static final String FOLDER = "gatehouse-";

    private static final String SOCKET = "door";

    /** The most bytes of a socket's path that every system takes: 108 on Linux, 104 on macOS, with a zero at the end. */
    private static final int LONGEST_PATH = 100;

    private final Path socket;
    private final ServerSocketChannel server;
    private final Duration limit;
    private final AtomicReference<@Nullable BooleanSupplier> front = new AtomicReference<>();

    private FrontDoor(Path socket, ServerSocketChannel server, Duration limit) {
        this.socket = socket;
        this.server = server;
        this.limit = limit;
    }

    /**
     * Opens one in the first of {@code parents} that can hold it.
     *
     * @param limit how long a caller may take
     * @throws IOException if none can
     */
    static FrontDoor open(List<Path> parents, Duration limit) throws IOException {
        IOException refused = new IOException("no folder for a socket");
        for (Path parent : parents) {
            try {
                return open(parent, limit);
            } catch (IOException e) {
                refused.addSuppressed(e);
            }
        }
        throw refused;
    }

    private static FrontDoor open(Path parent, Duration limit) throws IOException {
        // Only its owner can enter a temporary folder that Java makes: mode 0700, on Windows the rights of the parent.
        Path folder = Files.createTempDirectory(parent, FOLDER);
        Path socket = folder.resolve(SOCKET);
        try {
            if (socket.toString().getBytes(StandardCharsets.UTF_8).length > LONGEST_PATH) {
                throw new IOException(socket + " is too long for a socket");
            }
            ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                server.bind(UnixDomainSocketAddress.of(socket));
            } catch (IOException e) {
                server.close();
                throw e;
            }
            FrontDoor door = new FrontDoor(socket, server, limit);
            Thread.ofPlatform().daemon().name("front door").start(door::accept);
            return door;
        } catch (IOException e) {
            remove(socket);
            throw e;
        }
    }

    /** Where it is. */
    Path socket() {
        return socket;
    }

    /** From now on whoever knocks is answered when {@code bring} has brought the window to the front, or has failed to. */
    void leadsTo(BooleanSupplier bring) {
        front.set(bring);
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel caller = server.accept();
                Thread.ofVirtual().name("caller").start(() -> answer(caller));
            }
        } catch (ClosedChannelException e) {
            LOG.trace("The door is closed", e);
        } catch (IOException e) {
            LOG.warn("A second start will not find this window any more", e);
        }
    }

    private void answer(SocketChannel caller) {
        try (caller;
                Knock knock = new Knock(caller, limit)) {
            knock.answer(knock.hear().equals(Knock.FRONT) ? bring() : Knock.UNKNOWN);
        } catch (IOException e) {
            LOG.debug("A second start went away", e);
        }
    }

    private String bring() {
        BooleanSupplier bring = front.get();
        if (bring == null) {
            // The window is on its way and comes to the front by itself.
            return Knock.SHOWN;
        }
        return bring.getAsBoolean() ? Knock.SHOWN : Knock.STUCK;
    }

    /** Nobody can knock any more. */
    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            LOG.debug("The door could not be closed", e);
        }
        remove(socket);
    }

    /**
     * Removes a socket and its folder, if that is one of ours. Where everybody may make folders, its name can belong to
     * somebody else by now, who has it lead elsewhere.
     */
    static void remove(Path socket) {
        Path folder = socket.getParent();
        if (folder == null
                || !String.valueOf(folder.getFileName()).startsWith(FOLDER)
                || !socket.endsWith(SOCKET)
                || !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            Files.deleteIfExists(socket);
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            LOG.debug("{} stays behind", socket, e);
        }
    }
}

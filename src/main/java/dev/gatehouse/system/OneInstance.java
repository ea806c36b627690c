package dev.gatehouse.system;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One window a user. The system's lock on a file decides who is first: it goes with its process however that ends, so a
 * crash leaves no obstacle. Beside the lock stands where the first one's {@link FrontDoor} is; a second start knocks there
 * and ends. The same calls of the JDK serve macOS and Windows 10 and later, where this was not tried.
 */
public final class OneInstance {
    private static final Logger LOG = LoggerFactory.getLogger(OneInstance.class);
    private static final String LOCK = "instance.lock";
    private static final String DOOR = "instance.door";
    private static final int LONGEST_DOOR = 4_096;
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(50);

    private final Path folder;
    private final List<Path> parents;
    private final Duration limit;

    /**
     * The instances of one user.
     *
     * @param folder the user's own, one for all starts; it is made if it is not there
     * @param parents where the folder of the socket may be, the best first
     * @param limit how long a second start waits for the first instance
     */
    public OneInstance(Path folder, List<Path> parents, Duration limit) {
        this.folder = folder;
        this.parents = List.copyOf(parents);
        this.limit = limit;
    }

    /** What this start is. */
    public sealed interface Start {
        /** Another instance was there and has its window in front now. */
        record Second() implements Start {}

        /** The first instance, or one that goes on as if there was no other. */
        record First(Place place) implements Start {}
    }

    /** The place of an instance that opens its window. */
    public static final class Place implements AutoCloseable {
        private final @Nullable FileChannel lock;
        private final @Nullable FrontDoor door;

        private Place(@Nullable FileChannel lock, @Nullable FrontDoor door) {
            this.lock = lock;
            this.door = door;
        }

        /**
         * There is a window now.
         *
         * @param bring brings it to the front, and says whether it did; may take a while, called from any thread
         */
        public void leadsTo(BooleanSupplier bring) {
            if (door != null) {
                door.leadsTo(bring);
            }
        }

        /** The next start is the first one again. */
        @Override
        public void close() {
            // Nobody must find the lock free and be told that a window is in front.
            if (door != null) {
                door.close();
            }
            if (lock != null) {
                try {
                    lock.close();
                } catch (IOException e) {
                    LOG.debug("The lock goes with the process", e);
                }
            }
        }
    }

    /**
     * Finds out what this start is, and brings the window of the first instance to the front.
     *
     * <p>A first instance that does not answer in time hangs, and its operator has people waiting: then a window of its own
     * serves better than a line on a screen that nobody reads, as whoever starts by double click sees no line. Two
     * windows harm nothing, since settings, history and stores are written under locks of their own. The same goes where
     * the folder cannot be written.
     */
    public Start start() {
        long deadline = System.nanoTime() + limit.toNanos();
        try {
            Files.createDirectories(folder);
            while (true) {
                FileChannel lock = lock();
                if (lock != null) {
                    return new Start.First(new Place(lock, door()));
                }
                if (knock(deadline)) {
                    return new Start.Second();
                }
                if (System.nanoTime() - deadline > 0) {
                    LOG.warn("Gatehouse runs already and does not answer; it holds {}", folder.resolve(LOCK));
                    return new Start.First(new Place(null, null));
                }
                // It may be about to open its door, or to let go of its lock.
                LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
            }
        } catch (IOException e) {
            LOG.info("Whether Gatehouse runs already cannot be told: {}", e.toString());
            return new Start.First(new Place(null, null));
        }
    }

    private @Nullable FileChannel lock() throws IOException {
        FileChannel channel =
                FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = channel.tryLock();
            return lock == null ? null : channel;
        } catch (OverlappingFileLockException _) {
            // Held by another of this process.
            return null;
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
    }

    /** Opens the door in place of one that a dead instance has left; without one, others wait and then start as well. */
    private @Nullable FrontDoor door() {
        try {
            Path old = told();
            if (old != null) {
                FrontDoor.remove(old);
            }
            FrontDoor door = FrontDoor.open(parents, limit);
            try {
                tell(door.socket());
                return door;
            } catch (IOException e) {
                door.close();
                throw e;
            }
        } catch (IOException e) {
            LOG.info("A second start will not find this window: {}", e.toString());
            return null;
        }
    }

    private void tell(Path socket) throws IOException {
        Path written = Files.createTempFile(folder, DOOR, null);
        try {
            Files.writeString(written, socket.toString());
            Files.move(
                    written, folder.resolve(DOOR), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(written);
        }
    }

    private @Nullable Path told() throws IOException {
        Path file = folder.resolve(DOOR);
        if (!Files.isRegularFile(file) || Files.size(file) > LONGEST_DOOR) {
            return null;
        }
        try {
            return Path.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
        } catch (InvalidPathException e) {
            LOG.debug("{} is damaged", file, e);
            return null;
        }
    }

    private boolean knock(long deadline) {
        try {
            Path socket = told();
            if (socket == null) {
                return false;
            }
            try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
                channel.configureBlocking(false);
                if (!channel.connect(UnixDomainSocketAddress.of(socket))) {
                    return false;
                }
                try (Knock knock = new Knock(channel, Duration.ofNanos(deadline - System.nanoTime()))) {
                    knock.answer(Knock.FRONT);
                    return knock.hear().equals(Knock.SHOWN);
                }
            }
        } catch (IOException e) {
            LOG.debug("Nobody opens", e);
            return false;
        }
    }
}

package dev.gatehouse.io;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lock of a file as a second file beside it, {@code <name>.lock} in the real folder. Who creates it has the lock; its
 * content says who that is. All programs that write the file must agree on it.
 *
 * <p>A lock whose owner died is taken away. Two processes that find the same dead lock must not take away each other's
 * new one: each locks the dead file itself with the system's lock, and removes the name only while it still leads to that
 * very file. (Such a system lock counts between processes; callers see to it that one process takes a lock once at a
 * time.)
 */
public final class LockFile {
    /** How long to try before giving up. */
    public static final Duration PATIENCE = Duration.ofSeconds(8);

    private static final Logger LOG = LoggerFactory.getLogger(LockFile.class);
    private static final long LARGEST = 64 << 10;
    private static final long FIRST_DELAY_MILLIS = 10;
    private static final long LONGEST_DELAY_MILLIS = 250;

    private final Path target;
    private final LockProtocol protocol;
    private final Duration patience;

    /** The lock of {@code target}, tried for at most {@code patience}. */
    public LockFile(Path target, LockProtocol protocol, Duration patience) {
        this.target = target;
        this.protocol = protocol;
        this.patience = patience;
    }

    /** A lock that is ours until it is closed. */
    public static final class Held implements AutoCloseable {
        private final Path lock;
        private final Found own;

        private Held(Path lock, Found own) {
            this.lock = lock;
            this.own = own;
        }

        /**
         * Gives the lock back. One that somebody else has taken since is left alone. What was done under it is done, so a
         * lock that cannot be given back is only logged; others wait until this process ends and they find it dead.
         */
        @Override
        public void close() {
            try {
                if (own.equals(look(lock))) {
                    Files.deleteIfExists(lock);
                }
            } catch (IOException e) {
                LOG.warn("The lock {} could not be given back: {}", lock, e.toString());
            }
        }
    }

    /**
     * A lock file as it stands on the disk.
     *
     * @param seen what it says
     * @param key which file it is, or null where the file system has no such thing
     */
    private record Found(LockProtocol.Seen seen, @Nullable Object key) {}

    /**
     * Takes the lock.
     *
     * @throws FileFault.Locked if somebody holds it all the time
     * @throws FileFault if the file system says no
     */
    public Held acquire() throws IOException {
        Path lock = null;
        try {
            lock = NewFile.inRealFolder(target.resolveSibling(target.getFileName() + ".lock"));
            return acquire(lock);
        } catch (IOException e) {
            throw FileFault.recognise(lock == null ? target : lock, e);
        }
    }

    private Held acquire(Path lock) throws IOException {
        long end = System.nanoTime() + patience.toNanos();
        for (long delay = FIRST_DELAY_MILLIS; ; delay = Math.min(delay * 2, LONGEST_DELAY_MILLIS)) {
            Held held = create(lock);
            if (held != null) {
                return held;
            }
            Found found = look(lock);
            if (found == null || (protocol.stale(found.seen()) && remove(lock, found))) {
                held = create(lock);
                if (held != null) {
                    return held;
                }
            }
            long left = end - System.nanoTime();
            if (left <= 0) {
                LockProtocol.Holder holder =
                        found == null ? LockProtocol.Holder.UNKNOWN : protocol.holder(found.seen());
                throw new FileFault.Locked(target, holder.pid(), holder.since());
            }
            // Jitter keeps two who wait from meeting again and again.
            long jittered = ThreadLocalRandom.current().nextLong(delay, delay * 2 + 1);
            pause(Math.min(Duration.ofMillis(jittered).toNanos(), left));
        }
    }

    private @Nullable Held create(Path lock) throws IOException {
        String content = protocol.content();
        try {
            NewFile.createWhole(lock, content.getBytes(StandardCharsets.UTF_8));
        } catch (FileAlreadyExistsException _) {
            return null;
        }
        Found own = look(lock);
        return own != null && own.seen().text().equals(content) ? new Held(lock, own) : null;
    }

    private static boolean remove(Path lock, Found stale) throws IOException {
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileLock guard = channel.tryLock()) {
            // The open file keeps its identity from being given to another one.
            if (guard == null || !stale.equals(look(lock))) {
                return false;
            }
            return Files.deleteIfExists(lock);
        } catch (OverlappingFileLockException _) {
            return false;
        } catch (NoSuchFileException _) {
            return true;
        }
    }

    private static @Nullable Found look(Path lock) throws IOException {
        FileStat stat = FileStat.of(lock);
        if (!stat.exists()) {
            return null;
        }
        if (stat.size() > LARGEST) {
            return new Found(new LockProtocol.Seen("", stat.modified()), stat.key());
        }
        try {
            String text = new String(Files.readAllBytes(lock), StandardCharsets.UTF_8);
            return new Found(new LockProtocol.Seen(text, stat.modified()), stat.key());
        } catch (NoSuchFileException _) {
            return null;
        }
    }

    private static void pause(long nanos) throws InterruptedIOException {
        try {
            Thread.sleep(Duration.ofNanos(nanos));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            InterruptedIOException stopped = new InterruptedIOException("interrupted while waiting for a lock");
            stopped.initCause(e);
            throw stopped;
        }
    }
}

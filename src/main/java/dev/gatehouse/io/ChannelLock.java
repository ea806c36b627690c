package dev.gatehouse.io;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The system's lock on an open file, waited for with a limit. It ends with its process, whatever happens to that. */
public final class ChannelLock {
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(5);

    private ChannelLock() {}

    /**
     * Waits until nobody else, in this process or another, holds the lock of {@code channel}'s file.
     *
     * @throws IOException if somebody still does after {@code limit}
     */
    public static FileLock acquire(FileChannel channel, Duration limit) throws IOException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (System.nanoTime() < deadline) {
            FileLock lock = tryNow(channel);
            if (lock != null) {
                return lock;
            }
            LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
        }
        throw new IOException("locked by another program for " + limit.toSeconds() + " s");
    }

    private static @Nullable FileLock tryNow(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException _) {
            // Held by another channel of this process.
            return null;
        }
    }
}

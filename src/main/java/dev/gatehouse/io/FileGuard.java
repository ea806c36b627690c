package dev.gatehouse.io;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * The right to replace a file of the console's own, held by one console at a time. It is the lock of a second file
 * beside it, because the first is another file after each replacement, and ends with its process.
 */
public final class FileGuard implements AutoCloseable {
    private final FileChannel channel;
    private final FileLock lock;

    private FileGuard(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Waits for the right to replace {@code file}, and makes its folder if need be.
     *
     * @throws IOException if somebody else still has it after {@code limit}
     */
    public static FileGuard of(Path file, Duration limit) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Path beside = file.resolveSibling("." + file.getFileName() + ".lock");
        FileChannel channel = FileChannel.open(beside, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            return new FileGuard(channel, ChannelLock.acquire(channel, limit));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            lock.release();
        }
    }
}

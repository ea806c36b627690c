package dev.gatehouse.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What tells one state of a file from another without reading it.
 *
 * @param exists whether anything is there
 * @param size in bytes
 * @param modified when it was last written
 * @param key the file's identity, or null where the file system has none
 */
public record FileStat(
        boolean exists,
        long size,
        Instant modified,
        @Nullable Object key) {
    /** Nothing is there. */
    public static final FileStat ABSENT = new FileStat(false, 0, Instant.EPOCH, null);

    /** How coarse a file system's clock can be (FAT: 2 s). */
    private static final Duration COARSEST = Duration.ofSeconds(2);

    /** Looks at {@code path}, links followed. Costs one call to the system. */
    public static FileStat of(Path path) throws IOException {
        try {
            BasicFileAttributes seen = Files.readAttributes(path, BasicFileAttributes.class);
            return new FileStat(true, seen.size(), seen.lastModifiedTime().toInstant(), seen.fileKey());
        } catch (NoSuchFileException | NotDirectoryException _) {
            return ABSENT;
        } catch (IOException e) {
            throw FileFault.recognise(path, e);
        }
    }

    /**
     * Whether a file that was seen like this at {@code seenAt} and looks the same now still is the same. One that was
     * written just before it was seen may be written again within the same tick of the file system's clock.
     */
    public boolean settledAt(Instant seenAt) {
        return !exists || modified.isBefore(seenAt.minus(COARSEST));
    }
}

package dev.gatehouse.io;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a folder holds, as far as it can be told without opening a file; equal while nothing changes.
 *
 * @param entries the folder and everything directly in it
 */
record Fingerprint(Map<Path, Entry> entries) {
    /** A folder that is not there, or cannot be looked into. */
    static final Fingerprint NOTHING = new Fingerprint(Map.of());

    /** Keeps its own copy. */
    Fingerprint {
        entries = Map.copyOf(entries);
    }

    /**
     * One file or folder.
     *
     * @param identity tells it from another of the same name
     * @param modified when it was last written
     * @param size in bytes
     */
    record Entry(Object identity, FileTime modified, long size) {}

    /** The fingerprint of {@code folder} now. */
    static Fingerprint of(@Nullable Path folder) {
        if (folder == null) {
            return NOTHING;
        }
        Map<Path, Entry> entries = new HashMap<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            entries.put(folder, entry(folder));
            for (Path path : stream) {
                try {
                    entries.put(path, entry(path));
                } catch (NoSuchFileException _) {
                    // Gone since it was listed: the next fingerprint has neither.
                }
            }
        } catch (DirectoryIteratorException | IOException _) {
            return NOTHING;
        }
        return new Fingerprint(entries);
    }

    private static Entry entry(Path path) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return new Entry(Trail.Step.identity(attributes), attributes.lastModifiedTime(), attributes.size());
    }
}

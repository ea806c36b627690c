package dev.gatehouse.console;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A small file of the console's own, written whole: after a crash it holds the old content or the new. A file of a newer
 * console is read as far as it is understood and never overwritten; one that makes no sense is set aside
 * before it is replaced. Reading changes nothing.
 *
 * @param <T> a record whose first component is {@code int version}
 */
final class JsonFile<T> {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private final Path file;
    private final Class<T> type;
    private final int version;
    private boolean newer;
    private boolean senseless;

    /**
     * A file that may not exist yet.
     *
     * @param version the version that this console writes
     */
    JsonFile(Path file, Class<T> type, int version) {
        this.file = file;
        this.type = type;
        this.version = version;
    }

    /**
     * What is in the file, or empty if there is none or it makes no sense.
     *
     * @throws IOException if it is there and cannot be read
     */
    synchronized Optional<T> load() throws IOException {
        byte[] content;
        try {
            content = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        try {
            JsonNode tree = JSON.readTree(content);
            newer = tree.path("version").asInt(0) > version;
            return Optional.of(JSON.treeToValue(tree, type));
        } catch (JacksonException e) {
            senseless = !newer;
            return Optional.empty();
        }
    }

    /** Whether the file is of a newer console, and {@link #save} does nothing. */
    synchronized boolean isNewer() {
        return newer;
    }

    /** Replaces the file. Returns when it is on the disk. */
    synchronized void save(T value) throws IOException {
        if (newer) {
            return;
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Path temporary = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try {
            write(temporary, JSON.writeValueAsBytes(value));
            if (senseless) {
                Path aside = file.resolveSibling(file.getFileName() + ".unreadable");
                Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
                senseless = false;
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static void write(Path temporary, byte[] content) throws IOException {
        FileAttribute<?>[] ownersOnly =
                FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                        }
                        : new FileAttribute<?>[0];
        try (FileChannel out = FileChannel.open(
                temporary, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownersOnly)) {
            ByteBuffer left = ByteBuffer.wrap(content);
            while (left.hasRemaining()) {
                out.write(left);
            }
            out.force(true);
        }
    }
}

package dev.gatehouse.console;

import dev.gatehouse.io.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A small file of the console's own, written whole. A file of a newer console is read as far as it is understood and
 * never overwritten; one that makes no sense is set aside before it is replaced. Reading changes nothing.
 *
 * @param <T> a record whose first component is {@code int version}
 */
final class JsonFile<T> {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private final AtomicFile file;
    private final Class<T> type;
    private final int version;
    private boolean newer;

    /**
     * A file that may not exist yet.
     *
     * @param version the version that this console writes
     */
    JsonFile(Path file, Class<T> type, int version) {
        this.file = new AtomicFile(file);
        this.type = type;
        this.version = version;
    }

    /**
     * What is in the file, or empty if there is none or it makes no sense.
     *
     * @throws IOException if it is there and cannot be read
     */
    synchronized Optional<T> load() throws IOException {
        AtomicFile.Content content = file.read();
        return content.exists() ? parse(content.bytes()) : Optional.empty();
    }

    /** Whether the file is of a newer console, and {@link #save} does nothing. */
    synchronized boolean isNewer() {
        return newer;
    }

    /** Replaces the file unless it is of a newer console. Returns when it is on the disk. */
    synchronized void save(T value) throws IOException {
        Path folder = file.path().toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        AtomicFile.Content old = file.read();
        if (old.exists() && parse(old.bytes()).isEmpty() && !newer) {
            Path aside = file.path().resolveSibling(file.path().getFileName() + ".unreadable");
            Files.copy(file.path(), aside, StandardCopyOption.REPLACE_EXISTING);
        }
        if (!newer) {
            file.replace(old, JSON.writeValueAsBytes(value), () -> {});
        }
    }

    private Optional<T> parse(byte[] content) {
        newer = false;
        try {
            JsonNode tree = JSON.readTree(content);
            newer = tree.path("version").asInt(0) > version;
            return Optional.ofNullable(JSON.treeToValue(tree, type));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}

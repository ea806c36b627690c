package dev.gatehouse.console;

import dev.gatehouse.io.AtomicFile;
import dev.gatehouse.io.FileGuard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A small file of the console's own, written whole. A file of a newer console is read as far as it is understood and
 * never overwritten; one that makes no sense is set aside before it is replaced. Reading changes nothing.
 *
 * @param <T> a record whose first component is {@code int version}
 */
final class JsonFile<T extends Record> {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(EnumFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE)
            .build();

    private static final Logger LOG = LoggerFactory.getLogger(JsonFile.class);
    private static final Duration LOCK_LIMIT = Duration.ofSeconds(5);

    private final AtomicFile file;
    private final T nothing;
    private final Class<T> type;
    private final int version;
    private boolean newer;

    /**
     * A file that may not exist yet.
     *
     * @param nothing what a file that is not there holds
     * @param version the version that this console writes
     */
    @SuppressWarnings("unchecked") // the class of a T is a Class<T>, as records have no subclasses
    JsonFile(Path file, T nothing, int version) {
        this.file = new AtomicFile(file);
        this.nothing = nothing;
        this.type = (Class<T>) nothing.getClass();
        this.version = version;
    }

    /**
     * What is in the file; nothing if it is not there or makes no sense.
     *
     * @throws IOException if it is there and cannot be read
     */
    synchronized T load() throws IOException {
        return parse(file.read()).orElse(nothing);
    }

    /** Whether the file is of a newer console, and {@link #update} does nothing. */
    synchronized boolean isNewer() {
        return newer;
    }

    /**
     * Changes what is in the file now, unless it is of a newer console. What another console wrote meanwhile is kept.
     * Returns when it is on the disk.
     */
    synchronized void update(UnaryOperator<T> change) throws IOException {
        try (FileGuard ours = FileGuard.of(file.path(), LOCK_LIMIT)) {
            LOG.trace("Writing {} under {}", file.path(), ours);
            AtomicFile.Content old = file.read();
            Optional<T> now = parse(old);
            if (newer) {
                return;
            }
            if (old.exists() && now.isEmpty()) {
                Path aside = file.path().resolveSibling(file.path().getFileName() + ".unreadable");
                Files.copy(file.path(), aside, StandardCopyOption.REPLACE_EXISTING);
            }
            file.replace(old, JSON.writeValueAsBytes(change.apply(now.orElse(nothing))), () -> {});
        }
    }

    private Optional<T> parse(AtomicFile.Content content) {
        newer = false;
        if (!content.exists()) {
            return Optional.empty();
        }
        try {
            JsonNode tree = JSON.readTree(content.bytes());
            newer = tree.path("version").asInt(0) > version;
            return Optional.ofNullable(JSON.treeToValue(tree, type));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}

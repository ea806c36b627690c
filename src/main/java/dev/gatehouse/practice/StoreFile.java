package dev.gatehouse.practice;

import dev.gatehouse.io.AtomicFile;
import dev.gatehouse.io.FileFault;
import dev.gatehouse.io.LockFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Predicate;
import tools.jackson.core.JacksonException;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A file of the practice store, changed as OpenClaw 2026.7.1 changes it, and never over a change of the console's.
 *
 * @param path where it is
 * @param style how it is written
 * @param clock tells when a lock was taken
 */
record StoreFile(Path path, Style style, InstantSource clock) {
    /** How often a change is tried anew because the file changed meanwhile. */
    private static final int ATTEMPTS = 8;

    /** As {@code JSON.stringify(value, null, 2)} writes it. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .defaultPrettyPrinter(new DefaultPrettyPrinter(Separators.createDefaultInstance()
                            .withObjectNameValueSpacing(Separators.Spacing.AFTER)
                            .withObjectEmptySeparator("")
                            .withArrayEmptySeparator(""))
                    .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                    .withArrayIndenter(new DefaultIndenter("  ", "\n")))
            .build();

    /** The two sorts of file. */
    enum Style {
        /** Pending people or an allow list: under a lock, ends with a new line. */
        DM,
        /** Devices and nodes by id: no lock, no new line. */
        KEYED
    }

    /** What it holds; empty if it is not there. */
    ObjectNode read() throws IOException {
        return parse(new AtomicFile(path).read());
    }

    /** Changes it; {@code change} says whether it changed anything. */
    void change(Predicate<ObjectNode> change) throws IOException {
        if (style == Style.DM) {
            PracticeLock protocol = new PracticeLock(clock);
            try (LockFile.Held _ = new LockFile(path, protocol, LockFile.PATIENCE).acquire()) {
                replace(change);
            }
        } else {
            replace(change);
        }
    }

    private void replace(Predicate<ObjectNode> change) throws IOException {
        AtomicFile file = new AtomicFile(path);
        for (int attempt = 1; ; attempt++) {
            AtomicFile.Content before = file.read();
            ObjectNode root = parse(before);
            if (!change.test(root)) {
                return;
            }
            try {
                file.replace(before, bytes(root), () -> {});
                return;
            } catch (FileFault.Changed e) {
                // The console was quicker: what it wrote stands, and this builds on it.
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private byte[] bytes(ObjectNode root) {
        String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
        return (style == Style.DM ? text + "\n" : text).getBytes(StandardCharsets.UTF_8);
    }

    private ObjectNode parse(AtomicFile.Content content) throws IOException {
        if (!content.exists()) {
            return JSON.createObjectNode();
        }
        try {
            if (JSON.readTree(content.bytes()) instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException _) {
            // Not the parser's words: they may repeat a code.
            throw new IOException("not JSON: " + path);
        }
        throw new IOException("not an object: " + path);
    }
}

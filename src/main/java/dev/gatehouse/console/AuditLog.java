package dev.gatehouse.console;

import dev.gatehouse.io.ChannelLock;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every decision, one JSON line when it is made and one when it has ended, each on the disk before the console goes on.
 * A decision without a second line was cut off by the end of the console. Appended under a file lock, so that two
 * consoles can share it. Codes and tokens never enter it: {@link Shown} has no room for them.
 */
public final class AuditLog {
    private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
    private static final Duration LOCK_LIMIT = Duration.ofSeconds(5);
    private static final JsonMapper JSON = JsonMapper.shared();

    /** A line of the file: the decision, or later its result. */
    private record Line(
            @Nullable HistoryEntry decided, @Nullable Ended ended) {}

    private record Ended(String id, HistoryEntry.Result result) {}

    private final Path file;
    private final ReentrantLock lock = new ReentrantLock();

    /** A log in {@code file}, which need not exist yet. */
    public AuditLog(Path file) {
        this.file = file;
    }

    /** Where it is kept. */
    public Path file() {
        return file;
    }

    /**
     * All decisions in the file, the oldest first. Lines that make no sense (one cut off by a crash, one of a newer
     * console) are left out and stay in the file.
     */
    public List<HistoryEntry> load() throws IOException {
        Map<String, HistoryEntry> entries = new LinkedHashMap<>();
        lock.lock();
        // Decoded line by line: a crash may have cut one in the middle of a character.
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Files.newInputStream(file),
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPLACE)
                        .onUnmappableCharacter(CodingErrorAction.REPLACE)))) {
            lines.lines().forEach(text -> apply(entries, parse(text)));
        } catch (NoSuchFileException e) {
            LOG.debug("No history yet in {}", file);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            lock.unlock();
        }
        return List.copyOf(entries.values());
    }

    /** Writes down that {@code decided} is about to be done. Returns when it is on the disk. */
    void begin(HistoryEntry decided) throws IOException {
        append(new Line(decided, null));
    }

    /** Writes down how a decision ended. Returns when it is on the disk. */
    void end(String id, HistoryEntry.Result result) throws IOException {
        append(new Line(null, new Ended(id, result)));
    }

    private void append(Line line) throws IOException {
        byte[] text = (JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8);
        lock.lock();
        try {
            write(text);
        } finally {
            lock.unlock();
        }
    }

    private void write(byte[] text) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Set<StandardOpenOption> options =
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(file, options, ownersOnly());
                FileLock ours = ChannelLock.acquire(channel, LOCK_LIMIT)) {
            long end = channel.size();
            ByteBuffer out = ByteBuffer.allocate(text.length + 1);
            if (end > 0 && lastByte(channel, end) != '\n') {
                // A crash cut the last line off; the new one must not become part of it.
                out.put((byte) '\n');
            }
            out.put(text).flip();
            while (out.hasRemaining()) {
                end += channel.write(out, end);
            }
            channel.force(true);
            LOG.trace("{} bytes under {}", end, ours);
        }
    }

    private static byte lastByte(FileChannel channel, long end) throws IOException {
        ByteBuffer last = ByteBuffer.allocate(1);
        channel.read(last, end - 1);
        return last.get(0);
    }

    private static FileAttribute<?>[] ownersOnly() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private static void apply(Map<String, HistoryEntry> entries, @Nullable Line line) {
        if (line != null && line.decided() != null) {
            entries.put(line.decided().id(), line.decided());
        }
        if (line != null && line.ended() != null) {
            Ended ended = line.ended();
            entries.computeIfPresent(
                    ended.id(), (id, begun) -> begun.ended(ended.result().revived()));
        }
    }

    private static @Nullable Line parse(String text) {
        if (text.isBlank()) {
            return null;
        }
        try {
            return JSON.readValue(text, Line.class);
        } catch (JacksonException e) {
            LOG.debug("A line of the history is left out", e);
            return null;
        }
    }
}

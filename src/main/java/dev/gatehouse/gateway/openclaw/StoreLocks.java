package dev.gatehouse.gateway.openclaw;

import dev.gatehouse.io.JsonText;
import dev.gatehouse.io.LockFile;
import dev.gatehouse.io.LockProtocol;
import dev.gatehouse.io.Processes;
import dev.gatehouse.io.Processes.Presence;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The locks of the direct messages' files as the products make and judge them (OpenClaw 2026.7.1, sidecar-lock; Fased,
 * file-lock).
 */
final class StoreLocks implements LockProtocol {
    private static final Duration OLD = Duration.ofSeconds(30);
    private static final DateTimeFormatter ISO_MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final Dialect dialect;
    private final Processes processes;
    private final InstantSource clock;
    private final Duration patience;

    StoreLocks(Dialect dialect, Processes processes, InstantSource clock, Duration patience) {
        this.dialect = dialect;
        this.processes = processes;
        this.clock = clock;
        this.patience = patience;
    }

    /** The locks of one decision. */
    interface Locks {
        /** The lock of {@code file}. */
        LockFile of(Path file);
    }

    /** Begins a decision: all its locks together are waited for no longer than one would be. */
    Locks begin() {
        long end = System.nanoTime() + patience.toNanos();
        return file -> new LockFile(file, this, Duration.ofNanos(Math.max(0, end - System.nanoTime())));
    }

    @Override
    public String content() {
        long pid = ProcessHandle.current().pid();
        ObjectNode lock = JsonNodeFactory.instance
                .objectNode()
                .put("pid", pid)
                .put("createdAt", ISO_MILLIS.format(clock.instant()));
        if (dialect.lockStart()) {
            processes.startTicks(pid).ifPresent(ticks -> lock.put("starttime", ticks));
        }
        return new String(JsonText.bytes(lock, dialect.lockStart()), StandardCharsets.UTF_8);
    }

    @Override
    public Holder holder(Seen lock) {
        JsonNode content = parse(lock);
        return content == null ? Holder.UNKNOWN : new Holder(pid(content), since(content));
    }

    @Override
    public boolean stale(Seen lock) {
        JsonNode content = parse(lock);
        if (content == null) {
            // OpenClaw waits for ever for a lock that says nothing: its owner may be about to write it.
            return dialect.lockAges() && old(lock.modified());
        }
        long pid = pid(content);
        Instant since = since(content);
        if (pid == 0) {
            return content.has("createdAt") && (since == null || old(since));
        }
        if (processes.presence(pid) == Presence.GONE || otherStart(pid, content)) {
            return true;
        }
        return dialect.lockAges() && (since == null || old(since));
    }

    private boolean otherStart(long pid, JsonNode content) {
        JsonNode started = content.path("starttime");
        return started.isNumber() && processes.startTicks(pid).stream().anyMatch(ticks -> ticks != started.asLong(0));
    }

    private boolean old(Instant since) {
        return since.isBefore(clock.instant().minus(OLD));
    }

    private static @Nullable JsonNode parse(Seen lock) {
        try {
            JsonNode content = JsonText.parse(lock.text().getBytes(StandardCharsets.UTF_8));
            return content.isObject() ? content : null;
        } catch (JsonText.Malformed _) {
            return null;
        }
    }

    private static long pid(JsonNode content) {
        JsonNode pid = content.path("pid");
        return pid.isIntegralNumber() ? Math.max(0, pid.asLong(0)) : 0;
    }

    private static @Nullable Instant since(JsonNode content) {
        try {
            return OffsetDateTime.parse(content.path("createdAt").asString("")).toInstant();
        } catch (DateTimeException _) {
            return null;
        }
    }
}

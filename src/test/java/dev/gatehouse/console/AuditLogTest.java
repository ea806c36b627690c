package dev.gatehouse.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.console.HistoryEntry.Act;
import dev.gatehouse.console.HistoryEntry.Method;
import dev.gatehouse.console.HistoryEntry.Result;
import dev.gatehouse.pairing.Phrase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditLogTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final Result CONFIRMED =
            new Result(NOW, "confirmed", Phrase.of("receipt", "allow.json"), List.of("allow.json"), List.of());

    @TempDir
    private Path folder;

    private Path file;
    private AuditLog log;

    @BeforeEach
    void open() {
        file = folder.resolve("new/history.jsonl");
        log = new AuditLog(file);
    }

    @Test
    void whatWasWrittenIsRead() throws IOException {
        log.begin(entry("1"));
        log.end("1", CONFIRMED);
        log.begin(entry("2"));
        assertThat(new AuditLog(file).load()).containsExactly(entry("1").ended(CONFIRMED), entry("2"));
    }

    @Test
    void whatASentenceNamesComesBackAsItWas() throws IOException {
        Phrase inner = Phrase.of("inner", NOW, 3);
        Result result = new Result(NOW, "refused", Phrase.of("outer", NOW, inner, "text"), List.of(), List.of(inner));
        log.begin(entry("1"));
        log.end("1", result);
        assertThat(new AuditLog(file).load()).containsExactly(entry("1").ended(result));
    }

    @Test
    void theFileBelongsToItsOwnerAlone() throws IOException {
        log.begin(entry("1"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void whereverACrashCutsALineOffTheOthersAreWhole() throws IOException {
        log.begin(entry("1"));
        byte[] before = Files.readAllBytes(file);
        log.begin(named("2", "Zoë Жук"));
        byte[] whole = Files.readAllBytes(file);
        for (int cut = before.length + 1; cut < whole.length - 1; cut++) {
            Files.write(file, Arrays.copyOf(whole, cut));
            assertThat(new AuditLog(file).load()).containsExactly(entry("1"));
            new AuditLog(file).begin(entry("3"));
            assertThat(new AuditLog(file).load()).containsExactly(entry("1"), entry("3"));
        }
    }

    @Test
    void thereIsNoHistoryAtFirst() throws IOException {
        assertThat(log.load()).isEmpty();
        assertThat(file.getParent()).doesNotExist();
    }

    @Test
    void manyThreadsAndTwoLogsLoseNothing() throws Exception {
        AuditLog other = new AuditLog(file);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Void>> writes = IntStream.range(0, 100)
                    .<Callable<Void>>mapToObj(i -> () -> {
                        (i % 2 == 0 ? log : other).begin(entry(Integer.toString(i)));
                        return null;
                    })
                    .toList();
            for (Future<Void> write : threads.invokeAll(writes)) {
                write.get();
            }
        }
        assertThat(log.load()).hasSize(100);
    }

    private static HistoryEntry entry(String id) {
        return named(id, "ann");
    }

    private static HistoryEntry named(String id, String name) {
        Shown shown = new Shown("dm", "telegram", "work", "7", "", name, "", List.of("dm"), NOW, null);
        return new HistoryEntry(
                id, NOW, "home", "Home", "openclaw", Act.APPROVE, Method.ONE_CLICK, List.of(shown), List.of(), null);
    }
}

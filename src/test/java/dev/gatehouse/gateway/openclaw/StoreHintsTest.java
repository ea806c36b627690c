package dev.gatehouse.gateway.openclaw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.io.FolderWatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log is written in place, without a rename. */
class StoreHintsTest {
    @TempDir
    Path folder;

    @Test
    void whatAGatewayWritesIntoTheLogIsAHintAndReadingIsNone() throws Exception {
        SqliteFixture store = SqliteFixture.recorded(folder, "waiting");
        AtomicInteger calls = new AtomicInteger();
        AtomicInteger hints = new AtomicInteger();
        try (FolderWatch watch = new FolderWatch();
                Elsewhere _ = store.elsewhere("UPDATE channel_pairing_requests SET last_seen_at = created_at")) {
            StoreHints filter = new StoreHints(store.paths.folders(), hints::incrementAndGet);
            filter.run();
            watch.watch(store.paths.folders(), () -> {
                filter.run();
                calls.incrementAndGet();
            });
            store.read();
            touch(store);
            await().atMost(Duration.ofSeconds(10)).until(() -> calls.get() > 0);
            assertThat(hints).hasValue(1);
            try (Elsewhere _ = store.elsewhere("DELETE FROM channel_pairing_requests")) {
                await().atMost(Duration.ofSeconds(10)).until(() -> hints.get() > 1);
            }
            assertThat(store.read().messages()).isEmpty();
        }
    }

    /** What the system reports as a change although nothing was written. */
    private static void touch(SqliteFixture store) throws IOException {
        Path log = Path.of(store.paths.sqlite() + "-wal");
        Files.setPosixFilePermissions(log, Files.getPosixFilePermissions(log));
    }

    @Test
    void aGatewayThatGoesAndComesIsAHint() throws Exception {
        SqliteFixture store = SqliteFixture.recorded(folder, "waiting");
        AtomicInteger hints = new AtomicInteger();
        StoreHints filter = new StoreHints(store.paths.folders(), hints::incrementAndGet);
        filter.run();
        filter.run();
        assertThat(hints).hasValue(1);
        Files.createFile(Path.of(store.paths.sqlite() + "-wal"));
        filter.run();
        assertThat(hints).hasValue(2);
        Files.delete(store.paths.sqlite());
        filter.run();
        assertThat(hints).hasValue(3);
    }

    @Test
    void whatIsKnownAlreadyIsNoHint() throws Exception {
        SqliteFixture store = SqliteFixture.recorded(folder, "waiting");
        AtomicInteger hints = new AtomicInteger();
        StoreHints filter = new StoreHints(store.paths.folders(), hints::incrementAndGet);
        filter.seen();
        filter.run();
        assertThat(hints).hasValue(0);
        Path log = Path.of(store.paths.sqlite() + "-wal");
        Files.writeString(log, "asked");
        filter.seen();
        filter.run();
        assertThat(hints).hasValue(0);
        Files.writeString(log, "asked and answered");
        filter.run();
        assertThat(hints).hasValue(1);
        Files.writeString(Path.of(store.paths.sqlite() + "-shm"), "index");
        filter.run();
        assertThat(hints).hasValue(1);
    }
}

package dev.gatehouse.gateway.openclaw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.io.FolderWatch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log is written in place, without a rename. */
class SqliteWatchTest {
    @TempDir
    Path folder;

    @Test
    void whatAGatewayWritesIntoTheLogIsAHintAndReadingIsNone() throws Exception {
        SqliteFixture store = SqliteFixture.recorded(folder, "waiting");
        AtomicInteger hints = new AtomicInteger();
        try (FolderWatch watch = new FolderWatch();
                Elsewhere _ = store.elsewhere("UPDATE channel_pairing_requests SET last_seen_at = created_at")) {
            watch.watch(store.paths.folders(), hints::incrementAndGet);
            store.read();
            int before = hints.get();
            try (Elsewhere _ = store.elsewhere("DELETE FROM channel_pairing_requests")) {
                await().atMost(Duration.ofSeconds(10)).until(() -> hints.get() > before);
            }
            assertThat(before).isZero();
            assertThat(store.read().messages()).isEmpty();
        }
    }
}

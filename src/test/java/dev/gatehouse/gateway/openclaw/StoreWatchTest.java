package dev.gatehouse.gateway.openclaw;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.gateway.Attention;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreWatchTest {
    @TempDir
    Path folder;

    @Test
    void everyFolderThatMattersGivesAHint() throws Exception {
        try (StoreFixture store = StoreFixture.recorded(folder, "pending");
                StoreGateway gateway = store.connect()) {
            AtomicInteger hints = new AtomicInteger();
            gateway.watch(hints::incrementAndGet);
            assertThat(gateway.read().requests()).hasSize(4);
            for (String name : new String[] {
                "credentials/telegram-pairing.json", "devices/pending.json", "nodes/pending.json", "openclaw.json"
            }) {
                int before = hints.get();
                Path next = Files.writeString(folder.resolve("next"), "{");
                Files.move(next, store.state.resolve(name), StandardCopyOption.ATOMIC_MOVE);
                Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> hints.get() > before);
            }
            assertThat(gateway.read().requests()).isEmpty();
            int before = hints.get();
            Files.createDirectories(store.state.resolve("state"));
            Files.createFile(store.state.resolve("state/openclaw.sqlite"));
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> hints.get() > before);
            assertThat(gateway.pollEvery(Attention.UNWATCHED)).isEqualTo(Duration.ofSeconds(30));
        }
    }
}

package dev.gatehouse.gateway.openclaw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.gateway.Feature;
import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The databases were made by SQLite itself: version 1, and 18 committed in the log. */
class SqliteEraTest {
    private static final int FRAME = 24 + 512;

    @TempDir
    Path folder;

    private Path database;
    private Path log;

    @BeforeEach
    void names() {
        database = folder.resolve("openclaw.sqlite");
        log = folder.resolve("openclaw.sqlite-wal");
    }

    private static byte[] recorded(String name) throws IOException {
        return Files.readAllBytes(StoreFixture.recording("sqlite").resolve(name));
    }

    private int version() throws IOException {
        return new SqliteEra(database).version();
    }

    @Test
    void noDatabaseIsNoVersion() throws Exception {
        assertThat(version()).isZero();
        Files.createFile(database);
        assertThat(version()).isZero();
    }

    @Test
    void readsTheHeader() throws Exception {
        Files.write(database, recorded("json-era.sqlite"));
        assertThat(version()).isEqualTo(1);
        Files.write(database, recorded("sqlite-era.sqlite"));
        assertThat(version()).isEqualTo(18);
    }

    @Test
    void whatIsCommittedInTheLogCounts() throws Exception {
        Files.write(database, recorded("json-era.sqlite"));
        Files.write(log, recorded("migrated.sqlite-wal"));
        assertThat(version()).isEqualTo(18);
    }

    @Test
    void whatIsNotFinishedInTheLogDoesNotCount() throws Exception {
        Files.write(database, recorded("json-era.sqlite"));
        byte[] whole = recorded("migrated.sqlite-wal");
        for (int length = 0; length <= whole.length; length++) {
            Files.write(log, Arrays.copyOf(whole, length));
            // The second transaction writes page 1 and then another one; only both together count.
            assertThat(version()).isEqualTo(length < whole.length ? 1 : 18);
        }
        assertThat(whole).hasSize(32 + 3 * FRAME);
    }

    @Test
    void aDamagedFrameEndsTheLog() throws Exception {
        Files.write(database, recorded("json-era.sqlite"));
        byte[] damaged = recorded("migrated.sqlite-wal");
        damaged[32 + 24 + 100] ^= 1;
        Files.write(log, damaged);
        assertThat(version()).isEqualTo(1);
    }

    @Test
    void whatIsNoDatabaseIsAnError() throws Exception {
        Files.writeString(database, "x".repeat(200));
        assertThatThrownBy(this::version).isInstanceOf(IOException.class);
    }

    @Test
    void noticesTheMigrationAndTouchesNothing() throws Exception {
        try (StoreFixture store = StoreFixture.recorded(folder, "pending");
                StoreGateway gateway = store.connect()) {
            Path sqlite = Files.createDirectories(store.state.resolve("state")).resolve("openclaw.sqlite");
            Files.write(sqlite, recorded("json-era.sqlite"));
            assertThat(gateway.read().requests()).hasSize(4);
            var shown = store.request(Kind.DM, "111111111");
            Files.write(sqlite.resolveSibling("openclaw.sqlite-wal"), recorded("migrated.sqlite-wal"));
            Problem newer = new Problem.NewerStore(sqlite.toString(), 18);
            assertThatThrownBy(gateway::read)
                    .isInstanceOfSatisfying(
                            GatewayException.class, e -> assertThat(e.problem()).isEqualTo(newer));
            String before = store.text("credentials/telegram-pairing.json");
            assertThat(store.refused(new Decision.Approve(shown))).isEqualTo(newer);
            assertThat(store.text("credentials/telegram-pairing.json")).isEqualTo(before);
            assertThat(store.state.resolve("credentials/telegram-default-allowFrom.json"))
                    .doesNotExist();
            assertThat(sqlite.resolveSibling("openclaw.sqlite-shm")).doesNotExist();
        }
    }

    @Test
    void betweenTheErasNothingCanBeDone() throws Exception {
        try (StoreFixture store = StoreFixture.recorded(folder, "pending")) {
            byte[] header = recorded("json-era.sqlite");
            header[63] = 6;
            Path sqlite = Files.createDirectories(store.state.resolve("state")).resolve("openclaw.sqlite");
            Files.write(sqlite, header);
            var shown = store.listed(Kind.DM, "111111111");
            assertThat(shown.absent()).containsOnlyKeys(Feature.values());
            assertThat(store.refused(new Decision.Reject(shown.what()))).isInstanceOf(Problem.NotOffered.class);
        }
    }
}

package dev.gatehouse.gateway.openclaw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Receipt;
import dev.gatehouse.pairing.Origin;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.SenderGrant;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteSendersTest {
    private static final String TABLE = "channel_pairing_allow_entries";

    @TempDir
    Path folder;

    private SqliteFixture store;
    private SenderGrant ann;

    @BeforeEach
    void twoSenders() throws Exception {
        store = SqliteFixture.recorded(folder, "approved");
        store.config("{channels: {telegram: {botToken: 'x'}}}");
        ann = store.sender("111111111");
    }

    private Problem refused() {
        return catchThrowableOfType(GatewayException.class, this::revoke).problem();
    }

    private Receipt revoke() throws GatewayException {
        return store.senders().revoke(ann, store.config());
    }

    private void bothAreStillIn() throws SQLException {
        assertThat(store.count(TABLE)).isEqualTo(2);
    }

    @Test
    void theOneRowIsDeletedAndNothingElse() throws Exception {
        Receipt receipt = revoke();
        assertThat(receipt.summary()).isEqualTo(Phrase.of("openclaw.receipt.revoked"));
        assertThat(receipt.touched()).containsExactly("state/openclaw.sqlite");
        assertThat(receipt.remark()).isEmpty();
        assertThat(store.count(TABLE)).isEqualTo(1);
        assertThat(store.count(TABLE + " WHERE entry = '222222222'")).isEqualTo(1);
        assertThat(store.count("channel_pairing_requests")).isEqualTo(1);
        assertThat(store.count("device_pairing_paired")).isEqualTo(2);
        assertThat(refused()).isEqualTo(new Problem.GrantChanged());
    }

    @Test
    void everySpellingThatMeansTheSenderIsDeletedAtThatDoorAlone() throws Exception {
        store.execute("INSERT INTO " + TABLE
                + " VALUES ('telegram', 'default', 'TG:111111111', 5, 0), ('telegram', 'work', '111111111', 0, 0),"
                + " ('signal', 'default', '111111111', 0, 0)");
        revoke();
        assertThat(store.count(TABLE)).isEqualTo(3);
        assertThat(store.count(TABLE + " WHERE channel_key = 'telegram' AND account_id = 'default'"))
                .isEqualTo(1);
    }

    @Test
    void aRunningGatewaySeesItAndGoesOn() throws Exception {
        try (Elsewhere _ = store.elsewhere("UPDATE channel_pairing_requests SET last_seen_at = created_at")) {
            revoke();
            assertThat(store.read().senders()).hasSize(1);
        }
        assertThat(store.read().senders()).hasSize(1);
        assertThat(store.count("pragma_integrity_check WHERE integrity_check <> 'ok'"))
                .isZero();
    }

    @Test
    void aLookThatIsGoingOnIsWaitedFor() throws Exception {
        try (Elsewhere _ = store.elsewhere("UPDATE channel_pairing_requests SET last_seen_at = created_at")) {
            CountDownLatch looking = new CountDownLatch(1);
            CountDownLatch enough = new CountDownLatch(1);
            FutureTask<Boolean> look = new FutureTask<>(() -> store.database().read(session -> {
                boolean read = session.version() > 0;
                looking.countDown();
                await().until(() -> enough.getCount() == 0);
                return read;
            }));
            FutureTask<Receipt> revoke = new FutureTask<>(this::revoke);
            Thread.ofPlatform().name("look").start(look);
            assertThat(looking.await(10, TimeUnit.SECONDS)).isTrue();
            Thread revoking = Thread.ofPlatform().name("revoke").start(revoke);
            await().until(() -> revoking.getState() == Thread.State.TIMED_WAITING
                    || revoking.getState() == Thread.State.TERMINATED);
            enough.countDown();

            assertThat(revoke.get(10, TimeUnit.SECONDS).summary()).isEqualTo(Phrase.of("openclaw.receipt.revoked"));
            assertThat(look.get(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(store.count(TABLE)).isEqualTo(1);
    }

    @Test
    void whomTheConfigStillLetsInIsTold() throws Exception {
        store.config("{channels: {telegram: {botToken: 'x', allowFrom: ['111111111']}}}");
        assertThat(revoke().remark())
                .containsExactly(
                        Phrase.of("openclaw.remark.config-lets-in", "openclaw.json: channels.telegram.allowFrom"));
    }

    @Test
    void whomOnlyTheConfigLetsInIsNotTouched() throws Exception {
        store.config("{channels: {telegram: {botToken: 'x', allowFrom: ['9']}}}");
        ann = store.sender("9");
        assertThat(refused()).isInstanceOf(Problem.NotOffered.class);
        bothAreStillIn();
    }

    @Test
    void whatSomebodyElseLocksIsLeftAlone() throws Exception {
        try (Elsewhere _ = store.elsewhere("BEGIN IMMEDIATE")) {
            assertThat(refused())
                    .isEqualTo(new Problem.Locked(store.paths.sqlite().toString(), 0, null));
        }
        bothAreStillIn();
        revoke();
    }

    @Test
    void whoWasTakenOutBySomebodyElseFirstHasChanged() throws Exception {
        try (Elsewhere _ = store.elsewhere("DELETE FROM " + TABLE + " WHERE entry = '111111111'")) {
            assertThat(refused()).isEqualTo(new Problem.GrantChanged());
        }
        assertThat(store.count(TABLE)).isEqualTo(1);
    }

    @Test
    void whoWasInByAnotherPlaceHasChanged() throws Exception {
        ann = new SenderGrant(
                ann.key(),
                ann.name(),
                List.of(new Origin(Origin.Type.STORE, "credentials/telegram-default-allowFrom.json")),
                null,
                null);
        assertThat(refused()).isEqualTo(new Problem.GrantChanged());
        bothAreStillIn();
    }

    @Test
    void otherVersionsAreNotWritten() throws Exception {
        for (int version : new int[] {0, 1, 14, 19}) {
            store.execute("PRAGMA user_version = " + version);
            assertThat(refused())
                    .isEqualTo(new Problem.NewerStore(store.paths.sqlite().toString(), version));
            bothAreStillIn();
        }
        store.execute("PRAGMA user_version = 15");
        revoke();
    }

    @Test
    void aTableThatIsNotAsItWasIsNotWritten() throws Exception {
        store.execute("CREATE TRIGGER t AFTER DELETE ON " + TABLE + " BEGIN DELETE FROM " + TABLE + "; END");
        assertThat(refused()).isInstanceOf(Problem.Malformed.class);
        bothAreStillIn();
        store.execute("DROP TRIGGER t");
        store.execute("ALTER TABLE " + TABLE + " RENAME COLUMN account_id TO account");
        assertThat(refused()).isInstanceOf(Problem.Malformed.class);
        bothAreStillIn();
        store.execute("DROP TABLE " + TABLE);
        assertThat(refused()).isInstanceOf(Problem.Malformed.class);
    }

    @Test
    void aRowThatComesBackWithinTheDeletionUndoesAll() throws Exception {
        // A table without a key may hold a row twice: more than one row went, so nothing went.
        store.execute("ALTER TABLE " + TABLE + " RENAME TO old");
        store.execute("CREATE TABLE " + TABLE + " AS SELECT * FROM old UNION ALL SELECT * FROM old");
        assertThat(refused()).isEqualTo(new Problem.GrantChanged());
        assertThat(store.count(TABLE)).isEqualTo(4);
    }

    @Test
    void aDatabaseThatIsNotThereIsNotMade() throws Exception {
        Files.delete(store.paths.sqlite());
        assertThat(refused()).isInstanceOf(Problem.Missing.class);
        assertThat(store.paths.sqlite()).doesNotExist();
    }

    @Test
    void theVersionIsReadFromTheFileOnlyWhileNoConnectionIsOpen() throws Exception {
        // Closing the file would take the connection's locks along.
        store.database().write(session -> {
            assertThat(CompletableFuture.supplyAsync(() -> store.era.alone().tryLock())
                            .orTimeout(10, TimeUnit.SECONDS)
                            .join())
                    .isFalse();
            return session.version();
        });
        assertThat(store.era.version()).isEqualTo(18);
    }
}

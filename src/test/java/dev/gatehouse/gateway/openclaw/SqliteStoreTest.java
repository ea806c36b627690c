package dev.gatehouse.gateway.openclaw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gatehouse.gateway.Feature;
import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Listed;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.pairing.Access;
import dev.gatehouse.pairing.CapabilityRequest;
import dev.gatehouse.pairing.DeviceGrant;
import dev.gatehouse.pairing.DmRequest;
import dev.gatehouse.pairing.Kind;
import dev.gatehouse.pairing.Origin;
import dev.gatehouse.pairing.PairingRequest;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.Right;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest {
    private static final String SENDERS = "state/openclaw.sqlite/channel_pairing_allow_entries";
    private static final String JOINED = "state/openclaw.sqlite/device_pairing_paired";

    @TempDir
    Path folder;

    private static DmRequest message(SqliteStore.Contents contents, String sender) {
        return contents.messages().stream()
                .map(listed -> (DmRequest) listed.what())
                .filter(request -> request.key().subject().equals(sender))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whoWritesToTheBotIsListedWithTheIdThatTheGatewaysCallsUse() throws Exception {
        SqliteStore.Contents contents =
                SqliteFixture.recorded(folder, "waiting").read();
        assertThat(contents.version()).isEqualTo(18);
        assertThat(contents.troubles()).isEmpty();
        assertThat(contents.messages()).hasSize(3);
        DmRequest bob = message(contents, "222222222");
        // As recorded beside these rows: openclaw-frames, 40-channels-pairing.
        assertThat(bob.id()).isEqualTo("hbnq0N7sti_-l3BL2qgbRiIHvVhPI6NP");
        assertThat(message(contents, "333333333").id()).isEqualTo("eB73K23nbBOFHYFKEzBLoQHtLSyYRBaC");
        assertThat(Objects.requireNonNull(bob.code()).value()).isEqualTo("FMC8BH45");
        assertThat(bob.name().text()).isEqualTo("bob");
        assertThat(bob.key().channel()).isEqualTo("telegram");
        assertThat(bob.key().account()).isEqualTo("default");
        assertThat(bob.requestedAt()).isEqualTo("2026-11-20T13:35:57.164Z");
        assertThat(bob.expiresAt()).isEqualTo("2026-11-20T14:35:57.164Z");
    }

    @Test
    void whatHasExpiredIsNotListed() throws Exception {
        SqliteFixture store = SqliteFixture.recorded(folder, "waiting");
        store.now = Instant.parse("2026-11-20T14:35:57.164Z");
        SqliteStore.Contents contents = store.read();
        assertThat(contents.messages()).hasSize(1);
        assertThat(contents.troubles()).isEmpty();
    }

    @Test
    void sendersOfTheStoreAndOfTheConfigAreOneList() throws Exception {
        SqliteFixture store = SqliteFixture.recorded(folder, "approved");
        store.config("{channels: {telegram: {botToken: 'x', allowFrom: ['tg:222222222', 9]}}}");
        SqliteStore.Contents contents = store.read();
        assertThat(contents.senders())
                .extracting(listed -> listed.what().key().subject())
                .containsExactly("111111111", "222222222", "9");
        assertThat(contents.senders().getFirst().source()).isEqualTo(SENDERS);
        assertThat(store.sender("222222222").origins())
                .containsExactly(
                        new Origin(Origin.Type.STORE, "state/openclaw.sqlite"),
                        new Origin(Origin.Type.CONFIG, "openclaw.json: channels.telegram.allowFrom"));
        assertThat(contents.senders().getLast().absent()).containsKey(Feature.REVOKE_SENDER);
    }

    @Test
    void devicesThatWaitAreListed() throws Exception {
        SqliteFixture store = SqliteFixture.recorded(folder, "node");
        store.now = Instant.parse("2026-11-20T18:43:00Z");
        SqliteStore.Contents contents = store.read();
        assertThat(contents.troubles()).isEmpty();
        assertThat(contents.devices())
                .extracting(listed -> listed.what().name().text())
                .containsExactly("Real operator", "Real node");
        PairingRequest operator = contents.devices().getFirst().what();
        assertThat(operator.key().kind()).isEqualTo(Kind.DEVICE);
        assertThat(operator.access().names(Right.Type.SCOPE)).containsExactly("operator.read");
        assertThat(operator.id()).isEqualTo("88f33417-5e7f-43fb-8dd7-46adf72d056d");
        assertThat(operator.expiresAt()).isEqualTo(operator.requestedAt().plusSeconds(300));
        assertThat(contents.devices().getLast().what().key().kind()).isEqualTo(Kind.NODE);
    }

    @Test
    void whatANodeAsksForNeverExpiresAndTheOperatorsNameForItIsShown() throws Exception {
        SqliteFixture store = SqliteFixture.recorded(folder, "node");
        store.now = Instant.parse("2031-01-01T00:00:00Z");
        SqliteStore.Contents contents = store.read();
        assertThat(contents.devices()).isEmpty();
        assertThat(contents.capabilities()).hasSize(1);
        CapabilityRequest asked =
                (CapabilityRequest) contents.capabilities().getFirst().what();
        assertThat(asked.id()).isEqualTo("8e68ea85-554b-4ec3-9d91-198b5b12c0de");
        assertThat(asked.expiresAt()).isNull();
        assertThat(asked.access().asksExecution()).isTrue();
        assertThat(asked.client().program()).isEqualTo("node-host 1.0.0");
        assertThat(asked.name().text()).isEqualTo("The one in the kitchen");
        DeviceGrant node = (DeviceGrant) contents.joined().getFirst().what();
        assertThat(node.name().text()).isEqualTo("The one in the kitchen");
        assertThat(node.approvedVia()).isEqualTo("owner");
        assertThat(node.key()).isEqualTo(asked.key().about());
    }

    @Test
    void devicesThatJoinedAreListedWithoutTheirTokens() throws Exception {
        SqliteStore.Contents contents =
                SqliteFixture.recorded(folder, "approved").read();
        assertThat(contents.joined())
                .extracting(listed -> listed.what().kind())
                .containsExactly(Kind.NODE, Kind.CAPABILITY, Kind.DEVICE);
        DeviceGrant phone = (DeviceGrant) contents.joined().getFirst().what();
        assertThat(phone.tokens()).extracting(token -> token.role()).containsExactly("node", "operator");
        assertThat(phone.access().asksAdmin()).isTrue();
        assertThat(phone.approvedVia()).isEqualTo("bootstrap");
        assertThat(contents.joined().get(1).what().access()).isEqualTo(Access.NONE);
        assertThat(contents.toString()).doesNotContain("5hSeJuPct").doesNotContain("C6X93M2L");
    }

    @Test
    void readingWritesNothingWhileAGatewayRuns() throws Exception {
        SqliteFixture store = SqliteFixture.recorded(folder, "waiting");
        try (Elsewhere _ = store.elsewhere("DELETE FROM channel_pairing_requests WHERE request_id = '222222222'")) {
            Map<String, String> before = store.traces();
            assertThat(before.keySet()).anyMatch(name -> name.endsWith("-wal"));
            assertThat(store.read().messages()).hasSize(2);
            assertThat(store.traces()).isEqualTo(before);
        }
    }

    @Test
    void readingNeitherWaitsForSomebodyWhoWritesNorHindersThem() throws Exception {
        SqliteFixture store = SqliteFixture.recorded(folder, "waiting");
        try (Elsewhere _ = store.elsewhere("BEGIN IMMEDIATE", "DELETE FROM channel_pairing_requests")) {
            assertThat(store.read().messages()).hasSize(3);
        }
    }

    @Test
    void readingWritesNothingAfterAGatewayWasKilled() throws Exception {
        SqliteFixture store = killed();
        Map<String, String> before = store.traces();
        assertThat(before.keySet()).anyMatch(name -> name.endsWith("-wal"));
        assertThat(store.read().messages()).hasSize(2);
        assertThat(store.traces()).isEqualTo(before);
    }

    private SqliteFixture killed() throws Exception {
        SqliteFixture store = SqliteFixture.recorded(folder, "waiting");
        store.elsewhere("DELETE FROM channel_pairing_requests WHERE request_id = '222222222'")
                .close();
        return store;
    }

    @Test
    void readingWritesNothingAfterAGatewayHasEnded() throws Exception {
        SqliteFixture store = SqliteFixture.recorded(folder, "waiting");
        Map<String, String> before = store.traces();
        assertThat(before.keySet()).noneMatch(name -> name.endsWith("-wal"));
        assertThat(store.read().messages()).hasSize(3);
        assertThat(store.traces()).isEqualTo(before);
    }

    @Test
    void anEmptyLogWithoutItsIndexIsNobodys() throws Exception {
        SqliteFixture store = SqliteFixture.recorded(folder, "waiting");
        Files.createFile(Path.of(store.paths.sqlite() + "-wal"));
        Map<String, String> before = store.traces();
        assertThat(store.read().messages()).hasSize(3);
        assertThat(store.traces()).isEqualTo(before);
    }

    @Test
    void aCopyThatCouldOnlyBeReadByWritingIsNotRead() throws Exception {
        SqliteFixture store = killed();
        Files.delete(Path.of(store.paths.sqlite() + "-shm"));
        Map<String, String> before = store.traces();
        assertThat(problem(store)).isInstanceOf(Problem.Missing.class);
        assertThat(store.traces()).isEqualTo(before);
    }

    @Test
    void theFoldersNameMayHoldAnything() throws Exception {
        Path odd = Files.createDirectories(folder.resolve("a b?c=d&mode=rwc#%41ä'"));
        SqliteFixture store = SqliteFixture.recorded(odd, "waiting");
        assertThat(store.read().messages()).hasSize(3);
        try (Connection gateway = store.open();
                var statement = gateway.createStatement()) {
            statement.execute("DELETE FROM channel_pairing_requests");
            assertThat(store.read().messages()).isEmpty();
        }
    }

    private static Problem problem(SqliteFixture store) {
        return catchThrowableOfType(GatewayException.class, store::read).problem();
    }

    @Test
    void aLaterVersionIsListedAndNotWritten() throws Exception {
        SqliteFixture store = SqliteFixture.recorded(folder, "approved");
        store.execute("PRAGMA user_version = 19");
        store.execute("ALTER TABLE channel_pairing_allow_entries ADD COLUMN more TEXT");
        SqliteStore.Contents contents = store.read();
        assertThat(contents.senders()).hasSize(2);
        assertThat(contents.absent())
                .containsEntry(Feature.REVOKE_SENDER, Phrase.of("openclaw.absent.unknown-schema", "19"));
        assertThat(contents.senders())
                .allSatisfy(listed ->
                        assertThat(listed.whyNot(Feature.REVOKE_SENDER)).isNotNull());
    }

    @Test
    void aTableWithoutANeededColumnIsATroubleAndTheOthersAreListed() throws Exception {
        SqliteFixture store = SqliteFixture.recorded(folder, "approved");
        store.execute("ALTER TABLE device_pairing_paired RENAME COLUMN public_key TO key");
        store.execute("DROP TABLE device_pairing_pending");
        store.execute("ALTER TABLE channel_pairing_requests DROP COLUMN meta_json");
        SqliteStore.Contents contents = store.read();
        assertThat(contents.messages()).hasSize(1);
        assertThat(contents.senders()).hasSize(2);
        assertThat(contents.joined()).isEmpty();
        assertThat(contents.troubles())
                .extracting(trouble -> trouble.problem().detail())
                .containsExactly("no such table", "no column public_key");
    }

    @Test
    void rowsThatMakeNoSenseAreCountedAndTheOthersAreListed() throws Exception {
        SqliteFixture store = SqliteFixture.recorded(folder, "approved");
        store.execute("UPDATE device_pairing_paired SET tokens_json = '[' WHERE display_name = 'Console A'");
        store.execute("UPDATE device_pairing_paired SET node_surface_json = '5' WHERE display_name = 'Ann Pixel'");
        store.execute(
                "INSERT INTO channel_pairing_requests VALUES ('telegram', 'work', '7', 'C', 'yesterday', '', '')");
        store.execute("INSERT INTO channel_pairing_requests VALUES ('telegram', 'work', '8', 'C',"
                + " '2026-11-20T14:00:00Z', '', 'no details')");
        store.execute(
                "INSERT INTO channel_pairing_allow_entries VALUES ('telegram', 'work', printf('%.*c', 300000, 'x'), 0, 0)");
        SqliteStore.Contents contents = store.read();
        assertThat(contents.messages())
                .extracting(listed -> listed.what().key().subject())
                .containsExactly("555555555", "8");
        assertThat(contents.joined()).hasSize(1);
        assertThat(contents.senders()).hasSize(2);
        assertThat(contents.troubles())
                .extracting(trouble -> trouble.problem())
                .containsExactly(
                        new Problem.LeftOut("state/openclaw.sqlite/channel_pairing_requests", 1),
                        new Problem.LeftOut(SENDERS, 1),
                        new Problem.LeftOut(JOINED, 2));
        assertThat(contents.joined())
                .allSatisfy(listed ->
                        assertThat(contents.troubles()).anyMatch(trouble -> trouble.concerns(listed.source())));
    }

    @Test
    void moreRowsThanAreReadAreCounted() throws Exception {
        SqliteFixture store = new SqliteFixture(folder);
        store.execute("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100003)"
                + " INSERT INTO channel_pairing_allow_entries SELECT 'telegram', 'default', i, 0, 0 FROM n");
        SqliteStore.Contents contents = store.read();
        assertThat(contents.senders()).hasSize(100_000);
        assertThat(contents.troubles())
                .extracting(trouble -> trouble.problem())
                .containsExactly(new Problem.LeftOut(SENDERS, 3));
    }

    @Test
    void moreTextThanIsReadIsCounted() throws Exception {
        SqliteFixture store = new SqliteFixture(folder);
        store.execute("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200)"
                + " INSERT INTO channel_pairing_allow_entries SELECT 'telegram', 'default',"
                + " i || printf('%.*c', 250000, 'x'), 0, 0 FROM n");
        SqliteStore.Contents contents = store.read();
        assertThat(contents.senders().size()).isBetween(1, 140);
        assertThat(contents.troubles()).hasSize(1);
    }

    @Test
    void aTableThatNeverEndsIsGivenUp() throws Exception {
        SqliteFixture store = new SqliteFixture(folder);
        assertThat(catchThrowableOfType(
                                GatewayException.class,
                                () -> store.database().read(session -> {
                                    session.read(
                                            new SqliteTable(
                                                    "(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i FROM n) SELECT i FROM n WHERE i > 1)",
                                                    List.of(new SqliteTable.Column(
                                                            "i", "i", SqliteTable.Column.Kind.PLAIN, true))),
                                            Set.of("i"),
                                            _ -> {});
                                    return session;
                                }))
                        .problem())
                .isInstanceOf(Problem.TimedOut.class);
    }

    @Test
    void aViewInPlaceOfATableIsNotRead() throws Exception {
        SqliteFixture store = new SqliteFixture(folder);
        store.execute("DROP TABLE channel_pairing_allow_entries");
        store.execute("CREATE VIEW channel_pairing_allow_entries AS"
                + " SELECT 'telegram' AS channel_key, 'default' AS account_id, '1' AS entry");
        SqliteStore.Contents contents = store.read();
        assertThat(contents.senders()).isEmpty();
        assertThat(contents.troubles()).hasSize(1);
    }

    @Test
    void whatIsNoDatabaseIsAProblem() throws Exception {
        SqliteFixture store = new SqliteFixture(folder);
        Files.writeString(store.paths.sqlite(), "no database at all, but long enough to look at ".repeat(40));
        assertThat(problem(store)).isInstanceOf(Problem.Malformed.class);
        Files.delete(store.paths.sqlite());
        assertThat(problem(store)).isInstanceOf(Problem.Missing.class);
    }

    @Test
    void aDamagedTableDoesNotKeepTheOthersFromBeingListed() throws Exception {
        SqliteFixture store = SqliteFixture.recorded(folder, "approved");
        damage(store, "device_pairing_paired");
        SqliteStore.Contents contents = store.read();
        assertThat(contents.messages()).hasSize(1);
        assertThat(contents.senders()).hasSize(2);
        assertThat(contents.joined()).isEmpty();
        assertThat(contents.troubles()).extracting(trouble -> trouble.source()).containsExactly(JOINED);
        assertThat(contents.troubles().getFirst().problem()).isInstanceOf(Problem.Malformed.class);
    }

    private static void damage(SqliteFixture store, String table) throws Exception {
        long page;
        try (Connection connection = store.open();
                var statement = connection.createStatement();
                var result =
                        statement.executeQuery("SELECT rootpage FROM sqlite_schema WHERE name = '" + table + "'")) {
            page = result.getLong(1);
        }
        overwrite(store.paths.sqlite(), file -> {
            try {
                file.seek((page - 1) * 4096);
                file.write(new byte[] {13, -1, -1, 99, 99, 99, 99, 99, 99});
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static void overwrite(Path path, Consumer<RandomAccessFile> how) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            how.accept(file);
        }
    }

    @Test
    void theGatewaysOwnListOfWhatIsAbsentGoesBeforeTheStores() throws Exception {
        SqliteFixture store = SqliteFixture.recorded(folder, "approved");
        Phrase why = Phrase.of("openclaw.absent.running", "1");
        SqliteStore.Contents contents = store.store().read(store.config(), Map.of(Feature.REMOVE_DEVICE, why));
        assertThat(contents.grants())
                .extracting((Listed<?> listed) -> listed.whyNot(Feature.REMOVE_DEVICE))
                .containsOnly(why);
    }
}

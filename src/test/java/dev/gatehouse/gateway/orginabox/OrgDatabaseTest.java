package dev.gatehouse.gateway.orginabox;

import static dev.gatehouse.gateway.orginabox.OrgFixture.grant;
import static dev.gatehouse.gateway.orginabox.OrgFixture.notes;
import static dev.gatehouse.gateway.orginabox.OrgFixture.problem;
import static dev.gatehouse.gateway.orginabox.OrgFixture.request;
import static dev.gatehouse.gateway.orginabox.OrgFixture.requests;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.gateway.Attention;
import dev.gatehouse.gateway.Feature;
import dev.gatehouse.gateway.Gateway;
import dev.gatehouse.gateway.LinkProblem;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Receipt;
import dev.gatehouse.gateway.Route;
import dev.gatehouse.gateway.Snapshot;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.DmRequest;
import dev.gatehouse.pairing.Phrase;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Looking and deciding in a real PostgreSQL whose tables are as documented, the rest as inferred. */
@Timeout(60)
class OrgDatabaseTest {
    private static EmbeddedPostgres postgres;

    @TempDir
    Path home;

    private OrgFixture console;
    private OrgDatabase database;
    private UUID bot;

    @BeforeAll
    static void start() throws IOException {
        postgres = OrgDatabase.start();
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @BeforeEach
    void make() throws Exception {
        console = new OrgFixture(home);
        database = database(OrgDatabase.schema(""));
        bot = database.bot("telegram", "orginabox_bot");
    }

    private OrgDatabase database(String schema) throws Exception {
        OrgDatabase made = new OrgDatabase(postgres, schema);
        console.values.put("database", made.url());
        console.values.put("databaseUser", "postgres");
        return made;
    }

    @AfterEach
    void end() throws Exception {
        console.close();
        database.close();
    }

    @Test
    void showsWhoWaitsAndWhoIsIn() throws Exception {
        String code = database.writes(bot, "123456789", "Ada \u202eecaL").orElseThrow();
        database.run("INSERT INTO gateway_paired_users (gateway_id, external_user_id) VALUES (?, '42')", bot);
        Gateway gateway = console.connect();
        Snapshot snapshot = gateway.read();
        DmRequest ada = request(snapshot, "123456789");
        assertThat(ada.code()).isNotNull();
        assertThat(ada.code().value()).isEqualTo(code);
        assertThat(ada.name().text()).isEqualTo("Ada ecaL");
        assertThat(Duration.between(snapshot.takenAt(), ada.expiresAt()))
                .isBetween(Duration.ofMinutes(59), Duration.ofMinutes(60));
        assertThat(grant(snapshot, "42").key().account()).isEqualTo("orginabox_bot");
        assertThat(snapshot.quotas()).containsExactly(new Snapshot.Quota("telegram", "orginabox_bot", 1, 3));
        assertThat(notes(snapshot)).contains("oiab.note.database");
        assertThat(OrgFixture.by(gateway, Feature.APPROVE_DM)).isEqualTo(Route.Type.DATABASE);
        assertThat(snapshot.toString()).doesNotContain(code);
    }

    @Test
    void approvesAsTheProductDoesAndTellsNobody() throws Exception {
        database.writes(bot, "1", "Ada");
        database.writes(bot, "2", "Bob");
        Gateway gateway = console.connect();
        Receipt receipt = gateway.perform(new Decision.Approve(request(gateway.read(), "1")));
        assertThat(receipt.summary()).isEqualTo(Phrase.of("oiab.receipt.approve.DATABASE"));
        assertThat(receipt.remark()).containsExactly(Phrase.of("oiab.remark.pages"));
        assertThat(database.paired(bot)).containsExactly("1");
        assertThat(database.ask("SELECT external_user_id FROM gateway_pairing_codes WHERE consumed_at IS NOT NULL"))
                .containsExactly("1");
        assertThat(requests(gateway.read())).hasSize(1);
        assertThat(grant(gateway.read(), "1")).isNotNull();
    }

    @Test
    void whoIsInAlreadyStaysInOnce() throws Exception {
        database.writes(bot, "1", "Ada");
        database.run("INSERT INTO gateway_paired_users (gateway_id, external_user_id) VALUES (?, '1')", bot);
        Gateway gateway = console.connect();
        gateway.perform(new Decision.Approve(request(gateway.read(), "1")));
        assertThat(database.paired(bot)).containsExactly("1");
    }

    @Test
    void aRejectionEndsTheCodeAndKeepsItsRow() throws Exception {
        database.writes(bot, "1", "Ada");
        Gateway gateway = console.connect();
        gateway.perform(new Decision.Reject(request(gateway.read(), "1")));
        assertThat(requests(gateway.read())).isEmpty();
        assertThat(database.ask("SELECT consumed_at FROM gateway_pairing_codes"))
                .containsExactly("null");
        assertThat(database.writes(bot, "1", "Ada")).isEmpty();
        assertThat(database.paired(bot)).isEmpty();
    }

    @Test
    void revokesAtOneGatewayAlone() throws Exception {
        UUID other = database.bot("teams", "org");
        for (UUID one : List.of(bot, other)) {
            database.run("INSERT INTO gateway_paired_users (gateway_id, external_user_id) VALUES (?, '1')", one);
        }
        Gateway gateway = console.connect();
        Snapshot before = gateway.read();
        var here = before.grants().stream()
                .map(listed -> (dev.gatehouse.pairing.SenderGrant) listed.what())
                .filter(one -> one.key().channel().equals("telegram"))
                .findFirst()
                .orElseThrow();
        gateway.perform(new Decision.Revoke(here));
        assertThat(database.paired(bot)).isEmpty();
        assertThat(database.paired(other)).containsExactly("1");
        assertThat(problem(() -> gateway.perform(new Decision.Revoke(here)))).isInstanceOf(Problem.GrantChanged.class);
    }

    @Test
    void aCodeThatEndsBetweenLookAndTransactionIsGone() throws Exception {
        database.writes(bot, "1", "Ada");
        try (DatabaseSide side = side()) {
            Pending row = side.look().codes().getFirst();
            database.run("UPDATE gateway_pairing_codes SET consumed_at = now()");
            assertThat(side.approve(row)).isEqualTo(RestSide.Ended.GONE);
            assertThat(side.reject(row)).isEqualTo(RestSide.Ended.GONE);
            assertThat(database.paired(bot)).isEmpty();
        }
    }

    @Test
    void whatIsDoneDoesNotWaitForWhatIsRead() throws Exception {
        database.writes(bot, "1", "Ada");
        try (DatabaseSide side = side();
                Connection other = database.connect()) {
            Pending row = side.look().codes().getFirst();
            // From now on a look at the gateways waits until this connection lets it go on.
            try (Statement hold = other.createStatement()) {
                hold.execute("ALTER TABLE gateway_configs RENAME TO configured");
                hold.execute("CREATE VIEW gateway_configs AS SELECT configured.* FROM configured,"
                        + " (SELECT pg_advisory_lock_shared(7)) AS gate");
                hold.execute("SELECT pg_advisory_lock(7)");
            }
            FutureTask<Sighting> look = new FutureTask<>(side::look);
            Thread.ofVirtual().name("look").start(look);
            await().until(() -> !database.ask("SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                            + " AND datname = current_database()")
                    .isEmpty());
            assertThat(side.reject(row)).isEqualTo(RestSide.Ended.DONE);
            assertThat(look.isDone()).as("the look is over").isFalse();
            other.close();
            assertThat(look.get().codes()).isEmpty();
        }
    }

    private DatabaseSide side() throws Exception {
        return new DatabaseSide(new Database(
                DatabaseAddress.parse(database.url(), "postgres"), "", OrgFixture.PROFILE, console.secrets));
    }

    @Test
    void anApprovalThatFailsInTheMiddleLeavesNothing() throws Exception {
        database.writes(bot, "1", "Ada");
        try (DatabaseSide side = side()) {
            Pending row = side.look().codes().getFirst();
            database.run("""
                    CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'; END $$;
                    CREATE TRIGGER no BEFORE UPDATE ON gateway_pairing_codes FOR EACH ROW EXECUTE FUNCTION no();
                    """);
            assertThat(problem(() -> side.approve(row))).isInstanceOf(LinkProblem.Failed.class);
            assertThat(database.paired(bot)).isEmpty();
            assertThat(side.look().codes()).hasSize(1);
        }
    }

    @Test
    void writesNothingWhereARowNeedsColumnsThatNobodyKnows() throws Exception {
        database.close();
        database = database(OrgDatabase.schema("approved_by uuid NOT NULL, tenant_id uuid NOT NULL,"));
        bot = database.bot("telegram", "orginabox_bot");
        database.writes(bot, "1", "Ada");
        Gateway gateway = console.connect();
        DmRequest shown = request(gateway.read(), "1");
        Phrase why = Phrase.of("oiab.absent.columns", "gateway_paired_users", "approved_by, tenant_id");
        assertThat(gateway.features().whyNot(Feature.APPROVE_DM)).isEqualTo(why);
        assertThat(gateway.features().whyNot(Feature.REJECT_DM)).isNull();
        assertThat(problem(() -> gateway.perform(new Decision.Approve(shown)))).isEqualTo(new Problem.NotOffered(why));
        assertThat(database.waiting(bot)).hasSize(1);
    }

    @Test
    void columnsWithADefaultAreNoObstacle() throws Exception {
        database.close();
        database =
                database(OrgDatabase.schema("source text NOT NULL DEFAULT 'x', n int GENERATED ALWAYS AS IDENTITY,"));
        bot = database.bot("telegram", "orginabox_bot");
        database.writes(bot, "1", "Ada");
        Gateway gateway = console.connect();
        gateway.perform(new Decision.Approve(request(gateway.read(), "1")));
        assertThat(database.paired(bot)).containsExactly("1");
    }

    @Test
    void theDocumentedColumnsAloneAreEnoughToSeeWhoIsIn() throws Exception {
        database.close();
        database = database("""
                CREATE TABLE gateway_configs (name text);
                CREATE TABLE gateway_paired_users (gateway_id text, external_user_id text);
                CREATE TABLE gateway_pairing_codes (code text, expires_at timestamp, consumed_at timestamp);
                INSERT INTO gateway_paired_users VALUES ('g1', '42');
                INSERT INTO gateway_pairing_codes VALUES ('ABCDEFGH', now() + interval '1 hour', NULL);
                """);
        Gateway gateway = console.connect();
        Snapshot snapshot = gateway.read();
        assertThat(grant(snapshot, "42").key().account()).isEqualTo("g1");
        assertThat(requests(snapshot)).isEmpty();
        assertThat(notes(snapshot)).contains("oiab.absent.code-columns");
        assertThat(gateway.features().whyNot(Feature.APPROVE_DM))
                .isEqualTo(Phrase.of("oiab.absent.code-columns", "gateway_pairing_codes"));
        assertThat(gateway.features().whyNot(Feature.REVOKE_SENDER)).isNull();
        gateway.perform(new Decision.Revoke(grant(snapshot, "42")));
        assertThat(gateway.read().grants()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"timestamptz", "timestamp"})
    void aTimeWithoutZoneIsOneOfUtc(String type) throws Exception {
        database.run("ALTER DATABASE " + database.url().replaceFirst(".*/", "") + " SET timezone = 'Asia/Tokyo'");
        database.run("ALTER TABLE gateway_pairing_codes ALTER expires_at TYPE " + type
                + (type.equals("timestamp") ? " USING expires_at AT TIME ZONE 'UTC'" : ""));
        database.run(
                "INSERT INTO gateway_pairing_codes (gateway_id, code, external_user_id, expires_at) VALUES (?, 'ABCDEFGH', '1',"
                        + " '2100-01-02T03:04:05.5Z'::" + type + ")",
                bot);
        assertThat(request(console.connect().read(), "1").expiresAt()).isEqualTo("2100-01-02T03:04:05.500Z");
    }

    @Test
    void anotherDatabaseIsSaidToBeAnother() throws Exception {
        database.close();
        database = database("CREATE TABLE gateway_paired_users (gateway_id text)");
        assertThat(problem(() -> console.connect().read()).sentence())
                .isEqualTo(Phrase.of(
                        "oiab.database.columns",
                        database.url().replace("postgresql://", ""),
                        "gateway_paired_users.external_user_id, gateway_pairing_codes.code,"
                                + " gateway_pairing_codes.consumed_at, gateway_pairing_codes.expires_at"));
    }

    @Test
    void refusalsAreNamed() throws Exception {
        console.values.put("database", database.url() + "x");
        assertThat(problem(() -> console.connect().read()).sentence().key()).isEqualTo("oiab.database.missing");
        console.values.put("database", "postgresql://127.0.0.1:1/x");
        assertThat(problem(() -> console.connect().read())).isInstanceOf(LinkProblem.Refused.class);
        database.run("CREATE ROLE reader LOGIN PASSWORD 'secret'; GRANT SELECT ON gateway_paired_users,"
                + " gateway_pairing_codes, gateway_configs TO reader");
        console.values.put("database", database.url());
        console.values.put("databaseUser", "reader");
        database.writes(bot, "1", "Ada");
        Gateway gateway = console.connect();
        DmRequest shown = request(gateway.read(), "1");
        assertThat(problem(() -> gateway.perform(new Decision.Approve(shown)))
                        .sentence()
                        .key())
                .isEqualTo("oiab.database.denied");
        database.run("DROP OWNED BY reader; DROP ROLE reader");
    }

    @Test
    void aDatabaseThatSaysNothingIsNotWaitedForForEver() throws Exception {
        try (java.net.ServerSocket silent =
                new java.net.ServerSocket(0, 5, java.net.InetAddress.ofLiteral("127.0.0.1"))) {
            console.values.put("database", "postgresql://127.0.0.1:" + silent.getLocalPort() + "/x");
            Gateway gateway = console.connect();
            long before = System.nanoTime();
            assertThat(problem(gateway::read)).isInstanceOf(LinkProblem.class);
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(14));
        }
    }

    @Test
    void hearsOfNewCodesAndKeepsListening() throws Exception {
        AtomicInteger hints = new AtomicInteger();
        Gateway gateway = console.connect();
        assertThat(gateway.polled()).isNotEmpty();
        gateway.watch(hints::incrementAndGet);
        await().until(() -> gateway.polled().isEmpty());
        assertThat(gateway.pollEvery(Attention.WATCHED)).isEqualTo(Duration.ofSeconds(15));
        int before = hints.get();
        database.writes(bot, "1", "Ada");
        await().atMost(Duration.ofSeconds(3)).until(() -> hints.get() > before);
        int again = hints.get();
        database.ask("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'Gatehouse'"
                + " AND pid <> pg_backend_pid()");
        // It comes back, and looks, as what came meanwhile is not told again.
        await().atMost(Duration.ofSeconds(10)).until(() -> hints.get() > again);
        // The connection that lists was ended too; the read after the failed one makes a new one.
        int third = hints.get();
        database.writes(bot, "2", "Bob");
        await().atMost(Duration.ofSeconds(3)).until(() -> hints.get() > third);
        gateway.close();
        await().until(() -> database.ask(
                        "SELECT 1 FROM pg_stat_activity WHERE application_name = 'Gatehouse' AND datname = current_database()")
                .isEmpty());
    }

    @Test
    void tenThousandCodesAndNamesOfAllKinds() throws Exception {
        database.run(
                "INSERT INTO gateway_pairing_codes (gateway_id, code, external_user_id, display_name, expires_at)"
                        + " SELECT ?, 'C' || n, n::text, E'\\u202e\\u0410dm\\u0456n ' || n, now() + interval '1 hour'"
                        + " FROM generate_series(1, 10000) n",
                bot);
        database.run(
                "INSERT INTO gateway_pairing_codes (gateway_id, code, external_user_id, expires_at)"
                        + " VALUES (?, 'X', E'12\\u202e3', now() + interval '1 hour')",
                bot);
        Snapshot snapshot = console.connect().read();
        assertThat(snapshot.requests()).hasSize(10_000);
        assertThat(request(snapshot, "77").name().text()).doesNotContain("\u202e");
        assertThat(snapshot.troubles())
                .containsExactly(
                        new Snapshot.Trouble("gateway_pairing_codes", new Problem.LeftOut("gateway_pairing_codes", 1)));
    }
}

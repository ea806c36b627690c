package dev.gatehouse.gateway.orginabox;

import static dev.gatehouse.gateway.orginabox.OrgFixture.requests;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.console.AuditLog;
import dev.gatehouse.console.Console;
import dev.gatehouse.console.Entry;
import dev.gatehouse.console.GatewayState;
import dev.gatehouse.console.HistoryEntry.Method;
import dev.gatehouse.console.Labels;
import dev.gatehouse.console.Outcome;
import dev.gatehouse.console.Resident;
import dev.gatehouse.console.SettingsFile;
import dev.gatehouse.console.secrets.TestSecrets;
import dev.gatehouse.gateway.Catalogue;
import dev.gatehouse.gateway.Gateway;
import dev.gatehouse.gateway.Secret;
import dev.gatehouse.pairing.Decision;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** News of a simulated server as they come, and the whole console on it. */
@Timeout(60)
class OrgLiveTest {
    private static EmbeddedPostgres postgres;

    @TempDir
    Path home;

    private OrgDatabase database;
    private OrgServer server;
    private OrgFixture fixture;
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
        database = new OrgDatabase(postgres, OrgDatabase.schema(""));
        server = new OrgServer(database);
        fixture = new OrgFixture(home);
        fixture.values.put("address", server.address());
        fixture.secret("token", "key");
        bot = database.bot("telegram", "orginabox_bot");
    }

    @AfterEach
    void end() throws Exception {
        fixture.close();
        server.close();
        database.close();
    }

    @Test
    void newsAreHeardFromEachGatewayAsItComesAndGoes() throws Exception {
        AtomicInteger hints = new AtomicInteger();
        Gateway gateway = fixture.connect();
        gateway.watch(hints::incrementAndGet);
        gateway.read();
        await().until(() -> gateway.polled().isEmpty());
        UUID teams = database.bot("teams", "org");
        gateway.read();
        await().until(() -> gateway.polled().isEmpty());
        assertThat(server.stage().asked("GET", teams + "/events")).isOne();
        // Each stream of the server listens to its database soon after it has begun: it is told until it has heard.
        int before = hints.get();
        await().pollInterval(Duration.ofMillis(100)).until(() -> {
            database.notifyOf(teams);
            return hints.get() > before;
        });
        server.stage().drop();
        await().until(() -> server.stage().asked("GET", "/events") >= 4);
        database.run("DELETE FROM gateway_configs WHERE id = ?", teams);
        gateway.read();
        await().until(() -> gateway.polled().isEmpty());
        gateway.close();
        int last = hints.get();
        database.notifyOf(bot);
        assertThat(hints).hasValue(last);
    }

    @Test
    void anApprovalIsConfirmedByTheWholeConsole() throws Exception {
        try (Console console = new Console(
                new Catalogue(List.of(fixture.product())),
                fixture.environment(),
                TestSecrets.in(home),
                System::nanoTime,
                SettingsFile.inMemory(),
                Labels.inMemory(),
                new AuditLog(home.resolve("history.jsonl")),
                Runnable::run)) {
            console.start();
            console.gateways()
                    .add(fixture.profile(), Map.of("token", new Secret("key")))
                    .get(10, TimeUnit.SECONDS);
            await().until(() -> console.gateways().all().getFirst().state() instanceof GatewayState.Live);
            String code = database.writes(bot, "123456789", "Ada").orElseThrow();
            await().atMost(Duration.ofSeconds(8))
                    .until(() -> !console.inbox().all().isEmpty());
            Entry entry = console.inbox().all().getFirst();
            Outcome outcome = console.decisions()
                    .decide(new Decision.Approve(entry.request()), Method.ONE_CLICK)
                    .get(10, TimeUnit.SECONDS);
            assertThat(outcome).isInstanceOf(Outcome.Confirmed.class);
            assertThat(database.paired(bot)).containsExactly("123456789");
            Resident in = console.roster().all().getFirst();
            assertThat(console.decisions()
                            .decide(new Decision.Revoke(in.grant()), Method.ONE_CLICK)
                            .get(10, TimeUnit.SECONDS))
                    .isInstanceOf(Outcome.Confirmed.class);
            assertThat(java.nio.file.Files.readString(home.resolve("history.jsonl")))
                    .doesNotContain(code);
        }
        assertThat(requests(fixture.connect().read())).isEmpty();
    }
}

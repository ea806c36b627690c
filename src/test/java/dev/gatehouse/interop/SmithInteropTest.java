package dev.gatehouse.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.console.Outcome;
import dev.gatehouse.console.ShelvedCode;
import dev.gatehouse.gateway.Catalogue;
import dev.gatehouse.gateway.Environment;
import dev.gatehouse.gateway.Gateway;
import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.GatewayProfile;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Secret;
import dev.gatehouse.gateway.SecretName;
import dev.gatehouse.interop.OpenClawInstall.Unavailable;
import dev.gatehouse.io.FolderWatch;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.IssuedCode.State;
import dev.gatehouse.pairing.SubjectKey;
import dev.gatehouse.testing.MemorySecrets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;

/** Smith's real daemon: what it does with somebody's next message is the verdict on what the console says. */
@Tag("interop")
@Timeout(300)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SmithInteropTest {
    private static final String OUT = "You are not paired with an agent. Please submit a 6-character pairing code.";
    private static final String PAIRED = "Paired successfully with agent `smith-default`.";
    private static final String INVALID = "Invalid or expired pairing code.";

    private static Path base;
    private static SmithSite site;

    @TempDir
    private Path home;

    private SmithConsole console;

    @BeforeAll
    static void start() throws Exception {
        try {
            SmithInstall install = SmithInstall.in(Interop.cache());
            base = Files.createTempDirectory("smith");
            site = SmithSite.in(base, install);
        } catch (Unavailable e) {
            throw Interop.missing(String.valueOf(e.getMessage()));
        }
    }

    @AfterAll
    static void stop() throws Exception {
        if (site != null) {
            site.close();
        }
        if (base != null) {
            try (Stream<Path> tree = Files.walk(base)) {
                for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(path);
                }
            }
        }
    }

    @BeforeEach
    void open() throws Exception {
        console = new SmithConsole(home, site.form());
    }

    @AfterEach
    void close() {
        console.close();
    }

    private ShelvedCode code() throws Exception {
        return console.issue(Map.of("agent", "smith-default"));
    }

    private void pair(String platform, String user) throws Exception {
        assertThat(site.says(platform, user, SmithConsole.text(code()))).isEqualTo(PAIRED);
    }

    @Test
    @Order(1)
    void aCodeIsMadeRedeemedSeenAndTheAccessTakenAway() throws Exception {
        assertThat(site.says("telegram", "1001", "hello there")).isEqualTo(OUT);
        ShelvedCode made = code();
        assertThat(made.code().expiresAt()).isNotNull();
        String text = SmithConsole.text(made);
        assertThat(site.says("telegram", "1001", " " + text.toLowerCase(java.util.Locale.ROOT) + " "))
                .isEqualTo(PAIRED);
        long redeemed = System.nanoTime();
        await("the redemption on the shelf")
                .atMost(Duration.ofSeconds(3))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> console.code(made).code().state() instanceof State.Used);
        System.out.println("Redemption seen after " + (System.nanoTime() - redeemed) / 1_000_000 + " ms");
        assertThat(console.code(made).code().state()).isInstanceOfSatisfying(State.Used.class, used -> {
            assertThat(used.by()).isEqualTo(new SubjectKey(console.profile(), "telegram", "", "1001"));
            assertThat(used.name()).isEqualTo("Ann 1001");
        });
        assertThat(console.code(made).code().text()).isNull();
        assertThat(console.resident("1001").grant().origins()).hasSize(3);
        assertThat(site.says("telegram", "1001", "hello there")).isEqualTo(SmithSite.LET_IN);
        assertThat(site.says("telegram", "1002", text)).as("once only").isEqualTo(INVALID);

        Outcome outcome =
                console.decide(new Decision.Revoke(console.resident("1001").grant()));
        assertThat(outcome).isInstanceOf(Outcome.Confirmed.class);
        assertThat(site.says("telegram", "1001", "hello there")).isEqualTo(OUT);
        assertThat(console.lists("1001")).isFalse();
    }

    @ParameterizedTest
    @Order(2)
    @CsvSource({
        "false, false, false", "true, false, false", "false, true, false", "false, false, true",
        "true, true, false", "true, false, true", "false, true, true", "true, true, true",
    })
    void onlyAllThreeDeletesTakeSomebodyOut(boolean identity, boolean pairing, boolean cache) throws Exception {
        String user = "subset-" + identity + pairing + cache;
        pair("telegram", user);
        if (identity) {
            site.sql("DELETE FROM user_identities WHERE platform_user_id = '" + user + "'");
        }
        if (pairing) {
            site.sql("DELETE FROM chat_pairings WHERE platform_user_id = '" + user + "'");
        }
        if (cache) {
            try (Jedis jedis = site.jedis()) {
                jedis.del("chatbridge:pairing:active:telegram:" + user);
            }
        }
        boolean out = identity && pairing && cache;
        console.look();
        await("what the console says").atMost(SmithConsole.SOON).until(() -> console.lists(user) != out);
        assertThat(site.says("telegram", user, "hello there")).isEqualTo(out ? OUT : SmithSite.LET_IN);
        if (!out) {
            console.look();
            assertThat(console.decide(new Decision.Revoke(console.resident(user).grant())))
                    .isInstanceOf(Outcome.Confirmed.class);
            assertThat(site.says("telegram", user, "hello there")).isEqualTo(OUT);
        }
    }

    @ParameterizedTest
    @Order(3)
    @ValueSource(strings = {"google_chat", "whatsapp", "imessage", "slack", "irc"})
    void everySpellingOfAPlatformIsRevoked(String platform) throws Exception {
        String user = "users/" + platform + ":1";
        pair(platform, user);
        assertThat(site.says(platform, user, "hello there")).isEqualTo(SmithSite.LET_IN);
        console.look();
        await("all of it")
                .atMost(SmithConsole.SOON)
                .until(() -> console.resident(user).grant().origins().size() == 3);
        assertThat(console.decide(new Decision.Revoke(console.resident(user).grant())))
                .isInstanceOf(Outcome.Confirmed.class);
        assertThat(site.says(platform, user, "hello there")).isEqualTo(OUT);
    }

    @Test
    @Order(4)
    void aCodeThatWasTakenBackIsWorthNothing() throws Exception {
        ShelvedCode made = code();
        String text = SmithConsole.text(made);
        assertThat(console.decide(new Decision.CancelCode(made.code()))).isInstanceOf(Outcome.Confirmed.class);
        assertThat(console.code(made).code().state()).isEqualTo(new State.Cancelled());
        assertThat(site.says("telegram", "2001", text)).isEqualTo(INVALID);
    }

    @Test
    @Order(5)
    void aCodeForAUserLinksThemAndOneWhoIsNotActiveIsRefusedFirst() throws Exception {
        site.sql("INSERT INTO users(id, username, active) VALUES ('off', 'off', false), ('eve', 'eve', true)");
        ShelvedCode made = console.issue(Map.of("agent", "smith-default", "user", "eve"));
        site.sql("UPDATE users SET active = false WHERE id = 'eve'");
        assertThat(site.says("telegram", "3001", SmithConsole.text(made)))
                .isEqualTo("Pairing failed because the invitation could not be claimed.");
        console.look();
        await("its end")
                .atMost(SmithConsole.SOON)
                .until(() -> !(console.code(made).code().state() instanceof State.Open));
        assertThat(console.decide(new Decision.IssueCode(
                        console.profile(), "pairing", Map.of("agent", "smith-default", "user", "off"))))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused ->
                                assertThat(refused.problem().sentence().key()).isEqualTo("smith.issue.inactive"));

        ShelvedCode admin = console.issue(Map.of("agent", "smith-default", "user", "admin"));
        assertThat(site.says("telegram", "3002", SmithConsole.text(admin))).isEqualTo(PAIRED);
        // A look may have found them in Redis just before they were in the other store, where their name is.
        await("their name").atMost(SmithConsole.SOON).untilAsserted(() -> {
            console.look();
            assertThat(console.resident("3002").grant().name().text()).isEqualTo("Administrator");
        });
        site.sql("UPDATE users SET active = false WHERE id = 'admin'");
        assertThat(site.says("telegram", "3002", "hello there"))
                .as("to be inactive keeps nobody out")
                .isEqualTo(SmithSite.LET_IN);
    }

    private Problem refusal(String token) throws Exception {
        MemorySecrets secrets = new MemorySecrets();
        secrets.put(new SecretName("p", "token"), new Secret(token));
        try (FolderWatch watch = new FolderWatch()) {
            Environment environment = new Environment(Map.of(), home, home, InstantSource.system(), watch);
            var smith = Catalogue.installed().product("smith");
            GatewayProfile profile = smith.profile("p", "Smith", Map.of("address", site.address()), environment);
            assertThat(smith.probe(profile, secrets, environment).who()).isNotNull();
            try (Gateway gateway = smith.connect(profile, secrets, environment)) {
                return catchThrowableOfType(
                                GatewayException.class,
                                () -> gateway.issue(new Decision.IssueCode("p", "pairing", Map.of("agent", "a"))))
                        .problem();
            }
        }
    }

    @Test
    @Order(6)
    void theDaemonsRefusalsAreUnderstood() throws Exception {
        assertThat(refusal("wrong").sentence().key()).isEqualTo("smith.token.refused");
        site.restart(Map.of());
        assertThat(refusal(SmithSite.TOKEN).sentence().key()).isEqualTo("smith.token.not-configured");
        site.restart(Map.of("CHAT_BRIDGE_ADMIN_TOKEN", ""));
        assertThat(refusal(SmithSite.TOKEN).sentence().key()).isEqualTo("smith.token.refused");
        site.restart(Map.of("CHAT_BRIDGE_ADMIN_TOKEN", SmithSite.TOKEN));
        site.killRedis();
        Problem kept = refusal(SmithSite.TOKEN);
        assertThat(List.of("smith.issue.not-kept", "problem.no-answer"))
                .as("without Redis: %s", kept)
                .contains(kept.sentence().key());
        System.out.println("Without Redis: " + kept);
    }
}

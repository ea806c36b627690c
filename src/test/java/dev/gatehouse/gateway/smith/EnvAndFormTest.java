package dev.gatehouse.gateway.smith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.GatewayProfile;
import dev.gatehouse.gateway.LinkProblem;
import dev.gatehouse.gateway.Route;
import dev.gatehouse.gateway.Secret;
import dev.gatehouse.gateway.Snapshot.DoorPolicy;
import dev.gatehouse.gateway.smith.StoreUrl.Cipher;
import dev.gatehouse.gateway.smith.StoreUrl.Server;
import dev.gatehouse.io.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How Smith is found, and what can be entered by hand. */
class EnvAndFormTest {
    @TempDir
    private Path home;

    private SmithFixture smith;

    @BeforeEach
    void start() throws IOException {
        smith = new SmithFixture(home);
    }

    @AfterEach
    void end() {
        smith.close();
    }

    private Path env(String text) throws IOException {
        Path root = Files.createDirectories(home.resolve("smith"));
        return Files.writeString(root.resolve(".env"), text);
    }

    @Test
    void theFileIsReadAsSmithsOwnCommandDoes() {
        assertThat(EnvFile.parse("# no\n\n A = b \r\nB='x y'\nC=\"q=1\"\nD=\n=no\nexport E=1\nF=\"odd'\nG=${A}\n"))
                .isEqualTo(
                        Map.of("A", "b", "B", "x y", "C", "q=1", "D", "", "export E", "1", "F", "\"odd'", "G", "${A}"));
    }

    @Test
    void itIsFoundByItsInstallationAndHoldsNoSecret() throws Exception {
        Path env = env("CHAT_BRIDGE_ADMIN_TOKEN=topsecret\nCHAT_BRIDGE_WEBHOOK_PORT=9100\n"
                + "REDIS_URL=redis://:hush@127.0.0.1:6390/2\nDATABASE_URL=postgresql://smith_app:pw1@localhost/smith\n"
                + "SMITH_DATABASE_URL=postgresql://smith:pw2@localhost:5432/smith\nAGENT_ID=helper\n");
        Files.createDirectories(home.resolve(".smith"));
        Files.writeString(
                home.resolve(".smith/config.json"),
                "{\"version\":\"0.2.6\",\"installPath\":\"" + env.getParent() + "\"}");
        List<GatewayProfile> found = smith.product.discover(smith.environment());
        assertThat(found).hasSize(1);
        GatewayProfile profile = found.getFirst();
        assertThat(profile.routes())
                .extracting(Route::type, Route::instance)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(Route.Type.HTTP, "localhost:9100"),
                        org.assertj.core.groups.Tuple.tuple(Route.Type.REDIS, "localhost:6390/2"),
                        org.assertj.core.groups.Tuple.tuple(Route.Type.DATABASE, "localhost:5432/smith"));
        assertThat(profile.toString())
                .doesNotContain("topsecret")
                .doesNotContain("hush")
                .doesNotContain("pw");
        assertThat(EnvFile.read(env).toString()).doesNotContain("topsecret");

        RoutedStore database =
                new RoutedStore(Server.POSTGRES, "p1", profile.routes().getLast(), smith.secrets);
        assertThat(database.url().user()).isEqualTo("smith");
        assertThat(database.url().password()).isEqualTo(new Secret("pw2"));
        env("DATABASE_URL=postgresql://other:pw3@db.example/smith\n");
        assertThat(database.url().user()).as("read anew").isEqualTo("other");

        assertThat(smith.profile(smith.product.values(profile)).routes())
                .extracting(Route::type)
                .containsExactly(Route.Type.HTTP, Route.Type.REDIS, Route.Type.DATABASE);
    }

    @Test
    void itIsFoundFromWhereTheConsoleWasStarted() throws Exception {
        env("");
        Path root = home.resolve("smith");
        Files.createDirectories(root.resolve("installer"));
        for (String mark : List.of("Cargo.toml", "docker-compose.yaml", "justfile", "installer/package.json")) {
            Files.writeString(root.resolve(mark), "");
        }
        smith.variables.put("PWD", Files.createDirectories(root.resolve("a/b")).toString());
        assertThat(smith.product.discover(smith.environment()))
                .singleElement()
                .satisfies(profile -> assertThat(profile.routes())
                        .extracting(Route::instance)
                        .containsExactly("localhost:8092", "localhost:6379/0"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "{\"installPath\":17}", "{\"installPath\":\"/nowhere/at/all\"}", ""})
    void anInstallationThatMakesNoSenseIsNone(String config) throws Exception {
        Files.createDirectories(home.resolve(".smith"));
        Files.writeString(home.resolve(".smith/config.json"), config);
        assertThat(smith.product.discover(smith.environment())).isEmpty();
    }

    @Test
    void theTokenOfTheFileIsSaidToNobodyWhileNoDaemonRuns() throws Exception {
        Path env = env("CHAT_BRIDGE_ADMIN_TOKEN=topsecret\n");
        TokenWay way = new TokenWay("p1", env, smith.secrets, () -> Optional.ofNullable(smith.daemons));
        assertThat(problem(way)).isEqualTo("smith.daemon.stopped");
        smith.daemons = List.of(new Daemons.Daemon(1, List.of(), null));
        assertThat(way.find(SmithForm.address("127.0.0.1")).token()).isEqualTo(new Secret("topsecret"));
        assertThat(catchThrowableOfType(GatewayException.class, () -> way.find(SmithForm.address("smith.example")))
                        .problem()
                        .sentence()
                        .key())
                .as("said to this computer alone")
                .isEqualTo("smith.token.none");
        env("CHAT_BRIDGE_ADMIN_TOKEN=\n");
        assertThat(problem(way)).isEqualTo("smith.token.empty");
        env("OTHER=1\n");
        assertThat(problem(way)).isEqualTo("smith.token.none");
        env("CHAT_BRIDGE_REQUIRE_SIGNED_WEBHOOKS=false\n");
        assertThat(way.find(SmithForm.address("127.0.0.1")).token()).isNull();
        smith.secret("token", "entered");
        assertThat(way.find(SmithForm.address("127.0.0.1")).token()).isEqualTo(new Secret("entered"));
    }

    private static String problem(TokenWay way) {
        return catchThrowableOfType(GatewayException.class, () -> way.find(SmithForm.address("127.0.0.1")))
                .problem()
                .sentence()
                .key();
    }

    @ParameterizedTest
    @CsvSource({
        "REDIS, redis://127.0.0.1, localhost:6379/0, '', CLEAR",
        "REDIS, rediss://me:pw@h.example:7000/3, h.example:7000/3, me, TLS",
        "REDIS, 10.0.0.1:7000, 10.0.0.1:7000/0, '', UNSAID",
        "REDIS, '[::1]:7000', localhost:7000/0, '', UNSAID",
        "POSTGRES, postgres://a%40b:p%2Fw@h.example/db, h.example:5432/db, a@b, UNSAID",
        "POSTGRES, postgresql://s:p@ss@h.example/smith?sslmode=verify-full&x=1, h.example:5432/smith, s, TLS",
        "POSTGRES, postgresql://localhost/smith?sslmode=disable, localhost:5432/smith, '', CLEAR",
    })
    void urlsAreRead(Server server, String text, String instance, String user, Cipher cipher) throws Exception {
        StoreUrl url = StoreUrl.parse(server, text);
        assertThat(url.instance()).isEqualTo(instance);
        assertThat(url.user()).isEqualTo(user);
        assertThat(url.cipher()).isEqualTo(cipher);
        assertThat(url.toString()).doesNotContain("pw").doesNotContain("p/w").doesNotContain("p@ss");
    }

    @ParameterizedTest
    @CsvSource({
        "REDIS, http://127.0.0.1, smith.url.wrong",
        "REDIS, redis://h/notanumber, smith.url.wrong",
        "REDIS, redis+unix:///tmp/sock, smith.url.socket",
        "REDIS, ' ', smith.url.wrong",
        "POSTGRES, postgresql://u:p%zz@h/db, smith.url.wrong",
        "POSTGRES, postgresql://u@%2Ftmp%2Fpg:5432/db, smith.url.socket",
        "POSTGRES, postgresql:///db?host=/tmp, smith.url.socket",
        "POSTGRES, postgresql://h:99999/db, smith.url.wrong",
    })
    void whatIsNoUrlIsRefused(Server server, String text, String key) {
        GatewayException refused = catchThrowableOfType(GatewayException.class, () -> StoreUrl.parse(server, text));
        assertThat(refused.problem().sentence().key()).isEqualTo(key);
        assertThat(String.valueOf(refused.getCause()))
                .as("which may be a password")
                .doesNotContain("zz");
    }

    @Test
    void clearTextLeavesThisComputerOnlyWhereThatIsAllowed() throws Exception {
        assertThat(StoreUrl.parse(Server.REDIS, "redis://127.0.0.1").secure("")).isFalse();
        assertThat(StoreUrl.parse(Server.REDIS, "h.example").secure("")).isTrue();
        assertThat(StoreUrl.parse(Server.REDIS, "h.example").secure("H.example"))
                .isFalse();
        assertThat(StoreUrl.parse(Server.REDIS, "rediss://h.example").secure("h.example"))
                .isTrue();
        assertThat(StoreUrl.parse(Server.POSTGRES, "postgresql://h.example/smith")
                        .secure(""))
                .isTrue();
        for (StoreUrl clear : List.of(
                StoreUrl.parse(Server.REDIS, "redis://h.example"),
                StoreUrl.parse(Server.POSTGRES, "postgresql://h.example/s?sslmode=disable"))) {
            assertThat(catchThrowableOfType(GatewayException.class, () -> clear.secure("other.example"))
                            .problem())
                    .isEqualTo(new LinkProblem.PlainText("h.example"));
            assertThat(clear.secure("h.example")).isFalse();
        }
    }

    @Test
    void whatIsTypedComesBackIntoTheFormWithoutSecrets() throws Exception {
        Map<String, String> values = Map.of(
                "address", "https://smith.example:8443",
                "redis", "rediss://redis.example/1",
                "database", "postgresql://smith@db.example/smith");
        GatewayProfile profile = smith.profile(values);
        assertThat(smith.product.values(profile)).isEqualTo(values);
        assertThat(smith.profile(smith.product.values(profile))).isEqualTo(profile);
        for (Map<String, String> wrong : List.<Map<String, String>>of(
                Map.of(), Map.of("redis", "redis://:pw@h"), Map.of("address", "ftp://h"))) {
            assertThat(catchThrowableOfType(GatewayException.class, () -> smith.profile(wrong)))
                    .isNotNull();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "telegram, telegram, telegram, telegram",
        "whatsapp, whatsapp, whats_app, whatsapp",
        "google_chat, googlechat, google_chat, google_chat",
        "imessage, imessage, i_message, imessage",
        "Slack, slack, slack, slack",
        "irc, unknown, unknown, unknown",
    })
    void platformsHaveThreeSpellings(String written, String key, String json, String shown) {
        Platform platform = Platform.ofEnvelope(written);
        assertThat(platform.key()).isEqualTo(key);
        assertThat(platform.json()).isEqualTo(json);
        Sender sender = new Sender(platform, "a:b:c");
        assertThat(Sender.ofActiveKey(sender.activeKey())).contains(sender);
        assertThat(Sender.of(sender.subject("p"))).isEqualTo(sender);
        assertThat(sender.subject("p").channel()).isEqualTo(shown);
    }

    @Test
    void aDaemonIsSeenAmongTheProcesses() throws Exception {
        Path program = Files.copy(Path.of("/bin/sleep"), home.resolve("smith-chat-daemon"));
        assertThat(program.toFile().setExecutable(true)).isTrue();
        ProcessBuilder builder = new ProcessBuilder(program.toString(), "60");
        builder.environment().put("CHAT_BRIDGE_WEBHOOK_PORT", "9345");
        builder.environment().put("CHAT_BRIDGE_DM_POLICY", "open");
        Process process = builder.start();
        try {
            List<Daemons.Daemon> running =
                    new ProcessDaemons(new Processes()).running().orElseThrow();
            Daemons.Daemon daemon = running.stream()
                    .filter(one -> one.pid() == process.pid())
                    .findFirst()
                    .orElseThrow();
            assertThat(daemon.port()).contains(9345);
            assertThat(DmPolicy.of(daemon, null).orElseThrow().mode()).isEqualTo(DoorPolicy.Mode.OPEN);
        } finally {
            process.destroyForcibly();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', PAIRING, 0",
        "CHAT_BRIDGE_DM_POLICY=Open, OPEN, 1",
        "CHAT_BRIDGE_DM_POLICY=allowlist, OPEN, 1",
        "'CHAT_BRIDGE_DM_POLICY=allowlist\nCHAT_BRIDGE_ALLOWLIST_CONFIG=a.toml', ALLOWLIST, 1",
        "CHAT_BRIDGE_ALLOWLIST_CONFIG=a.toml, PAIRING, 1",
    })
    void thePolicyIsRead(String text, DoorPolicy.Mode mode, int notes) throws Exception {
        DmPolicy policy =
                DmPolicy.of(null, EnvFile.read(env(text.replace("\\n", "\n")))).orElseThrow();
        assertThat(policy.mode()).isEqualTo(mode);
        assertThat(policy.notes()).hasSize(notes);
        Daemons.Daemon silent = new Daemons.Daemon(7, List.of("--dm-policy", "open"), null);
        assertThat(DmPolicy.of(silent, EnvFile.read(env(text.replace("\\n", "\n"))))
                        .orElseThrow()
                        .mode())
                .as("a daemon that hides its variables hides its policy")
                .isEqualTo(mode);
    }
}

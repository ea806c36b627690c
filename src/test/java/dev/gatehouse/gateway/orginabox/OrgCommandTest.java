package dev.gatehouse.gateway.orginabox;

import static dev.gatehouse.gateway.orginabox.OrgFixture.grant;
import static dev.gatehouse.gateway.orginabox.OrgFixture.problem;
import static dev.gatehouse.gateway.orginabox.OrgFixture.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.gateway.Feature;
import dev.gatehouse.gateway.Gateway;
import dev.gatehouse.gateway.LinkProblem;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Receipt;
import dev.gatehouse.gateway.Route;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.Phrase;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The product's command, played by a script: its documented spelling, and what goes wrong with any command. */
@Timeout(60)
class OrgCommandTest {
    private static EmbeddedPostgres postgres;

    @TempDir
    Path home;

    private OrgDatabase database;
    private OrgServer server;
    private OrgFixture console;
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
        // A server whose API has other spellings than anybody would guess.
        server.spells(new OrgServer.Spelling(
                "/v1/gateways/{gateway}/pairing-codes",
                "pairingCodes",
                "PUT /a/{code}",
                "PUT /b/{code}",
                "PUT /c/{user}",
                false,
                true));
        console = new OrgFixture(home);
        console.values.put("address", server.address());
        console.secret("token", "key");
        bot = database.bot("telegram", "orginabox_bot");
    }

    @AfterEach
    void end() throws Exception {
        console.close();
        server.close();
        database.close();
    }

    private Path script(String text) throws IOException {
        Path folder = Files.createDirectories(home.resolve("bin dir"));
        Path file = Files.writeString(folder.resolve("oiab"), "#!/bin/sh\n" + text + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private List<String> line() throws IOException {
        return Files.readAllLines(home.resolve("line"));
    }

    @Test
    void isOffUntilItIsTurnedOn() throws Exception {
        console.values.put("command", script("exit 0").toString());
        database.writes(bot, "1", "Ada");
        Gateway gateway = console.connect();
        var shown = request(gateway.read(), "1");
        problem(() -> gateway.perform(new Decision.Approve(shown)));
        gateway.read();
        assertThat(gateway.features().whyNot(Feature.APPROVE_DM)).isNotNull();
    }

    @Test
    void approvesAndRevokesAsDocumentedAndRejectsNot() throws Exception {
        console.variables.put(
                "PATH", "/nowhere" + java.io.File.pathSeparator + script("""
                for word in "$@"; do echo "$word"; done > line
                echo 'code ABCDEFGH approved'
                """).getParent());
        console.values.put("useCommand", "true");
        String code = database.writes(bot, "1", "Ada").orElseThrow();
        database.run("INSERT INTO gateway_paired_users (gateway_id, external_user_id) VALUES (?, '42')", bot);
        Gateway gateway = console.connect();
        var shown = request(gateway.read(), "1");
        assertThat(problem(() -> gateway.perform(new Decision.Approve(shown))).remedy())
                .isEqualTo(Phrase.of("oiab.route-unknown.next.COMMAND"));
        Receipt receipt = gateway.perform(new Decision.Approve(shown));
        assertThat(receipt.summary()).isEqualTo(Phrase.of("oiab.receipt.approve.COMMAND"));
        assertThat(receipt.toString()).doesNotContain(code);
        assertThat(line()).containsExactly("gateway", "pairing-approve", "--gateway", bot.toString(), "--code", code);
        var in = grant(gateway.read(), "42");
        problem(() -> gateway.perform(new Decision.Revoke(in)));
        gateway.perform(new Decision.Revoke(in));
        assertThat(line()).containsExactly("gateway", "pairing-revoke", "--gateway", bot.toString(), "--user", "42");
        problem(() -> gateway.perform(new Decision.Reject(shown)));
        gateway.read();
        assertThat(OrgFixture.by(gateway, Feature.APPROVE_DM)).isEqualTo(Route.Type.COMMAND);
        assertThat(gateway.features().whyNot(Feature.REJECT_DM)).isNotNull();
    }

    @Test
    void anExitCodeIsARefusalAndItsWordsStayWhereTheyAre() throws Exception {
        CommandSide side = new CommandSide(script("echo no ABCDEFGH >&2; exit 3"), home);
        assertThat(problem(() -> side.approve(bot.toString(), "ABCDEFGH")))
                .isEqualTo(new LinkProblem.Failed("oiab gateway pairing-approve", "exit code 3"));
    }

    @Test
    void whoDoesNotEndIsEndedWithItsChildren() throws Exception {
        CommandSide side = new CommandSide(script("sleep 300 & echo $! > child; wait"), home, Duration.ofMillis(700));
        assertThat(side.approve(bot.toString(), "ABCDEFGH")).isFalse();
        long child = Long.parseLong(Files.readString(home.resolve("child")).strip());
        await().until(() ->
                ProcessHandle.of(child).filter(ProcessHandle::isAlive).isEmpty());
    }

    @Test
    void aCommandThatSaysALotDoesNotHang() throws Exception {
        CommandSide side = new CommandSide(script("head -c 5000000 /dev/zero; cat; exit 0"), home);
        assertThat(side.approve(bot.toString(), "ABCDEFGH")).isTrue();
    }

    @Test
    void whatCannotBeStartedIsSaid() throws Exception {
        CommandSide side = new CommandSide(home.resolve("missing"), home);
        assertThat(problem(() -> side.approve(bot.toString(), "ABCDEFGH"))).isInstanceOf(Problem.Broken.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-1", "a b", "a;b", "$(x)", "", "x\ny"})
    void nothingThatCouldBeAnOptionIsPassed(String user) throws Exception {
        CommandSide side = new CommandSide(script("touch ran"), home);
        assertThat(problem(() -> side.revoke(bot.toString(), user))).isInstanceOf(Problem.NotOffered.class);
        assertThat(home.resolve("ran")).doesNotExist();
    }
}

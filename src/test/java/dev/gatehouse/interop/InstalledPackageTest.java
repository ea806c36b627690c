package dev.gatehouse.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.console.SettingsFile;
import dev.gatehouse.gateway.Environment;
import dev.gatehouse.gateway.openclaw.OpenClawProduct;
import dev.gatehouse.io.FolderWatch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The package as an operator has it: installed by apt, started from its desktop file, used with mouse and keyboard, started
 * a second time, upgraded, removed. No session bus, keyring, tray, notification service or sound is there.
 */
@Tag("installed")
@Timeout(900)
class InstalledPackageTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration APT = Duration.ofMinutes(5);

    private static final List<String> SENDERS = List.of("5512908834", "5512908835");

    @TempDir
    Path base;

    private DebianPackage installed;
    private Path home;
    private Path credentials;

    @BeforeEach
    void install() throws Exception {
        installed = DebianPackage.built(base);
        home = Files.createDirectories(base.resolve("operator"));
        credentials = store(home.resolve(".openclaw"));
        connect(home.resolve(".openclaw"));
        installed.install(APT);
    }

    @AfterEach
    void remove() throws Exception {
        if (installed != null) {
            installed.end();
            installed.remove(APT);
        }
    }

    /** A store of OpenClaw's JSON era in which two people wait. */
    private static Path store(Path state) throws Exception {
        Path credentials = Files.createDirectories(state.resolve("credentials"));
        Files.writeString(state.resolve("openclaw.json"), """
                { "channels": { "telegram": { "accounts": { "default": { "dmPolicy": "pairing" } } } } }
                """);
        Instant asked = Instant.now().truncatedTo(ChronoUnit.MILLIS).minus(Duration.ofMinutes(5));
        String rows = String.join(
                ",",
                SENDERS.stream()
                        .map(sender ->
                                """
                        { "id": "%s", "code": "ABCDEFG%s", "createdAt": "%s", "lastSeenAt": "%s",
                          "meta": { "name": "Sender %s", "accountId": "default" } }
                        """.formatted(sender, "HJKLMN".charAt(sender.charAt(9) - '4'), asked, asked, sender))
                        .toList());
        Files.writeString(
                credentials.resolve("telegram-pairing.json"), "{ \"version\": 1, \"requests\": [" + rows + "] }\n");
        return credentials;
    }

    /** The operator has connected this store before. */
    private void connect(Path state) throws Exception {
        try (FolderWatch watch = new FolderWatch();
                SettingsFile settings = SettingsFile.keptIn(home.resolve(".config/gatehouse/settings.json"))) {
            Environment environment = Environment.ofThisComputer(watch);
            var profile = new OpenClawProduct()
                    .profile("installed", "At home", Map.of("folder", state.toString(), "live", "no"), environment);
            settings.change(now -> now.withGateways(List.of(profile)));
        }
    }

    @Test
    void itIsInstalledUsedUpgradedAndRemoved() throws Exception {
        Command.Ended version =
                installed.command("--version").with("HOME", home.toString()).run(LIMIT);
        assertThat(version.outOrFail())
                .as("the catalogue of the package is that of the build tree")
                .isEqualTo(new Application(home).with("--version").run(LIMIT).outOrFail());

        try (XDisplay display = XDisplay.open(base)) {
            installed.launch(display, home);
            GatehouseWindow window = GatehouseWindow.opened(display, "installed");
            letSomebodyIn(display, window);
            startAgain(display, window.id());
            window.close();
            await("it ends with its window")
                    .atMost(LIMIT)
                    .until(() -> installed.processes().isEmpty());

            Path settings = home.resolve(".config/gatehouse/settings.json");
            Path history = home.resolve(".local/share/gatehouse/history.jsonl");
            String kept = Files.readString(settings);
            String decided = Files.readString(history);
            String before = installed.version();
            installed.higher().install(APT);
            assertThat(installed.version()).as("after the upgrade").isNotEqualTo(before);
            assertThat(settings).hasContent(kept);
            assertThat(history).hasContent(decided);
            installed.launch(display, home);
            GatehouseWindow anew = GatehouseWindow.opened(display, "upgraded");
            anew.close();
            await("it ends").atMost(LIMIT).until(() -> installed.processes().isEmpty());

            List<Path> files = installed.files();
            installed.remove(APT);
            assertThat(files).as("what the package brought").noneMatch(Files::isRegularFile);
            assertThat(Files.readString(history)).as("the operator's data").startsWith(decided);
            assertThat(settings).exists();
        }
    }

    private void letSomebodyIn(XDisplay display, GatehouseWindow window) throws Exception {
        Path allowed = credentials.resolve("telegram-default-allowFrom.json");
        window.pointAtApprove();
        assertThat(allowed).as("before the click").doesNotExist();
        display.click();
        await("somebody is in").atMost(LIMIT).until(() -> Files.exists(allowed));
        String in = await("the store says who")
                .atMost(LIMIT)
                .until(() -> who(allowed), Optional::isPresent)
                .orElseThrow();
        for (String sender : SENDERS) {
            assertThat(holds(credentials.resolve("telegram-pairing.json"), sender))
                    .as(sender + " waits")
                    .isEqualTo(!sender.equals(in));
        }
        window.picture("approved");
    }

    private static Optional<String> who(Path allowed) throws Exception {
        String text = Files.readString(allowed);
        return SENDERS.stream()
                .filter(sender -> text.contains('"' + sender + '"'))
                .findFirst();
    }

    private static boolean holds(Path file, String text) throws Exception {
        return Files.exists(file) && Files.readString(file).contains('"' + text + '"');
    }

    /** The first window comes to the front, and no second process stays. */
    private void startAgain(XDisplay display, String window) throws Exception {
        List<Long> before =
                installed.processes().stream().map(ProcessHandle::pid).toList();
        display.minimize(window);
        await("it is out of sight").atMost(LIMIT).until(() -> display.window("Gatehouse"), Optional::isEmpty);
        installed.launch(display, home);
        await("the first window is back")
                .atMost(LIMIT)
                .until(() -> display.window("Gatehouse"), Optional.of(window)::equals);
        await("it is in front").atMost(LIMIT).until(display::active, Optional.of(window)::equals);
        await("the second start ends")
                .atMost(LIMIT.toSeconds(), TimeUnit.SECONDS)
                .until(
                        () -> installed.processes().stream()
                                .map(ProcessHandle::pid)
                                .toList(),
                        before::equals);
    }
}

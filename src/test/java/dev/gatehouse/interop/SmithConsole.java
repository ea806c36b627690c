package dev.gatehouse.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.console.AuditLog;
import dev.gatehouse.console.Console;
import dev.gatehouse.console.HistoryEntry.Method;
import dev.gatehouse.console.Labels;
import dev.gatehouse.console.Outcome;
import dev.gatehouse.console.Resident;
import dev.gatehouse.console.SettingsFile;
import dev.gatehouse.console.ShelvedCode;
import dev.gatehouse.console.secrets.Secrets;
import dev.gatehouse.console.secrets.TestSecrets;
import dev.gatehouse.gateway.Catalogue;
import dev.gatehouse.gateway.Environment;
import dev.gatehouse.gateway.GatewayProfile;
import dev.gatehouse.gateway.Secret;
import dev.gatehouse.gateway.SecretName;
import dev.gatehouse.io.FolderWatch;
import dev.gatehouse.pairing.Decision;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A console to which an operator named a {@link SmithSite}. */
final class SmithConsole implements AutoCloseable {
    static final Duration SOON = Duration.ofSeconds(10);

    private final FolderWatch watch = new FolderWatch();
    private final Console console;
    private final GatewayProfile profile;

    SmithConsole(Path home, Map<String, String> form) throws Exception {
        Files.createDirectories(home);
        Environment environment = new Environment(Map.of(), home, home, InstantSource.system(), watch);
        Catalogue catalogue = Catalogue.installed();
        profile = catalogue.product("smith").profile("smith-1", "Smith", form, environment);
        Secrets secrets = TestSecrets.in(home);
        secrets.put(new SecretName(profile.id(), "token"), new Secret(SmithSite.TOKEN));
        console = new Console(
                catalogue,
                environment,
                secrets,
                System::nanoTime,
                SettingsFile.inMemory(),
                Labels.inMemory(),
                new AuditLog(home.resolve("history.jsonl")),
                Executors.newSingleThreadExecutor(
                        Thread.ofPlatform().daemon().name("publisher").factory()));
        console.start();
        console.gateways().addForThisRun(profile);
        assertThat(console.gateways().awaitFirstAnswers(SOON)).isTrue();
    }

    String profile() {
        return profile.id();
    }

    Outcome decide(Decision decision) throws Exception {
        return console.decisions().decide(decision, Method.ONE_CLICK).get(40, TimeUnit.SECONDS);
    }

    /** Makes a code, and gives it as the shelf has it. */
    ShelvedCode issue(Map<String, String> values) throws Exception {
        Outcome outcome = decide(new Decision.IssueCode(profile.id(), "pairing", values));
        assertThat(outcome).isInstanceOf(Outcome.Confirmed.class);
        return console.codes().all().getLast();
    }

    /** The text of a code that is open. */
    static String text(ShelvedCode code) {
        return Objects.requireNonNull(code.code().text()).value();
    }

    ShelvedCode code(ShelvedCode of) {
        return Objects.requireNonNull(console.codes().get(of.key()));
    }

    /** Who is in with the id {@code user}, as soon as they are. */
    Resident resident(String user) {
        return await("grant to " + user)
                .atMost(SOON)
                .until(
                        () -> console.roster().all().stream()
                                .filter(one -> one.grant().key().subject().equals(user))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    boolean lists(String user) {
        return console.roster().all().stream()
                .anyMatch(one -> one.grant().key().subject().equals(user));
    }

    /** Looks now, not when it is time. */
    void look() {
        console.gateways().retry(profile.id());
    }

    @Override
    public void close() {
        console.close();
        watch.close();
    }
}

package dev.gatehouse.gateway.openclaw;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.gateway.Feature;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.openclaw.RunningGateway.Answer;
import dev.gatehouse.io.AtomicFile;
import dev.gatehouse.io.Processes;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.Kind;
import dev.gatehouse.pairing.Phrase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** With real processes, which only bear a gateway's name. */
@EnabledOnOs(OS.LINUX)
class RunningGatewayTest {
    private static final String DEVICE = "8eab4b7cecfa7259ce92225b17519c9c92ebf4d4e162ab8ba9dda8c68500fed8";

    @TempDir
    Path folder;

    private final Processes processes = new Processes();
    private final List<Process> started = new ArrayList<>();
    private StoreFixture store;

    @BeforeEach
    void record() throws IOException {
        store = StoreFixture.recorded(folder, "pending");
    }

    @AfterEach
    void stop() {
        started.forEach(Process::destroyForcibly);
        store.close();
    }

    private Answer look() {
        return look(StorePaths.in(Dialect.OPENCLAW, store.state, null, null));
    }

    private Answer look(StorePaths paths) {
        return running(paths).look();
    }

    private RunningGateway running(StorePaths paths) {
        return new RunningGateway(paths, store.environment(), processes, List.of(folder.resolve("tmp")));
    }

    /** A process whose arguments are these, its name first. */
    private Process process(Map<String, String> variables, String name, String... arguments) throws IOException {
        // A running gateway shows its name and nothing else.
        String program = arguments.length == 0 ? "cat" : "bash -c 'read line' \"$@\"";
        List<String> command = new ArrayList<>(List.of("bash", "-c", "exec -a \"$0\" " + program, name));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(variables);
        Process process = builder.start();
        started.add(process);
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> processes.commandLine(process.pid()).getFirst().equals(name));
        return process;
    }

    private Path lock(String content) throws IOException {
        Path locks = Files.createDirectories(folder.resolve("tmp").resolve("openclaw-1000"));
        return Files.writeString(locks.resolve("gateway.3b0b9d72.lock"), content);
    }

    private String payload(long pid, Path config, String more) {
        return "{\"pid\":%d,\"createdAt\":\"2026-11-20T13:40:00.000Z\",\"configPath\":\"%s\"%s}"
                .formatted(pid, config, more);
    }

    private Path config() {
        return store.state.resolve("openclaw.json");
    }

    private String startOf(Process process) {
        return ",\"port\":18789,\"startTime\":"
                + processes.startTicks(process.pid()).orElseThrow();
    }

    @Test
    void noneRunsWithoutASign() {
        assertThat(look()).isEqualTo(new Answer.No());
    }

    @Test
    void oneRunsWhoseLockNamesALiveProcess() throws Exception {
        Process gateway = process(Map.of(), "anything");
        lock(payload(gateway.pid(), config(), startOf(gateway)));
        assertThat(look()).isEqualTo(new Answer.Yes(gateway.pid()));
    }

    @Test
    void theLockIsFoundWhateverLinkLeadsToTheConfig() throws Exception {
        Process gateway = process(Map.of(), "anything");
        Path link = Files.createSymbolicLink(folder.resolve("link"), store.state);
        lock(payload(gateway.pid(), link.resolve("openclaw.json"), startOf(gateway)));
        assertThat(look()).isEqualTo(new Answer.Yes(gateway.pid()));
    }

    @Test
    void noneRunsAfterItWasKilled() throws Exception {
        Process gateway = process(Map.of("OPENCLAW_STATE_DIR", store.state.toString()), "openclaw-gateway");
        lock(payload(gateway.pid(), config(), startOf(gateway)));
        assertThat(look()).isEqualTo(new Answer.Yes(gateway.pid()));
        gateway.destroyForcibly();
        assertThat(gateway.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(look()).isEqualTo(new Answer.No());
    }

    @Test
    void somebodyElsesProcessOfThatNumberIsNoGateway() throws Exception {
        Process stranger = process(Map.of(), "stranger");
        lock(payload(stranger.pid(), config(), ",\"startTime\":1"));
        assertThat(look()).isEqualTo(new Answer.No());
        lock(payload(stranger.pid(), config(), ""));
        assertThat(look()).isEqualTo(new Answer.No());
    }

    @Test
    void aLockWithoutAStartTimeCountsIfTheProcessLooksLikeAGateway() throws Exception {
        Process gateway = process(
                Map.of("OPENCLAW_STATE_DIR", folder.resolve("other").toString()), "node", "/x/openclaw.mjs", "gateway");
        lock(payload(gateway.pid(), config(), ""));
        assertThat(look()).isEqualTo(new Answer.Yes(gateway.pid()));
    }

    @Test
    void oneThatStartsHasNoLockYetAndCounts() throws Exception {
        Process gateway = process(Map.of("OPENCLAW_STATE_DIR", store.state.toString()), "openclaw-gateway");
        assertThat(look()).isEqualTo(new Answer.Yes(gateway.pid()));
    }

    @Test
    void oneThatStartsInItsUsualFolderCounts() throws Exception {
        Process gateway = process(Map.of("HOME", folder.resolve("home").toString()), "node", "openclaw.mjs", "gateway");
        assertThat(look()).isEqualTo(new Answer.Yes(gateway.pid()));
    }

    @Test
    void oneOfAnotherStoreDoesNotCount() throws Exception {
        Path other = Files.createDirectories(folder.resolve("other"));
        Process gateway = process(Map.of("OPENCLAW_STATE_DIR", other.toString()), "openclaw-gateway");
        lock(payload(gateway.pid(), other.resolve("openclaw.json"), startOf(gateway)));
        assertThat(look()).isEqualTo(new Answer.No());
    }

    @Test
    void oneWithAConfigElsewhereCountsByItsStateFolder() throws Exception {
        Process gateway = process(Map.of("OPENCLAW_STATE_DIR", store.state.toString()), "openclaw-gateway");
        lock(payload(gateway.pid(), folder.resolve("elsewhere.json"), startOf(gateway)));
        assertThat(look()).isEqualTo(new Answer.Yes(gateway.pid()));
    }

    @Test
    void oneThatHasTheDatabaseOpenCounts() throws Exception {
        Path sqlite = Files.createDirectories(store.state.resolve("state")).resolve("openclaw.sqlite");
        Files.createFile(sqlite);
        Process gateway = new ProcessBuilder(
                        "bash", "-c", "exec -a openclaw-gateway bash -c 'read line' 3<\"$0\"", sqlite.toString())
                .start();
        started.add(gateway);
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> look().equals(new Answer.Yes(gateway.pid())));
    }

    /** A gateway in a container of sorts: its home is {@code inner}, and it sees what {@code mounting} makes of it. */
    private Process contained(Path inner, String mounting) throws Exception {
        List<String> unshare = new ArrayList<>(List.of("unshare", "--mount"));
        if (!"root".equals(System.getProperty("user.name"))) {
            unshare.add("--map-root-user");
        }
        List<String> probe = new ArrayList<>(unshare);
        probe.add("true");
        Process tried = new ProcessBuilder(probe).start();
        Assumptions.assumeTrue(
                tried.waitFor(10, TimeUnit.SECONDS) && tried.exitValue() == 0,
                "this user may not make a mount namespace");
        unshare.addAll(List.of(
                "bash",
                "-c",
                mounting + "exec -a openclaw-gateway cat",
                "bash",
                store.state.toString(),
                inner.resolve(".openclaw").toString()));
        ProcessBuilder builder = new ProcessBuilder(unshare);
        builder.environment().put("HOME", inner.toString());
        Process process = builder.start();
        started.add(process);
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> processes.commandLine(process.pid()).getFirst().equals("openclaw-gateway"));
        return process;
    }

    private Path inner(String... folders) throws IOException {
        Path inner = Files.createDirectories(folder.toRealPath().resolve("inner"));
        for (String name : folders) {
            Files.createDirectory(inner.resolve(name));
        }
        return inner;
    }

    @Test
    void oneInAContainerThatHasTheStoreByAnotherNameCounts() throws Exception {
        Process gateway = contained(inner(".openclaw"), "mount --bind \"$1\" \"$2\" && ");
        assertThat(look()).isEqualTo(new Answer.Yes(gateway.pid()));
    }

    @Test
    void aNamedProfileInAContainerCounts() throws Exception {
        Process gateway = contained(inner(".openclaw", ".openclaw-work"), "mount --bind \"$1\" \"$2-work\" && ");
        assertThat(look()).isEqualTo(new Answer.Yes(gateway.pid()));
    }

    @Test
    void oneInAContainerThatHasAStoreOfItsOwnDoesNotCount() throws Exception {
        contained(inner(".openclaw"), "");
        assertThat(look()).isEqualTo(new Answer.No());
    }

    @Test
    void oneInAContainerWhoseStoreCannotBeFoundIsUnknown() throws Exception {
        Path inner = inner();
        Process gateway = contained(inner, "");
        assertThat(look()).isEqualTo(new Answer.Unknown(Long.toString(gateway.pid())));
        Files.createSymbolicLink(inner.resolve(".openclaw"), inner);
        assertThat(look()).isEqualTo(new Answer.Unknown(Long.toString(gateway.pid())));
    }

    @Test
    void aNamedProfileThatMayBeStartingIsUnknown() throws Exception {
        Path profile = Files.createDirectories(folder.resolve("home").resolve(".openclaw-work"));
        StorePaths paths = StorePaths.in(Dialect.OPENCLAW, profile, null, null);
        assertThat(look(paths)).isEqualTo(new Answer.No());
        Process gateway = process(Map.of(), "openclaw");
        assertThat(look(paths)).isEqualTo(new Answer.Unknown(Long.toString(gateway.pid())));
    }

    @Test
    void aLockThatCannotBeUnderstoodCountsAsRunning() throws Exception {
        for (String content : List.of("", "{", "[]", "{\"pid\":\"x\"}", "{\"pid\":1}")) {
            Path lock = lock(content);
            assertThat(look()).isEqualTo(new Answer.Unknown(lock.toString()));
        }
    }

    @Test
    void devicesCannotBeChangedWhileOneRuns() throws Exception {
        var shown = store.request(Kind.DEVICE, DEVICE);
        Process gateway = process(Map.of("OPENCLAW_STATE_DIR", store.state.toString()), "openclaw-gateway");
        Phrase why = Phrase.of("openclaw.absent.running", Long.toString(gateway.pid()));
        assertThat(store.listed(Kind.DEVICE, DEVICE).absent())
                .containsOnlyKeys(Feature.APPROVE_DEVICE, Feature.REJECT_DEVICE, Feature.REMOVE_DEVICE)
                .containsEntry(Feature.APPROVE_DEVICE, why);
        Map<String, String> before = store.contents();
        assertThat(store.refused(new Decision.Approve(shown))).isEqualTo(new Problem.NotOffered(why));
        assertThat(store.refused(new Decision.Reject(shown))).isEqualTo(new Problem.NotOffered(why));
        assertThat(store.contents()).isEqualTo(before);
        assertThat(store.whyNot(Feature.APPROVE_DM)).isEmpty();
    }

    @Test
    void isAskedAgainJustBeforeTheWrite() throws Exception {
        var shown = store.request(Kind.DEVICE, DEVICE);
        store.observer = (step, _) -> {
            if (step == AtomicFile.Step.FORCE && started.isEmpty()) {
                process(Map.of("OPENCLAW_STATE_DIR", store.state.toString()), "openclaw-gateway");
            }
        };
        Map<String, String> before = store.contents();
        assertThat(store.refused(new Decision.Approve(shown))).isInstanceOf(Problem.NotOffered.class);
        assertThat(store.contents()).isEqualTo(before);
    }

    @Test
    void oneThatStartsBetweenTheTwoFilesLeavesTheApprovalAndSaysSo() throws Exception {
        var shown = store.request(Kind.DEVICE, DEVICE);
        store.observer = (step, file) -> {
            if (step == AtomicFile.Step.FORCE && file.endsWith("pending.json")) {
                process(Map.of("OPENCLAW_STATE_DIR", store.state.toString()), "openclaw-gateway");
            }
        };
        String pending = store.text("devices/pending.json");
        assertThat(store.refused(new Decision.Approve(shown)))
                .isInstanceOfSatisfying(
                        Problem.Partial.class,
                        partial -> assertThat(partial.cause()).isInstanceOf(Problem.NotOffered.class));
        assertThat(store.text("devices/pending.json")).isEqualTo(pending);
        assertThat(store.text("devices/paired.json")).contains(DEVICE);
    }
}

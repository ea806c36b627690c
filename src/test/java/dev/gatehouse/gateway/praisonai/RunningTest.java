package dev.gatehouse.gateway.praisonai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.gateway.praisonai.Running.Answer;
import dev.gatehouse.io.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** With real processes, which only bear the product's name. */
@EnabledOnOs(OS.LINUX)
class RunningTest {
    @TempDir
    Path folder;

    private final Processes processes = new Processes();
    private final List<Process> started = new ArrayList<>();
    private PraisonFixture fixture;

    @BeforeEach
    void make() throws IOException {
        fixture = new PraisonFixture(folder);
    }

    @AfterEach
    void stop() {
        started.forEach(Process::destroyForcibly);
        fixture.close();
    }

    private Answer look() {
        return new Running(new Places(fixture.store, null), processes).look();
    }

    private Process process(Path home, String name, String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(List.of("bash", "-c", "exec -a \"$0\" bash -c 'read line' \"$@\"", name));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("HOME", home.toString());
        Process process = builder.start();
        started.add(process);
        Awaitility.await().until(() -> processes.commandLine(process.pid()).contains(name));
        return process;
    }

    private void sign(long pid) throws IOException {
        Files.writeString(
                fixture.base.resolve("gateway-127_0_0_1-8765.pid"), pid + "\n127.0.0.1\n8765\n1795181109\n\n");
    }

    @Test
    void nobodyRuns() throws Exception {
        assertThat(look()).isEqualTo(new Answer.No());
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        // The sign stays behind when a gateway is ended.
        sign(gone.pid());
        assertThat(look()).isEqualTo(new Answer.No());
        Files.writeString(fixture.base.resolve("gateway-x-1.pid"), "half");
        assertThat(look()).isEqualTo(new Answer.No());
        // The number was given out again.
        sign(ProcessHandle.current().pid());
        assertThat(look()).isEqualTo(new Answer.No());
    }

    @Test
    void aGatewayLeavesASign() throws Exception {
        Process gateway = process(folder.resolve("elsewhere"), "python3", "praisonai", "gateway", "start");
        sign(gateway.pid());
        assertThat(look()).isEqualTo(new Answer.Process(gateway.pid()));
        assertThat(look().obstacle()).isNotNull();
    }

    @Test
    void aBotOfThisHomeIsFound() throws Exception {
        Process bot = process(fixture.home, "praisonai-bot", "telegram");
        assertThat(look()).isEqualTo(new Answer.Process(bot.pid()));
    }

    @Test
    void aBotOfAnotherHomeIsNotOurs() throws Exception {
        process(folder.resolve("other"), "praisonai-bot", "telegram");
        assertThat(look()).isEqualTo(new Answer.No());
    }

    @Test
    void thePairingCommandIsOverInAMoment() throws Exception {
        process(fixture.home, "praisonai", "pairing", "list");
        assertThat(look()).isEqualTo(new Answer.No());
    }

    @Test
    void tellsTheProductsProgramsFromOthers() {
        assertThat(Running.ofTheProduct(List.of("python3", "/usr/bin/praisonai", "gateway", "start")))
                .isTrue();
        assertThat(Running.ofTheProduct(List.of("python", "-m", "praisonai_bot", "gateway")))
                .isTrue();
        assertThat(Running.ofTheProduct(List.of("C:\\x\\praisonai.exe", "bot"))).isTrue();
        assertThat(Running.ofTheProduct(List.of("vim", "a", "b", "c", "praisonai")))
                .isFalse();
        assertThat(Running.ofTheProduct(List.of("java", "praisonai.Main"))).isFalse();
        assertThat(Running.ofTheProduct(List.of())).isFalse();
    }
}

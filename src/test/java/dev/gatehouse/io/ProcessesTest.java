package dev.gatehouse.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.io.Processes.Presence;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ProcessesTest {
    @TempDir
    Path folder;

    private final Processes processes = new Processes();

    @Test
    void knowsTheLivingAndTheDead() throws Exception {
        Process child = new ProcessBuilder("sleep", "60").start();
        assertThat(processes.presence(child.pid())).isEqualTo(Presence.ALIVE);
        assertThat(processes.all())
                .contains(child.pid(), ProcessHandle.current().pid());
        child.destroyForcibly();
        assertThat(child.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(processes.presence(child.pid())).isEqualTo(Presence.GONE);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void tellsArgumentsVariablesStartAndUser() throws Exception {
        ProcessBuilder builder = new ProcessBuilder("sleep", "60");
        builder.environment().put("GATEHOUSE_TEST", "a=b c");
        Process child = builder.start();
        try {
            assertThat(processes.commandLine(child.pid())).containsExactly("sleep", "60");
            assertThat(processes.variables(child.pid()).orElseThrow()).containsEntry("GATEHOUSE_TEST", "a=b c");
            assertThat(processes.startTicks(child.pid()).orElseThrow())
                    .isGreaterThanOrEqualTo(
                            processes.startTicks(ProcessHandle.current().pid()).orElseThrow());
            assertThat(processes.user(child.pid())).contains(System.getProperty("user.name"));
        } finally {
            child.destroyForcibly();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void tellsWhatIsOpen() throws Exception {
        Path file = Files.createFile(folder.resolve("open"));
        long self = ProcessHandle.current().pid();
        assertThat(processes.holdsOpen(self, file)).isFalse();
        try (OutputStream _ = Files.newOutputStream(file)) {
            assertThat(processes.holdsOpen(self, file)).isTrue();
        }
        assertThat(processes.holdsOpen(self, folder.resolve("none"))).isFalse();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aListThatCannotBeReadIsNotAnEmptyOne() throws Exception {
        Path proc = Files.createDirectories(folder.resolve("proc"));
        Files.createDirectory(proc.resolve("self"));
        assertThat(new Processes(proc).all()).isEmpty();
        Files.setPosixFilePermissions(proc, PosixFilePermissions.fromString("--x------"));
        try {
            WithoutPrivileges.run(Unlisted.class, proc.toString());
        } finally {
            Files.setPosixFilePermissions(proc, PosixFilePermissions.fromString("rwx------"));
        }
    }

    /** Expects that the processes are not listed. */
    static final class Unlisted {
        private Unlisted() {}

        public static void main(String[] arguments) {
            assertThatThrownBy(() -> new Processes(Path.of(arguments[0])).all()).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aProcessThatEndsWhileItIsLookedAtHoldsNothing() throws Exception {
        Process child = new ProcessBuilder("sleep", "60").start();
        child.destroyForcibly();
        assertThat(child.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(processes.holdsOpen(child.pid(), folder)).isFalse();
        assertThat(processes.asSeenBy(child.pid(), folder)).isEmpty();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void tellsWhoSeesTheSameFiles() throws Exception {
        long self = ProcessHandle.current().pid();
        assertThat(processes.seesOtherFiles(self)).isFalse();
        Path real = folder.toRealPath();
        assertThat(FileStat.of(processes.asSeenBy(self, real).orElseThrow()).key())
                .isEqualTo(FileStat.of(real).key());
        Path link = Files.createSymbolicLink(real.resolve("link"), real);
        assertThat(processes.asSeenBy(self, link.resolve("x"))).isEmpty();
        assertThat(processes.asSeenBy(self, real.resolve("none"))).isEmpty();
    }

    @Test
    void aProcessThatMayNotBeSeenIsUnknown() throws Exception {
        Path proc = Files.createDirectories(folder.resolve("proc"));
        Files.createDirectory(proc.resolve("self"));
        assertThat(new Processes(proc).presence(4711)).isEqualTo(Presence.UNKNOWN);
        Files.createDirectory(proc.resolve("1"));
        assertThat(new Processes(proc).presence(4711)).isEqualTo(Presence.GONE);
    }

    @Test
    void aDeadProcessThatWasNotCollectedIsGone() throws Exception {
        Path proc = Files.createDirectories(folder.resolve("proc"));
        Files.createDirectory(proc.resolve("self"));
        Files.createDirectory(proc.resolve("7"));
        Files.writeString(proc.resolve("7/stat"), "7 (a) b) c) Z 1 7 7 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 19328 0 0");
        Processes fake = new Processes(proc);
        assertThat(fake.presence(7)).isEqualTo(Presence.GONE);
        assertThat(fake.startTicks(7)).hasValue(19328);
    }
}

package dev.gatehouse.console.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The system's keychain where there is none; the real one has a test among those against real products. */
@EnabledOnOs(OS.LINUX)
class SystemKeychainTest {
    @TempDir
    Path folder;

    @Test
    void withoutABusThereIsNoKeychainAndNothingIsPrinted() throws Exception {
        Said said = console("WARN", "try\nget\nput a-VERY-secret\nplace\nstate\n");
        assertThat(said.err()).isEmpty();
        List<String> answers = said.out().lines().toList();
        assertThat(answers).hasSize(5);
        assertThat(answers.get(0)).startsWith("ABSENT in ");
        assertThat(answers.get(1)).startsWith("nothing in ");
        assertThat(answers.get(2)).startsWith("MEMORY in ");
        assertThat(answers.get(3)).startsWith("MEMORY in ");
        assertThat(answers.get(4)).contains("no session bus", "sealed=NONE").doesNotContain("VERY");
    }

    @Test
    void noLogTellsASecretHoweverTalkative() throws Exception {
        Said said = console("TRACE", "create my-PASS-phrase\nput a-VERY-secret\nput b-VERY-secret\nplace\nremove\n");
        assertThat(said.out()).contains("created", "SEALED_FILE", "removed").doesNotContain("VERY", "PASS");
        assertThat(said.err()).contains("SealedFile", "Secrets").doesNotContain("VERY", "PASS");
    }

    private record Said(String out, String err) {}

    private Said console(String level, String lines) throws Exception {
        Path in = Files.writeString(folder.resolve("in"), lines);
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Duser.home=" + folder,
                        "-Dgatehouse.log=" + level,
                        "-cp",
                        String.join(
                                File.pathSeparator,
                                Path.of("target", "test-classes")
                                        .toAbsolutePath()
                                        .toString(),
                                System.getProperty("jdk.module.path", ""),
                                System.getProperty("java.class.path", "")),
                        SecretsProgram.class.getName(),
                        folder.resolve("secrets.sealed").toString()))
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("DBUS_SESSION_BUS_ADDRESS", "unix:path=" + folder.resolve("nobody"));
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Said(Files.readString(out), Files.readString(err));
    }
}

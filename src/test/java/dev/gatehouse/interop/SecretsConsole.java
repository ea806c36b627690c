package dev.gatehouse.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.console.secrets.SecretsProgram;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A {@link SecretsProgram} in a process of its own, which prints answers and nothing else. */
final class SecretsConsole implements AutoCloseable {
    private final Process process;
    private final BufferedReader out;
    private final Writer in;
    private final Path errors;
    private int took;

    SecretsConsole(Command command, Path errors) throws IOException {
        this.errors = errors;
        this.process = command.builder().redirectError(errors.toFile()).start();
        this.out = process.inputReader(StandardCharsets.UTF_8);
        this.in = process.outputWriter(StandardCharsets.UTF_8);
    }

    /** Its answer to {@code line}. */
    String says(String line) throws IOException {
        in.write(line + "\n");
        in.flush();
        @Nullable String answer = out.readLine();
        if (answer == null) {
            throw new AssertionError("it ended: " + Files.readString(errors));
        }
        int end = answer.lastIndexOf(" in ");
        took = Integer.parseInt(answer.substring(end + 4));
        return answer.substring(0, end);
    }

    /** How long the last answer took, in milliseconds. */
    int took() {
        return took;
    }

    @Override
    public void close() throws IOException {
        in.close();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("it does not end");
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        assertThat(errors).isEmptyFile();
    }
}

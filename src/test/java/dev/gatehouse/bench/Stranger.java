package dev.gatehouse.bench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** A {@link Knocker} and the line to it. */
final class Stranger implements AutoCloseable {
    private final Process process;
    private final BufferedWriter to;
    private final BufferedReader from;

    private Stranger(Process process) {
        this.process = process;
        this.to = process.outputWriter(StandardCharsets.UTF_8);
        this.from = process.inputReader(StandardCharsets.UTF_8);
    }

    /** One that writes to {@code file}. */
    static Stranger start(String file) throws IOException {
        // A packaged runtime has no such command of its own.
        String java = System.getProperty("bench.java");
        return new Stranger(new ProcessBuilder(
                        java,
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("bench.classes"),
                        Knocker.class.getName(),
                        file)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** Has somebody called {@code name} wait, and nobody else; when the rename had returned. */
    long knock(String name) throws IOException {
        to.write(name);
        to.newLine();
        to.flush();
        String answer = from.readLine();
        if (answer == null) {
            throw new IOException("the stranger went away");
        }
        return Long.parseLong(answer);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        to.close();
        if (!process.waitFor(5, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}

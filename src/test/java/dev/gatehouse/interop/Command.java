package dev.gatehouse.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/**
 * A program to run.
 *
 * @param line program and arguments
 * @param variables environment variables, beside those of this process
 */
record Command(List<String> line, Map<String, String> variables) {
    Command {
        line = List.copyOf(line);
        variables = Map.copyOf(variables);
    }

    static Command of(String... line) {
        return new Command(List.of(line), Map.of());
    }

    /** The same with {@code name} set to {@code value}. */
    Command with(String name, String value) {
        Map<String, String> more = new HashMap<>(variables);
        more.put(name, value);
        return new Command(line, more);
    }

    /** The same with {@code more} variables. */
    Command with(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(variables);
        all.putAll(more);
        return new Command(line, all);
    }

    /** The same, run by the program and arguments {@code before}. */
    Command behind(List<String> before) {
        List<String> whole = new ArrayList<>(before);
        whole.addAll(line);
        return new Command(whole, variables);
    }

    /** How a program ended. */
    record Ended(int status, String out, String err) {
        boolean well() {
            return status == 0;
        }

        /** The first lines of its complaint. */
        String complaint() {
            return err.lines()
                    .filter(line -> !line.isBlank())
                    .limit(3)
                    .reduce((a, b) -> a + "; " + b)
                    .orElse("status " + status);
        }

        /** The output of a program that must have ended well. */
        String outOrFail() {
            if (!well()) {
                throw new AssertionError("status " + status + ": " + err + out);
            }
            return out;
        }
    }

    /** A builder for those who want to hold on to the process. */
    ProcessBuilder builder() {
        ProcessBuilder builder = new ProcessBuilder(line);
        builder.environment().putAll(variables);
        return builder;
    }

    /** Runs it to its end; ends it and all it started after {@code limit}. Its input is empty. */
    Ended run(Duration limit) throws IOException, InterruptedException {
        Process process = builder().redirectInput(Path.of("/dev/null").toFile()).start();
        FutureTask<String> out = reading(process, true);
        FutureTask<String> err = reading(process, false);
        boolean inTime = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        if (!inTime) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
        }
        String said = result(out);
        String complained = result(err);
        return inTime
                ? new Ended(process.exitValue(), said, complained)
                : new Ended(124, said, complained + "\nno end within " + limit.toSeconds() + " s: " + line);
    }

    private static FutureTask<String> reading(Process process, boolean out) {
        FutureTask<String> text = new FutureTask<>(() -> {
            try (var stream = out ? process.getInputStream() : process.getErrorStream()) {
                return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            }
        });
        Thread.ofVirtual()
                .name((out ? "output of " : "errors of ") + process.pid())
                .start(text);
        return text;
    }

    private static String result(FutureTask<String> text) throws InterruptedException {
        try {
            return text.get(10, TimeUnit.SECONDS);
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            throw new UncheckedIOException(new IOException("output could not be read", e));
        }
    }
}

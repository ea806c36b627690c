package dev.gatehouse.bench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** A running {@link Observed}, seen from outside. */
final class App implements AutoCloseable {
    private final Process process;
    private final BufferedWriter to;
    private final BufferedReader from;
    private final long startedAt;

    private App(Process process, long startedAt) {
        this.process = process;
        this.to = process.outputWriter(StandardCharsets.UTF_8);
        this.from = process.inputReader(StandardCharsets.UTF_8);
        this.startedAt = startedAt;
    }

    /** Starts {@code builder}'s process. */
    static App start(ProcessBuilder builder) throws IOException {
        long now = System.nanoTime();
        return new App(builder.start(), now);
    }

    /** Waits for the first list; how long that took from the start of the process, in milliseconds. */
    double shown() throws IOException {
        return (Long.parseLong(line("shown ")) - startedAt) / 1e6;
    }

    /** Has it do something, and collects what it tells. */
    List<String> tell(String command) throws IOException {
        to.write(command);
        to.newLine();
        to.flush();
        List<String> told = new ArrayList<>();
        for (String line = from.readLine(); line != null; line = from.readLine()) {
            if (line.equals("done")) {
                return told;
            }
            told.add(line);
        }
        throw new IOException("it ended while it did: " + command);
    }

    private String line(String start) throws IOException {
        for (String line = from.readLine(); line != null; line = from.readLine()) {
            if (line.startsWith(start)) {
                return line.substring(start.length());
            }
        }
        throw new IOException("it ended without saying: " + start);
    }

    /** Processor time used so far. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Processor time used so far by each sort of thread, in nanoseconds; empty where the system does not tell as Linux does. */
    Map<String, Long> cpuByThread() throws IOException {
        Path tasks = Path.of("/proc", Long.toString(process.pid()), "task");
        Map<String, Long> used = new TreeMap<>();
        if (Files.exists(tasks)) {
            try (DirectoryStream<Path> all = Files.newDirectoryStream(tasks)) {
                for (Path task : all) {
                    String name = Files.readString(task.resolve("comm")).strip();
                    String counts = Files.readString(task.resolve("schedstat"));
                    used.merge(sort(name), Long.valueOf(counts.substring(0, counts.indexOf(' '))), Long::sum);
                }
            } catch (NoSuchFileException _) {
                // A thread ended meanwhile; what it used is not told any more.
            }
        }
        return used;
    }

    private static String sort(String thread) {
        if (thread.startsWith("JavaFX Applicat")) {
            return "UI thread";
        }
        if (thread.startsWith("QuantumRenderer")) {
            return "drawing";
        }
        if (thread.startsWith("C1 Comp") || thread.startsWith("C2 Comp")) {
            return "compiler";
        }
        return "others";
    }

    /** Resident memory in MB; empty where the system does not tell as Linux does. */
    Optional<Double> resident() throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.exists(status)) {
            return Optional.empty();
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .map(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                .findFirst();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        to.close();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}

package dev.gatehouse.interop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A process that changes a store with the product's own functions, and tells what it did. */
final class CrowdWriter implements AutoCloseable {
    private final Process process;
    private final List<JsonNode> events = new ArrayList<>(); // guarded by itself
    private final CountDownLatch ready = new CountDownLatch(1);
    private final Thread listener;

    /**
     * Starts one that waits for {@link #start()}.
     *
     * @param seed what it does, and what its senders' ids begin with
     */
    CrowdWriter(OpenClawInstall install, OpenClawState state, Scripts scripts, long seed, List<String> accounts)
            throws IOException {
        List<String> line = new ArrayList<>(List.of(
                install.node().toString(),
                scripts.file("crowd.mjs"),
                install.functions().toString(),
                OpenClawState.CHANNEL,
                "writer" + seed + "-",
                Long.toString(seed)));
        line.addAll(accounts);
        process = new Command(line, state.variables())
                .builder()
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        listener = Thread.ofVirtual().name("events of writer " + seed).start(this::listen);
    }

    private void listen() {
        JsonMapper json = new JsonMapper();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("{\"event\":")) {
                    synchronized (events) {
                        events.add(json.readTree(line));
                    }
                    ready.countDown();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it could begin. */
    void awaitReady() throws InterruptedException {
        if (!ready.await(60, TimeUnit.SECONDS)) {
            throw new AssertionError("a writer does not get ready");
        }
    }

    /** Lets it begin. */
    void start() {
        try {
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets it end what it has in hand, and waits for that. */
    void finish() throws IOException, InterruptedException {
        process.getOutputStream().close();
        if (!process.waitFor(100, TimeUnit.SECONDS) || !listener.join(java.time.Duration.ofSeconds(5))) {
            throw new AssertionError("a writer does not end");
        }
        if (process.exitValue() != 0) {
            throw new AssertionError("a writer failed with status " + process.exitValue());
        }
    }

    /** About whom it told {@code event}: account and sender. */
    List<String> who(String event) {
        synchronized (events) {
            return events.stream()
                    .filter(one -> one.path("event").asString().equals(event))
                    .map(one -> one.path("account").asString() + " "
                            + one.path("id").asString())
                    .toList();
        }
    }

    int count(String event) {
        return who(event).size();
    }

    /** What it says of its failures. */
    List<String> failures() {
        synchronized (events) {
            return events.stream()
                    .filter(one -> one.path("event").asString().equals("failed"))
                    .map(one -> one.path("message").asString())
                    .toList();
        }
    }

    /** How often it told what. */
    Map<String, Integer> counts() {
        Map<String, Integer> counts = new TreeMap<>();
        synchronized (events) {
            events.forEach(one -> counts.merge(one.path("event").asString(), 1, Integer::sum));
        }
        return counts;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

package dev.gatehouse.interop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The product's own functions on one state folder, in a process of the product's Node. */
final class OpenClawActs implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final OpenClawInstall install;
    private final OpenClawState state;
    private final Scripts scripts;
    private final JsonMapper json = new JsonMapper();
    private final Process process;
    private final Writer requests;
    private final BlockingQueue<JsonNode> answers = new LinkedBlockingQueue<>();
    private int last;

    OpenClawActs(OpenClawInstall install, OpenClawState state, Scripts scripts) throws IOException {
        this.install = install;
        this.state = state;
        this.scripts = scripts;
        this.process = Command.of(
                        install.node().toString(),
                        scripts.file("acts.mjs"),
                        install.functions().toString(),
                        state.folder().toString())
                .with(state.variables())
                .builder()
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        this.requests = process.outputWriter(StandardCharsets.UTF_8);
        Thread.ofVirtual().name("answers of the product").start(this::listen);
    }

    private void listen() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("{\"id\":")) {
                    answers.add(json.readTree(line));
                }
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /**
     * A request as the product lists it.
     *
     * @param id sender id, or id of a device's request
     * @param code the pairing code, empty for a device
     * @param name what they call themselves
     * @param createdAt as the product writes it
     */
    record Pending(String id, String code, String name, String createdAt) {}

    /** A stranger writes to the bot. Returns the code that they are given, empty if the product gives none. */
    String ask(String account, String sender, String name) {
        return act("upsert", dm(account, "id", sender, "name", name))
                .path("code")
                .asString();
    }

    /**
     * What became of a stranger's message.
     *
     * @param code the code that they were given, empty if the product gave none
     * @param at when the product had written it down, by {@link System#nanoTime}, which on Linux is the product's clock too
     */
    record Asked(String code, long at) {}

    /** The same as {@link #ask}, with the time. */
    Asked askTimed(String account, String sender, String name) {
        JsonNode answer = answer("upsert", dm(account, "id", sender, "name", name));
        return new Asked(
                answer.path("result").path("code").asString(),
                Long.parseLong(answer.path("at").asString()));
    }

    /** Who waits, as the product's own list says. */
    List<Pending> pending(String account) {
        List<Pending> all = new ArrayList<>();
        for (JsonNode one : act("list", dm(account))) {
            all.add(new Pending(
                    one.path("id").asString(),
                    one.path("code").asString(),
                    one.path("meta").path("username").asString(),
                    one.path("createdAt").asString()));
        }
        return all;
    }

    /** Ids of those who wait. */
    List<String> pendingIds(String account) {
        return pending(account).stream().map(Pending::id).toList();
    }

    /** Who is let in, as the product's own reader says. */
    List<String> allowed(String account) {
        List<String> all = new ArrayList<>();
        act("allowed", dm(account)).forEach(one -> all.add(one.asString()));
        return all;
    }

    /** The product approves by code; whether it found the code. */
    boolean approve(String account, String code) {
        return !act("approve", dm(account, "code", code)).isNull();
    }

    /** The product lets a sender in. */
    void allow(@Nullable String account, String sender) {
        act(
                "allow",
                account == null ? Map.of("channel", OpenClawState.CHANNEL, "id", sender) : dm(account, "id", sender));
    }

    /** Ids of the devices whose requests wait, as the product's own list says. */
    List<String> pendingDevices() {
        return ids("devices", "pending", "deviceId");
    }

    /** Ids of the devices that are in, as the product's own list says. */
    List<String> pairedDevices() {
        return ids("devices", "paired", "deviceId");
    }

    /** Ids of the nodes that ask for commands, as the product's own list says. */
    List<String> pendingNodes() {
        return ids("nodes", "pending", "nodeId");
    }

    /** Ids of the nodes that have been given commands, as the product's own list says. */
    List<String> pairedNodes() {
        return ids("nodes", "paired", "nodeId");
    }

    private List<String> ids(String act, String list, String name) {
        List<String> all = new ArrayList<>();
        act(act, Map.of()).path(list).forEach(one -> all.add(one.path(name).asString()));
        return all;
    }

    /**
     * How a gateway received a device.
     *
     * @param id the device's id
     * @param admitted whether it was let in
     * @param said the gateway's word for it
     */
    record Reception(String id, boolean admitted, String said) {}

    /** A device knocks at the gateway's WebSocket from an address that is not loopback. */
    Reception knock(Namespace namespace, Path key, String name, String role, String... scopes)
            throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(
                install.node().toString(),
                scripts.file("device.mjs"),
                "ws://" + Namespace.ADDRESS + ":" + state.port(),
                OpenClawState.TOKEN,
                key.toString(),
                name,
                role));
        line.addAll(List.of(scopes));
        String said = namespace
                .inside(new Command(line, state.variables()))
                .run(LIMIT)
                .outOrFail();
        JsonNode answer = json.readTree(said);
        return new Reception(
                answer.path("id").asString(),
                answer.path("admitted").asBoolean(),
                answer.path("said").asString());
    }

    private static Map<String, String> dm(String account, String... more) {
        Map<String, String> arguments =
                new java.util.HashMap<>(Map.of("channel", OpenClawState.CHANNEL, "account", account));
        for (int i = 0; i < more.length; i += 2) {
            arguments.put(more[i], more[i + 1]);
        }
        return arguments;
    }

    private JsonNode act(String act, Map<String, String> arguments) {
        return answer(act, arguments).path("result");
    }

    private synchronized JsonNode answer(String act, Map<String, String> arguments) {
        int id = ++last;
        try {
            requests.write(json.writeValueAsString(Map.of("id", id, "act", act, "args", arguments)) + "\n");
            requests.flush();
            JsonNode answer = answers.poll(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            if (answer == null || answer.path("id").asInt() != id || answer.has("error")) {
                throw new AssertionError(act + " " + arguments + ": " + answer);
            }
            return answer;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(act, e);
        }
    }

    @Override
    public void close() throws IOException {
        requests.close();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}

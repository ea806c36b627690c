package dev.gatehouse.gateway.clasp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.interop.Interop;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real Chromium without a window, steered by its DevTools protocol. */
final class Browser implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration START = Duration.ofSeconds(60);

    private final Process process;
    private final HttpClient client;
    private final String devTools;

    /** Starts one with its own profile in {@code folder}; {@code arguments} besides the usual. */
    Browser(Path folder, String... arguments) throws IOException {
        Path program = program();
        List<String> command = Stream.concat(
                        Stream.of(
                                program.toString(),
                                "--headless=new",
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-dev-shm-usage",
                                "--disable-background-networking",
                                "--no-first-run",
                                "--remote-debugging-port=0",
                                "--user-data-dir=" + folder.resolve("profile")),
                        Stream.concat(Stream.of(arguments), Stream.of("about:blank")))
                .toList();
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("browser.log").toFile())
                .start();
        Path told = folder.resolve("profile/DevToolsActivePort");
        Awaitility.await().atMost(START).until(() -> Files.exists(told) && Files.size(told) > 0);
        devTools = "http://127.0.0.1:" + Files.readAllLines(told).getFirst();
        client = HttpClient.newHttpClient();
    }

    private static Path program() {
        return Stream.of("chromium", "chromium-browser", "google-chrome")
                .flatMap(name ->
                        Stream.of("/usr/bin/", "/usr/local/bin/", "/snap/bin/").map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> Interop.missing("there is no chromium"));
    }

    /** Opens a page. */
    Page open(String url) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(devTools + "/json/new?" + URLEncoder.encode("about:blank", StandardCharsets.UTF_8)))
                .PUT(HttpRequest.BodyPublishers.noBody())
                .build();
        JsonNode target = JSON.readTree(
                client.send(request, HttpResponse.BodyHandlers.ofString()).body());
        Page page = new Page(client, target.path("webSocketDebuggerUrl").asString());
        page.navigate(url);
        return page;
    }

    @Override
    public void close() {
        client.shutdownNow();
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** One tab. */
    static final class Page implements WebSocket.Listener {
        private final WebSocket socket;
        private final AtomicInteger ids = new AtomicInteger();
        private final Map<Integer, CompletableFuture<JsonNode>> calls = new ConcurrentHashMap<>();
        private final BlockingQueue<String> complaints = new LinkedBlockingQueue<>();
        private final StringBuilder part = new StringBuilder();

        private Page(HttpClient client, String url) {
            socket = client.newWebSocketBuilder()
                    .buildAsync(URI.create(url), this)
                    .join();
            var _ = call("Runtime.enable", "{}");
            var _ = call("Log.enable", "{}");
            var _ = call("Page.enable", "{}");
        }

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            part.append(data);
            if (last) {
                take(JSON.readTree(part.toString()));
                part.setLength(0);
            }
            webSocket.request(1);
            return CompletableFuture.completedFuture(null);
        }

        private void take(JsonNode message) {
            CompletableFuture<JsonNode> call = calls.remove(message.path("id").asInt(0));
            String method = message.path("method").asString("");
            if (call != null) {
                call.complete(message);
            } else if (method.equals("Runtime.exceptionThrown")
                    || message.path("params")
                            .path("entry")
                            .path("source")
                            .asString("")
                            .equals("security")) {
                complaints.add(message.toString());
            }
        }

        private JsonNode call(String method, String params) {
            int id = ids.incrementAndGet();
            CompletableFuture<JsonNode> answer = new CompletableFuture<>();
            calls.put(id, answer);
            socket.sendText("{\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":" + params + "}", true)
                    .join();
            return answer.orTimeout(30, TimeUnit.SECONDS).join();
        }

        /** Goes to {@code url} and waits until its script runs. */
        void navigate(String url) {
            var _ = call("Page.navigate", JSON.writeValueAsString(Map.of("url", url)));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> evaluate("document.readyState + !document.getElementById('ask')?.hidden")
                            .equals("completetrue"));
        }

        /** The value of {@code script} as text. */
        String evaluate(String script) {
            JsonNode result = call(
                            "Runtime.evaluate",
                            JSON.writeValueAsString(
                                    Map.of("expression", "String(" + script + ")", "userGesture", true)))
                    .path("result");
            assertThat(result.has("exceptionDetails")).as(result.toString()).isFalse();
            return result.path("result").path("value").asString("");
        }

        /** Types {@code text} into the field {@code id} and submits its form. */
        void enter(String id, String text) {
            var _ = evaluate("(() => { const field = document.getElementById('" + id + "'); field.value = "
                    + JSON.writeValueAsString(text) + "; field.form.requestSubmit(); })()");
        }

        void click(String id) {
            var _ = evaluate("document.getElementById('" + id + "').click()");
        }

        /** What a person sees. */
        String text() {
            return evaluate("document.querySelector('main').innerText");
        }

        /** Waits until a person sees {@code text}. */
        void awaitText(String text) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(text()).contains(text));
        }

        /** What the browser has complained of: errors of scripts, violations of the content policy. */
        List<String> complaints() {
            return List.copyOf(complaints);
        }
    }
}

package dev.gatehouse.interop;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A WebSocket to a gateway, frame by frame. It belongs to the tests alone and shares nothing with the application, so that
 * the application's word is checked against somebody else's.
 */
final class Wire implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final JsonMapper JSON = new JsonMapper();
    private static final String CONNECT = "connect";

    /** A frame, and when it was there, by {@link System#nanoTime}. */
    private record Arrived(JsonNode frame, long at) {}

    /** How a gateway ended it; code 1006 if it just fell silent. */
    record Close(int code, String reason) {}

    /** The gateway said no to a call. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient JsonNode error;

        Refused(String method, JsonNode error) {
            super(method + ": " + error);
            this.error = error;
        }

        /** All that it said: {@code code}, {@code message}, {@code details}. */
        JsonNode error() {
            return error;
        }
    }

    private final List<Arrived> frames = new CopyOnWriteArrayList<>();
    private final Map<String, CompletableFuture<JsonNode>> calls = new ConcurrentHashMap<>();
    private final CompletableFuture<Close> end = new CompletableFuture<>();
    private final CompletableFuture<JsonNode> reception = new CompletableFuture<>();
    private final Function<JsonNode, ObjectNode> greeting;
    private @Nullable WebSocket socket;
    private int last;

    private Wire(Function<JsonNode, ObjectNode> greeting) {
        this.greeting = greeting;
        calls.put(CONNECT, reception);
    }

    /**
     * Connects, and waits for a gateway that is still starting. The gateway may say no: then there are an {@link #error()}
     * and an {@link #end()}.
     *
     * @param greeting the parameters of {@code connect}, made from the gateway's challenge
     */
    static Wire open(URI gateway, Function<JsonNode, ObjectNode> greeting) {
        return await("gateway at " + gateway)
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> attempt(gateway, greeting), Optional::isPresent)
                .orElseThrow();
    }

    /** One attempt; nothing if the gateway is not ready to receive anybody. */
    private static Optional<Wire> attempt(URI gateway, Function<JsonNode, ObjectNode> greeting)
            throws InterruptedException, TimeoutException {
        Wire wire = new Wire(greeting);
        try {
            WebSocket socket = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .connectTimeout(LIMIT)
                    .buildAsync(gateway, wire.new Ear())
                    .get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            JsonNode answer = wire.reception.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            if (answer.path("error").path("code").asString().equals("UNAVAILABLE")) {
                socket.abort();
                return Optional.empty();
            }
            return Optional.of(wire);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException) {
                return Optional.empty();
            }
            throw new AssertionError("the gateway at " + gateway + " cannot be greeted", e);
        }
    }

    /** Listens, on the client's own threads. */
    private final class Ear implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public void onOpen(WebSocket webSocket) {
            synchronized (Wire.this) {
                socket = webSocket;
            }
            webSocket.request(1);
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean whole) {
            text.append(data);
            if (whole) {
                JsonNode frame = JSON.readTree(text.toString());
                text.setLength(0);
                receive(frame);
            }
            webSocket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
            over(new Close(code, reason));
            return null;
        }

        @Override
        public void onError(WebSocket webSocket, Throwable error) {
            over(new Close(1006, String.valueOf(error.getMessage())));
        }
    }

    private void receive(JsonNode frame) {
        frames.add(new Arrived(frame, System.nanoTime()));
        if (frame.path("event").asString().equals("connect.challenge")) {
            send(CONNECT, CONNECT, greeting.apply(frame.path("payload")));
        } else if (frame.path("type").asString().equals("res")) {
            CompletableFuture<JsonNode> call = calls.remove(frame.path("id").asString());
            if (call != null) {
                call.complete(frame);
            }
        }
    }

    private void over(Close close) {
        end.complete(close);
        IOException silence = new IOException("closed: " + close);
        calls.values().forEach(call -> call.completeExceptionally(silence));
    }

    private synchronized void send(String id, String method, JsonNode params) {
        if (socket == null) {
            throw new IllegalStateException("not open");
        }
        ObjectNode frame = JSON.createObjectNode()
                .put("type", "req")
                .put("id", id)
                .put("method", method)
                .set("params", params);
        socket.sendText(frame.toString(), true).join();
    }

    /** Whether the gateway let us in. */
    boolean admitted() {
        return answer().path("ok").asBoolean(false);
    }

    /** The gateway's {@code hello-ok}. */
    JsonNode hello() {
        if (!admitted()) {
            throw new AssertionError("not admitted: " + error());
        }
        return answer().path("payload");
    }

    /** What it said no with; missing if it let us in. */
    JsonNode error() {
        return answer().path("error");
    }

    private JsonNode answer() {
        return reception.join();
    }

    /**
     * Calls {@code method} and gives its result.
     *
     * @throws Refused if the gateway says no
     */
    JsonNode call(String method, Map<String, ?> params) {
        CompletableFuture<JsonNode> call = new CompletableFuture<>();
        String id;
        synchronized (this) {
            id = "call " + ++last;
            calls.put(id, call);
        }
        send(id, method, JSON.valueToTree(params));
        JsonNode answer;
        try {
            answer = call.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError(method + " has no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(method, e);
        }
        if (!answer.path("ok").asBoolean(false)) {
            throw new Refused(method, answer.path("error"));
        }
        return answer.path("payload");
    }

    /** All frames so far, in their order. */
    List<JsonNode> frames() {
        return frames.stream().map(Arrived::frame).toList();
    }

    /** What the events called {@code name} carried so far. */
    List<JsonNode> events(String name) {
        return frames().stream()
                .filter(frame -> frame.path("event").asString().equals(name))
                .map(frame -> frame.path("payload"))
                .toList();
    }

    /** When the first event called {@code name} whose content is {@code meant} was there, by {@link System#nanoTime}. */
    Optional<Long> arrival(String name, Predicate<JsonNode> meant) {
        return frames.stream()
                .filter(one -> one.frame().path("event").asString().equals(name)
                        && meant.test(one.frame().path("payload")))
                .map(Arrived::at)
                .findFirst();
    }

    /** How the gateway ended it, unless it has not. */
    Optional<Close> end() {
        return Optional.ofNullable(end.getNow(null));
    }

    /** Waits for the gateway to end it. */
    Close awaitEnd() {
        return await("end of the connection")
                .atMost(LIMIT)
                .until(this::end, Optional::isPresent)
                .orElseThrow();
    }

    @Override
    public void close() {
        synchronized (this) {
            if (socket != null) {
                socket.abort();
            }
        }
        over(new Close(1000, "left"));
    }
}

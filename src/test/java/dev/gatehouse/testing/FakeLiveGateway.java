package dev.gatehouse.testing;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The WebSocket of an OpenClaw gateway, or of one like it, that answers as it is told. */
public final class FakeLiveGateway implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final MockWebServer server = new MockWebServer();
    private final Map<String, String> answers = new ConcurrentHashMap<>();

    /** Greets with {@code hello}. */
    public FakeLiveGateway(String hello) throws IOException {
        on("connect", hello);
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return new MockResponse.Builder()
                        .webSocketUpgrade(new Answering())
                        .build();
            }
        });
        server.start();
    }

    /** From now on {@code method} is answered with {@code result}; with a refusal that says what follows, after a "!". */
    public void on(String method, String result) {
        answers.put(method, result);
    }

    /** Where it listens. */
    public String address() {
        return "ws://127.0.0.1:" + server.getPort();
    }

    @Override
    public void close() {
        server.close();
    }

    private final class Answering extends WebSocketListener {
        @Override
        public void onOpen(WebSocket socket, Response response) {
            socket.send("{\"type\":\"event\",\"event\":\"connect.challenge\",\"payload\":{\"nonce\":\"n\",\"ts\":%d}}"
                    .formatted(System.currentTimeMillis()));
        }

        @Override
        public void onClosing(WebSocket socket, int code, String reason) {
            socket.close(code, reason);
        }

        @Override
        public void onMessage(WebSocket socket, String text) {
            JsonNode call = JSON.readTree(text);
            String answer = answers.getOrDefault(call.path("method").asString(), "!unknown method");
            boolean good = !answer.startsWith("!");
            socket.send("{\"type\":\"res\",\"id\":%s,\"ok\":%s,\"%s\":%s}"
                    .formatted(
                            call.path("id"),
                            good,
                            good ? "payload" : "error",
                            good
                                    ? answer
                                    : JSON.writeValueAsString(
                                            Map.of("code", "INVALID_REQUEST", "message", answer.substring(1)))));
        }
    }
}

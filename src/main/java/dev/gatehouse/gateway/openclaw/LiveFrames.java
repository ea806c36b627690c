package dev.gatehouse.gateway.openclaw;

import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns the messages of a gateway's WebSocket into frames and calls into messages. Lenient with what it reads: what it does
 * not know is left out. Strict with what it writes: a gateway refuses a call with a field that it does not know.
 */
final class LiveFrames {
    /** The most characters of one message that are looked at; the gateway's own limit for messages to it. */
    static final int LONGEST = 26_214_400;

    private static final int DEEPEST = 100;

    /** So that a message full of empty lists does not become a hundred times as large in memory. */
    private static final int MOST_TOKENS = 1_000_000;

    private static final long LONGEST_WAIT_MILLIS = Duration.ofDays(1).toMillis();

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxTokenCount(MOST_TOKENS)
                            .maxDocumentLength(LONGEST)
                            .maxStringLength(LONGEST)
                            .maxNameLength(10_000)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private LiveFrames() {}

    /** A message that is no frame. Says where it stops making sense, and never what stands there. */
    static final class Bad extends Exception {
        private static final long serialVersionUID = 1L;

        Bad(String where) {
            super(where);
        }

        /** Where. */
        String where() {
            return String.valueOf(getMessage());
        }
    }

    /** Reads a message. */
    static LiveFrame read(String message) throws Bad {
        if (!(parse(message) instanceof ObjectNode frame)) {
            throw new Bad("not an object");
        }
        return switch (text(frame, "type")) {
            case "res" -> answer(frame);
            case "event" -> new LiveFrame.Event(need(frame, "event"), object(frame, "payload"));
            default -> new LiveFrame.Unknown();
        };
    }

    private static LiveFrame answer(ObjectNode frame) throws Bad {
        String id = need(frame, "id");
        JsonNode ok = frame.path("ok");
        if (!ok.isBoolean()) {
            throw new Bad("ok");
        }
        ObjectNode payload = object(frame, "payload");
        return new LiveFrame.Answer(id, payload, ok.booleanValue() ? null : error(object(frame, "error")));
    }

    private static LiveError error(ObjectNode error) {
        JsonNode wait = error.path("retryAfterMs");
        long millis = wait.isNumber() && wait.canConvertToLong() ? wait.asLong(0) : 0;
        return new LiveError(
                Plain.text(text(error, "code")),
                Plain.text(text(error, "message")),
                object(error, "details"),
                Duration.ofMillis(Math.clamp(millis, 0, LONGEST_WAIT_MILLIS)));
    }

    private static JsonNode parse(String message) throws Bad {
        if (message.length() > LONGEST) {
            throw new Bad("too long");
        }
        try {
            return JSON.readTree(message);
        } catch (JacksonException e) {
            TokenStreamLocation where = e.getLocation();
            throw new Bad(where == null ? "not JSON" : "character " + where.getCharOffset());
        } catch (NumberFormatException _) {
            // Jackson's word for an exponent of ten digits and more.
            throw new Bad("a number beyond all bounds");
        }
    }

    /** The message that calls {@code method}. */
    static String call(String id, String method, ObjectNode params) {
        ObjectNode frame = JsonNodeFactory.instance
                .objectNode()
                .put("type", "req")
                .put("id", id)
                .put("method", method);
        frame.set("params", params);
        return JSON.writeValueAsString(frame);
    }

    private static String need(ObjectNode frame, String key) throws Bad {
        String text = text(frame, key);
        if (text.isEmpty()) {
            throw new Bad(key);
        }
        return text;
    }

    private static String text(ObjectNode frame, String key) {
        JsonNode value = frame.path(key);
        return value.isString() ? value.stringValue() : "";
    }

    private static ObjectNode object(ObjectNode frame, String key) {
        return frame.path(key) instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
    }
}

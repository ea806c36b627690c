package dev.gatehouse.gateway.openclaw;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.function.BiConsumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a real gateway once said, to be said again: to every call what it said to the recorded one, with the number of the
 * call that is made now. Recorded from OpenClaw 2026.9.6 and 2026.7.1; long parts that do not matter here are left out, and
 * every token is replaced.
 */
final class Recording implements BiConsumer<ObjectNode, ScriptedMessages> {
    private static final JsonMapper JSON = new JsonMapper();

    private final Deque<ObjectNode> rest = new ArrayDeque<>();

    private Recording(JsonNode frames) {
        frames.forEach(frame -> rest.add((ObjectNode) frame));
    }

    /** The recording {@code name}. */
    static Recording of(String name) {
        try (InputStream file =
                Objects.requireNonNull(Recording.class.getResourceAsStream("frames/" + name + ".json"), name)) {
            return new Recording(JSON.readTree(file).path("frames"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A connection to it, on which it has said what it says before it is asked. */
    ScriptedMessages play() {
        ScriptedMessages messages = new ScriptedMessages(this);
        sayOn(messages, "", "");
        return messages;
    }

    /** Says on what was said until the next call. */
    private void sayOn(ScriptedMessages messages, String recorded, String now) {
        while (!rest.isEmpty() && !direction(rest.peek()).equals("out")) {
            ObjectNode next = rest.remove();
            if (direction(next).equals("close")) {
                messages.close(next.path("code").intValue(), next.path("reason").asString(""));
            } else {
                ObjectNode frame = (ObjectNode) next.path("frame");
                if (frame.path("id").asString("").equals(recorded)) {
                    frame.put("id", now);
                }
                messages.say(frame.toString());
            }
        }
    }

    /** Goes on from the next recorded call of the same method and with the same words; refuses what was not recorded. */
    @Override
    public void accept(ObjectNode call, ScriptedMessages messages) {
        for (ObjectNode next : rest) {
            JsonNode frame = next.path("frame");
            boolean connect = call.path("method").asString("").equals("connect");
            if (direction(next).equals("out")
                    && frame.path("method").equals(call.path("method"))
                    && (connect || frame.path("params").equals(call.path("params")))) {
                while (rest.remove() != next) {
                    // Not asked for this time.
                }
                sayOn(messages, frame.path("id").asString(""), call.path("id").asString(""));
                return;
            }
        }
        messages.refuse(call, "{\"code\":\"UNAVAILABLE\",\"message\":\"not recorded\"}");
    }

    private static String direction(JsonNode frame) {
        return frame.path("dir").asString("");
    }
}

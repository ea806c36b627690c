package dev.gatehouse.gateway.openclaw;

import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Secret;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A console that is connected to a recorded or scripted gateway. */
final class LiveFixture implements AutoCloseable {
    static final String PROFILE = "p";
    static final String ALL_METHODS = """
            "device.pair.list","device.pair.approve","device.pair.reject","device.pair.remove","device.pair.rename",\
            "device.token.rotate","device.token.revoke","node.pair.list","node.pair.approve","node.pair.reject",\
            "node.pair.remove","channels.pairing.list","channels.pairing.approve","channels.pairing.dismiss\"""";

    /** An answer that never comes. */
    static final String SILENCE = "silence";

    /** The connection ends instead of an answer. */
    static final String END = "end";

    private final Map<String, Deque<String>> answers = new HashMap<>();
    private final AtomicInteger hints = new AtomicInteger();
    private final Instant now;
    private @Nullable ScriptedMessages messages;
    private @Nullable LiveLink link;

    LiveFixture(Instant now) {
        this.now = now;
    }

    /** From then on {@code method} is answered with {@code results}, one after the other, the last again and again. */
    LiveFixture on(String method, String... results) {
        answers.put(method, new ArrayDeque<>(List.of(results)));
        return this;
    }

    /** A refusal, as an answer for {@link #on}. */
    static String refusal(String words) {
        return "!{\"code\":\"INVALID_REQUEST\",\"message\":\"%s\"}".formatted(words);
    }

    /** Connects to a gateway with all calls that grants {@code scopes}. */
    LiveFixture connect(String... scopes) throws GatewayException {
        return connectTo(
                "{\"protocol\":4,\"server\":{\"version\":\"2026.9.6\"},\"features\":{\"methods\":[%s]},\"auth\":{\"scopes\":[%s]}}"
                        .formatted(
                                ALL_METHODS,
                                String.join(
                                        ",",
                                        List.of(scopes).stream()
                                                .map("\"%s\""::formatted)
                                                .toList())),
                null);
    }

    /** Connects to a gateway that says {@code hello}, as {@code identity}. */
    LiveFixture connectTo(String hello, @Nullable DeviceIdentity identity) throws GatewayException {
        on("connect", hello);
        ScriptedMessages scripted = new ScriptedMessages(this::reply);
        scripted.say("{\"type\":\"event\",\"event\":\"connect.challenge\",\"payload\":{\"nonce\":\"n\",\"ts\":%d}}"
                .formatted(now.toEpochMilli()));
        return connect(scripted, identity);
    }

    /** Connects to a recorded gateway. */
    LiveFixture replay(String recording) throws GatewayException {
        return connect(Recording.of(recording).play(), null);
    }

    private LiveFixture connect(ScriptedMessages scripted, @Nullable DeviceIdentity identity) throws GatewayException {
        messages = scripted;
        link = new LiveConnector(
                        () -> scripted,
                        new LiveHandshake(
                                new LiveConsole("Gatehouse", "1"),
                                new LiveCredential.Token(new Secret("s3cret")),
                                identity,
                                LiveScopes.WANTED,
                                new LiveProblems("there", "Gatehouse"),
                                new LiveTime(InstantSource.fixed(now), System::nanoTime)))
                .connect(hints::incrementAndGet);
        return this;
    }

    private void reply(ObjectNode call, ScriptedMessages there) {
        Deque<String> rest = answers.get(call.path("method").stringValue());
        if (rest == null) {
            there.refuse(call, "{\"code\":\"INVALID_REQUEST\",\"message\":\"unknown method: x\"}");
            return;
        }
        String answer = rest.size() > 1 ? rest.remove() : rest.element();
        switch (answer) {
            case SILENCE -> {}
            case END -> there.close(1006, "");
            case String refused when refused.startsWith("!") -> there.refuse(call, refused.substring(1));
            default -> there.answer(call, answer);
        }
    }

    LiveLink link() {
        if (link == null) {
            throw new IllegalStateException("not connected");
        }
        return link;
    }

    LiveCalls calls() {
        return new LiveCalls(link(), new LiveRows(PROFILE, SenderIds.OPENCLAW, "there"));
    }

    LiveDevices devices() {
        return new LiveDevices(link(), calls());
    }

    LiveSenders senders() {
        return new LiveSenders(link(), calls());
    }

    /** The calls that were made, without {@code connect}. */
    List<String> made() {
        if (messages == null) {
            return List.of();
        }
        return messages.sent().stream()
                .skip(1)
                .map(call -> call.path("method").stringValue() + " " + call.path("params"))
                .toList();
    }

    int hints() {
        return hints.get();
    }

    @Override
    public void close() {
        if (link != null) {
            link.close();
        }
    }
}

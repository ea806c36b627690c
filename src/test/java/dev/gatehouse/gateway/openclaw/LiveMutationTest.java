package dev.gatehouse.gateway.openclaw;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.LinkProblem;
import dev.gatehouse.gateway.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.JsonNodeFactory;

/** Whatever comes over the wire ends in rows, or in a problem, and never in anything else. */
class LiveMutationTest {
    private static final int MUTATIONS = 10_000;
    private static final Instant NOW = Instant.ofEpochMilli(1_795_181_651_657L);
    private static final String HELLO =
            "{\"protocol\":4,\"server\":{\"version\":\"2026.9.6\"},\"features\":{\"methods\":[%s]},\"auth\":{\"scopes\":[\"operator.admin\"],\"deviceToken\":\"t\"},\"policy\":{\"tickIntervalMs\":30000},\"snapshot\":{\"stateDir\":\"/a\"}}"
                    .formatted(LiveFixture.ALL_METHODS);
    private static final String CHALLENGE =
            "{\"type\":\"event\",\"event\":\"connect.challenge\",\"payload\":{\"nonce\":\"n\",\"ts\":1795181651657}}";
    private static final String GOOD =
            "{\"requestId\":\"good\",\"deviceId\":\"d0\",\"publicKey\":\"k0\",\"role\":\"operator\",\"ts\":1795181651657}";
    private static final String REQUEST =
            "{\"requestId\":\"r\",\"deviceId\":\"d\",\"publicKey\":\"k\",\"displayName\":\"Ann\",\"platform\":\"linux\",\"role\":\"operator\",\"roles\":[\"operator\"],\"scopes\":[\"operator.read\"],\"silent\":false,\"ts\":1795181651657}";
    private static final String DEVICE =
            "{\"deviceId\":\"d\",\"publicKey\":\"k\",\"role\":\"operator\",\"scopes\":[],\"approvedAtMs\":1,\"connected\":true,\"tokens\":[{\"role\":\"operator\",\"createdAtMs\":2}]}";
    private static final String SENDER =
            "{\"requestId\":\"r\",\"channel\":\"telegram\",\"accountId\":\"default\",\"senderId\":\"7\",\"metadata\":{\"a\":\"b\"},\"createdAt\":\"2026-11-20T13:35:57.164Z\",\"notifySupported\":true}";
    private static final String CAPABILITY =
            "{\"requestId\":\"r\",\"nodeId\":\"d\",\"caps\":[\"system\"],\"commands\":[\"system.run\"],\"requiredApproveScopes\":[\"operator.admin\"],\"ts\":1}";
    private static final List<String> SEEDLINGS = List.of(
            "null",
            "7",
            "1e999999",
            "-1",
            "99999999999999999999999",
            "\"\"",
            "\"\\u0000\"",
            "{}",
            "[]",
            "[[[[[[]]]]]]",
            "true",
            "\"" + "x".repeat(10_000) + "\"",
            "\"\\ud800\"");

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);

    /** Changes characters, cuts, doubles, or puts another value in the place of one. */
    private String mutated(String text) {
        StringBuilder changed = new StringBuilder(text);
        int times = 1 + random.nextInt(3);
        for (int i = 0; i < times && !changed.isEmpty(); i++) {
            int at = random.nextInt(changed.length());
            switch (random.nextInt(6)) {
                case 0 -> changed.setCharAt(at, (char) random.nextInt(0x250));
                case 1 -> changed.setLength(at);
                case 2 -> changed.deleteCharAt(at);
                case 3 ->
                    changed.insert(at, changed.substring(at, Math.min(changed.length(), at + random.nextInt(40))));
                default -> {
                    int from = changed.indexOf(":", at);
                    int to = from < 0 ? -1 : changed.indexOf(",", from);
                    if (to > 0) {
                        changed.replace(from + 1, to, SEEDLINGS.get(random.nextInt(SEEDLINGS.size())));
                    }
                }
            }
        }
        return changed.toString();
    }

    @Test
    void aMutatedFrameIsReadOrRefused() {
        System.out.println("LiveMutationTest frames, seed " + seed);
        String frame =
                "{\"type\":\"res\",\"id\":\"c1\",\"ok\":false,\"error\":{\"code\":\"A\",\"message\":\"b\",\"details\":{\"code\":\"C\"},\"retryAfterMs\":5},\"payload\":{}}";
        LiveProblems problems = new LiveProblems("there", "Gatehouse");
        int read = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            try {
                if (LiveFrames.read(mutated(frame)) instanceof LiveFrame.Answer answer) {
                    LiveError refusal = answer.refusal();
                    if (refusal != null) {
                        assertThat(problems.of("call", refusal).toString()).hasSizeLessThan(1_000);
                        read++;
                    }
                }
            } catch (LiveFrames.Bad e) {
                assertThat(e.where()).hasSizeLessThan(60);
            }
        }
        assertThat(read).as("some stay readable").isBetween(100, MUTATIONS - 100);
    }

    @Test
    void aMutatedHandshakeEndsInALinkOrAProblem() {
        System.out.println("LiveMutationTest handshakes, seed " + seed);
        int let = 0;
        for (int i = 0; i < MUTATIONS / 4; i++) {
            boolean first = random.nextBoolean();
            String challenge = first ? mutated(CHALLENGE) : CHALLENGE;
            ScriptedMessages messages = new ScriptedMessages((call, there) -> {
                String answer = "{\"type\":\"res\",\"id\":\"%s\",\"ok\":true,\"payload\":%s}"
                        .formatted(call.path("id").stringValue(), HELLO);
                there.say(first ? answer : mutated(answer));
            });
            messages.say(challenge).neverWait();
            LiveHandshake handshake = new LiveHandshake(
                    new LiveConsole("Gatehouse", "1"),
                    new LiveCredential.None(),
                    null,
                    LiveScopes.WANTED,
                    new LiveProblems("there", "Gatehouse"),
                    new LiveTime(() -> NOW, messages::nanos));
            try {
                handshake.shake(messages, LiveHandshake.Form.V3);
                let++;
            } catch (GatewayException e) {
                assertThat(e.problem()).isInstanceOf(LinkProblem.class);
            }
        }
        assertThat(let).isPositive();
    }

    @Test
    void aLinkReadsOnOrEndsInAProblemAndNoThreadIsLeft() throws GatewayException {
        System.out.println("LiveMutationTest links, seed " + seed);
        for (int i = 0; i < 300; i++) {
            List<String> frames = new ArrayList<>();
            for (int k = 0; k < 10; k++) {
                frames.add(mutated("{\"type\":\"event\",\"event\":\"device.pair.requested\",\"payload\":%s,\"seq\":%d}"
                        .formatted(REQUEST, k)));
            }
            ScriptedMessages messages = new ScriptedMessages((call, there) -> {
                there.answer(call, call.path("method").stringValue().equals("connect") ? HELLO : "{\"mine\":true}");
                if (call.path("method").stringValue().equals("connect")) {
                    frames.forEach(there::say);
                }
            });
            messages.say(CHALLENGE);
            LiveConnector connector = new LiveConnector(
                    () -> messages,
                    new LiveHandshake(
                            new LiveConsole("Gatehouse", "1"),
                            new LiveCredential.None(),
                            null,
                            LiveScopes.WANTED,
                            new LiveProblems("there", "Gatehouse"),
                            new LiveTime(() -> NOW, System::nanoTime)));
            LiveLink link = connector.connect(() -> {});
            try (link) {
                link.call("x", JsonNodeFactory.instance.objectNode());
            } catch (LiveCallException e) {
                assertThat(e.problem()).isInstanceOf(LinkProblem.Garbled.class);
            }
            assertThat(link.receiving()).isFalse();
            assertThat(link.ended()).isNotInstanceOf(Problem.Bug.class);
        }
    }

    @Test
    void rowsBesideAMutatedOneStay() {
        System.out.println("LiveMutationTest rows, seed " + seed);
        LiveRows rows = new LiveRows("p", SenderIds.OPENCLAW, "there");
        int stayed = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            String sort = List.of(REQUEST, DEVICE, SENDER, CAPABILITY).get(i % 4);
            String row = mutated(sort);
            String frame =
                    "{\"type\":\"res\",\"id\":\"c\",\"ok\":true,\"payload\":{\"pending\":[%2$s,%1$s,%2$s],\"paired\":[%1$s],\"requests\":[%1$s],\"accounts\":[%1$s]}}"
                            .formatted(row, GOOD);
            if (!(read(frame) instanceof LiveFrame.Answer answer)) {
                continue;
            }
            var pending = rows.pendingDevices(answer.result(), "call", NOW);
            rows.pairedDevices(answer.result(), "call");
            rows.pendingNodes(answer.result(), "call", false);
            rows.pairedNodes(answer.result(), "call");
            rows.senders(answer.result(), "call");
            rows.doors(answer.result(), "call");
            if (answer.result().path("pending").size() == 3
                    && answer.result().path("pending").path(2).toString().equals(GOOD)) {
                assertThat(pending.rows().stream()
                                .filter(request -> request.id().equals("good")))
                        .as("seed %d, %s", seed, row)
                        .hasSize(2);
                stayed++;
            }
        }
        assertThat(stayed).isGreaterThan(MUTATIONS / 10);
    }

    private static LiveFrame read(String frame) {
        try {
            return LiveFrames.read(frame);
        } catch (LiveFrames.Bad _) {
            return new LiveFrame.Unknown();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "{},", "[[],"})
    void aFrameThatWouldGrowInMemoryIsRefusedEarly(String part) {
        String huge = "{\"type\":\"event\",\"event\":\"x\",\"payload\":[" + part.repeat(24_000_000 / part.length());
        assertThat(read(huge)).isInstanceOf(LiveFrame.Unknown.class);
    }

    @Test
    void aFrameOfMegabytesOfTextIsRead() throws LiveFrames.Bad {
        String large = "{\"type\":\"event\",\"event\":\"x\",\"payload\":{\"a\":\"" + "y".repeat(20_000_000) + "\"}}";
        assertThat(LiveFrames.read(large)).isInstanceOf(LiveFrame.Event.class);
        assertThat(LiveFrames.read(large).toString()).hasSizeLessThan(20);
    }
}

package dev.gatehouse.gateway.openclaw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.gateway.LinkProblem;
import dev.gatehouse.gateway.openclaw.LiveCallException.Fate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One connection: answers find their calls, and every end is told. */
class LiveLinkTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final Duration SOON = Duration.ofMillis(30);

    private final AtomicInteger hints = new AtomicInteger();
    private @Nullable LiveLink link;

    private LiveLink link(ScriptedMessages messages) {
        LiveHello hello = new LiveHello(
                "2026.9.6",
                4,
                Set.of(),
                LiveScopes.WANTED,
                LiveScopes.NONE,
                false,
                "",
                null,
                Duration.ofSeconds(30),
                null,
                null,
                Duration.ZERO);
        LiveLink made = new LiveLink(
                messages,
                hello,
                new LiveProblems("there", "Gatehouse"),
                new LiveTime(InstantSource.fixed(NOW), messages::nanos),
                hints::incrementAndGet);
        link = made;
        return made.start();
    }

    private LiveLink link(BiConsumer<ObjectNode, ScriptedMessages> script) {
        return link(new ScriptedMessages(script));
    }

    @AfterEach
    void close() {
        if (link != null) {
            link.close();
        }
    }

    private static ObjectNode params() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static LiveCallException failure(LiveLink link, Duration limit) {
        return catchThrowableOfType(LiveCallException.class, () -> link.call("device.pair.list", params(), limit));
    }

    @Test
    void anAnswerFindsItsCallAmongOthersAnswers() throws LiveCallException {
        LiveLink there = link((call, messages) -> {
            messages.say("{\"type\":\"res\",\"id\":\"c99\",\"ok\":true,\"payload\":{\"mine\":false}}");
            messages.say("{\"type\":\"hello\",\"id\":\"c1\"}");
            messages.answer(call, "{\"mine\":true}");
        });

        assertThat(there.call("device.pair.list", params()).path("mine").booleanValue())
                .isTrue();
    }

    @Test
    void aRefusalIsTold() {
        LiveLink there = link((call, messages) -> messages.refuse(
                call,
                "{\"code\":\"FORBIDDEN\",\"message\":\"missing scope: operator.pairing\","
                        + "\"details\":{\"code\":\"MISSING_SCOPE\",\"missingScope\":\"operator.pairing\"}}"));

        LiveCallException e = failure(there, LiveLink.LIMIT);

        assertThat(e.fate()).isEqualTo(Fate.REFUSED);
        assertThat(e.problem()).isEqualTo(new LinkProblem.ScopeMissing("operator.pairing"));
        assertThat(there.ended()).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    INVALID_REQUEST | missing scope: operator.pairing                | ScopeMissing[scope=operator.pairing]
                    INVALID_REQUEST | unknown method: channels.pairing.list          | Unsupported[call=device.pair.list]
                    INVALID_REQUEST | invalid device.pair.list params: at /x: no     | Misunderstood[call=device.pair.list, detail=invalid device.pair.list params: at /x: no]
                    INVALID_REQUEST | device pairing approval denied                 | ApprovalDenied[]
                    INVALID_REQUEST | device token revocation denied                 | ApprovalDenied[]
                    UNAVAILABLE     | gateway starting; retry shortly                | Starting[]
                    UNAVAILABLE     | disk full                                      | Failed[call=device.pair.list, detail=UNAVAILABLE: disk full]
                    """)
    void aRefusalWithoutAFinerCodeIsUnderstoodByItsWords(String code, String words, String problem) {
        LiveLink there = link((call, messages) ->
                messages.refuse(call, "{\"code\":\"%s\",\"message\":\"%s\"}".formatted(code, words)));

        assertThat(failure(there, LiveLink.LIMIT).problem()).hasToString(problem);
    }

    @Test
    void aCallWithoutAnAnswerMayHaveBeenDoneAndALateAnswerIsDropped() throws LiveCallException {
        LiveLink there = link((call, messages) -> {
            if (!call.path("id").stringValue().equals("c1")) {
                messages.say("{\"type\":\"res\",\"id\":\"c1\",\"ok\":true,\"payload\":{\"late\":true}}");
                messages.answer(call, "{\"late\":false}");
            }
        });

        LiveCallException e = failure(there, SOON);

        assertThat(e.fate()).isEqualTo(Fate.UNANSWERED);
        assertThat(e.problem()).isEqualTo(new LinkProblem.NoAnswer("device.pair.list", SOON));
        assertThat(there.call("device.pair.list", params()).path("late").booleanValue())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    1000 | bye                   | Ended[address=there, code=1000, reason=bye]
                    1002 | protocol mismatch     | Protocol[versions=]
                    1006 | ''                    | Dropped[address=there, detail=]
                    1008 | slow consumer         | TooSlow[]
                    1008 | repeated unauthorized | Ended[address=there, code=1008, reason=repeated unauthorized]
                    1009 | preauth payload       | Ended[address=there, code=1009, reason=preauth payload]
                    1011 | internal error        | Ended[address=there, code=1011, reason=internal error]
                    1012 | service restart       | Restarting[]
                    1013 | gateway starting      | Starting[]
                    4000 | tick timeout          | Ended[address=there, code=4000, reason=tick timeout]
                    4001 | device removed        | Removed[]
                    4001 | gateway auth changed  | SecretsChanged[]
                    4001 | client invalidated: x | Ended[address=there, code=4001, reason=client invalidated: x]
                    """)
    void anEndFailsWhatWaitsAndWhatComesAfterWasNeverSent(int code, String reason, String problem) {
        ScriptedMessages messages = new ScriptedMessages((_, there) -> there.close(code, reason));
        LiveLink there = link(messages);

        LiveCallException waiting = failure(there, LiveLink.LIMIT);
        LiveCallException after = failure(there, LiveLink.LIMIT);

        assertThat(waiting.fate()).isEqualTo(Fate.UNANSWERED);
        assertThat(waiting.problem()).hasToString(problem);
        assertThat(after.fate()).isEqualTo(Fate.NOT_SENT);
        assertThat(after.problem()).hasToString(problem);
        assertThat(messages.sent()).hasSize(1);
        assertThat(messages.closed()).isTrue();
        await().untilAsserted(() -> assertThat(hints).hasValue(1));
    }

    @Test
    void aGatewayThatAnnouncedItsStopIsRestarting() {
        LiveLink there = link(new ScriptedMessages((_, _) -> {})
                .say("{\"type\":\"event\",\"event\":\"shutdown\",\"payload\":{\"reason\":\"gateway stopping\"}}")
                .close(1006, ""));

        await().untilAsserted(() -> assertThat(there.ended()).isEqualTo(new LinkProblem.Restarting()));
    }

    @Test
    void twoMissedTicksEndIt() {
        ScriptedMessages messages = new ScriptedMessages((_, _) -> {});
        LiveLink there = link(messages);

        messages.letTimePass();

        await().untilAsserted(() ->
                assertThat(there.ended()).isEqualTo(new LinkProblem.Mute("there", Duration.ofSeconds(60))));
        assertThat(messages.nanos()).isEqualTo(Duration.ofSeconds(60).toNanos());
    }

    @Test
    void aTickTellsTheGatewaysTime() {
        LiveLink there = link(new ScriptedMessages((_, _) -> {})
                .say("{\"type\":\"event\",\"event\":\"tick\",\"payload\":{\"ts\":%d}}"
                        .formatted(NOW.plusSeconds(90).toEpochMilli())));

        await().untilAsserted(() -> assertThat(there.now()).isEqualTo(NOW.plusSeconds(90)));
    }

    @Test
    void eventsAboutPairingAreHintsAndOthersAreNot() {
        ScriptedMessages messages = new ScriptedMessages((_, _) -> {});
        for (String name :
                Set.of("device.pair.requested", "device.pair.changed", "node.pair.resolved", "presence", "x")) {
            messages.say("{\"type\":\"event\",\"event\":\"%s\",\"payload\":[]}".formatted(name));
        }
        messages.say("{\"type\":\"event\",\"event\":\"tick\",\"payload\":{\"ts\":%d}}"
                .formatted(NOW.plusSeconds(1).toEpochMilli()));
        LiveLink there = link(messages);

        await().untilAsserted(() -> assertThat(there.now()).isEqualTo(NOW.plusSeconds(1)));
        assertThat(hints).hasValue(3);
    }

    @Test
    void garbageEndsItInWordsThatDoNotQuoteIt() {
        LiveLink there = link(new ScriptedMessages((_, _) -> {}).say("{\"token\":\"s3cret"));

        await().untilAsserted(() -> assertThat(there.ended()).isInstanceOf(LinkProblem.Garbled.class));
        assertThat(String.valueOf(there.ended())).doesNotContain("s3cret");
    }

    @Test
    void whatCannotBeSentMayHaveLeftInPart() {
        ScriptedMessages messages = new ScriptedMessages((_, _) -> {});
        LiveLink there = link(messages);
        messages.breakOutgoing();

        LiveCallException e = failure(there, LiveLink.LIMIT);

        assertThat(e.fate()).isEqualTo(Fate.UNANSWERED);
        assertThat(e.problem()).isInstanceOf(LinkProblem.Dropped.class);
        assertThat(there.ended()).isNotNull();
    }

    @Test
    void closingLeavesNoThread() {
        LiveLink there = link((_, _) -> {});

        there.close();
        there.close();

        assertThat(there.receiving()).isFalse();
        assertThat(failure(there, LiveLink.LIMIT).fate()).isEqualTo(Fate.NOT_SENT);
    }
}

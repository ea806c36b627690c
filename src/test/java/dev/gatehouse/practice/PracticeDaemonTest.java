package dev.gatehouse.practice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.pairing.IssuedCode;
import dev.gatehouse.pairing.IssuedCode.State;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.practice.PracticeDaemon.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(60)
class PracticeDaemonTest {
    @TempDir
    Path state;

    private Instant now = Instant.parse("2026-11-20T12:00:00Z");
    private final Cast cast = Cast.of(new Random(1));
    private PracticeDaemon daemon;

    @BeforeEach
    void open() throws IOException {
        Files.createDirectories(state.resolve("credentials"));
        Files.createDirectories(state.resolve("devices"));
        Files.createDirectories(state.resolve("nodes"));
        PracticeStore store = new PracticeStore(state, List.of("telegram"), new Random(1), () -> now);
        daemon = new PracticeDaemon(store, cast.phone(), cast.guest(), new Stamps(new Random(2)), () -> now);
    }

    private static String text(IssuedCode code) {
        return Objects.requireNonNull(code.text()).value();
    }

    private State state(IssuedCode code) {
        return daemon.codes().stream()
                .filter(one -> one.key().equals(code.key()))
                .map(IssuedCode::state)
                .findFirst()
                .orElseGet(State.Gone::new);
    }

    private static Answer refused(String key, Object... args) {
        return new Answer.Refused(Phrase.of(key, args));
    }

    @Test
    void thePictureHoldsWhatARealOneHoldsAndLeadsNowhere() throws GatewayException {
        IssuedCode code = daemon.issue(PracticeDaemon.PHONE);

        JsonNode payload = JsonMapper.shared().readTree(Base64.getUrlDecoder().decode(text(code)));
        assertThat(payload.propertyNames()).containsExactly("url", "bootstrapToken", "expiresAtMs");
        assertThat(payload.get("url").asString()).endsWith(".invalid");
        assertThat(payload.get("bootstrapToken").asString()).hasSize(43);
        assertThat(payload.get("expiresAtMs").asLong())
                .isEqualTo(now.plus(Duration.ofMinutes(10)).toEpochMilli());
        assertThat(code.expiresAt()).isEqualTo(now.plus(Duration.ofMinutes(10)));
        assertThat(daemon.address(text(code))).contains("wss://practice.invalid");
    }

    @Test
    void aPhoneIsInOnceAndTheStoreSaysSo() throws Exception {
        IssuedCode code = daemon.issue(PracticeDaemon.PHONE);
        AtomicInteger told = new AtomicInteger();
        daemon.onUse(told::incrementAndGet);

        assertThat(daemon.redeem(text(code))).isEqualTo(new Answer.Joined("Practice phone"));
        assertThat(daemon.redeem(text(code))).isEqualTo(refused("practice.refused.used", now));

        JsonNode paired = JsonMapper.shared()
                .readTree(Files.readString(state.resolve("devices/paired.json")))
                .get(cast.phone().identity().id());
        assertThat(paired.at("/tokens/operator/token").asString()).isNotBlank();
        assertThat(state(code)).isInstanceOfSatisfying(State.Used.class, used -> {
            assertThat(used.name()).isEqualTo("Practice phone");
            assertThat(used.at()).isEqualTo(now);
            assertThat(Objects.requireNonNull(used.by()).subject())
                    .isEqualTo(cast.phone().identity().id());
        });
        assertThat(told).hasValue(1);
    }

    @Test
    void aPersonIsInByWhatTheySendHoweverTheyWriteIt() throws Exception {
        IssuedCode code = daemon.issue(PracticeDaemon.PERSON);
        String typed = text(code).substring(0, 4).toLowerCase(Locale.ROOT) + " - "
                + text(code).substring(4);

        assertThat(daemon.redeem(typed)).isEqualTo(new Answer.Joined("Practice person"));
        assertThat(daemon.redeem(typed)).isEqualTo(refused("practice.refused.used", now));

        // Whoever is in already is not written down twice.
        assertThat(daemon.redeem(text(daemon.issue(PracticeDaemon.PERSON)))).isInstanceOf(Answer.Joined.class);
        JsonNode allowed = JsonMapper.shared()
                .readTree(Files.readString(state.resolve("credentials/telegram-default-allowFrom.json")));
        assertThat(allowed.get("allowFrom").valueStream().map(JsonNode::asString))
                .containsExactly(cast.guest().id());
    }

    @Test
    void ofManyWhoComeAtOnceOneIsIn() throws Exception {
        for (int round = 0; round < 20; round++) {
            String text = text(daemon.issue(PracticeDaemon.PHONE));
            CyclicBarrier door = new CyclicBarrier(4);
            Callable<Answer> one = () -> {
                door.await();
                return daemon.redeem(text);
            };
            List<Answer> answers = new ArrayList<>();
            try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
                for (Future<Answer> answer : all.invokeAll(List.of(one, one, one, one))) {
                    answers.add(answer.get());
                }
            }
            assertThat(answers).filteredOn(Answer.Joined.class::isInstance).hasSize(1);
            assertThat(answers)
                    .filteredOn(refused("practice.refused.used", now)::equals)
                    .hasSize(3);
        }
    }

    @Test
    void aCodeEndsAndIsKnownToHaveEnded() throws GatewayException {
        IssuedCode code = daemon.issue(PracticeDaemon.PHONE);
        Instant end = now.plus(PracticeDaemon.LIFE);
        now = end;

        assertThat(daemon.redeem(text(code))).isEqualTo(refused("practice.refused.expired", end));
        assertThat(daemon.codes()).isEmpty();
        assertThat(state.resolve("devices/paired.json")).doesNotExist();

        now = end.plus(PracticeDaemon.REMEMBERED).plusMillis(1);
        daemon.issue(PracticeDaemon.PHONE);
        assertThat(daemon.redeem(text(code))).isEqualTo(refused("practice.refused.unknown"));
    }

    @Test
    void aCodeThatWasTakenBackLetsNobodyIn() throws GatewayException {
        IssuedCode code = daemon.issue(PracticeDaemon.PERSON);
        daemon.cancel(code.key());

        assertThat(daemon.redeem(text(code))).isEqualTo(refused("practice.refused.cancelled"));
        assertThat(daemon.codes()).isEmpty();
    }

    @Test
    void whatWasUsedOrHasEndedIsNotTakenBack() throws GatewayException {
        IssuedCode used = daemon.issue(PracticeDaemon.PHONE);
        daemon.redeem(text(used));
        IssuedCode ended = daemon.issue(PracticeDaemon.PHONE);
        now = now.plus(PracticeDaemon.LIFE);

        for (IssuedCode code : List.of(used, ended)) {
            assertThatThrownBy(() -> daemon.cancel(code.key()))
                    .isInstanceOfSatisfying(
                            GatewayException.class,
                            thrown -> assertThat(thrown.problem())
                                    .extracting(Problem::sentence)
                                    .isEqualTo(Phrase.of("practice.code.over")));
        }
        assertThat(state(used)).isInstanceOf(State.Used.class);
    }

    @Test
    void whatIsNoCodeOfItsOwnLetsNobodyIn() throws GatewayException {
        daemon.issue(PracticeDaemon.PHONE);
        for (String text : List.of("", "ABCDEFGH", PhonePayload.write("another", now), "https://example.com/")) {
            assertThat(daemon.redeem(text)).isEqualTo(refused("practice.refused.unknown"));
        }
        assertThat(daemon.address("https://example.com/")).isEmpty();
    }

    @Test
    void aStoreThatCannotBeWrittenLeavesTheCodeGood() throws Exception {
        IssuedCode code = daemon.issue(PracticeDaemon.PHONE);
        Path paired = state.resolve("devices/paired.json");
        Files.writeString(paired, "[]", StandardCharsets.UTF_8);

        assertThat(daemon.redeem(text(code))).isEqualTo(refused("practice.refused.unwritten"));
        assertThat(state(code)).isInstanceOf(State.Open.class);

        Files.delete(paired);
        assertThat(daemon.redeem(text(code))).isInstanceOf(Answer.Joined.class);
    }

    @Test
    void afterTheEndNobodyIsLetIn() throws GatewayException {
        IssuedCode code = daemon.issue(PracticeDaemon.PHONE);
        daemon.close();

        assertThat(daemon.redeem(text(code))).isEqualTo(refused("practice.refused.closed"));
        assertThatThrownBy(() -> daemon.issue(PracticeDaemon.PHONE)).isInstanceOf(GatewayException.class);
    }

    @Test
    void nothingThatItKeepsTellsACode() throws GatewayException {
        IssuedCode code = daemon.issue(PracticeDaemon.PERSON);

        assertThat(daemon.codes()).singleElement().satisfies(kept -> {
            assertThat(kept.text()).isNull();
            assertThat(kept.key()).isEqualTo(code.key());
        });
        assertThat(CodeMark.of(text(code)).toString()).isEqualTo("CodeMark[•]");
        assertThat(new PhonePayload("wss://a", "secret").toString()).doesNotContain("secret");
    }
}

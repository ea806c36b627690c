package dev.gatehouse.practice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.console.AuditLog;
import dev.gatehouse.console.HistoryEntry.Method;
import dev.gatehouse.console.Outcome;
import dev.gatehouse.console.Resident;
import dev.gatehouse.console.ShelvedCode;
import dev.gatehouse.gateway.CodeContents;
import dev.gatehouse.gateway.Environment;
import dev.gatehouse.gateway.Gateway;
import dev.gatehouse.io.FolderWatch;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.IssuedCode.State;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.testing.ConsoleFixture;
import dev.gatehouse.testing.MemorySecrets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The codes of the practice gateway through the real console. */
@Timeout(60)
class PracticeCodesTest {
    @TempDir
    Path temporary;

    private final FolderWatch watch = new FolderWatch();
    private ConsoleFixture fixture;
    private PracticeGateway practice;

    @BeforeEach
    void open() throws Exception {
        Path stage = Files.createDirectories(temporary.resolve("stage"));
        Path own = Files.createDirectories(temporary.resolve("own"));
        Environment environment = new Environment(Map.of(), stage, stage, InstantSource.system(), watch);
        practice = PracticeGateway.open(environment, "Practice", 1);
        fixture = new ConsoleFixture(own, Runnable::run);
        fixture.console()
                .gateways()
                .addPractice(
                        practice.profile(),
                        practice.product(),
                        new AuditLog(practice.folder().resolve("history.jsonl")));
        await().until(() -> fixture.console().gateways().all().stream()
                .anyMatch(status -> status.offers().size() == 2));
    }

    @AfterEach
    void close() {
        fixture.close();
        practice.close();
        watch.close();
    }

    private Outcome decide(Decision decision) throws Exception {
        return fixture.console().decisions().decide(decision, Method.ONE_CLICK).get(20, TimeUnit.SECONDS);
    }

    private ShelvedCode issued(String offer) throws Exception {
        assertThat(decide(new Decision.IssueCode(PracticeGateway.ID, offer, Map.of())))
                .isInstanceOf(Outcome.Confirmed.class);
        return code(State.Open.class);
    }

    private ShelvedCode code(Class<? extends State> state) {
        return fixture.console().codes().all().stream()
                .filter(one -> state.isInstance(one.code().state()))
                .findFirst()
                .orElseThrow();
    }

    private static String text(ShelvedCode code) {
        return Objects.requireNonNull(code.code().text()).value();
    }

    private Optional<Resident> resident(String subject) {
        return fixture.console().roster().all().stream()
                .filter(one -> one.grant().key().subject().equals(subject))
                .findFirst();
    }

    private static String subject(ShelvedCode used) {
        return Objects.requireNonNull(((State.Used) used.code().state()).by()).subject();
    }

    private String everythingWritten() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(temporary)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }

    @Test
    void aPhoneThatScansIsSeenToBeInAndIsPutOutAgain() throws Exception {
        ShelvedCode open = issued(PracticeDaemon.PHONE);
        assertThat(open.notCancel()).isNull();
        assertThat(open.notSeen()).isNull();
        String text = text(open);

        practice.daemon().redeem(text);

        await().until(() -> fixture.console().codes().all().stream()
                .anyMatch(one -> one.code().state() instanceof State.Used));
        ShelvedCode used = code(State.Used.class);
        assertThat(used.key()).isEqualTo(open.key());
        assertThat(used.code().text()).isNull();
        await().until(() -> resident(subject(used)).isPresent());
        Resident phone = resident(subject(used)).orElseThrow();
        assertThat(phone.title()).isEqualTo("Practice phone");

        assertThat(decide(new Decision.Revoke(phone.grant()))).isInstanceOf(Outcome.Confirmed.class);
        await().until(() -> resident(subject(used)).isEmpty());

        String token = PhonePayload.read(text).orElseThrow().token();
        assertThat(everythingWritten()).doesNotContain(text).doesNotContain(token);
    }

    @Test
    void aPersonWhoSendsACodeIsInTheAllowList() throws Exception {
        String text = text(issued(PracticeDaemon.PERSON));

        practice.daemon().redeem(text);

        await().until(() -> fixture.console().codes().all().stream()
                .anyMatch(one -> one.code().state() instanceof State.Used));
        ShelvedCode used = code(State.Used.class);
        await().until(() -> resident(subject(used)).isPresent());
        assertThat(decide(new Decision.Revoke(
                        resident(subject(used)).orElseThrow().grant())))
                .isInstanceOf(Outcome.Confirmed.class);
        assertThat(everythingWritten()).doesNotContain(text);
    }

    @Test
    void theConnectionTellsByItselfThatACodeWasUsed() throws Exception {
        List<Thread> told = new CopyOnWriteArrayList<>();
        Environment environment = new Environment(Map.of(), temporary, temporary, InstantSource.system(), watch);
        Gateway gateway = practice.product().connect(practice.profile(), new MemorySecrets(), environment);
        gateway.watch(() -> told.add(Thread.currentThread()));

        practice.daemon().redeem(text(issued(PracticeDaemon.PHONE)));
        assertThat(told).as("files may tell too, on threads of their own").contains(Thread.currentThread());

        gateway.close();
        told.clear();
        await().until(() -> fixture.console().codes().all().stream()
                .allMatch(one -> one.code().state() instanceof State.Used));
        practice.daemon().redeem(text(issued(PracticeDaemon.PHONE)));
        assertThat(told).doesNotContain(Thread.currentThread());
    }

    @Test
    void aCodeThatIsTakenBackLetsNobodyIn() throws Exception {
        ShelvedCode open = issued(PracticeDaemon.PHONE);
        String text = text(open);

        assertThat(decide(new Decision.CancelCode(open.code()))).isInstanceOf(Outcome.Confirmed.class);

        assertThat(code(State.Cancelled.class).key()).isEqualTo(open.key());
        assertThat(practice.daemon().redeem(text))
                .isEqualTo(new PracticeDaemon.Answer.Refused(Phrase.of("practice.refused.cancelled")));
        // A second click comes too late, and is told so.
        assertThat(decide(new Decision.CancelCode(open.code()))).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void whatIsInTheCodeIsSaidWithoutItsSecret() throws Exception {
        ShelvedCode open = issued(PracticeDaemon.PHONE);

        CodeContents contents = fixture.console().contents(open.code()).orElseThrow();

        assertThat(contents.urls()).containsExactly("wss://practice.invalid");
        assertThat(contents.secure()).isTrue();
        assertThat(contents.warnings()).containsExactly(Phrase.of("practice.code.nowhere"));
        assertThat(contents.toString())
                .doesNotContain(PhonePayload.read(text(open)).orElseThrow().token());
    }

    @Test
    void thePracticeGatewayIsInNoCatalogue() {
        assertThat(fixture.console().catalogue().products()).isEqualTo(List.of(fixture.product()));
        fixture.console().gateways().remove(PracticeGateway.ID);
        assertThat(fixture.console().gateways().all()).isEmpty();
    }
}

package dev.gatehouse.console;

import static dev.gatehouse.console.ScriptedGateway.START;
import static dev.gatehouse.console.ScriptedGateway.code;
import static dev.gatehouse.console.ScriptedGateway.joined;
import static dev.gatehouse.console.ScriptedGateway.pin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.console.HistoryEntry.Method;
import dev.gatehouse.console.secrets.TestSecrets;
import dev.gatehouse.gateway.Catalogue;
import dev.gatehouse.gateway.Environment;
import dev.gatehouse.gateway.Feature;
import dev.gatehouse.gateway.Features;
import dev.gatehouse.io.FolderWatch;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.IssuedCode;
import dev.gatehouse.pairing.IssuedCode.State;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.PinRequest;
import dev.gatehouse.pairing.SubjectKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Codes, PINs and ends: what the console makes of them, without a window and without a product. */
class CodesTest {
    private static final Decision.IssueCode ISSUE =
            new Decision.IssueCode("home", "pairing", Map.of("agent", "smith-default"));
    private static final Phrase NOT_LISTED = Phrase.of("no list");

    @TempDir
    private Path folder;

    private final ScriptedGateway gateway = new ScriptedGateway();
    private final FolderWatch watch = new FolderWatch();
    private final AtomicLong nanos = new AtomicLong();
    private Console console;

    @BeforeEach
    void start() {
        console = new Console(
                new Catalogue(List.of(gateway)),
                new Environment(Map.of(), folder, folder, () -> START, watch),
                TestSecrets.in(folder),
                nanos::get,
                SettingsFile.inMemory(),
                Labels.inMemory(),
                new AuditLog(folder.resolve("history.jsonl")),
                Runnable::run,
                Duration.ofSeconds(1));
        console.gateways().addForThisRun(ScriptedGateway.profile("home"));
        await().until(() -> gateway.hint != null && gateway.reads.get() > 0);
    }

    @AfterEach
    void stop() {
        console.close();
        watch.close();
    }

    private Outcome decide(Decision decision) throws Exception {
        return console.decisions().decide(decision, Method.ONE_CLICK).get(10, TimeUnit.SECONDS);
    }

    private ShelvedCode only() {
        assertThat(console.codes().all()).hasSize(1);
        return console.codes().all().getFirst();
    }

    private void readAgain() {
        int before = gateway.reads.get();
        console.gateways().retry("home");
        await().until(() -> gateway.reads.get() > before);
    }

    @Test
    void aCodeIsConfirmedByTheListAndStandsOnceOnTheShelf() throws Exception {
        assertThat(decide(ISSUE)).isInstanceOf(Outcome.Confirmed.class);

        assertThat(only().here()).isTrue();
        assertThat(only().code().text()).hasToString("PairingCode[FROM_OPERATOR]");
        assertThat(only().open()).isTrue();
    }

    @Test
    void whatNoListShowsIsAcceptedAndStays() throws Exception {
        gateway.features = Features.ALL.without(List.of(Feature.LIST_CODES), NOT_LISTED);

        assertThat(decide(ISSUE))
                .isInstanceOfSatisfying(
                        Outcome.Accepted.class,
                        accepted -> assertThat(accepted.unseen()).isEqualTo(NOT_LISTED));

        readAgain();
        readAgain();
        readAgain();
        assertThat(only().code().state()).isInstanceOf(State.Open.class);
        assertThat(only().notSeen()).isEqualTo(NOT_LISTED);
    }

    @Test
    void theTextNeverReachesTheHistory() throws Exception {
        decide(ISSUE);
        decide(new Decision.CancelCode(only().code()));

        assertThat(history())
                .contains("ISSUE_CODE", "CANCEL_CODE", "smith-default")
                .doesNotContain("5NZV4V");
    }

    @Test
    void aUsedCodeIsToldAndItsTextGoes() throws Exception {
        decide(ISSUE);
        IssuedCode listed = gateway.codes.getFirst();
        gateway.codes.set(
                0, listed.in(new State.Used(ScriptedGateway.sender("1001").key(), "ann", START)));
        readAgain();

        await().until(() ->
                only().code().state() instanceof State.Used used && used.name().equals("ann"));
        assertThat(only().code().text()).isNull();
    }

    @Test
    void aCodeThatWasJustMadeIsLookedAtAsOftenAsItWantsToBe() throws Exception {
        decide(ISSUE);
        int before = gateway.reads.get();
        await().atMost(Duration.ofSeconds(5)).until(() -> gateway.reads.get() > before + 2);
    }

    @Test
    void aCodeThatVanishesBeforeItsTimeIsGoneOnlyAfterTheSecondList() throws Exception {
        decide(ISSUE);
        gateway.codes.clear();
        console.codes().accept(ScriptedGateway.profile("home"), clock(), Features.ALL, gateway.snapshot());
        assertThat(only().code().state()).isInstanceOf(State.Open.class);

        console.codes().accept(ScriptedGateway.profile("home"), clock(), Features.ALL, gateway.snapshot());
        assertThat(only().code().state()).isInstanceOf(State.Gone.class);
        assertThat(only().code().text()).isNull();
    }

    @Test
    void aCodeEndsWithItsTime() throws Exception {
        decide(ISSUE);
        nanos.addAndGet(Duration.ofMinutes(5).toNanos());
        console.codes().sweep();

        assertThat(only().code().state()).isInstanceOf(State.Expired.class);
        assertThat(only().code().text()).isNull();
    }

    @Test
    void aCancelledCodeIsGoneFromTheList() throws Exception {
        decide(ISSUE);
        assertThat(decide(new Decision.CancelCode(only().code()))).isInstanceOf(Outcome.Confirmed.class);
        assertThat(only().code().state()).isInstanceOf(State.Cancelled.class);
    }

    @Test
    void aCodeThatIsStillListedIsNotCancelled() throws Exception {
        decide(ISSUE);
        gateway.script = (there, decision) -> {};
        assertThat(decide(new Decision.CancelCode(only().code()))).isInstanceOf(Outcome.NotConfirmed.class);
        assertThat(only().code().state()).isInstanceOf(State.Open.class);
    }

    @Test
    void aCodeThatWasUsedWhileItWasTakenBackIsNotCancelled() throws Exception {
        decide(ISSUE);
        IssuedCode shown = only().code();
        gateway.script = (there, decision) -> there.codes.replaceAll(
                code -> code.in(new State.Used(new SubjectKey("home", "telegram", "", "7"), "Mallory", START)));
        assertThat(decide(new Decision.CancelCode(shown))).isInstanceOf(Outcome.NotConfirmed.class);
        assertThat(only().code().state()).isInstanceOf(State.Used.class);
    }

    @Test
    void aLockedConsoleKnowsNoTexts() throws Exception {
        gateway.features = Features.ALL.without(List.of(Feature.LIST_CODES), NOT_LISTED);
        decide(ISSUE);
        assertThat(only().forgotten()).isNull();
        console.codes().lock();
        assertThat(only().code().text()).isNull();
        assertThat(only().forgotten()).isEqualTo(Phrase.of("codes.locked"));
    }

    @Test
    void aSettingIsConfirmedWhenItIsInForce() throws Exception {
        assertThat(decide(new Decision.Configure("home", "pinLength", "8"))).isInstanceOf(Outcome.Confirmed.class);
        gateway.script = (there, decision) -> {};
        assertThat(decide(new Decision.Configure("home", "pinLength", "9"))).isInstanceOf(Outcome.NotConfirmed.class);
    }

    @Test
    void whoEntersAPinThatWasNeverShownIsNotLetIn() {
        gateway.requests.add(pin("clasp:A", true));
        readAgain();
        readAgain();
        assertThat(gateway.performed).isEmpty();
    }

    @Test
    void whoEntersThePinThatTheOperatorHasShownIsIn() {
        PinRequest waits = pin("clasp:A", false);
        gateway.requests.add(waits);
        readAgain();
        console.pins().shown(waits.key(), waits.id());
        gateway.requests.set(0, pin("clasp:A", true));
        readAgain();

        await().until(() -> history().contains("\"confirmed\""));
        assertThat(gateway.performed).hasSize(1);
        assertThat(history()).contains("\"PIN\"").doesNotContain("847291");
    }

    @Test
    void whoEnteredAPinBeforeItWasShownIsNotLetInByShowingIt() {
        PinRequest guessed = pin("clasp:A", true);
        gateway.requests.add(guessed);
        readAgain();
        console.pins().shown(guessed.key(), guessed.id());
        readAgain();
        readAgain();
        assertThat(gateway.performed).isEmpty();
    }

    @Test
    void whoBringsACodeThatWasMadeHereIsIn() {
        PinRequest brought = pin("clasp:A", true);
        gateway.codes.add(
                code("one", "scanned").in(new State.Used(brought.key().about(), "Phone", brought.requestedAt())));
        gateway.requests.add(brought);
        readAgain();

        await().until(() -> history().contains("\"confirmed\""));
        assertThat(gateway.performed).hasSize(1);
    }

    @Test
    void aCodeThatWasUsedBeforeLetsNobodyInAgain() {
        PinRequest again = pin("clasp:A", true);
        gateway.codes.add(code("one", "scanned")
                .in(new State.Used(
                        again.key().about(), "Phone", again.requestedAt().minusSeconds(1))));
        gateway.requests.add(again);
        readAgain();
        readAgain();
        assertThat(gateway.performed).isEmpty();
    }

    @Test
    void whoseTimeIsOverIsTakenOutByTheConsole() {
        gateway.grants.add(joined(pin("clasp:A", true), START.plusSeconds(60)));
        readAgain();
        assertThat(gateway.performed).isEmpty();

        gateway.now = START.plusSeconds(60);
        readAgain();
        await().until(() -> history().contains("\"confirmed\""));
        assertThat(history()).contains("\"EXPIRY\"", "\"REVOKE\"");
    }

    @Test
    void aCodeThatSomebodyTellsIsFoundWithItsRequest() throws Exception {
        gateway.requests.add(ScriptedGateway.asks("1", "ann"));
        readAgain();
        await().until(() -> !console.inbox().all().isEmpty());

        assertThat(console.find(" jy829yjx ").get(5, TimeUnit.SECONDS).key())
                .isEqualTo(gateway.requests.getFirst().key());
        assertThat(console.find("AAAAAAAA").get(5, TimeUnit.SECONDS).key()).isNull();
    }

    @Test
    void whatIsListedElsewhereIsOnTheShelfAsWell() {
        gateway.codes.add(code("elsewhere", "K7M2PQ"));
        readAgain();
        await().until(() -> console.codes().all().size() == 1);
        assertThat(only().here()).isFalse();
    }

    private GatewayClock clock() {
        return new GatewayClock(START, () -> 0);
    }

    private String history() {
        try {
            Path file = folder.resolve("history.jsonl");
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}

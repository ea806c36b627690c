package dev.gatehouse.console;

import static dev.gatehouse.console.ScriptedGateway.START;
import static dev.gatehouse.console.ScriptedGateway.asks;
import static dev.gatehouse.console.ScriptedGateway.sender;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.console.HistoryEntry.Method;
import dev.gatehouse.console.secrets.TestSecrets;
import dev.gatehouse.gateway.Catalogue;
import dev.gatehouse.gateway.Environment;
import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.LinkProblem;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Snapshot;
import dev.gatehouse.io.FolderWatch;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.DmRequest;
import dev.gatehouse.pairing.Kind;
import dev.gatehouse.pairing.Origin;
import dev.gatehouse.pairing.Phrase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way from a gateway to a row and from a click to an outcome, without a window. */
class ConsoleTest {
    @TempDir
    private Path folder;

    private final ScriptedGateway gateway = new ScriptedGateway();
    private final DmRequest ann = asks("1", "ann");
    private final FolderWatch watch = new FolderWatch();
    private Console console;

    @BeforeEach
    void start() {
        console = console(folder.resolve("history.jsonl"));
        gateway.requests.add(ann);
        console.gateways().addForThisRun(ScriptedGateway.profile("home"));
        await().until(() -> console.inbox().get(ann.key()) != null);
    }

    private Console console(Path history) {
        Environment environment = new Environment(Map.of(), folder, folder, () -> START, watch);
        return new Console(
                new Catalogue(List.of(gateway)),
                environment,
                TestSecrets.in(folder),
                System::nanoTime,
                SettingsFile.inMemory(),
                Labels.inMemory(),
                new AuditLog(history),
                Runnable::run,
                Duration.ofSeconds(1));
    }

    @AfterEach
    void stop() {
        console.close();
        watch.close();
    }

    @Test
    void anApprovalIsConfirmedByTheListAndWrittenDownBeforeTheRowSaysSo() throws IOException {
        console.inbox()
                .subscribe(change -> change.changed().stream()
                        .filter(entry -> entry.progress() instanceof Progress.Decided)
                        .forEach(entry -> assertThat(history()).contains("\"confirmed\"")));

        Outcome outcome = decide(new Decision.Approve(ann));

        assertThat(outcome).isInstanceOf(Outcome.Confirmed.class);
        HistoryEntry kept = only(new AuditLog(folder.resolve("history.jsonl")).load());
        assertThat(kept.act()).isEqualTo(HistoryEntry.Act.APPROVE);
        assertThat(kept.shown()).extracting(Shown::subject).containsExactly("1");
        assertThat(Objects.requireNonNull(kept.result()).outcome()).isEqualTo("confirmed");
        assertThat(console.history().all()).containsExactly(kept);
    }

    @Test
    void afterSleepEverythingIsReadAtOnce() {
        DmRequest bob = asks("2", "bob");
        gateway.requests.add(bob);
        console.gateways().wake();
        await().until(() -> console.inbox().get(bob.key()) != null);
        assertThat(gateway.connects).as("a connection that still answers stays").hasValue(1);
    }

    @Test
    void whatIsFoundDeadAfterSleepIsConnectedAnew() {
        gateway.problem = new Problem.TimedOut(Duration.ofSeconds(5));
        console.gateways().wake();
        await().until(() -> gateway.closes.get() > 0);
        gateway.problem = null;
        console.gateways().wake();
        await().until(() -> gateway.connects.get() > 1);
    }

    @Test
    void noCodeReachesTheHistory() {
        decide(new Decision.Approve(ann));
        assertThat(history())
                .contains("telegram")
                .doesNotContain(Objects.requireNonNull(ann.code()).value());
    }

    @Test
    void aRequestThatMerelyVanishedIsNoApproval() {
        gateway.script = (there, decision) -> there.requests.clear();
        CompletableFuture<Outcome> ended = console.decisions().decide(new Decision.Approve(ann), Method.ONE_CLICK);
        assertThat(ended).isNotDone();
        assertThat(get(ended))
                .isInstanceOfSatisfying(
                        Outcome.NotConfirmed.class,
                        doubted -> assertThat(doubted.doubt().key()).isEqualTo("doubt.no-grant"));
    }

    @Test
    void anApprovalThatShowsAfterAWhileIsConfirmed() {
        gateway.script = (there, decision) -> there.requests.clear();
        CompletableFuture<Outcome> ended = console.decisions().decide(new Decision.Approve(ann), Method.ONE_CLICK);
        await().until(() -> gateway.reads.get() > 2);
        gateway.grants.add(sender("1"));
        assertThat(get(ended)).isInstanceOf(Outcome.Confirmed.class);
    }

    @Test
    void aRejectIsConfirmedAlthoughAnotherFileCannotBeRead() {
        gateway.troubles.add(new Snapshot.Trouble("other.json", new Problem.Denied("other.json")));
        assertThat(decide(new Decision.Reject(ann))).isInstanceOf(Outcome.Confirmed.class);
    }

    @Test
    void aRejectIsDoubtedWhileItsFileCannotBeRead() {
        gateway.troubles.add(new Snapshot.Trouble("pairing.json", new Problem.Denied("pairing.json")));
        assertThat(decide(new Decision.Reject(ann))).isInstanceOf(Outcome.NotConfirmed.class);
    }

    @Test
    void whatTheGatewayRefusesStandsOnTheRow() {
        Problem.Changed changed = new Problem.Changed(ann);
        gateway.script = (there, decision) -> {
            throw new GatewayException(changed);
        };
        assertThat(decide(new Decision.Approve(ann))).isEqualTo(new Outcome.Refused(changed));
        Entry entry = Objects.requireNonNull(console.inbox().get(ann.key()));
        assertThat(entry.progress())
                .isEqualTo(new Progress.Decided(new Decision.Approve(ann), new Outcome.Refused(changed), START));
    }

    @Test
    void withoutAHistoryNothingIsDone() throws IOException {
        Path blocked = Files.writeString(folder.resolve("file"), "").resolve("history.jsonl");
        console.close();
        console = console(blocked);
        console.gateways().addForThisRun(ScriptedGateway.profile("home"));
        await().until(() -> console.inbox().get(ann.key()) != null);

        Outcome outcome = decide(new Decision.Approve(ann));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.problem()).isInstanceOf(Problem.Unrecorded.class));
        assertThat(gateway.performed).isEmpty();
    }

    @Test
    void aBugOfAnAdapterEndsOnTheRow() {
        gateway.script = (there, decision) -> {
            throw new IllegalStateException("bug");
        };
        assertThat(decide(new Decision.Reject(ann)))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.problem()).isInstanceOf(Problem.Bug.class));
    }

    @Test
    void decisionsAboutOneSubjectRunOneAfterTheOtherAndOthersBesideThem() throws InterruptedException {
        DmRequest bob = asks("2", "bob");
        gateway.requests.add(bob);
        CountDownLatch annsFirst = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        gateway.script = (there, decision) -> {
            if (decision.equals(new Decision.Approve(ann))) {
                annsFirst.countDown();
                wait(release);
            }
            ScriptedGateway.OBEYS.perform(there, decision);
        };
        CompletableFuture<Outcome> first = console.decisions().decide(new Decision.Approve(ann), Method.ONE_CLICK);
        assertThat(annsFirst.await(5, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<Outcome> second =
                console.decisions().decide(new Decision.Revoke(sender("1")), Method.ONE_CLICK);

        assertThat(decide(new Decision.Approve(bob))).isInstanceOf(Outcome.Confirmed.class);
        assertThat(gateway.performed).containsExactly(new Decision.Approve(ann), new Decision.Approve(bob));

        release.countDown();
        get(first);
        get(second);
        assertThat(gateway.performed)
                .containsExactly(
                        new Decision.Approve(ann), new Decision.Approve(bob), new Decision.Revoke(sender("1")));
    }

    @Test
    void aSecondPressIsRefusedAndLeavesNoTrace() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        gateway.script = (there, decision) -> {
            begun.countDown();
            wait(release);
            ScriptedGateway.OBEYS.perform(there, decision);
        };
        CompletableFuture<Outcome> first = console.decisions().decide(new Decision.Approve(ann), Method.ONE_CLICK);
        assertThat(begun.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(decide(new Decision.Approve(ann))).isEqualTo(new Outcome.Refused(new Problem.UnderWay()));
        assertThat(decide(new Decision.Reject(ann))).isEqualTo(new Outcome.Refused(new Problem.UnderWay()));
        release.countDown();
        assertThat(get(first)).isInstanceOf(Outcome.Confirmed.class);
        assertThat(console.history().all()).hasSize(1);
        assertThat(gateway.performed).hasSize(1);
    }

    @Test
    void whatWasDoneIsNeverCalledRefused() throws IOException {
        gateway.bugAfterActing = new IllegalStateException("bug");
        assertThat(decide(new Decision.Approve(ann))).isInstanceOf(Outcome.NotConfirmed.class);
        HistoryEntry kept = only(new AuditLog(folder.resolve("history.jsonl")).load());
        assertThat(Objects.requireNonNull(kept.result()).outcome()).isEqualTo("not-confirmed");
    }

    @Test
    void afterTheEndNothingIsDecided() {
        console.decisions().close();
        assertThat(decide(new Decision.Approve(ann))).isInstanceOf(Outcome.Refused.class);
        assertThat(gateway.performed).isEmpty();
    }

    @Test
    void aGatewayThatFailsAndChangesAllTheTimeIsNotAskedAllTheTime() {
        gateway.problem = new Problem.Missing("/nowhere");
        hint();
        await().until(() -> only(console.gateways().all()).state() instanceof GatewayState.Offline);
        int before = gateway.reads.get();
        long start = System.nanoTime();
        while (System.nanoTime() - start < Duration.ofMillis(700).toNanos()) {
            hint();
            LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
        }
        assertThat(gateway.reads.get() - before).isLessThan(4);
    }

    @Test
    void whatTheOperatorHasToMendIsNotTriedAgainByItself() {
        gateway.problem = new LinkProblem.WrongSecret("token");
        hint();
        await().until(() -> only(console.gateways().all()).state() instanceof GatewayState.Offline);
        GatewayState.Offline state =
                (GatewayState.Offline) only(console.gateways().all()).state();
        assertThat(state.retryAt()).isEqualTo(Instant.MAX);
        int reads = gateway.reads.get();
        hint();
        LockSupport.parkNanos(Duration.ofMillis(1500).toNanos());
        assertThat(gateway.reads).hasValue(reads);

        gateway.problem = null;
        console.gateways().retry("home");
        await().until(() -> only(console.gateways().all()).state() instanceof GatewayState.Live);
    }

    @Test
    void aGatewayThatWantsToBeLeftAloneIsLeftAloneWhateverNewsThereAre() {
        gateway.problem = new LinkProblem.Throttled("localhost:8765", Duration.ofSeconds(300));
        hint();
        await().until(() -> only(console.gateways().all()).state() instanceof GatewayState.Offline);
        GatewayState.Offline state =
                (GatewayState.Offline) only(console.gateways().all()).state();
        assertThat(state.retryAt()).isAfterOrEqualTo(START.plusSeconds(300));
        int reads = gateway.reads.get();
        hint();
        LockSupport.parkNanos(Duration.ofMillis(1500).toNanos());
        assertThat(gateway.reads).hasValue(reads);
    }

    @Test
    void anApprovalThatNobodyCanSeeIsAcceptedAndNotConfirmed() {
        Phrase elsewhere = Phrase.of("seen.elsewhere");
        gateway.unseen = Map.of(Kind.DM, elsewhere);
        gateway.script = (there, decision) -> there.requests.clear();
        assertThat(decide(new Decision.Approve(ann)))
                .isInstanceOfSatisfying(
                        Outcome.Accepted.class,
                        accepted -> assertThat(accepted.unseen()).isEqualTo(elsewhere));
        assertThat(Objects.requireNonNull(console.inbox().get(ann.key())).progress())
                .isInstanceOf(Progress.Decided.class);
        assertThat(Objects.requireNonNull(only(console.history().all()).result())
                        .outcome())
                .isEqualTo("accepted");
    }

    @Test
    void anApprovalThatNobodyCanSeeAndNobodyAnsweredIsDoubtedThoughTheRequestIsGone() {
        gateway.unseen = Map.of(Kind.DM, Phrase.of("seen.elsewhere"));
        gateway.answers = false;
        gateway.script = (there, decision) -> there.requests.clear();
        assertThat(decide(new Decision.Approve(ann)))
                .isInstanceOfSatisfying(
                        Outcome.NotConfirmed.class,
                        doubted -> assertThat(doubted.doubt()).isEqualTo(Phrase.of("doubt.unanswered")));
    }

    @Test
    void anApprovalThatNobodyCanSeeAndThatIsStillPendingIsDoubted() {
        gateway.unseen = Map.of(Kind.DM, Phrase.of("seen.elsewhere"));
        gateway.script = (there, decision) -> {};
        assertThat(decide(new Decision.Approve(ann))).isInstanceOf(Outcome.NotConfirmed.class);
    }

    @Test
    void aRevokeLeavesTheRowOfWhomTheConfigStillLetsIn() {
        Origin store = new Origin(Origin.Type.STORE, "allow.json");
        Origin config = new Origin(Origin.Type.CONFIG, "openclaw.json");
        gateway.grants.add(sender("7", store, config));
        hint();
        await().until(() -> !console.roster().all().isEmpty());
        gateway.script = (there, decision) -> there.grants.replaceAll(grant -> sender("7", config));

        assertThat(decide(new Decision.Revoke(sender("7", store, config)))).isInstanceOf(Outcome.Confirmed.class);
        assertThat(console.roster().all()).hasSize(1);
    }

    @Test
    void aGatewayThatFailsGoesStaleAndComesBackByItself() {
        gateway.problem = new Problem.Missing("/nowhere");
        hint();
        await().until(() -> only(console.gateways().all()).state() instanceof GatewayState.Offline);
        assertThat(Objects.requireNonNull(console.inbox().get(ann.key())).stale())
                .isTrue();

        gateway.problem = null;
        hint();
        await().until(() -> only(console.gateways().all()).state() instanceof GatewayState.Live);
        assertThat(Objects.requireNonNull(console.inbox().get(ann.key())).stale())
                .isFalse();
    }

    @Test
    void removingAGatewayTakesItsRowsAndClosesIt() {
        console.gateways().remove("home");
        assertThat(console.inbox().all()).isEmpty();
        assertThat(console.gateways().all()).isEmpty();
        await().until(() -> gateway.closes.get() > 0);
    }

    @Test
    void aGatewayThatIsThereIsNeitherFoundNorAddedAgain() {
        assertThat(console.gateways().discover()).hasSize(1);
        console.gateways().add(ScriptedGateway.profile("found"));
        assertThat(console.gateways().discover()).isEmpty();
        console.gateways().add(ScriptedGateway.profile("found"));
        assertThat(console.settings().get().gateways()).hasSize(1);
    }

    @Test
    void aLabelIsOnTheRowAndInTheHistory() throws Exception {
        console.label(ann.key().about(), "Ann from work").get(5, TimeUnit.SECONDS);
        await().until(() ->
                Objects.requireNonNull(console.inbox().get(ann.key())).title().equals("Ann from work"));
        decide(new Decision.Approve(ann));
        assertThat(only(console.history().all()).shown().getFirst().label()).isEqualTo("Ann from work");
    }

    private void hint() {
        Objects.requireNonNull(gateway.hint).run();
    }

    private Outcome decide(Decision decision) {
        return get(console.decisions().decide(decision, Method.ONE_CLICK));
    }

    private static Outcome get(CompletableFuture<Outcome> ended) {
        return ended.orTimeout(30, TimeUnit.SECONDS).join();
    }

    private String history() {
        try {
            return Files.readString(folder.resolve("history.jsonl"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void wait(CountDownLatch latch) {
        try {
            assertThat(latch.await(Duration.ofSeconds(20).toMillis(), TimeUnit.MILLISECONDS))
                    .isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static <T> T only(List<T> list) {
        assertThat(list).hasSize(1);
        return list.getFirst();
    }
}

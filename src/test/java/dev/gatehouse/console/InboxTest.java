package dev.gatehouse.console;

import static dev.gatehouse.console.ScriptedGateway.START;
import static dev.gatehouse.console.ScriptedGateway.asks;
import static dev.gatehouse.console.ScriptedGateway.asksAgain;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Receipt;
import dev.gatehouse.gateway.Snapshot;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.DmRequest;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.Standing;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class InboxTest {
    private final ScriptedGateway gateway = new ScriptedGateway();
    private Instant time = START;
    private long nanos;
    private final GatewayClock clock = new GatewayClock(START, () -> nanos);
    private final Labels labels = Labels.inMemory();
    private final Inbox inbox = new Inbox(labels, () -> time, () -> nanos, Runnable::run);
    private final List<Change<Entry>> changes = new ArrayList<>();

    private final DmRequest ann = asks("1", "ann");
    private final DmRequest bob = asks("2", "bob");

    @BeforeEach
    void listen() {
        inbox.subscribe(changes::add);
        changes.clear();
    }

    @Test
    void tellsWhatWasAddedChangedAndRemoved() {
        gateway.requests.addAll(List.of(ann, bob));
        read();
        gateway.requests.remove(bob);
        gateway.requests.set(0, asksAgain(ann, "other-id", START.plusSeconds(5)));
        read();

        assertThat(changes).hasSize(2);
        assertThat(changes.get(0).added()).extracting(Entry::key).containsExactly(ann.key(), bob.key());
        assertThat(changes.get(1).changed()).extracting(Entry::key).containsExactly(ann.key());
        assertThat(changes.get(1).removed()).extracting(Entry::key).containsExactly(bob.key());
    }

    @Test
    void saysNothingWhenNothingChanged() {
        gateway.requests.add(ann);
        read();
        changes.clear();
        read();
        assertThat(changes).isEmpty();
    }

    @Test
    void countsHowOftenSomebodyAsked() {
        gateway.requests.add(ann);
        read();
        for (int i = 1; i <= 3; i++) {
            gateway.requests.set(0, asksAgain(ann, ann.id(), START.plusSeconds(i)));
            read();
            read();
        }
        assertThat(only().asked()).isEqualTo(4);
    }

    @Test
    void keepsTheRowsOfAFileThatCannotBeReadAndMarksThemStale() {
        gateway.requests.add(ann);
        read();
        gateway.requests.clear();
        gateway.troubles.add(new Snapshot.Trouble("pairing.json", new Problem.Malformed("pairing.json", "")));
        read();
        assertThat(only().stale()).isTrue();
        assertThat(only().request()).isEqualTo(ann);

        gateway.troubles.clear();
        gateway.requests.add(ann);
        read();
        assertThat(only().stale()).isFalse();
    }

    @Test
    void marksEverythingStaleWhenTheGatewayDoesNotAnswer() {
        gateway.requests.addAll(List.of(ann, bob));
        read();
        inbox.stale("home");
        assertThat(inbox.all()).allMatch(Entry::stale);
    }

    @Test
    void anExpiredRowStaysAnHourAndThenLeaves() {
        gateway.requests.add(ann);
        read();
        pass(Duration.ofMinutes(60));
        inbox.sweep();
        assertThat(only().progress()).isEqualTo(new Progress.Expired(ann.expiresAt()));
        assertThat(only().needsYou()).isFalse();

        gateway.requests.clear();
        read();
        assertThat(inbox.all()).hasSize(1);

        pass(Duration.ofMinutes(59));
        inbox.sweep();
        assertThat(inbox.all()).hasSize(1);
        pass(Duration.ofMinutes(1));
        inbox.sweep();
        assertThat(inbox.all()).isEmpty();
    }

    @Test
    @Timeout(10)
    void whatTheProductTellsNoEndOfIsPendingForAsLongAsItIsListed() {
        gateway.requests.add(new DmRequest(
                ann.key(),
                ann.id(),
                ann.code(),
                ann.name(),
                ann.details(),
                ann.requestedAt(),
                ann.lastAskedAt(),
                ann.expiresAt(),
                true,
                true));
        read();
        pass(Duration.ofHours(2));
        inbox.sweep();
        assertThat(only().progress()).isInstanceOf(Progress.Waiting.class);

        gateway.requests.clear();
        read();
        assertThat(inbox.all()).isEmpty();
    }

    @Test
    void theGatewaysTimeCountsNotTheWallClockHere() {
        gateway.requests.add(ann);
        read();
        time = time.plus(Duration.ofHours(5));
        inbox.sweep();
        assertThat(only().progress()).isInstanceOf(Progress.Waiting.class);
    }

    @Test
    void whoAsksAgainAfterExpiryIsPendingAgain() {
        gateway.requests.add(ann);
        read();
        pass(Duration.ofHours(1));
        inbox.sweep();
        gateway.requests.set(
                0,
                new DmRequest(
                        ann.key(),
                        "new-id",
                        ann.code(),
                        ann.name(),
                        ann.details(),
                        gateway.now,
                        gateway.now,
                        gateway.now.plusSeconds(3600)));
        read();
        assertThat(only().progress()).isInstanceOf(Progress.Waiting.class);
    }

    @Test
    void aConfirmedRowStaysAMomentAndThenLeaves() {
        gateway.requests.add(ann);
        read();
        decide(new Outcome.Confirmed(receipt()));
        gateway.requests.clear();
        read();
        assertThat(only().needsYou()).isFalse();
        pass(Inbox.CONFIRMED_STAYS);
        inbox.sweep();
        assertThat(inbox.all()).isEmpty();
    }

    @Test
    void aDecisionOnItsWayKeepsItsRow() {
        gateway.requests.add(ann);
        read();
        assertThat(inbox.begin(new Decision.Approve(ann))).isTrue();
        gateway.requests.clear();
        read();
        assertThat(only().progress()).isInstanceOf(Progress.Deciding.class);
    }

    @Test
    void aRefusedRowThatIsStillPendingWaitsAgainOnceRead() {
        gateway.requests.add(ann);
        read();
        decide(new Outcome.Refused(new Problem.Changed(ann)));
        read();
        assertThat(only().progress()).isInstanceOf(Progress.Decided.class);
        inbox.dismiss(ann.key());
        assertThat(only().progress()).isInstanceOf(Progress.Waiting.class);
    }

    @Test
    void aRefusedRowThatIsGoneStaysLongEnoughToBeRead() {
        gateway.requests.add(ann);
        read();
        decide(new Outcome.Refused(new Problem.Changed(null)));
        gateway.requests.clear();
        read();
        assertThat(only().progress()).isInstanceOf(Progress.Decided.class);
        pass(Inbox.REFUSED_STAYS);
        read();
        assertThat(inbox.all()).isEmpty();
    }

    @Test
    void whileOneDecisionIsOnItsWayOrJustDoneThereIsNoSecond() {
        gateway.requests.add(ann);
        read();
        assertThat(inbox.begin(new Decision.Approve(ann))).isTrue();
        assertThat(inbox.begin(new Decision.Approve(ann))).isFalse();
        assertThat(inbox.begin(new Decision.Reject(ann))).isFalse();
        inbox.end(new Decision.Approve(ann), new Outcome.Confirmed(receipt()));
        assertThat(inbox.begin(new Decision.Reject(ann))).isFalse();
        assertThat(only().progress()).isInstanceOf(Progress.Decided.class);
    }

    @Test
    void aDoubtEndsWhenTheListShowsItAfterAll() {
        gateway.requests.add(ann);
        read();
        decide(new Outcome.NotConfirmed(receipt(), Phrase.of("doubt"), Phrase.of("next"), false));
        read();
        assertThat(outcome()).isInstanceOf(Outcome.NotConfirmed.class);
        gateway.requests.clear();
        gateway.grants.add(ScriptedGateway.sender("1"));
        read();
        assertThat(outcome()).isInstanceOf(Outcome.Confirmed.class);
    }

    @Test
    void aDoubtBecauseTooMuchWasGrantedStays() {
        gateway.requests.add(ann);
        read();
        decide(new Outcome.NotConfirmed(receipt(), Phrase.of("doubt"), Phrase.of("next"), true));
        gateway.requests.clear();
        gateway.grants.add(ScriptedGateway.sender("1"));
        read();
        assertThat(outcome()).isInstanceOf(Outcome.NotConfirmed.class);
    }

    @Test
    void aFolderThatCannotBeReadKeepsTheRowsOfItsFiles() {
        gateway.requests.add(ann);
        gateway.source = "credentials/telegram-pairing.json";
        read();
        gateway.requests.clear();
        gateway.troubles.add(new Snapshot.Trouble("credentials", new Problem.Denied("credentials")));
        read();
        assertThat(only().stale()).isTrue();
    }

    @Test
    void theWallClockSetBackKeepsNoConfirmedRow() {
        gateway.requests.add(ann);
        read();
        decide(new Outcome.Confirmed(receipt()));
        gateway.requests.clear();
        read();
        nanos += Inbox.CONFIRMED_STAYS.toNanos();
        time = time.minus(Duration.ofHours(1));
        inbox.sweep();
        assertThat(inbox.all()).isEmpty();
    }

    @Test
    void whoTakesTheNameThatTheOperatorGaveToAnotherIsMarked() throws IOException {
        gateway.grants.add(ScriptedGateway.sender("7"));
        labels.set(ScriptedGateway.sender("7").key(), "Ann", false);
        gateway.requests.add(ann);
        read();
        assertThat(entry("1").lookalike()).isNotNull();
    }

    @Test
    void whatVanishedWithoutAWordOfOursLeaves() {
        gateway.requests.add(ann);
        read();
        gateway.requests.clear();
        read();
        assertThat(inbox.all()).isEmpty();
    }

    @Test
    void namesThatCouldBeTakenForAnotherAreMarked() {
        gateway.requests.addAll(List.of(asks("1", "alice"), asks("9", "аlice"), bob));
        read();
        assertThat(entry("9").lookalike()).isNotNull();
        assertThat(entry("1").lookalike()).isNotNull();
        assertThat(entry("2").lookalike()).isNull();
    }

    @Test
    void showsWhatTheAskerHasAlready() {
        gateway.requests.addAll(List.of(ann, bob));
        gateway.grants.add(ScriptedGateway.sender("1"));
        read();
        assertThat(entry("1").standing().kind()).isEqualTo(Standing.Kind.SAME);
        assertThat(entry("2").standing().kind()).isEqualTo(Standing.Kind.NEW);
    }

    @Test
    void forgettingAGatewayTakesItsRowsAlone() {
        gateway.requests.add(ann);
        read();
        inbox.forget("other");
        assertThat(inbox.all()).hasSize(1);
        inbox.forget("home");
        assertThat(inbox.all()).isEmpty();
    }

    private void read() {
        clock.set(gateway.now);
        inbox.accept(ScriptedGateway.profile("home"), clock, gateway.snapshot());
    }

    private void pass(Duration passed) {
        time = time.plus(passed);
        nanos += passed.toNanos();
        gateway.now = gateway.now.plus(passed);
    }

    private Outcome outcome() {
        return ((Progress.Decided) only().progress()).outcome();
    }

    private Entry only() {
        assertThat(inbox.all()).hasSize(1);
        return inbox.all().getFirst();
    }

    private Entry entry(String sender) {
        return inbox.all().stream()
                .filter(entry -> entry.key().subject().equals(sender))
                .findFirst()
                .orElseThrow();
    }

    private void decide(Outcome outcome) {
        assertThat(inbox.begin(new Decision.Approve(ann))).isTrue();
        inbox.end(new Decision.Approve(ann), outcome);
    }

    private static Receipt receipt() {
        return new Receipt(Phrase.of("receipt"), List.of(), List.of());
    }
}

package dev.gatehouse.ui.requests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.console.Change;
import dev.gatehouse.console.Entry;
import dev.gatehouse.console.HistoryEntry.Method;
import dev.gatehouse.console.Outcome;
import dev.gatehouse.console.Progress;
import dev.gatehouse.gateway.Feature;
import dev.gatehouse.gateway.Listed;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.pairing.Access;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.DeviceRequest;
import dev.gatehouse.pairing.DmRequest;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.Standing;
import dev.gatehouse.testing.FakeTimer;
import dev.gatehouse.ui.requests.Filter.Kinds;
import dev.gatehouse.ui.requests.Line.Row;
import dev.gatehouse.ui.requests.ModelFixture.Decided;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RequestsModelTest {
    private static final Duration ARMED = Duration.ofMillis(600);

    private final ModelFixture fixture = new ModelFixture();
    private final RequestsModel model = fixture.model;
    private final DmRequest ann = fixture.person("1111", "ann", 52);
    private final DmRequest bob = fixture.person("2222", "bob", 10);
    private final DeviceRequest mac = fixture.device("c325", "Kitchen Mac", 4, "operator.read", "operator.admin");

    @Test
    void whatEndsFirstStandsFirst() {
        fixture.add(ann, bob, mac);

        assertThat(fixture.shown()).containsExactly("Kitchen Mac", "bob", "ann");
    }

    @Test
    void aRowThatIsCalledFromOutsideIsSelectedAndTakesNoClickForAMoment() {
        List<Row> led = new ArrayList<>();
        model.onCalled(led::add);
        fixture.add(ann, bob, mac);
        fixture.timer.pass(Duration.ofSeconds(2));
        model.look("KITCHEN");

        model.call(ann.key());

        assertThat(fixture.shown()).as("whatever was looked for").containsExactly("Kitchen Mac", "bob", "ann");
        assertThat(model.selected().get()).isEqualTo(fixture.row("ann"));
        assertThat(led).containsExactly(fixture.row("ann"));
        assertThat(model.isArmed(fixture.row("ann"))).isFalse();
        model.approve(fixture.row("ann"));
        assertThat(fixture.decided).isEmpty();
        fixture.timer.pass(Arming.ORDINARY);
        assertThat(model.isArmed(fixture.row("ann"))).isTrue();
        model.call(ann.key());
        assertThat(model.isArmed(fixture.row("ann")))
                .as("also where it stood still")
                .isFalse();
    }

    @Test
    void aRowThatIsCalledAndIsOnItsWayIsWaitedFor() {
        fixture.add(bob);
        model.call(ann.key());
        fixture.add(ann);
        assertThat(model.selected().get()).isEqualTo(fixture.row("ann"));
    }

    @Test
    void whatHasExpiredStandsUnderItsOwnTitle() {
        fixture.add(ann);
        fixture.change(fixture.entry(bob, new Progress.Expired(FakeTimer.START)));

        assertThat(fixture.shown()).containsExactly("ann", "[EXPIRED]", "bob");
        assertThat(model.groupAt(0)).isEqualTo(Line.Group.NEEDS_YOU);
        assertThat(model.groupAt(2)).isEqualTo(Line.Group.EXPIRED);
        assertThat(model.counts().get().all()).isEqualTo(1);
    }

    @Test
    void wordsAreLookedForInNamesIdsChannelsGatewaysAndRights() {
        fixture.add(ann, bob, mac);

        model.look("KITCHEN");
        assertThat(fixture.shown()).containsExactly("Kitchen Mac");
        model.look("2222");
        assertThat(fixture.shown()).containsExactly("bob");
        model.look("telegram ann");
        assertThat(fixture.shown()).containsExactly("ann");
        model.look("studio admin");
        assertThat(fixture.shown()).containsExactly("Kitchen Mac");
        model.look("nobody");
        assertThat(fixture.shown()).isEmpty();
    }

    @Test
    void aWholeCodeFindsItsRowAndAPartDoesNot() {
        fixture.add(ann, bob);

        model.look("abcd2222");
        assertThat(fixture.shown()).containsExactly("bob");
        model.look("ABCD222");
        assertThat(fixture.shown()).isEmpty();
    }

    @Test
    void kindAndGatewayAreFilteredCountedAndRemembered() {
        fixture.add(ann, bob, mac);

        model.only(Kinds.DEVICES);
        assertThat(fixture.shown()).containsExactly("Kitchen Mac");
        model.only(Kinds.ALL);
        model.onlyAt("home");
        assertThat(fixture.shown()).containsExactly("bob", "ann");
        assertThat(model.counts().get()).isEqualTo(new Counts(2, 2, 0, 3, 3));
        assertThat(fixture.remembered).containsEntry("requests.gateway", "home");

        ModelFixture next = new ModelFixture(Map.of("requests.gateway", "home", "requests.kind", "MESSAGES"));
        next.add(ann, mac);
        assertThat(next.shown()).containsExactly("ann");
    }

    @Test
    void aRememberedGatewayThatIsNotThereHidesNothing() {
        ModelFixture next = new ModelFixture(Map.of("requests.gateway", "gone"));
        next.add(ann, mac);

        assertThat(next.shown()).containsExactly("Kitchen Mac", "ann");
    }

    @Test
    void theFilterStaysWhileRequestsArrive() {
        fixture.add(ann);
        model.look("bob");
        fixture.add(bob, mac);

        assertThat(fixture.shown()).containsExactly("bob");
    }

    @Test
    void aNewRowTakesNoClickBeforeItIsArmed() {
        fixture.add(ann);

        fixture.timer.pass(Duration.ofMillis(599));
        model.approve(fixture.row("ann"));
        assertThat(fixture.decided).isEmpty();

        fixture.timer.pass(Duration.ofMillis(1));
        assertThat(model.armings().get()).isEqualTo(1);
        model.approve(fixture.row("ann"));
        assertThat(fixture.decided).containsExactly(new Decided(new Decision.Approve(ann), Method.ONE_CLICK));
    }

    @Test
    void aRowThatAsksForAdminArmsLater() {
        fixture.add(mac);

        fixture.timer.pass(Duration.ofMillis(1499));
        assertThat(model.isArmed(fixture.row("Kitchen Mac"))).isFalse();
        fixture.timer.pass(Duration.ofMillis(1));
        assertThat(model.isArmed(fixture.row("Kitchen Mac"))).isTrue();
    }

    @Test
    void aRowThatMovesArmsAgainAndOneThatStandsDoesNot() {
        fixture.add(ann);
        fixture.timer.pass(ARMED);
        fixture.add(bob);

        model.approve(fixture.row("ann"));
        assertThat(fixture.decided).isEmpty();

        fixture.timer.pass(ARMED);
        fixture.add(fixture.person("3333", "carl", 59));
        assertThat(model.isArmed(fixture.row("ann"))).isTrue();
        assertThat(model.isArmed(fixture.row("carl"))).isFalse();
    }

    @Test
    void aChangeOfTheRequestDisarmsAndARetryDoesNot() {
        fixture.add(ann);
        fixture.timer.pass(ARMED);

        DmRequest again = new DmRequest(
                ann.key(),
                ann.id(),
                ann.code(),
                ann.name(),
                ann.details(),
                ann.requestedAt(),
                FakeTimer.START.plusSeconds(30),
                ann.expiresAt());
        fixture.change(fixture.entry(again));
        assertThat(model.isArmed(fixture.row("ann"))).isTrue();

        fixture.change(fixture.entry(fixture.person("1111", "anna", 52)));
        assertThat(model.isArmed(fixture.row("anna"))).isFalse();
    }

    @Test
    void aRowThatComesBackIntoTheFilterArmsAgain() {
        fixture.add(ann);
        fixture.timer.pass(ARMED);
        model.look("nobody");
        model.look("");

        assertThat(model.isArmed(fixture.row("ann"))).isFalse();
    }

    @Test
    void aRowOfAnEarlierListTakesNoClick() {
        fixture.add(ann);
        Line.Row before = fixture.row("ann");
        fixture.timer.pass(ARMED);
        fixture.remove(ann);

        model.approve(before);
        assertThat(fixture.decided).isEmpty();
    }

    @Test
    void oneTaskWaitsForAllRowsToArm() {
        for (int i = 0; i < 100; i++) {
            fixture.add(fixture.person("9" + (100 + i), "p" + i, 5 + i));
        }

        assertThat(fixture.timer.waiting()).isEqualTo(1);
    }

    @Test
    void graveApprovalsAskOnceMoreAndNothingElseDoes() {
        fixture.add(mac);
        fixture.timer.pass(Arming.GRAVE);

        model.approve(fixture.row("Kitchen Mac"));
        assertThat(fixture.decided).isEmpty();
        assertThat(fixture.dialogs.questions()).singleElement().satisfies(question -> {
            assertThat(question.grave()).isTrue();
            assertThat(question.action()).isEqualTo("Approve admin for Kitchen Mac");
        });

        fixture.dialogs.sayYes();
        assertThat(fixture.decided).containsExactly(new Decided(new Decision.Approve(mac), Method.ASKED_AGAIN));

        model.reject(fixture.row("Kitchen Mac"));
        assertThat(fixture.dialogs.questions()).hasSize(1);
        assertThat(fixture.decided).hasSize(2);
    }

    @Test
    void whatWasShownIsWhatIsDecidedEvenIfItChangesUnderTheQuestion() {
        fixture.add(mac);
        fixture.timer.pass(Arming.GRAVE);
        model.approve(fixture.row("Kitchen Mac"));
        fixture.change(fixture.entry(fixture.device("c325", "Kitchen Mac", 4, "operator.admin", "system.run")));

        fixture.dialogs.sayYes();

        assertThat(fixture.decided).containsExactly(new Decided(new Decision.Approve(mac), Method.ASKED_AGAIN));
    }

    @Test
    void anotherKeyAsksOnceMore() {
        Entry plain = fixture.entry(fixture.device("77", "Old Mac", 4, "operator.read"));
        fixture.change(new Entry(
                plain.listed(),
                plain.gateway(),
                plain.clock(),
                "",
                new Standing(Standing.Kind.KEY_CHANGED, Access.NONE),
                null,
                1,
                false,
                plain.progress()));
        fixture.timer.pass(ARMED);

        model.approve(fixture.row("Old Mac"));

        assertThat(fixture.dialogs.questions()).hasSize(1);
        assertThat(fixture.decided).isEmpty();
    }

    @Test
    void whatIsNotOfferedSaysWhyAndDoesNothing() {
        Phrase why = Phrase.of("problem.not-offered.remedy");
        Entry entry = fixture.entry(ann);
        fixture.change(new Entry(
                new Listed<>(ann, "file", Map.of(Feature.APPROVE_DM, why)),
                entry.gateway(),
                entry.clock(),
                "",
                entry.standing(),
                null,
                1,
                false,
                entry.progress()));
        fixture.timer.pass(ARMED);

        assertThat(model.whyNot(fixture.row("ann"), Act.APPROVE)).isEqualTo(why);
        assertThat(model.whyNot(fixture.row("ann"), Act.REJECT)).isNull();
        model.approve(fixture.row("ann"));
        assertThat(fixture.decided).isEmpty();
        model.reject(fixture.row("ann"));
        assertThat(fixture.decided).containsExactly(new Decided(new Decision.Reject(ann), Method.ONE_CLICK));
    }

    @Test
    void staleRowsAreNotDecided() {
        Entry entry = fixture.entry(ann);
        fixture.change(new Entry(
                entry.listed(), entry.gateway(), entry.clock(), "", entry.standing(), null, 1, true, entry.progress()));
        fixture.timer.pass(ARMED);
        model.reject(fixture.row("ann"));

        assertThat(fixture.decided).isEmpty();
    }

    @Test
    void aChangedRequestOffersItsButtonsAgainAndAnotherProblemDoesNot() {
        Decision decision = new Decision.Approve(ann);
        DmRequest now = fixture.person("1111", "Ann", 52);
        fixture.change(fixture.entry(
                now, new Progress.Decided(decision, new Outcome.Refused(new Problem.Changed(now)), FakeTimer.START)));
        assertThat(Act.APPROVE.isOffered(fixture.row("Ann"))).isTrue();
        assertThat(fixture.words.story(fixture.row("Ann")))
                .satisfies(story -> assertThat(story.text()).contains("“ann”").contains("“Ann”"));

        fixture.change(fixture.entry(
                now,
                new Progress.Decided(decision, new Outcome.Refused(new Problem.DiskFull("file")), FakeTimer.START)));
        assertThat(Act.APPROVE.isOffered(fixture.row("Ann"))).isFalse();
    }

    @Test
    void whileTheOperatorPointsRowsKeepTheirPlaceAndNewOnesGoBelow() {
        fixture.add(ann);
        model.touched();
        fixture.add(bob, mac, fixture.person("4444", "dora", 59));

        assertThat(fixture.shown()).startsWith("ann").hasSize(4);
        assertThat(model.newAbove().get()).isEqualTo(2);

        fixture.timer.pass(Duration.ofSeconds(3));
        assertThat(fixture.shown()).containsExactly("Kitchen Mac", "bob", "ann", "dora");
        assertThat(model.newAbove().get()).isZero();
    }

    @Test
    void everyMoveOfThePointerBeginsTheThreeSecondsAnew() {
        fixture.add(ann);
        model.touched();
        fixture.add(bob);
        fixture.timer.pass(Duration.ofSeconds(2));
        model.touched();
        fixture.timer.pass(Duration.ofSeconds(2));
        assertThat(fixture.shown()).containsExactly("ann", "bob");

        fixture.timer.pass(Duration.ofSeconds(1));
        assertThat(fixture.shown()).containsExactly("bob", "ann");
        assertThat(fixture.timer.waiting()).isEqualTo(1);
    }

    @Test
    void whatGoesWhileTheOperatorPointsLeavesItsPlaceEmptyAndTakesNoClick() {
        fixture.add(ann, bob);
        fixture.timer.pass(ARMED);
        model.touched();
        fixture.remove(bob);

        assertThat(fixture.shown()).containsExactly("x bob", "ann");
        assertThat(Act.REJECT.isOffered(fixture.row("bob"))).isFalse();
        assertThat(model.isArmed(fixture.row("ann"))).isTrue();

        fixture.timer.pass(Stillness.LASTS);
        assertThat(fixture.shown()).containsExactly("ann");
    }

    @Test
    void thePillPutsEverythingInPlaceAtOnce() {
        fixture.add(ann);
        model.touched();
        fixture.add(bob);
        model.showNew();

        assertThat(fixture.shown()).containsExactly("bob", "ann");
        assertThat(model.newAbove().get()).isZero();
    }

    @Test
    void aFilterIsAppliedAtOnceEvenWhileTheOperatorPoints() {
        fixture.add(ann, bob);
        model.touched();
        model.look("ann");

        assertThat(fixture.shown()).containsExactly("ann");
    }

    @Test
    void theSelectionStaysWithItsRequestWhateverComesAndGoes() {
        fixture.add(ann, bob);
        model.select(fixture.row("ann"));
        fixture.add(mac);
        assertThat(model.selected().get()).isSameAs(fixture.row("ann"));

        fixture.change(fixture.entry(fixture.person("1111", "anna", 1)));
        assertThat(model.selected().get()).isSameAs(fixture.row("anna"));
    }

    @Test
    void theRowThatTakesTheSelectionOverHasToStandForAMomentFirst() {
        fixture.add(ann, bob);
        fixture.timer.pass(ARMED);
        model.select(fixture.row("ann"));
        fixture.remove(ann);

        assertThat(model.selected().get()).isSameAs(fixture.row("bob"));
        model.approve(fixture.row("bob"));
        assertThat(fixture.decided).isEmpty();
    }

    @Test
    void movingSkipsTheTitleOfAGroupAndStopsAtTheEnds() {
        fixture.add(ann);
        fixture.change(fixture.entry(bob, new Progress.Expired(FakeTimer.START)));

        model.move(1);
        assertThat(model.selected().get()).isSameAs(fixture.row("bob"));
        model.move(1);
        assertThat(model.selected().get()).isSameAs(fixture.row("bob"));
        model.move(-1);
        assertThat(model.selected().get()).isSameAs(fixture.row("ann"));
    }

    @Test
    void aLabelIsHandedOverWhenItDiffers() {
        fixture.add(ann);
        model.label(fixture.row("ann"), "");
        assertThat(fixture.labels).isEmpty();

        model.label(fixture.row("ann"), " my sister ");
        assertThat(fixture.labels).containsExactly(Map.entry(ann.key().about(), "my sister"));
    }

    @Test
    void aGatewayThatIsRemovedTakesItsFilterWithIt() {
        fixture.add(ann, mac);
        model.onlyAt("home");
        model.gatewaysChanged(new Change<>(List.of(), List.of(), List.of(ModelFixture.gateway("home"))));

        assertThat(fixture.shown()).containsExactly("Kitchen Mac", "ann");
    }

    @Test
    void whoIsLedToStandsSelectedWhateverTheFilterAndOnceAlone() {
        fixture.add(bob);
        model.look("bob");
        model.goTo(ann.key().about());
        assertThat(fixture.shown()).containsExactly("bob");

        fixture.add(ann);
        assertThat(model.selected().get()).isSameAs(fixture.row("ann"));

        model.select(fixture.row("bob"));
        fixture.add(mac);
        assertThat(model.selected().get()).isSameAs(fixture.row("bob"));
    }

    @Test
    void whoeverWorksInTheListIsNotLedAwayFromIt() {
        fixture.add(bob);
        model.goTo(ann.key().about());
        model.touched();
        fixture.add(ann);

        assertThat(model.selected().get()).isNotSameAs(fixture.row("ann"));
    }
}

package dev.gatehouse.ui.requests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.console.Change;
import dev.gatehouse.console.CodeSearch;
import dev.gatehouse.console.Entry;
import dev.gatehouse.console.HistoryEntry.Method;
import dev.gatehouse.gateway.Feature;
import dev.gatehouse.gateway.Features;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.pairing.Access;
import dev.gatehouse.pairing.Client;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.Decision.Options;
import dev.gatehouse.pairing.DmRequest;
import dev.gatehouse.pairing.Name;
import dev.gatehouse.pairing.PairingCode;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.PinRequest;
import dev.gatehouse.pairing.RequestKey;
import dev.gatehouse.pairing.Right;
import dev.gatehouse.testing.FakeTimer;
import dev.gatehouse.ui.requests.CodeFinder.State;
import dev.gatehouse.ui.requests.Line.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the operator fills in before they decide, and what they type that may be a code. */
class FieldsTest {
    private static final PairingCode CODE = new PairingCode("39EAUHKR", PairingCode.Direction.FROM_STRANGER);

    private final ModelFixture fixture = new ModelFixture();
    private final RequestsModel model = fixture.model;
    private final List<String> led = new ArrayList<>();

    FieldsTest() {
        model.onMoreWanted(row -> led.add(fixture.words.title(row.entry())));
    }

    private static DmRequest nobody() {
        return new DmRequest(
                RequestKey.dm("home", "telegram", "", "1795181109.66"),
                "1795181109.66",
                null,
                Name.NONE,
                Map.of(),
                FakeTimer.START,
                FakeTimer.START,
                FakeTimer.START.plus(Duration.ofMinutes(5)),
                true,
                true);
    }

    private static PinRequest client(int wrong, boolean entered, String... rights) {
        return new PinRequest(
                RequestKey.client("home", "clasp:J7", "key"),
                "request",
                Name.of("Show control"),
                access(rights),
                Client.UNKNOWN,
                new PairingCode("847291", PairingCode.Direction.FROM_OPERATOR),
                wrong,
                5,
                entered,
                FakeTimer.START,
                FakeTimer.START,
                FakeTimer.START.plus(Duration.ofMinutes(4)));
    }

    private static Access access(String... rights) {
        return new Access(List.of(rights).stream()
                .map(right -> new Right(
                        Right.Type.SCOPE,
                        right,
                        right.startsWith("admin") ? Right.Weight.ADMIN : Right.Weight.ORDINARY))
                .toList());
    }

    private Row row() {
        return (Row) model.lines().getFirst();
    }

    private void without(Feature... features) {
        Map<Feature, Phrase> absent = new java.util.HashMap<>();
        for (Feature feature : features) {
            absent.put(feature, Phrase.of("feature.not-offered"));
        }
        model.gatewaysChanged(new Change<>(
                List.of(),
                List.of(ModelFixture.gateway("home", new Features(absent), List.of(), List.of(), Duration.ZERO)),
                List.of()));
    }

    private static Options options(
            String person, @Nullable PairingCode code, @Nullable Access access, @Nullable Duration lasts) {
        return new Options(false, false, person, "", code, access, lasts);
    }

    private void arm() {
        fixture.timer.pass(Duration.ofSeconds(2));
        model.select(row());
    }

    @Test
    void whoIsNotKnownIsNotApprovedButAskedFor() {
        fixture.add(nobody());
        arm();
        assertThat(fixture.words.title(row().entry())).isEqualTo("Code of 14:00");

        model.approve(row());
        assertThat(fixture.decided).isEmpty();
        assertThat(led).containsExactly("Code of 14:00");

        model.besides().tick(row(), options("987654321", null, null, null));
        model.approve(row());
        assertThat(fixture.decided)
                .containsExactly(new ModelFixture.Decided(
                        new Decision.Approve(nobody(), options("987654321", null, null, null)), Method.ONE_CLICK));
    }

    @Test
    void anIdThatWasTypedForAnotherRequestIsForgotten() {
        fixture.add(nobody(), fixture.person("1", "ann", 30));
        arm();
        model.besides().tick(row(), options("987654321", null, null, null));
        int before = model.besides().editions().get();

        model.select(fixture.row("ann"));
        model.select(row());

        assertThat(model.besides().of(row()).person()).isEmpty();
        assertThat(model.besides().editions().get()).isGreaterThan(before);
        model.approve(row());
        assertThat(fixture.decided).isEmpty();
    }

    @Test
    void anIdCountsOnlyWhereNobodyIsKnown() {
        fixture.add(fixture.person("1", "ann", 30));
        arm();
        model.besides().tick(row(), options("somebody else", null, null, null));

        model.approve(row());

        assertThat(((Decision.Approve) fixture.decided.getFirst().decision())
                        .granted()
                        .subject())
                .isEqualTo("1");
    }

    @Test
    void theEndIsOnlyAboutAndOverIsNotOut() {
        fixture.add(nobody());
        arm();
        assertThat(fixture.words.left(row().entry()).line()).isEqualTo("about 5 min left");
        fixture.timer.pass(Duration.ofMinutes(6));

        assertThat(fixture.words.left(row().entry()).line()).isEqualTo("over usual time");
        assertThat(Act.APPROVE.isOffered(row())).isTrue();
        assertThat(model.whyNot(row(), Act.REJECT)).isNull();
    }

    @Test
    void otherRightsAndATimeGoWithTheApproval() {
        fixture.add(client(0, false, "read:/**", "write:/**"));
        arm();
        Access narrow = Patterns.typed("/sensors/**\n\n /a/* ", "")
                .access(row().entry().request().access());

        model.besides().tick(row(), options("", null, narrow, Duration.ofHours(1)));
        model.approve(row());

        Decision.Approve approve = (Decision.Approve) fixture.decided.getFirst().decision();
        assertThat(approve.access()).isEqualTo(access("read:/sensors/**", "read:/a/*"));
        assertThat(approve.options().lasts()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void whatWasAskedIsGivenWhereNothingElseWasTyped() {
        fixture.add(client(0, false, "read:/**"));
        arm();
        model.besides().tick(row(), options("", null, access("read:/**"), null));

        assertThat(model.besides().of(row()).access()).isNull();
    }

    @Test
    void whatTheGatewayCannotDoIsNotSent() {
        without(Feature.NARROW, Feature.LIMIT, Feature.LABEL, Feature.REASON);
        fixture.add(client(0, false, "read:/**"));
        arm();
        model.besides()
                .tick(row(), new Options(false, false, "", "desk", null, access("read:/a"), Duration.ofHours(1)));
        model.besides().setReason(row(), "no");

        assertThat(model.besides().of(row())).isEqualTo(Options.NONE);
        assertThat(model.besides().reason(row())).isEmpty();
    }

    @Test
    void patternsThatNoRouterTakesAreNotApproved() {
        fixture.add(client(0, false, "read:/**"));
        arm();
        model.besides().setFault(row(), Patterns.typed("sensors", "").fault());

        model.approve(row());

        assertThat(fixture.decided).isEmpty();
        assertThat(model.whyNot(row(), Act.APPROVE)).isEqualTo(Phrase.of("requests.narrow.bad", "sensors"));
        assertThat(model.whyNot(row(), Act.REJECT)).isNull();
        assertThat(Patterns.typed("", " ").fault()).isEqualTo(Phrase.of("requests.narrow.none"));
        assertThat(Patterns.typed("/a,b", "").fault()).isNotNull();
        assertThat(Patterns.typed("/**", "/lights/*").fault()).isNull();
    }

    @Test
    void administrationIsAskedForAgainAlsoWhereOtherPatternsAreTyped() {
        fixture.add(client(0, false, "admin:/**", "read:/**"));
        arm();
        model.besides()
                .tick(
                        row(),
                        options(
                                "",
                                null,
                                Patterns.typed("/a", "")
                                        .access(row().entry().request().access()),
                                null));

        model.approve(row());

        assertThat(fixture.decided).isEmpty();
        assertThat(fixture.dialogs.questions()).hasSize(1);
    }

    @Test
    void aRejectionSaysWhy() {
        fixture.add(client(0, false, "read:/**"));
        arm();
        model.besides().setReason(row(), " not on stage ");

        model.reject(row());

        assertThat(((Decision.Reject) fixture.decided.getFirst().decision()).reason())
                .isEqualTo("not on stage");
    }

    @Test
    void theRowTellsOfThePinAllButThePin() {
        fixture.add(client(2, true, "read:/**", "write:/control/**"));
        arm();
        Entry entry = row().entry();

        assertThat(fixture.words.second(entry, null))
                .contains("client")
                .contains("PIN ••• •••")
                .contains("read everything, write /control/**");
        assertThat(fixture.words.accessible(row(), null))
                .contains("2 of 5 wrong")
                .contains("PIN entered")
                .doesNotContain("847");
        assertThat(fixture.words.effects().effect(entry, Options.NONE)).contains("Write includes read.");
        model.pinShown(row());
        assertThat(fixture.pinsShown).containsExactly("request");
    }

    @Test
    void aCodeLeadsToItsRequestWhateverTheFilterHides() {
        fixture.add(nobody(), fixture.person("1", "ann", 30));
        arm();
        fixture.finds = new CodeSearch.Found(nobody().key(), CODE, "987", null, List.of());

        model.look("39EAUHKR");
        assertThat(model.finder().stateProperty().get()).isEqualTo(new State.Offered());
        assertThat(model.lines()).isEmpty();
        assertThat(model.finder().find()).isTrue();

        assertThat(model.filter().get()).isEqualTo(Filter.NONE);
        Row found = java.util.Objects.requireNonNull(model.selected().get());
        assertThat(found.key()).isEqualTo(nobody().key());
        assertThat(model.besides().of(found)).isEqualTo(options("987", CODE, null, null));
        assertThat(fixture.decided).isEmpty();
        assertThat(led).containsExactly("Code of 14:00");
    }

    @Test
    void aMissSaysWhyUntilSomethingElseIsTyped() {
        fixture.finds = new CodeSearch.Found(
                null, null, "", Phrase.of("find.miss.nowhere"), List.of(new Problem.Missing("secret")));
        model.look("39EAUHKR");
        model.finder().find();

        assertThat(model.finder().stateProperty().get())
                .isInstanceOfSatisfying(
                        State.Missed.class,
                        missed -> assertThat(missed.said().getFirst()).isEqualTo(Phrase.of("find.miss.nowhere")));
        model.finder().offer();
        assertThat(model.finder().stateProperty().get()).isInstanceOf(State.Missed.class);
        model.look("39EAUHKX");
        assertThat(model.finder().stateProperty().get()).isEqualTo(new State.Offered());
        model.look("ann");
        assertThat(model.finder().stateProperty().get()).isEqualTo(new State.Nothing());
    }

    @Test
    void aCodeIsLookedForAlsoWhereGatewaysOnlyListTheirs() {
        without(Feature.FIND_BY_CODE);
        model.look("39EAUHKR");
        assertThat(model.finder().stateProperty().get()).isEqualTo(new State.Offered());

        model.gatewaysChanged(new Change<>(
                List.of(), List.of(), List.of(ModelFixture.gateway("home"), ModelFixture.gateway("studio"))));
        assertThat(model.finder().stateProperty().get()).isEqualTo(new State.Nothing());
        assertThat(model.finder().find()).isFalse();
    }

    @Test
    void whatSpeaksAgainstARequestThatWasFoundIsAskedAbout() {
        DmRequest ann = fixture.person("1", "ann", 30);
        Phrase doubt = Phrase.of("find.doubt.person", "999", "1");
        fixture.add(ann);
        arm();
        fixture.finds = new CodeSearch.Found(ann.key(), ann.code(), "999", doubt, List.of());
        model.look("39EAUHKR");
        model.finder().find();
        arm();
        Row found = fixture.row("ann");
        assertThat(model.besides().doubt(found)).isEqualTo(doubt);

        model.approve(found);

        assertThat(fixture.decided).isEmpty();
        assertThat(fixture.dialogs.questions().getFirst().title()).isEqualTo("Approve ann at home all the same?");
        assertThat(fixture.dialogs.questions().getFirst().text()).startsWith("The message names 999");
        fixture.dialogs.sayYes();
        assertThat(fixture.decided).hasSize(1);
        model.besides().forget();
        assertThat(model.besides().doubt(found)).isNull();
    }

    @Test
    void whatWasSoughtIsForgottenAsSoonAsSomethingElseIsTyped() {
        fixture.add(fixture.person("1", "ann", 30));
        arm();
        fixture.finds = new CodeSearch.Found(nobody().key(), CODE, "987", null, List.of());
        model.look("39EAUHKR");
        model.finder().find();
        model.look("ann");

        fixture.add(nobody());

        assertThat(led).isEmpty();
    }
}

package dev.gatehouse.ui.requests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.console.Change;
import dev.gatehouse.console.Entry;
import dev.gatehouse.console.HistoryEntry.Method;
import dev.gatehouse.gateway.Feature;
import dev.gatehouse.gateway.Features;
import dev.gatehouse.gateway.Listed;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.Decision.Options;
import dev.gatehouse.pairing.DmRequest;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.ui.requests.ModelFixture.Decided;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an approval does besides letting a person in. */
class OptionsTest {
    private static final Options TELL = new Options(true, false);
    private static final Options OWNER = new Options(false, true);
    private static final Phrase SCOPE = Phrase.of("problem.scope-missing", "operator.admin");

    private final ModelFixture fixture = new ModelFixture();
    private final RequestsModel model = fixture.model;
    private final DmRequest ann = fixture.person("1111", "ann", 52);
    private final DmRequest bob = fixture.person("2222", "bob", 10);

    @BeforeEach
    void twoPeopleWait() {
        fixture.add(ann, bob);
        fixture.timer.pass(Arming.ORDINARY);
        model.select(fixture.row("ann"));
    }

    @Test
    void nothingIsDoneBesidesUnlessItIsTicked() {
        model.approve(fixture.row("ann"));

        assertThat(fixture.decided).containsExactly(new Decided(new Decision.Approve(ann), Method.ONE_CLICK));
    }

    @Test
    void whatIsTickedGoesWithItsRowAndNoOther() {
        model.besides().tick(fixture.row("ann"), TELL);

        model.approve(fixture.row("bob"));
        model.approve(fixture.row("ann"));

        assertThat(fixture.decided)
                .extracting(Decided::decision)
                .containsExactly(new Decision.Approve(bob), new Decision.Approve(ann, TELL));
    }

    @Test
    void anotherRowBeginsWithNothingTicked() {
        model.besides().tick(fixture.row("ann"), OWNER);
        model.select(fixture.row("bob"));
        model.select(fixture.row("ann"));

        assertThat(model.besides().ticked().get()).isEqualTo(Options.NONE);
        assertThat(model.besides().of(fixture.row("ann"))).isEqualTo(Options.NONE);
    }

    @Test
    void aRequestThatChangesForgetsWhatWasTicked() {
        model.besides().tick(fixture.row("ann"), OWNER);
        fixture.change(fixture.entry(fixture.person("1111", "anna", 52)));

        assertThat(model.besides().ticked().get()).isEqualTo(Options.NONE);
    }

    @Test
    void makingSomebodyOwnerAsksOnceMore() {
        model.besides().tick(fixture.row("ann"), OWNER);
        assertThat(model.needs().asksAgain(fixture.row("ann"))).isTrue();

        model.approve(fixture.row("ann"));

        assertThat(fixture.decided).isEmpty();
        assertThat(fixture.dialogs.questions()).singleElement().satisfies(question -> {
            assertThat(question.title()).isEqualTo("Make ann the owner of home?");
            assertThat(question.text()).contains("may give the gateway commands");
            assertThat(question.grave()).isTrue();
        });
        fixture.dialogs.sayYes();
        assertThat(fixture.decided).containsExactly(new Decided(new Decision.Approve(ann, OWNER), Method.ASKED_AGAIN));
    }

    @Test
    void whatTheGatewayDoesNotOfferSaysWhyAndIsNotSent() {
        model.besides().tick(fixture.row("ann"), new Options(true, true));
        model.gatewaysChanged(new Change<>(
                List.of(),
                List.of(ModelFixture.gateway(
                        "home", new Features(Map.of(Feature.MAKE_OWNER, SCOPE)), List.of(), List.of(), Duration.ZERO)),
                List.of()));

        assertThat(model.besides().whyNot(fixture.row("ann"), Feature.MAKE_OWNER))
                .isEqualTo(SCOPE);
        assertThat(model.besides().whyNot(fixture.row("ann"), Feature.NOTIFY)).isNull();
        model.approve(fixture.row("ann"));
        assertThat(fixture.decided).containsExactly(new Decided(new Decision.Approve(ann, TELL), Method.ONE_CLICK));
    }

    @Test
    void aReasonOfTheRowComesBeforeThatOfTheGateway() {
        Phrase own = Phrase.of("openclaw.absent.by-gateway");
        Entry entry = fixture.entry(ann);
        fixture.change(new Entry(
                new Listed<>(ann, "file", Map.of(Feature.MAKE_OWNER, own)),
                entry.gateway(),
                entry.clock(),
                "",
                entry.standing(),
                null,
                1,
                false,
                entry.progress()));
        model.gatewaysChanged(new Change<>(
                List.of(),
                List.of(ModelFixture.gateway(
                        "home", new Features(Map.of(Feature.MAKE_OWNER, SCOPE)), List.of(), List.of(), Duration.ZERO)),
                List.of()));

        assertThat(model.besides().whyNot(fixture.row("ann"), Feature.MAKE_OWNER))
                .isEqualTo(own);
    }
}

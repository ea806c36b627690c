package dev.gatehouse.ui.requests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.console.Entry;
import dev.gatehouse.console.GatewayStatus;
import dev.gatehouse.console.Outcome;
import dev.gatehouse.console.Progress;
import dev.gatehouse.console.Resident;
import dev.gatehouse.gateway.Features;
import dev.gatehouse.gateway.Listed;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Receipt;
import dev.gatehouse.gateway.Snapshot.Quota;
import dev.gatehouse.pairing.CapabilityRequest;
import dev.gatehouse.pairing.Client;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.DeviceGrant;
import dev.gatehouse.pairing.DeviceRequest;
import dev.gatehouse.pairing.DmRequest;
import dev.gatehouse.pairing.Kind;
import dev.gatehouse.pairing.PairingRequest;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.RequestKey;
import dev.gatehouse.pairing.Standing;
import dev.gatehouse.testing.Asks;
import dev.gatehouse.testing.FakeTimer;
import dev.gatehouse.testing.Grants;
import dev.gatehouse.ui.common.Chip.Tone;
import dev.gatehouse.ui.requests.RowWords.Step;
import dev.gatehouse.ui.requests.RowWords.Tag;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowWordsTest {
    private static final Receipt RECEIPT = new Receipt(Phrase.of("openclaw.receipt.approved"), List.of(), List.of());
    private static final Phrase UNSEEN = Phrase.of("openclaw.absent.by-gateway");

    private final ModelFixture fixture = new ModelFixture();
    private final RowWords words = fixture.words;
    private final DmRequest ann = fixture.person("1111", "ann", 52);
    private final DeviceRequest box = Asks.device("home", Kind.NODE, "n1", "Box", "linux", Duration.ofMinutes(4));
    private final CapabilityRequest commands = Asks.capability("home", "n1", "Box", Client.UNKNOWN, "system.run");

    private Line.Row decided(PairingRequest request, Outcome outcome) {
        fixture.change(
                fixture.entry(request, new Progress.Decided(new Decision.Approve(request), outcome, FakeTimer.START)));
        return fixture.row(request.name().text());
    }

    @ParameterizedTest
    @CsvSource({
        "NEW, New",
        "MORE_RIGHTS, More rights",
        "SAME, Same again",
        "KEY_CHANGED, Key changed",
        "REPLACES_TOKEN, Replaces token"
    })
    void everyStandingHasItsWord(Standing.Kind standing, String said) {
        assertThat(words.tags(fixture.entry(box, standing, 1, false)))
                .extracting(Tag::text)
                .containsExactly(said);
    }

    @Test
    void theConsoleItselfIsMarkedAfterWhatIsGrave() {
        DeviceRequest own =
                Asks.device("home", Kind.DEVICE, "d1", "gatehouse", "linux", Duration.ofMinutes(4), "operator.admin");

        assertThat(words.tags(fixture.entry(own, Standing.Kind.NEW, 1, true)))
                .extracting(Tag::text)
                .containsExactly("Admin", "This console", "New");
    }

    @Test
    void aRowHasTheAccountBesideItsChannelUnlessItIsTheOnlyOne() {
        DmRequest work = new DmRequest(
                RequestKey.dm("home", "telegram", "work", "9"),
                ann.id(),
                ann.code(),
                ann.name(),
                ann.details(),
                ann.requestedAt(),
                ann.lastAskedAt(),
                ann.expiresAt());

        assertThat(words.second(fixture.entry(work), null)).isEqualTo("home · Telegram (work) · just now");
        assertThat(words.second(fixture.entry(ann), null)).isEqualTo("home · Telegram · just now");
    }

    @Test
    void retriesAreCounted() {
        assertThat(words.asked(fixture.entry(ann, Standing.Kind.NEW, 15, false)))
                .isEqualTo("just now, retried 14 times");
        assertThat(words.asked(fixture.entry(ann, Standing.Kind.NEW, 2, false))).isEqualTo("just now, retried once");
        assertThat(words.asked(fixture.entry(ann))).isEqualTo("just now");
    }

    @Test
    void aRowSaysThatItsGatewayIsDownItsClockApartAndItsDoorFull() {
        GatewayStatus at = ModelFixture.gateway(
                "home",
                Features.ALL,
                List.of(new Quota("telegram", "default", 3, 3), new Quota("telegram", "work", 3, 3)),
                List.of(new Problem.NotRunning(Phrase.of("problem.starting"), Phrase.of("problem.starting.remedy"))),
                Duration.ofSeconds(-130));

        assertThat(words.second(fixture.entry(ann), at))
                .isEqualTo("home (down) · Telegram · just now · its clock is 2 min behind · 3 of 3 places taken");
        assertThat(words.second(fixture.entry(ann), ModelFixture.gateway("home")))
                .isEqualTo("home · Telegram · just now");
    }

    @Test
    void whatNobodyCanSeeIsAcceptedAndStays() {
        Line.Row row = decided(ann, new Outcome.Accepted(RECEIPT, UNSEEN));

        assertThat(words.state(row)).isEqualTo("Accepted");
        assertThat(words.story(row)).satisfies(story -> {
            assertThat(story.text()).startsWith("Only a running gateway does this. Start it.");
            assertThat(story.tone()).isEqualTo(Tone.WARNING);
            assertThat(story.stays()).isTrue();
        });
        assertThat(Act.APPROVE.isOffered(row)).isFalse();
    }

    @Test
    void whatTheListShowsDoesNotStay() {
        assertThat(words.story(decided(ann, new Outcome.Confirmed(RECEIPT))))
                .isEqualTo(new Story("Now in the gateway’s store.", Tone.SUCCESS, false));
    }

    @Test
    void afterItsFirstStepANodeIsToldTheNext() {
        assertThat(words.story(decided(box, new Outcome.Confirmed(RECEIPT))))
                .isEqualTo(new Story(
                        "Now in the gateway’s store. Its commands are asked for next, when it connects.",
                        Tone.SUCCESS,
                        false));
    }

    @Test
    void aNodeJoinsInTwoSteps() {
        assertThat(words.steps(fixture.entry(box), null))
                .containsExactly(new Step(
                        "Step 1 of 2: lets it connect. Its commands are asked for next, when it connects.", false));
        assertThat(words.steps(fixture.entry(ann), null)).isEmpty();
        assertThat(words.steps(fixture.entry(commands), null))
                .containsExactly(new Step("Step 2 of 2: lets the gateway use its commands.", false));
    }

    @Test
    void theFirstStepIsDoneOnceTheNodeIsIn() {
        DeviceGrant node = Grants.device("home", "n1", "Box", Kind.NODE, Client.UNKNOWN, "node");
        Resident resident =
                new Resident(new Listed<>(node, "file", Map.of()), "home", "", false, new Progress.Waiting());
        fixture.residents.put(resident.key(), resident);
        fixture.add(commands);
        Line.Row row = fixture.row("Box");

        assertThat(fixture.model.joined(row)).isEqualTo(resident);
        assertThat(words.steps(row.entry(), resident)).extracting(Step::done).containsExactly(true, false);
    }

    @Test
    void commandsThatAreRunAreAsGraveAsAdmin() {
        Entry entry = fixture.entry(commands);

        assertThat(words.tags(entry)).contains(new Tag("Runs commands", Tone.DANGER));
        assertThat(Act.asksAgain(entry, null)).isTrue();
    }
}

package dev.gatehouse.ui.requests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.console.GatewayState;
import dev.gatehouse.console.GatewayStatus;
import dev.gatehouse.gateway.Features;
import dev.gatehouse.gateway.LinkProblem;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Snapshot.Quota;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.testing.FakeTimer;
import dev.gatehouse.ui.requests.Warning.Full;
import dev.gatehouse.ui.requests.Warning.Trouble;
import dev.gatehouse.ui.requests.Warning.Weight;
import dev.gatehouse.ui.requests.Warning.Wrong;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class WarningTest {
    private static final Problem DOWN =
            new Problem.NotRunning(Phrase.of("problem.starting"), Phrase.of("problem.starting.remedy"));
    private static final Problem SCOPE = new LinkProblem.ScopeMissing("operator.admin");
    private static final Quota FULL = new Quota("telegram", "work", 3, 3);

    private static GatewayStatus gateway(String name, List<Quota> quotas, List<Problem> notes) {
        return ModelFixture.gateway(name, Features.ALL, quotas, notes, Duration.ZERO);
    }

    private static GatewayStatus offline(GatewayStatus status) {
        return new GatewayStatus(
                status.profile(),
                false,
                new GatewayState.Offline(new Problem.Missing("/srv"), FakeTimer.START, Instant.MAX),
                null,
                status.features(),
                null,
                status.quotas(),
                List.of(),
                List.of(),
                status.notes(),
                List.of(),
                List.of(),
                List.of(),
                Duration.ZERO);
    }

    @Test
    void whereAllIsWellThereIsNothingToSay() {
        assertThat(Warning.of(List.of(gateway("home", List.of(new Quota("telegram", "work", 2, 3)), List.of()))))
                .isEmpty();
    }

    @Test
    void aGatewayHasOneWarningWithTheGravestFirst() {
        assertThat(Warning.of(List.of(gateway("home", List.of(FULL), List.of(SCOPE, DOWN)))))
                .containsExactly(new Warning(
                        "home",
                        List.of(
                                new Trouble(Weight.DOWN, "", DOWN),
                                new Trouble(Weight.NOTE, "", SCOPE),
                                new Full(List.of(FULL)))));
    }

    @Test
    void theGravestGatewayStandsFirst() {
        List<GatewayStatus> gateways = List.of(
                gateway("full", List.of(FULL), List.of()),
                gateway("noted", List.of(), List.of(SCOPE)),
                offline(gateway("silent", List.of(), List.of())),
                gateway("down", List.of(), List.of(DOWN)));

        assertThat(Warning.of(gateways))
                .extracting(Warning::gateway)
                .containsExactly("silent", "down", "noted", "full");
    }

    @Test
    void aGatewayThatDoesNotAnswerHasNothingElseToSay() {
        assertThat(Warning.of(List.of(offline(gateway("home", List.of(FULL), List.of(SCOPE))))))
                .singleElement()
                .satisfies(warning ->
                        assertThat(warning.all()).extracting(Wrong::weight).containsExactly(Weight.SILENT));
    }
}

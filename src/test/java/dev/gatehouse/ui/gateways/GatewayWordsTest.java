package dev.gatehouse.ui.gateways;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.console.GatewayState;
import dev.gatehouse.console.GatewayStatus;
import dev.gatehouse.console.Words;
import dev.gatehouse.gateway.Feature;
import dev.gatehouse.gateway.Features;
import dev.gatehouse.gateway.GatewayProfile;
import dev.gatehouse.gateway.LinkProblem;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Route;
import dev.gatehouse.gateway.Snapshot.Trouble;
import dev.gatehouse.pairing.Kind;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.ui.common.Chip.Tone;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GatewayWordsTest {
    private static final Instant NOON = Instant.parse("2025-11-20T12:00:00Z");
    private static final GatewayState LIVE = new GatewayState.Live(Duration.ofSeconds(30), Set.of());

    private final GatewayWords words = new GatewayWords(new Words(Locale.ENGLISH, ZoneOffset.UTC));

    private static GatewayStatus status(
            GatewayState state, Features features, List<Problem> notes, List<Trouble> troubles, Duration ahead) {
        GatewayProfile profile =
                new GatewayProfile("1", "openclaw", "home", List.of(new Route(Route.Type.STORE, "/s", Map.of())));
        return new GatewayStatus(
                profile, false, state, null, features, NOON, List.of(), List.of(), troubles, notes, List.of(),
                List.of(), List.of(), ahead);
    }

    private static GatewayStatus status(GatewayState state) {
        return status(state, Features.ALL, List.of(), List.of(), Duration.ZERO);
    }

    private static GatewayStatus offline(Problem problem) {
        return status(new GatewayState.Offline(problem, NOON, problem.halts() ? Instant.MAX : NOON.plusSeconds(60)));
    }

    private static GatewayStatus noted(Problem note) {
        return status(LIVE, Features.ALL, List.of(note), List.of(), Duration.ZERO);
    }

    private static GatewayStatus ahead(Duration ahead) {
        return status(LIVE, Features.ALL, List.of(), List.of(), ahead);
    }

    @Test
    void aLiveGatewaySaysWhatComesLate() {
        assertThat(words.state(status(LIVE))).startsWith("Changes are seen as they happen. Last answer");
        assertThat(words.state(status(new GatewayState.Live(Duration.ofSeconds(5), Set.of(Kind.NODE, Kind.DM)))))
                .startsWith("Changes are seen as they happen; direct messages, nodes within 5 s.");
    }

    @Test
    void whatIsNotTriedByItselfSaysSo() {
        assertThat(words.state(offline(new LinkProblem.WrongSecret("token"))))
                .contains("It is not tried again until you say so.");
        assertThat(words.state(offline(new LinkProblem.Refused("a")))).contains("It is tried again at");
    }

    @Test
    void whatPassesIsToldCalmly() {
        assertThat(words.brief(offline(new LinkProblem.Starting()))).isEqualTo("Starting");
        assertThat(words.brief(offline(new LinkProblem.Restarting()))).isEqualTo("Restarting");
        assertThat(words.brief(offline(new LinkProblem.PairingRequired("n", "r", "x"))))
                .isEqualTo("Waits for approval");
        assertThat(GatewayWords.tone(offline(new LinkProblem.Starting()))).isEqualTo(Tone.NEUTRAL);
        assertThat(GatewayWords.tone(offline(new LinkProblem.PairingRequired("n", "r", "x"))))
                .isEqualTo(Tone.ACCENT);
        assertThat(GatewayWords.tone(offline(new LinkProblem.WrongSecret("token"))))
                .isEqualTo(Tone.DANGER);
    }

    @Test
    void aNoteThatHindersIsOnTheRow() {
        GatewayStatus refused = noted(new LinkProblem.WrongSecret("token"));
        GatewayStatus told = noted(new Problem.Missing("/old"));

        assertThat(words.brief(refused)).isEqualTo("Live, in part");
        assertThat(words.second(refused, "OpenClaw")).isEqualTo("The gateway does not accept the token.");
        assertThat(GatewayWords.tone(refused)).isEqualTo(Tone.WARNING);
        assertThat(words.brief(told)).isEqualTo("Live");
        assertThat(words.second(told, "OpenClaw")).isEqualTo("OpenClaw · /s");
    }

    @Test
    void aFingerprintIsNoPartOfASentence() {
        Problem changed = new LinkProblem.Untrusted("gw:443", "AA:BB", "CC:DD");

        assertThat(words.sentence(changed)).isEqualTo("The certificate of gw:443 has changed.");
        assertThat(words.second(offline(changed), "OpenClaw")).doesNotContain("AA:BB", "CC:DD");
    }

    @Test
    void eachRouteSaysWhatItIsUsedFor() {
        Map<Feature, Route.Type> by = new EnumMap<>(Feature.class);
        for (Feature feature : Feature.values()) {
            by.put(feature, Route.Type.WEBSOCKET);
        }
        by.put(Feature.REVOKE_SENDER, Route.Type.STORE);
        Map<Feature, Phrase> absent = Map.of(
                Feature.MAKE_OWNER, Phrase.of("gateways.connecting"), Feature.NOTIFY, Phrase.of("gateways.live"));
        GatewayStatus both = status(LIVE, new Features(absent, by), List.of(), List.of(), Duration.ZERO);

        assertThat(words.uses(both, Route.Type.STORE)).isEqualTo("Used for: Revoke people");
        assertThat(words.uses(both, Route.Type.WEBSOCKET))
                .isEqualTo("Used for: Approve people, Reject people, Devices, Codes");
        by.put(Feature.REVOKE_SENDER, Route.Type.WEBSOCKET);
        GatewayStatus one = status(LIVE, new Features(absent, by), List.of(), List.of(), Duration.ZERO);
        assertThat(words.uses(one, Route.Type.WEBSOCKET)).isEqualTo("Used for: Direct messages, Devices, Codes");
        assertThat(words.uses(one, Route.Type.STORE)).isEqualTo("Not used now");
        assertThat(words.uses(status(LIVE), Route.Type.STORE)).isEmpty();
    }

    @Test
    void clocksThatAreApartAreTold() {
        assertThat(words.clocks(ahead(Duration.ofSeconds(30)))).isEmpty();
        assertThat(words.clocks(ahead(Duration.ofSeconds(95)))).startsWith("Its clock is 1 min 35 s ahead");
        assertThat(words.clocks(ahead(Duration.ofMinutes(-125)))).startsWith("Its clock is 2 h 5 min behind");
    }
}

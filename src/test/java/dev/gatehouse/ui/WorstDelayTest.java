package dev.gatehouse.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.console.GatewayState;
import dev.gatehouse.console.GatewayStatus;
import dev.gatehouse.console.Words;
import dev.gatehouse.gateway.Features;
import dev.gatehouse.gateway.GatewayProfile;
import dev.gatehouse.gateway.Route;
import dev.gatehouse.pairing.Kind;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WorstDelayTest {
    private final Words words = new Words(Locale.ENGLISH, ZoneOffset.UTC);

    private static GatewayStatus gateway(String name, GatewayState state) {
        return new GatewayStatus(
                new GatewayProfile(name, "openclaw", name, List.of(new Route(Route.Type.WEBSOCKET, name, Map.of()))),
                false,
                state,
                null,
                Features.ALL,
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Duration.ZERO);
    }

    private static GatewayState live(long seconds, Kind... polled) {
        return new GatewayState.Live(Duration.ofSeconds(seconds), Set.of(polled));
    }

    @Test
    void whoTellsEverythingIsNotLate() {
        assertThat(WorstDelay.of(
                        List.of(
                                gateway("home", live(30)),
                                gateway("studio", new GatewayState.Polling(Duration.ofSeconds(5)))),
                        words))
                .isEqualTo(new WorstDelay("", ""));
    }

    @Test
    void theWorstStandsForAllAndEachIsToldOnDemand() {
        assertThat(WorstDelay.of(
                        List.of(
                                gateway("home", live(5, Kind.DM)),
                                gateway("studio", live(20, Kind.CAPABILITY, Kind.DM))),
                        words))
                .isEqualTo(
                        new WorstDelay(
                                "New direct messages, commands of nodes within 20 s",
                                "home: direct messages are seen within 5 s, all else as it comes\n"
                                        + "studio: direct messages, commands of nodes are seen within 20 s, all else as it comes"));
    }
}

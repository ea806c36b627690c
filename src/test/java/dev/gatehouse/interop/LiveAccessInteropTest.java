package dev.gatehouse.interop;

import static dev.gatehouse.interop.LiveSite.confirmed;
import static dev.gatehouse.interop.LiveSite.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.console.Entry;
import dev.gatehouse.console.GatewayState;
import dev.gatehouse.console.Outcome;
import dev.gatehouse.console.Resident;
import dev.gatehouse.gateway.Feature;
import dev.gatehouse.gateway.LinkProblem;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Secret;
import dev.gatehouse.interop.OpenClawSite.Network;
import dev.gatehouse.interop.OpenClawState.Channel;
import dev.gatehouse.pairing.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** How the console gets in, and does not: from another address, with a wrong secret. */
@Tag("interop")
@ExtendWith(OpenClawExtension.class)
@Version(OpenClawVersion.SQLITE)
@Timeout(300)
class LiveAccessInteropTest {
    private static final Duration NEXT_ATTEMPT = Duration.ofSeconds(40);

    @TempDir
    static Path base;

    private static LiveSite live;

    @BeforeAll
    static void open(OpenClawInstall install) throws Exception {
        live = LiveSite.started(OpenClawSite.in(base, install, Channel.ON, Network.OWN));
    }

    @AfterAll
    static void close() throws Exception {
        if (live != null) {
            live.close();
        }
    }

    @Test
    void fromAnotherAddressTheConsoleIsADeviceThatMustBeLetInToo() throws Exception {
        try (ConsoleUnderTest away = live.away()) {
            LinkProblem.PairingRequired asks = away.offline(LinkProblem.PairingRequired.class);
            assertThat(asks.name()).startsWith("Gatehouse on ");

            Entry row = await().atMost(ConsoleUnderTest.SOON)
                    .until(
                            () -> live.console().waiting().stream()
                                    .filter(entry -> entry.request().id().equals(asks.request()))
                                    .findFirst(),
                            Optional::isPresent)
                    .orElseThrow();
            assertThat(row.request().name().text()).isEqualTo(asks.name());
            assertThat(row.request().access().asksAdmin()).isTrue();
            confirmed(live.console().approve(row));

            away.awaitLink(NEXT_ATTEMPT);
            Resident itself = away.resident("", row.key().subject(), Kind.DEVICE);
            assertThat(itself.listed().own()).isTrue();
            decideFrom(away);
        }
    }

    private static void decideFrom(ConsoleUnderTest away) throws Exception {
        Device phone = Device.operator("phone", "operator.read");
        assertThat(live.letsIn(phone)).isFalse();
        confirmed(away.approve(away.row(phone, Kind.DEVICE)));
        assertThat(live.owner().pairedDevices()).contains(phone.id());

        // The approved are in the gateway's store alone, which is not to be seen from there.
        live.site().product().ask("work", "5001", "ann");
        assertThat(away.approve(away.row("work", "5001"))).isInstanceOf(Outcome.Accepted.class);
        assertThat(live.site().product().allowed("work")).contains("5001");
        assertThat(away.status().features().whyNot(Feature.REVOKE_SENDER)).isNotNull();
        assertThat(away.lists("work", "5001")).isFalse();
    }

    @Test
    void aWrongTokenIsNotTriedAgainUntilAnotherIsEntered() throws Exception {
        try (ConsoleUnderTest wrong = ConsoleUnderTest.entered(
                live.site().state(),
                Map.of("address", live.site().inside().toString()),
                Map.of("token", new Secret("not-the-token-of-this-gateway")))) {
            assertThat(wrong.offline(LinkProblem.WrongSecret.class).kind()).isEqualTo("token");
            assertThat(((GatewayState.Offline) wrong.state()).retryAt()).isEqualTo(Instant.MAX);

            wrong.console()
                    .gateways()
                    .enter(wrong.status().profile().id(), Map.of("token", new Secret(OpenClawState.TOKEN)));

            wrong.awaitLink();
        }
    }

    @Test
    void aWrongTokenOfThisComputerLeavesTheStoreInSight() throws Exception {
        Device phone = Device.operator("tablet", "operator.read");
        try (ConsoleUnderTest wrong = new ConsoleUnderTest(
                live.site().state(),
                Map.of(
                        "OPENCLAW_STATE_DIR",
                        live.site().state().folder().toString(),
                        "OPENCLAW_GATEWAY_TOKEN",
                        "not-the-token-of-this-gateway"))) {
            await().atMost(ConsoleUnderTest.SOON)
                    .untilAsserted(() -> assertThat(wrong.status().notes())
                            .hasSize(1)
                            .hasOnlyElementsOfType(LinkProblem.WrongSecret.class));
            assertThat(live.letsIn(phone)).isFalse();
            Entry row = wrong.row(phone, Kind.DEVICE);
            assertThat(row.listed().whyNot(Feature.APPROVE_DEVICE)).isNotNull();
            refused(wrong.approve(row), Problem.NotOffered.class);
            assertThat(live.owner().pairedDevices()).doesNotContain(phone.id());

            wrong.console()
                    .gateways()
                    .enter(wrong.status().profile().id(), Map.of("token", new Secret(OpenClawState.TOKEN)));

            wrong.awaitLink();
            confirmed(wrong.approve(wrong.row(phone, Kind.DEVICE)));
            assertThat(live.owner().pairedDevices()).contains(phone.id());
        }
    }
}

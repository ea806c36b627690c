package dev.gatehouse.interop;

import static dev.gatehouse.interop.LiveSite.confirmed;
import static dev.gatehouse.interop.LiveSite.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.console.Entry;
import dev.gatehouse.console.GatewayState;
import dev.gatehouse.console.Outcome;
import dev.gatehouse.console.Progress;
import dev.gatehouse.console.Resident;
import dev.gatehouse.gateway.Feature;
import dev.gatehouse.gateway.Identity;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Route;
import dev.gatehouse.gateway.Secret;
import dev.gatehouse.interop.OpenClawState.Channel;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.DeviceGrant;
import dev.gatehouse.pairing.Kind;
import dev.gatehouse.pairing.PairingRequest;
import dev.gatehouse.pairing.Presence;
import dev.gatehouse.pairing.Right;
import dev.gatehouse.pairing.Standing;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Devices and nodes at a running gateway, decided through its WebSocket; the product's own list must agree. */
@Tag("interop")
@ExtendWith(OpenClawExtension.class)
@Version(OpenClawVersion.SQLITE)
@Timeout(300)
class LiveDevicesInteropTest {
    private static final String NO_ACCOUNT = "";

    @TempDir
    static Path base;

    private static LiveSite live;
    private static ConsoleUnderTest console;

    @BeforeAll
    static void open(OpenClawInstall install) throws Exception {
        live = LiveSite.in(base, install, Channel.OFF);
        console = live.console();
    }

    @AfterAll
    static void close() throws Exception {
        if (live != null) {
            live.close();
        }
    }

    @Test
    void aGatewayOfThisComputerIsFoundAndSpokenToWithNothingTyped() {
        assertThat(console.state()).isInstanceOf(GatewayState.Live.class);
        Identity identity = Objects.requireNonNull(console.status().identity());
        assertThat(identity.version()).isEqualTo("2026.9.6");
        assertThat(identity.routes()).extracting(Route::type).containsExactly(Route.Type.STORE, Route.Type.WEBSOCKET);
        assertThat(console.status().notes()).isEmpty();
        assertThat(console.status().troubles()).isEmpty();
    }

    @Test
    void whomTheConsoleLetsInConnects() throws Exception {
        Device phone = Device.operator("phone", "operator.read");
        assertThat(live.letsIn(phone)).isFalse();
        Entry row = console.row(phone, Kind.DEVICE);
        assertThat(row.standing().kind()).isEqualTo(Standing.Kind.NEW);
        assertThat(row.request().access().names(Right.Type.SCOPE)).containsExactly("operator.read");

        confirmed(console.approve(row));

        assertThat(live.owner().pairedDevices()).contains(phone.id());
        assertThat(live.owner().pendingDevices()).doesNotContain(phone.id());
        assertThat(live.letsIn(phone)).isTrue();
    }

    @Test
    void whomTheConsoleTurnsAwayStaysOutAndMayAskAgain() throws Exception {
        Device phone = Device.operator("stranger", "operator.admin");
        assertThat(live.letsIn(phone)).isFalse();
        Entry row = console.row(phone, Kind.DEVICE);

        confirmed(console.reject(row));

        assertThat(live.owner().pendingDevices()).doesNotContain(phone.id());
        assertThat(live.owner().pairedDevices()).doesNotContain(phone.id());
        assertThat(live.letsIn(phone)).isFalse();
        assertThat(live.owner().requestOf(phone)).isNotEqualTo(row.request().id());
        console.reject(await().until(
                        () -> console.row(phone, Kind.DEVICE),
                        again -> !again.request().id().equals(row.request().id())));
    }

    @Test
    void whomTheConsoleRemovesIsPutOutAtOnce() throws Exception {
        Device phone = Device.operator("tablet", "operator.read");
        live.letIn(phone);
        try (Wire wire = phone.knock(live.site().outside())) {
            assertThat(wire.admitted()).isTrue();
            console.readAgain();
            await().atMost(ConsoleUnderTest.SOON)
                    .untilAsserted(() -> assertThat(grant(phone).presence()).isEqualTo(Presence.CONNECTED));

            confirmed(console.revoke(resident(phone)));

            assertThat(wire.awaitEnd().code()).isEqualTo(4001);
        }
        assertThat(live.owner().pairedDevices()).doesNotContain(phone.id());
        assertThat(live.letsIn(phone)).isFalse();
    }

    @Test
    void aDeviceIsCalledByTheNameThatItWasGiven() throws Exception {
        Device phone = Device.operator("iPhone (2)", "operator.read");
        live.letIn(phone);

        confirmed(console.decide(new Decision.Rename(grant(phone), "Küche 📱")));

        assertThat(live.owner().paired(phone).path("operatorLabel").asString()).isEqualTo("Küche 📱");
        assertThat(resident(phone).title()).isEqualTo("Küche 📱");
    }

    @Test
    void aRotatedTokenEndsTheOldOne() throws Exception {
        Device phone = Device.operator("rotated", "operator.read");
        live.letIn(phone);
        String token;
        try (Wire wire = phone.knock(live.site().outside())) {
            token = wire.hello().path("auth").path("deviceToken").asString();
        }
        assertThat(live.letsIn(phone.showing("deviceToken", token))).isTrue();

        confirmed(console.decide(new Decision.RotateToken(grant(phone), "operator")));

        assertThat(live.owner()
                        .paired(phone)
                        .path("tokens")
                        .path(0)
                        .path("rotatedAtMs")
                        .isNumber())
                .isTrue();
        assertThat(live.letsIn(phone.showing("deviceToken", token))).isFalse();
        assertThat(live.letsIn(phone)).isTrue();
    }

    @Test
    void aDeviceWhoseRoleWasRevokedHasToAskAgain() throws Exception {
        Device phone = Device.operator("revoked", "operator.read");
        live.letIn(phone);

        confirmed(console.decide(new Decision.Revoke(grant(phone), "operator")));

        assertThat(live.owner()
                        .paired(phone)
                        .path("tokens")
                        .path(0)
                        .path("revokedAtMs")
                        .isNumber())
                .isTrue();
        assertThat(grant(phone).allTokensRevoked()).isTrue();
        assertThat(live.letsIn(phone)).isFalse();
        confirmed(console.approve(console.row(phone, Kind.DEVICE)));
        assertThat(live.letsIn(phone)).isTrue();
    }

    @Test
    void aDeviceThatAsksForMoreStaysOneRowAndIsNotGivenMoreThanWasShown() throws Exception {
        Device phone = Device.operator("greedy", "operator.read");
        assertThat(live.letsIn(phone)).isFalse();
        Entry shown = console.row(phone, Kind.DEVICE);
        assertThat(live.letsIn(phone)).as("the same again").isFalse();
        assertThat(live.owner().requestOf(phone)).isEqualTo(shown.request().id());
        Device greedy = phone.asking("operator.read", "operator.admin");
        assertThat(live.letsIn(greedy)).isFalse();

        Problem.Changed changed = refused(console.approve(shown), Problem.Changed.class);

        assertThat(Objects.requireNonNull(changed.now()).access().asksAdmin()).isTrue();
        assertThat(live.owner().pairedDevices()).doesNotContain(phone.id());
        Entry wider = await().atMost(ConsoleUnderTest.SOON)
                .until(
                        () -> console.row(phone, Kind.DEVICE),
                        row -> row.request().access().asksAdmin());
        assertThat(wider.asked()).isEqualTo(2);
        assertThat(console.waiting())
                .filteredOn(row -> row.key().subject().equals(phone.id()))
                .hasSize(1);

        confirmed(console.approve(wider));

        assertThat(live.letsIn(greedy)).isTrue();
    }

    @Test
    void whatAnotherAdminDecidedIsNotDecidedAgain() throws Exception {
        Device in = Device.operator("let in by another", "operator.read");
        Device out = Device.operator("turned away by another", "operator.read");
        assertThat(live.letsIn(in)).isFalse();
        assertThat(live.letsIn(out)).isFalse();
        Entry letIn = console.row(in, Kind.DEVICE);
        Entry turnedAway = console.row(out, Kind.DEVICE);
        live.owner().approve(in);
        live.owner()
                .call(
                        "device.pair.reject",
                        Map.of("requestId", turnedAway.request().id()));

        assertThat(refused(console.reject(letIn), Problem.Changed.class).now()).isNull();
        assertThat(refused(console.approve(turnedAway), Problem.Changed.class).now())
                .isNull();

        assertThat(live.owner().pairedDevices()).contains(in.id()).doesNotContain(out.id());
        await().atMost(ConsoleUnderTest.SOON)
                .untilAsserted(() -> assertThat(console.waiting())
                        .filteredOn(row -> row.progress() instanceof Progress.Waiting)
                        .extracting(row -> row.key().subject())
                        .doesNotContain(in.id(), out.id()));
        confirmed(console.revoke(resident(in)));
    }

    @Test
    void aNodeIsLetInAndThenGivenItsCommands() throws Exception {
        Device node = Device.node("builder", "system.run", "system.which");
        live.letIn(node);
        assertThat(live.owner().paired(node).path("nodeSurface").isMissingNode())
                .isTrue();
        try (Wire wire = node.knock(live.site().outside())) {
            assertThat(wire.admitted()).isTrue();
            Entry row = console.row(node, Kind.CAPABILITY);
            assertThat(row.request().access().rights())
                    .filteredOn(right -> right.weight() == Right.Weight.EXECUTION)
                    .extracting(Right::name)
                    .contains("system.run");
            assertThat(row.listed().whyNot(Feature.APPROVE_DEVICE)).isNull();

            confirmed(console.approve(row));

            assertThat(live.owner().pendingNodes()).doesNotContain(node.id());
            assertThat(live.owner().paired(node).path("nodeSurface").path("commands"))
                    .extracting(JsonNode::asString)
                    .contains("system.run");
            confirmed(console.revoke(console.resident(NO_ACCOUNT, node.id(), Kind.CAPABILITY)));
            assertThat(wire.awaitEnd().code()).isEqualTo(4001);
        }
        assertThat(live.owner().paired(node).isMissingNode()).isTrue();
    }

    @Test
    void aNodeWhoseCommandsWereTurnedAwayStaysInWithoutThem() throws Exception {
        Device node = Device.node("watcher", "system.run");
        live.letIn(node);
        try (Wire wire = node.knock(live.site().outside())) {
            assertThat(wire.admitted()).isTrue();

            confirmed(console.reject(console.row(node, Kind.CAPABILITY)));

            assertThat(live.owner().pendingNodes()).doesNotContain(node.id());
            assertThat(live.owner().paired(node).path("nodeSurface").isMissingNode())
                    .isTrue();
            assertThat(live.owner().pairedDevices()).contains(node.id());
        }
    }

    @Test
    void ofTwoConsolesOneDecidesAndTheOtherIsToldSo() throws Exception {
        try (ConsoleUnderTest rival = new ConsoleUnderTest(live.site().state())) {
            rival.awaitLink();
            for (int round = 0; round < 6; round++) {
                boolean bothApprove = round % 2 == 0;
                Device phone = Device.operator("wanted " + round, "operator.read");
                assertThat(live.letsIn(phone)).isFalse();
                PairingRequest here = console.row(phone, Kind.DEVICE).request();
                PairingRequest there = rival.row(phone, Kind.DEVICE).request();
                var first = console.begin(new Decision.Approve(here));
                var second = rival.begin(bothApprove ? new Decision.Approve(there) : new Decision.Reject(there));
                Outcome approved = ConsoleUnderTest.ended(first);
                Outcome other = ConsoleUnderTest.ended(second);
                System.out.printf(
                        "two consoles: approve %s, %s %s%n", approved, bothApprove ? "approve" : "reject", other);

                boolean in = live.owner().pairedDevices().contains(phone.id());
                assertThat(List.of(approved, other))
                        .filteredOn(Outcome.Confirmed.class::isInstance)
                        .hasSize(1);
                assertThat(in).isEqualTo(bothApprove || approved instanceof Outcome.Confirmed);
                refused(approved instanceof Outcome.Confirmed ? other : approved, Problem.Changed.class);
            }
        }
    }

    @Test
    void aGatewayAddedByItsAddressTooIsStillOneGateway() throws Exception {
        String address = live.site().inside().toString();
        try (ConsoleUnderTest found = new ConsoleUnderTest(live.site().state())) {
            found.awaitLink();
            found.console().gateways().add(found.byAddress(address));
            await().atMost(ConsoleUnderTest.SOON).untilAsserted(() -> assertBothWays(found));
        }
        try (ConsoleUnderTest told = ConsoleUnderTest.entered(
                live.site().state(), Map.of("address", address), Map.of("token", new Secret(OpenClawState.TOKEN)))) {
            await().atMost(ConsoleUnderTest.SOON).untilAsserted(() -> assertBothWays(told));
            told.console().gateways().add(console.status().profile());
            await().atMost(ConsoleUnderTest.SOON).untilAsserted(() -> assertBothWays(told));
        }
    }

    private static void assertBothWays(ConsoleUnderTest which) {
        assertThat(which.console().gateways().all()).hasSize(1);
        assertThat(which.linked()).isTrue();
        Identity identity = Objects.requireNonNull(which.status().identity());
        assertThat(identity.routes())
                .extracting(Route::type)
                .containsExactlyInAnyOrder(Route.Type.STORE, Route.Type.WEBSOCKET);
        assertThat(which.status().profile().routes()).extracting(Route::type).contains(Route.Type.STORE);
    }

    private static Resident resident(Device device) {
        return console.resident(NO_ACCOUNT, device.id(), LiveSite.kind(device));
    }

    private static DeviceGrant grant(Device device) {
        return (DeviceGrant) resident(device).grant();
    }
}

package dev.gatehouse.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.interop.OpenClawSite.Network;
import dev.gatehouse.interop.OpenClawState.Channel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The means of these tests, tried on both releases without the console: what they say must be the gateway's own word. */
@Tag("interop")
@ExtendWith(OpenClawExtension.class)
@Timeout(300)
class OpenClawSiteInteropTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    Path base;

    @Test
    @Version(OpenClawVersion.FILES)
    void aDeviceIsLetInByTheOwnerWhereFilesAreKept(OpenClawInstall install) throws Exception {
        try (OpenClawSite site = OpenClawSite.in(base, install, Channel.OFF, Network.NEAREST)) {
            letDevicesIn(site);
        }
    }

    @Test
    @Version(OpenClawVersion.SQLITE)
    void aDeviceIsLetInByTheOwnerWhereADatabaseIsKept(OpenClawInstall install) throws Exception {
        try (OpenClawSite site = OpenClawSite.in(base, install, Channel.OFF, Network.NEAREST)) {
            letDevicesIn(site);
        }
    }

    private static void letDevicesIn(OpenClawSite site) throws Exception {
        site.start();
        Device phone = Device.operator("phone", "operator.read");
        try (AdminClient owner = site.owner()) {
            assertThat(owner.wire().hello().path("snapshot").path("stateDir").asString())
                    .isEqualTo(site.state().folder().toString());
            String first = knockInVain(site, phone);
            assertThat(owner.pendingDevices()).containsExactly(phone.id());
            assertThat(knockInVain(site, phone.named("tablet")))
                    .as("the same again")
                    .isEqualTo(first);
            assertThat(knockInVain(site, phone.asking("operator.read", "operator.write")))
                    .as("asking for more")
                    .isNotEqualTo(first);
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(owner.wire().events("device.pair.requested"))
                            .hasSize(2)
                            .allSatisfy(
                                    event -> assertThat(event.path("publicKey").asString())
                                            .isEqualTo(phone.publicKey())));
            owner.approve(phone);
            assertThat(owner.pairedDevices()).containsExactly(phone.id());
        }

        site.kill();
        site.start();
        try (AdminClient owner = site.owner();
                Wire wire = phone.knock(site.outside())) {
            assertThat(wire.hello().path("auth").path("scopes"))
                    .extracting(JsonNode::asString)
                    .contains("operator.read");
            String token = wire.hello().path("auth").path("deviceToken").asString();
            try (Wire again = phone.showing("deviceToken", token).knock(site.outside())) {
                assertThat(again.admitted()).as("with its own token alone").isTrue();
            }
            owner.call("device.pair.remove", Map.of("deviceId", phone.id()));
            assertThat(wire.awaitEnd().code()).isEqualTo(4001);
            assertThat(owner.pairedDevices()).isEmpty();
            assertThatExceptionOfType(Wire.Refused.class)
                    .isThrownBy(() -> owner.call("device.pair.remove", Map.of("deviceId", phone.id())))
                    .satisfies(refused ->
                            assertThat(refused.error().path("code").asString()).isEqualTo("INVALID_REQUEST"));
        }
    }

    /** Knocks and is not let in; the id of the request that waits now. */
    private static String knockInVain(OpenClawSite site, Device device) {
        try (Wire wire = device.knock(site.outside())) {
            assertThat(wire.admitted()).isFalse();
            assertThat(wire.error().path("details").path("code").asString()).isEqualTo("PAIRING_REQUIRED");
            assertThat(wire.awaitEnd().code()).isEqualTo(1008);
            return wire.error().path("details").path("requestId").asString();
        }
    }

    @Test
    @Version(OpenClawVersion.SQLITE)
    void aNodeAsksForItsCommandsOnceItIsIn(OpenClawInstall install) throws Exception {
        try (OpenClawSite site = OpenClawSite.in(base, install, Channel.OFF, Network.NEAREST)) {
            site.start();
            Device node = Device.node("builder", "system.run", "system.which");
            try (AdminClient owner = site.owner()) {
                knockInVain(site, node);
                owner.approve(node);
                try (Wire wire = node.knock(site.outside())) {
                    assertThat(wire.admitted()).isTrue();
                    await().atMost(SOON)
                            .untilAsserted(
                                    () -> assertThat(owner.pendingNodes()).containsExactly(node.id()));
                }
            }
        }
    }

    @Test
    @Version(OpenClawVersion.SQLITE)
    void aDeviceFromAnotherAddressIsListedWithIt(OpenClawInstall install) throws Exception {
        try (OpenClawSite site = OpenClawSite.in(base, install, Channel.OFF, Network.OWN)) {
            site.start();
            Device console = Device.operator("console", "operator.admin", "operator.pairing")
                    .running(Device.Client.BACKEND);
            knockInVain(site, console);
            try (AdminClient owner = site.owner()) {
                assertThat(owner.call("device.pair.list")
                                .path("pending")
                                .path(0)
                                .path("remoteIp")
                                .asString())
                        .isEqualTo(Namespace.ADDRESS);
                owner.approve(console);
            }
            try (Wire wire = console.knock(site.outside())) {
                assertThat(wire.hello().path("auth").path("scopes"))
                        .extracting(JsonNode::asString)
                        .containsExactlyInAnyOrder("operator.admin", "operator.pairing");
            }
        }
    }

    @Test
    @Version(OpenClawVersion.SQLITE)
    void aStrangerWhoWroteToTheBotIsOnTheGatewaysOwnList(OpenClawInstall install) throws Exception {
        try (OpenClawSite site = OpenClawSite.in(base, install, Channel.ON, Network.NEAREST)) {
            site.start();
            assertThat(site.product().ask("work", "444", "bob")).hasSize(8);
            try (AdminClient owner = site.owner()) {
                assertThat(owner.pendingSenders()).containsExactly("444");
                JsonNode request =
                        owner.call("channels.pairing.list").path("requests").path(0);
                owner.call(
                        "channels.pairing.approve",
                        Map.of(
                                "channel",
                                OpenClawState.CHANNEL,
                                "accountId",
                                "work",
                                "requestId",
                                request.path("requestId").asString()));
                assertThat(owner.pendingSenders()).isEmpty();
            }
            assertThat(site.product().allowed("work")).containsExactly("444");
            assertThat(site.product().allowed("default")).isEmpty();
            assertThat(site.product().pendingIds("work")).isEmpty();
        }
    }
}

package dev.gatehouse.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.console.Entry;
import dev.gatehouse.console.GatewayState;
import dev.gatehouse.gateway.Identity;
import dev.gatehouse.gateway.Route;
import dev.gatehouse.interop.OpenClawSite.Network;
import dev.gatehouse.interop.OpenClawState.Channel;
import dev.gatehouse.pairing.Kind;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Devices and nodes at a running gateway, decided through its WebSocket; the product's own list must agree. */
@Tag("interop")
@ExtendWith(OpenClawExtension.class)
@Version(OpenClawVersion.SQLITE)
@Timeout(300)
class LiveDevicesInteropTest {
    @TempDir
    static Path base;

    private static OpenClawSite site;
    private static ConsoleUnderTest console;
    private static AdminClient owner;

    @BeforeAll
    static void open(OpenClawInstall install) throws Exception {
        site = OpenClawSite.in(base, install, Channel.OFF, Network.NEAREST);
        site.start();
        console = new ConsoleUnderTest(site.state());
        owner = site.owner();
    }

    @AfterAll
    static void close() throws Exception {
        if (owner != null) {
            owner.close();
        }
        if (console != null) {
            console.close();
        }
        if (site != null) {
            site.close();
        }
    }

    @Test
    void aGatewayOfThisComputerIsFoundAndSpokenToWithNothingTyped() {
        console.awaitLink();
        assertThat(console.state()).isInstanceOf(GatewayState.Live.class);
        Identity identity = Objects.requireNonNull(console.status().identity());
        assertThat(identity.version()).isEqualTo("2026.9.6");
        assertThat(identity.routes()).extracting(Route::type).containsExactly(Route.Type.STORE, Route.Type.WEBSOCKET);
        assertThat(console.status().notes()).isEmpty();
        assertThat(console.status().troubles()).isEmpty();
    }

    @Test
    void aDeviceThatAsksIsLetIn() {
        console.awaitLink();
        Device phone = Device.operator("phone", "operator.read");
        assertThat(knock(phone)).isFalse();
        Entry row = console.row(phone, Kind.DEVICE);
        System.out.println(row);
    }

    private static boolean knock(Device device) {
        try (Wire wire = device.knock(site.outside())) {
            return wire.admitted();
        }
    }
}

package dev.gatehouse.interop;

import static dev.gatehouse.interop.LiveSite.confirmed;
import static dev.gatehouse.interop.LiveSite.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.console.Entry;
import dev.gatehouse.console.Resident;
import dev.gatehouse.gateway.Feature;
import dev.gatehouse.gateway.Identity;
import dev.gatehouse.gateway.LinkProblem;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Route;
import dev.gatehouse.interop.OpenClawState.Channel;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.DeviceGrant;
import dev.gatehouse.pairing.Kind;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.Right;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A running gateway that keeps its pairing in files: devices through its WebSocket, people through its files. */
@Tag("interop")
@ExtendWith(OpenClawExtension.class)
@Version(OpenClawVersion.FILES)
@Timeout(300)
class LiveFilesInteropTest {
    private static final Duration NEXT_ATTEMPT = Duration.ofSeconds(40);

    @TempDir
    static Path base;

    private static LiveSite live;
    private static ConsoleUnderTest console;
    private static OpenClawActs product;

    @BeforeAll
    static void open(OpenClawInstall install) throws Exception {
        live = LiveSite.in(base, install, Channel.OFF);
        console = live.console();
        product = live.site().product();
    }

    @AfterAll
    static void close() throws Exception {
        if (live != null) {
            live.close();
        }
    }

    @Test
    void eachThingIsDoneByTheWayThatReachesIt() {
        Identity identity = Objects.requireNonNull(console.status().identity());
        assertThat(identity.version()).isEqualTo("2026.7.1");
        assertThat(console.status().features().by())
                .containsEntry(Feature.APPROVE_DEVICE, Route.Type.WEBSOCKET)
                .containsEntry(Feature.APPROVE_DM, Route.Type.STORE)
                .containsEntry(Feature.REVOKE_SENDER, Route.Type.STORE);
        assertThat(console.status().features().absent()).containsKeys(Feature.RENAME_DEVICE, Feature.NOTIFY);
        assertThat(console.status().notes()).isEmpty();
        assertThat(console.status().troubles()).isEmpty();
    }

    @Test
    void devicesAreDecidedWhileTheGatewayRuns() throws Exception {
        Device in = Device.operator("in", "operator.read");
        Device out = Device.operator("out", "operator.read");
        live.letIn(in);
        assertThat(live.letsIn(in)).isTrue();
        assertThat(live.letsIn(out)).isFalse();
        confirmed(console.reject(console.row(out, Kind.DEVICE)));
        assertThat(live.owner().pendingDevices()).doesNotContain(out.id());
        assertThat(live.owner().pairedDevices()).contains(in.id()).doesNotContain(out.id());

        String token;
        try (Wire wire = in.knock(live.site().outside())) {
            token = wire.hello().path("auth").path("deviceToken").asString();
            confirmed(console.decide(new Decision.RotateToken(grant(in), "operator")));
            assertThat(live.letsIn(in.showing("deviceToken", token))).isFalse();
            assertThat(live.letsIn(in)).isTrue();
        }
        refused(console.decide(new Decision.Rename(grant(in), "other")), Problem.NotOffered.class);

        confirmed(console.decide(new Decision.Revoke(grant(in), "operator")));
        assertThat(live.owner().paired(in).path("tokens").path(0).has("revokedAtMs"))
                .isTrue();
        assertThat(live.letsIn(in)).isFalse();
        confirmed(console.approve(console.row(in, Kind.DEVICE)));

        try (Wire wire = in.knock(live.site().outside())) {
            assertThat(wire.admitted()).isTrue();
            confirmed(console.revoke(resident(in)));
            assertThat(wire.awaitEnd().code()).isEqualTo(4001);
        }
        assertThat(live.owner().pairedDevices()).doesNotContain(in.id());
    }

    @Test
    void aRequestThatBecameWiderIsNotApprovedUnseen() throws Exception {
        Device phone = Device.operator("greedy", "operator.read");
        assertThat(live.letsIn(phone)).isFalse();
        Entry shown = console.row(phone, Kind.DEVICE);
        assertThat(live.letsIn(phone.asking("operator.read", "operator.admin"))).isFalse();

        refused(console.approve(shown), Problem.Changed.class);

        assertThat(live.owner().pairedDevices()).doesNotContain(phone.id());
        Entry wider = await().atMost(ConsoleUnderTest.SOON)
                .until(
                        () -> console.row(phone, Kind.DEVICE),
                        row -> row.request().access().asksAdmin());
        confirmed(console.reject(wider));
    }

    @Test
    void aNodeIsLetInAndThenGivenItsCommands() throws Exception {
        Device node = Device.node("builder", "canvas.present");
        live.letIn(node);
        try (Wire wire = node.knock(live.site().outside())) {
            assertThat(wire.admitted()).isTrue();
            Entry row = console.row(node, Kind.CAPABILITY);
            assertThat(row.request().access().rights()).extracting(Right::name).contains("canvas.present");

            confirmed(console.approve(row));

            assertThat(live.owner().pendingNodes()).doesNotContain(node.id());
            assertThat(live.owner().call("node.pair.list").path("paired"))
                    .extracting(one -> one.path("nodeId").asString())
                    .contains(node.id());
            confirmed(console.revoke(console.resident("", node.id(), Kind.CAPABILITY)));
        }
        assertThat(live.owner().call("node.pair.list").path("paired"))
                .extracting(one -> one.path("nodeId").asString())
                .doesNotContain(node.id());
    }

    @Test
    void peopleAreDecidedInTheFilesMeanwhile() throws Exception {
        product.ask("work", "4001", "ann");
        product.ask("work", "4002", "bob");
        product.allow("default", "4003");
        Entry ann = console.row("work", "4001");

        confirmed(console.approve(ann));
        confirmed(console.reject(console.row("work", "4002")));
        confirmed(console.revoke(console.resident("default", "4003")));

        assertThat(product.allowed("work")).containsExactly("4001");
        assertThat(product.pendingIds("work")).isEmpty();
        assertThat(product.allowed("default")).isEmpty();
    }

    @Test
    void fromAnAddressAloneThereAreDevicesAndNoPeople() throws Exception {
        product.ask("work", "4101", "cy");
        try (ConsoleUnderTest away = live.away()) {
            LinkProblem.PairingRequired asks = away.offline(LinkProblem.PairingRequired.class);
            live.owner().call("device.pair.approve", Map.of("requestId", asks.request()));
            away.awaitLink(NEXT_ATTEMPT);

            assertThat(away.status().notes())
                    .extracting(Problem::remedy)
                    .containsExactly(Phrase.of("openclaw.note.no-messages.remedy"));
            assertThat(away.status().features().absent()).containsKeys(Feature.APPROVE_DM, Feature.REVOKE_SENDER);
            Device phone = Device.operator("far phone", "operator.read");
            assertThat(live.letsIn(phone)).isFalse();
            confirmed(away.approve(away.row(phone, Kind.DEVICE)));
            assertThat(live.owner().pairedDevices()).contains(phone.id());
            assertThat(away.waiting()).extracting(row -> row.key().kind()).doesNotContain(Kind.DM);
        }
        assertThat(product.pendingIds("work")).contains("4101");
        confirmed(console.reject(console.row("work", "4101")));
    }

    private static Resident resident(Device device) {
        return console.resident("", device.id(), Kind.DEVICE);
    }

    private static DeviceGrant grant(Device device) {
        return (DeviceGrant) resident(device).grant();
    }
}

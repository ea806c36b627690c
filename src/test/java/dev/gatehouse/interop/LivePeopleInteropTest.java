package dev.gatehouse.interop;

import static dev.gatehouse.interop.LiveSite.confirmed;
import static dev.gatehouse.interop.LiveSite.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.console.Entry;
import dev.gatehouse.console.Outcome;
import dev.gatehouse.gateway.Feature;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Route;
import dev.gatehouse.gateway.Snapshot.DoorPolicy;
import dev.gatehouse.interop.OpenClawSite.Network;
import dev.gatehouse.interop.OpenClawState.Channel;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.DmRequest;
import dev.gatehouse.pairing.Grant;
import dev.gatehouse.pairing.Kind;
import dev.gatehouse.pairing.Phrase;
import java.nio.file.Files;
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
import tools.jackson.databind.json.JsonMapper;

/** People at a running gateway: its WebSocket for those who wait, its database for codes and those who are in. */
@Tag("interop")
@ExtendWith(OpenClawExtension.class)
@Version(OpenClawVersion.SQLITE)
@Timeout(300)
class LivePeopleInteropTest {
    @TempDir
    static Path base;

    private static LiveSite live;
    private static ConsoleUnderTest console;
    private static OpenClawActs product;
    private static Path config;

    @BeforeAll
    static void open(OpenClawInstall install) throws Exception {
        OpenClawSite site = OpenClawSite.in(base, install, Channel.ON, Network.NEAREST);
        config = site.state().folder().resolve("openclaw.json");
        // Two doors more: one that will be full, and one with a list of its own.
        Files.writeString(
                config,
                Files.readString(config)
                        .replace(
                                "\"work\": {",
                                "\"full\": { \"dmPolicy\": \"pairing\", \"botToken\": \"100000003:AAmade-up-full-xxxxxxxxxxxxxxxxxx\" },"
                                        + " \"list\": { \"dmPolicy\": \"allowlist\", \"allowFrom\": [\"900\"],"
                                        + " \"botToken\": \"100000004:AAmade-up-list-xxxxxxxxxxxxxxxxxx\" }, \"work\": {"));
        live = LiveSite.started(site);
        console = live.console();
        product = site.product();
    }

    @AfterAll
    static void close() throws Exception {
        if (live != null) {
            live.close();
        }
    }

    @Test
    void whoWritesIsListedWithTheirCodeAndLetInWhereTheyWrote() throws Exception {
        String code = product.ask("work", "1001", "ann");
        product.ask("default", "1001", "ann");
        Entry row = console.row("work", "1001");
        DmRequest request = (DmRequest) row.request();
        assertThat(Objects.requireNonNull(request.code()).value()).isEqualTo(code);
        assertThat(request.name().text()).isEqualTo("ann");
        assertThat(console.status().features().by())
                .containsEntry(Feature.APPROVE_DM, Route.Type.WEBSOCKET)
                .containsEntry(Feature.REVOKE_SENDER, Route.Type.STORE);

        assertThat(confirmed(console.approve(row)).receipt().remark()).isEmpty();

        assertThat(product.allowed("work")).contains("1001");
        assertThat(product.allowed("default")).doesNotContain("1001");
        assertThat(product.pendingIds("work")).doesNotContain("1001");
        assertThat(live.owner().pendingSenders()).contains("1001");
        confirmed(console.approve(console.row("default", "1001")));
        assertThat(live.owner().pendingSenders()).doesNotContain("1001");
    }

    @Test
    void thatTheyCouldNotBeToldIsSaid() throws Exception {
        product.ask("work", "1101", "bob");

        Outcome outcome = console.decide(
                new Decision.Approve(console.row("work", "1101").request(), new Decision.Options(true, false)));

        assertThat(confirmed(outcome).receipt().remark()).containsExactly(Phrase.of("openclaw.remark.not-told"));
        assertThat(product.allowed("work")).contains("1101");
    }

    @Test
    void whoIsMadeOwnerIsOwner() throws Exception {
        product.ask("default", "1201", "cy");
        Entry row = console.row("default", "1201");
        assertThat(row.listed().whyNot(Feature.MAKE_OWNER)).isNull();

        Outcome outcome = console.decide(new Decision.Approve(row.request(), new Decision.Options(false, true)));

        assertThat(confirmed(outcome).receipt().remark()).containsExactly(Phrase.of("openclaw.remark.owner"));
        assertThat(product.allowed("default")).contains("1201");
        assertThat(new JsonMapper()
                        .readTree(Files.readString(config))
                        .path("commands")
                        .path("ownerAllowFrom")
                        .path(0)
                        .asString())
                .isEqualTo("telegram:1201");
        // The gateway takes its changed config in a moment later.
        product.ask("default", "1202", "dee");
        await().atMost(ConsoleUnderTest.SOON).untilAsserted(() -> {
            console.readAgain();
            assertThat(console.row("default", "1202").listed().whyNot(Feature.MAKE_OWNER))
                    .isEqualTo(Phrase.of("openclaw.absent.has-owner"));
        });
        confirmed(console.reject(console.row("default", "1202")));
    }

    @Test
    void whoIsDismissedIsForgottenAndMayAskAgain() throws Exception {
        String code = product.ask("work", "1301", "eve");

        confirmed(console.reject(console.row("work", "1301")));

        assertThat(product.pendingIds("work")).doesNotContain("1301");
        assertThat(product.allowed("work")).doesNotContain("1301");
        assertThat(live.owner().pendingSenders()).doesNotContain("1301");
        assertThat(product.ask("work", "1301", "eve")).isNotEmpty().isNotEqualTo(code);
        confirmed(console.reject(console.row("work", "1301")));
    }

    @Test
    void whomAnotherAdminLetInIsNotTurnedAway() throws Exception {
        String code = product.ask("work", "1401", "fay");
        Entry row = console.row("work", "1401");
        assertThat(product.approve("work", code)).isTrue();

        assertThat(refused(console.reject(row), Problem.Changed.class).now()).isNull();

        assertThat(product.allowed("work")).contains("1401");
    }

    @Test
    void aFullDoorIsShownAsFull() {
        for (int sender = 1; sender <= 4; sender++) {
            assertThat(product.ask("full", "150" + sender, "s").isEmpty()).isEqualTo(sender > 3);
        }
        await().atMost(ConsoleUnderTest.SOON)
                .untilAsserted(() -> assertThat(console.status().quotas())
                        .filteredOn(quota -> quota.account().equals("full"))
                        .singleElement()
                        .satisfies(quota -> {
                            assertThat(quota.taken()).isEqualTo(3);
                            assertThat(quota.full()).isTrue();
                        }));
    }

    @Test
    void whoIsRevokedWhileTheGatewayRunsIsShutOutAtOnce() throws Exception {
        product.allow("work", "1601");
        product.allow("work", "1602");
        product.allow("default", "1601");

        confirmed(console.revoke(console.resident("work", "1601")));

        assertThat(product.allowed("work")).doesNotContain("1601").contains("1602");
        assertThat(product.allowed("default")).contains("1601");
        assertThat(console.lists("work", "1601")).isFalse();
        assertThat(console.lists("default", "1601")).isTrue();
        // What the gateway writes itself afterwards does not bring them back.
        product.ask("work", "1603", "gus");
        confirmed(console.approve(console.row("work", "1603")));
        assertThat(product.allowed("work")).doesNotContain("1601").contains("1602", "1603");
    }

    @Test
    void aDoorWithAListOfItsOwnSaysWhyNobodyIsApprovedThere() throws Exception {
        assertThat(console.status().policies())
                .filteredOn(policy -> policy.account().equals("list"))
                .singleElement()
                .satisfies(policy -> assertThat(policy.mode()).isEqualTo(DoorPolicy.Mode.ALLOWLIST));
        assertThat(product.ask("list", "1701", "hal")).isNotEmpty();
        Entry row = console.row("list", "1701");
        Phrase why = Phrase.of("openclaw.absent.closed-door", "ALLOWLIST");
        assertThat(row.listed().whyNot(Feature.APPROVE_DM)).isEqualTo(why);
        assertThat(row.listed().whyNot(Feature.REJECT_DM)).isEqualTo(why);

        assertThat(console.approve(row)).isInstanceOf(Outcome.Refused.class);

        assertThat(product.allowed("list")).doesNotContain("1701");
        assertThat(product.pendingIds("list")).contains("1701");
    }

    @Test
    void allThatWasListedIsRevokedPeopleAndDevicesAlike() throws Exception {
        Device phone = Device.operator("phone", "operator.read");
        live.letIn(phone);
        product.allow("default", "1801");
        product.allow("work", "1802");
        product.allow("work", "1803");
        List<Grant> all = List.of(
                console.resident("default", "1801").grant(),
                console.resident("work", "1802").grant(),
                console.resident("", phone.id(), Kind.DEVICE).grant());

        confirmed(
                console.decide(new Decision.RevokeAll(console.status().profile().id(), all)));

        assertThat(product.allowed("default")).doesNotContain("1801");
        assertThat(product.allowed("work")).doesNotContain("1802").contains("1803");
        assertThat(live.owner().pairedDevices()).doesNotContain(phone.id());
        assertThat(live.owner()
                        .call("device.pair.list", Map.of())
                        .path("paired")
                        .size())
                .isZero();
    }
}

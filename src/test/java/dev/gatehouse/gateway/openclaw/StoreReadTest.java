package dev.gatehouse.gateway.openclaw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.gatehouse.gateway.Environment;
import dev.gatehouse.gateway.Feature;
import dev.gatehouse.gateway.Snapshot;
import dev.gatehouse.gateway.Snapshot.DoorPolicy;
import dev.gatehouse.gateway.Snapshot.Quota;
import dev.gatehouse.pairing.CapabilityRequest;
import dev.gatehouse.pairing.DeviceGrant;
import dev.gatehouse.pairing.DeviceRequest;
import dev.gatehouse.pairing.DmRequest;
import dev.gatehouse.pairing.Kind;
import dev.gatehouse.pairing.Origin;
import dev.gatehouse.pairing.Right;
import dev.gatehouse.pairing.SenderGrant;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreReadTest {
    private static final String DEVICE = "8eab4b7cecfa7259ce92225b17519c9c92ebf4d4e162ab8ba9dda8c68500fed8";
    private static final String LAPTOP = "13dd479ce1da31b002f476ed71fe43f4bed8957afde3cb41ac995399210e4cc3";
    private static final String KITCHEN = "956c92c678fa559f24538222acb66daec2cd39c91f4e1b7ee28e6f5f2bb307e9";

    @TempDir
    Path folder;

    @Test
    void listsTheDirectMessagesThatWait() throws Exception {
        try (StoreFixture store = StoreFixture.recorded(folder, "pending")) {
            DmRequest ann = (DmRequest) store.request(Kind.DM, "111111111");
            assertThat(ann.key().channel()).isEqualTo("telegram");
            assertThat(ann.key().account()).isEqualTo("default");
            assertThat(Objects.requireNonNull(ann.code()).value()).isEqualTo("JY829YJX");
            assertThat(ann.name().text()).isEqualTo("ann");
            assertThat(ann.details()).containsEntry("username", "ann").doesNotContainKey("accountId");
            assertThat(ann.requestedAt()).isEqualTo("2026-11-20T13:45:11.757Z");
            assertThat(ann.expiresAt()).isEqualTo("2026-11-20T14:45:11.757Z");
            assertThat(ann.id()).hasSize(32).doesNotContain("JY829YJX");
            assertThat(store.request(Kind.DM, "222222222").key().account()).isEqualTo("work");
            assertThat(store.listed(Kind.DM, "111111111").absent()).isEmpty();
        }
    }

    @Test
    void listsDevicesAndNodesThatWait() throws Exception {
        try (StoreFixture store = StoreFixture.recorded(folder, "pending")) {
            DeviceRequest laptop = (DeviceRequest) store.request(Kind.DEVICE, DEVICE);
            assertThat(laptop.name().text()).isEqualTo("Laptop of Ann");
            assertThat(laptop.access().rights())
                    .extracting(Right::name)
                    .containsExactly("operator", "operator.read", "operator.write");
            assertThat(laptop.client().address()).isEqualTo("192.0.2.2");
            assertThat(laptop.expiresAt()).isEqualTo(Instant.ofEpochMilli(1795182277720L + 300_000));
            CapabilityRequest node = (CapabilityRequest) store.request(Kind.CAPABILITY, KITCHEN);
            assertThat(node.access().asksExecution()).isTrue();
        }
    }

    @Test
    void isOfTheMomentWhenTheReadingEnded() throws Exception {
        try (StoreFixture store = StoreFixture.recorded(folder, "pending")) {
            Instant[] last = {StoreFixture.NOW};
            Environment slow = new Environment(
                    Map.of(),
                    folder.resolve("home"),
                    folder.resolve("tmp"),
                    () -> last[0] = last[0].plusSeconds(1),
                    store.environment().watch());
            try (StoreGateway gateway =
                    new StoreGateway("p", StorePaths.in(Dialect.OPENCLAW, store.state, null, null), slow)) {
                Snapshot snapshot = gateway.read();
                assertThat(snapshot.takenAt()).isEqualTo(last[0]).isAfter(StoreFixture.NOW.plusSeconds(1));
            }
        }
    }

    @Test
    void leavesOutWhatHasExpired() throws Exception {
        try (StoreFixture store = StoreFixture.recorded(folder, "pending")) {
            store.now = Instant.ofEpochMilli(1795182277720L + 300_000);
            assertThat(store.read().requests())
                    .extracting(listed -> listed.what().key().kind())
                    .containsExactly(Kind.DM, Kind.DM, Kind.CAPABILITY);
            store.now = Instant.parse("2026-11-20T14:45:11.760Z");
            assertThat(store.read().requests())
                    .extracting(listed -> listed.what().key().subject())
                    .containsExactly("222222222");
        }
    }

    @Test
    void listsWhoIsInWithoutTheirTokens() throws Exception {
        try (StoreFixture store = StoreFixture.recorded(folder, "pending")) {
            DeviceGrant laptop = (DeviceGrant) store.grant(LAPTOP);
            assertThat(laptop.kind()).isEqualTo(Kind.DEVICE);
            assertThat(laptop.allTokensRevoked()).isTrue();
            assertThat(laptop.lastSeenAt()).isEqualTo(Instant.ofEpochMilli(1795182310414L));
            assertThat(((DeviceGrant) store.grant(KITCHEN)).kind()).isEqualTo(Kind.NODE);
            assertThat(store.read().toString())
                    .doesNotContain("ReXsYusOvq")
                    .doesNotContain("7g6QNANsWg")
                    .doesNotContain("JY829YJX");
        }
    }

    @Test
    void listsSendersWithAllThatLetsThemIn() throws Exception {
        try (StoreFixture store = StoreFixture.recorded(folder, "approved")) {
            store.write(
                    "credentials/telegram-allowFrom.json",
                    "{\"version\":1,\"allowFrom\":[\"tg:111111111\",\"*\",\"7\"]}");
            store.config("{channels: {telegram: {allowFrom: [222222222, '*'], accounts: {default: {}, work: {}}}}}");
            assertThat(store.grant("111111111").origins())
                    .extracting(Origin::place)
                    .containsExactly(
                            "credentials/telegram-allowFrom.json", "credentials/telegram-default-allowFrom.json");
            SenderGrant work = store.read().grants().stream()
                    .map(listed -> (SenderGrant) listed.what())
                    .filter(grant -> grant.key().account().equals("work")
                            && grant.key().subject().equals("222222222"))
                    .findFirst()
                    .orElseThrow();
            assertThat(work.origins())
                    .extracting(Origin::place)
                    .containsExactly(
                            "credentials/telegram-work-allowFrom.json", "openclaw.json: channels.telegram.allowFrom");
            assertThat(store.listedGrant("7").absent()).isEmpty();
            assertThat(store.listedGrant("*").absent()).containsOnlyKeys(Feature.REVOKE_SENDER);
            assertThat(store.grant("*").revocable()).isEmpty();
        }
    }

    @Test
    void countsPlacesAndTellsThePolicy() throws Exception {
        try (StoreFixture store = StoreFixture.recorded(folder, "pending")) {
            Snapshot snapshot = store.read();
            assertThat(snapshot.quotas())
                    .containsExactly(new Quota("telegram", "default", 1, 3), new Quota("telegram", "work", 1, 3));
            assertThat(snapshot.policies())
                    .extracting(DoorPolicy::account, DoorPolicy::mode)
                    .containsExactly(tuple("default", DoorPolicy.Mode.PAIRING), tuple("work", DoorPolicy.Mode.PAIRING));
            assertThat(snapshot.troubles()).isEmpty();
        }
    }
}

package dev.gatehouse.gateway.openclaw;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.gateway.Feature;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Receipt;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.DmRequest;
import dev.gatehouse.pairing.Grant;
import dev.gatehouse.pairing.Kind;
import dev.gatehouse.pairing.Origin;
import dev.gatehouse.pairing.Phrase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DmActsTest {
    private static final String PAIRING = "credentials/telegram-pairing.json";
    private static final String EMPTY = "{\n  \"version\": 1,\n  \"requests\": []\n}\n";

    @TempDir
    Path folder;

    @Test
    void approvesAsTheProductDoes() throws Exception {
        try (StoreFixture store = StoreFixture.recorded(folder, "pending");
                StoreGateway gateway = store.connect()) {
            Receipt receipt = gateway.perform(new Decision.Approve(store.request(Kind.DM, "111111111")));
            gateway.perform(new Decision.Approve(store.request(Kind.DM, "222222222")));
            for (String name : List.of("telegram-pairing", "telegram-default-allowFrom", "telegram-work-allowFrom")) {
                assertThat(store.text("credentials/" + name + ".json"))
                        .isEqualTo(Files.readString(
                                StoreFixture.recording("approved").resolve("credentials/" + name + ".json")));
            }
            assertThat(receipt.touched()).containsExactly("credentials/telegram-default-allowFrom.json", PAIRING);
            assertThat(receipt.remark()).isEmpty();
            assertThat(receipt.toString()).doesNotContain("JY829YJX");
            assertThat(store.contents().keySet()).noneMatch(name -> name.endsWith(".lock") || name.endsWith(".tmp"));
            assertThat(store.grant("111111111").origins())
                    .containsExactly(new Origin(Origin.Type.STORE, "credentials/telegram-default-allowFrom.json"));
        }
    }

    @Test
    void writesFilesForTheirOwnerAlone() throws Exception {
        try (StoreFixture store = StoreFixture.recorded(folder, "pending");
                StoreGateway gateway = store.connect()) {
            gateway.perform(new Decision.Approve(store.request(Kind.DM, "111111111")));
            for (String name : List.of(PAIRING, "credentials/telegram-default-allowFrom.json")) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(store.state.resolve(name))))
                        .isEqualTo("rw-------");
            }
        }
    }

    @Test
    void rejectsByRemovingTheRequestAlone() throws Exception {
        try (StoreFixture store = StoreFixture.recorded(folder, "pending");
                StoreGateway gateway = store.connect()) {
            Map<String, String> before = store.contents();
            gateway.perform(new Decision.Reject(store.request(Kind.DM, "111111111")));
            gateway.perform(new Decision.Reject(store.request(Kind.DM, "222222222")));
            before.put(PAIRING, EMPTY);
            assertThat(store.contents()).isEqualTo(before);
        }
    }

    @Test
    void keepsWhatItDoesNotKnow() throws Exception {
        try (StoreFixture store = StoreFixture.recorded(folder, "pending");
                StoreGateway gateway = store.connect()) {
            store.write(
                    PAIRING, store.text(PAIRING).replace("\"version\": 1,", "\"future\": 1.50,\n  \"version\": 1,"));
            store.write(
                    "credentials/telegram-default-allowFrom.json",
                    "{\"version\":1,\"note\":{\"b\":1,\"a\":2},\"allowFrom\":[\"5\"],\"z\":[]}");
            gateway.perform(new Decision.Approve(store.request(Kind.DM, "111111111")));
            assertThat(store.text(PAIRING))
                    .startsWith("{\n  \"future\": 1.50,\n  \"version\": 1,")
                    .contains("222222222");
            assertThat(store.text("credentials/telegram-default-allowFrom.json"))
                    .isEqualTo("""
                        {
                          "version": 1,
                          "note": {
                            "b": 1,
                            "a": 2
                          },
                          "allowFrom": [
                            "5",
                            "111111111"
                          ],
                          "z": []
                        }
                        """);
        }
    }

    @Test
    void doesNothingIfTheRequestIsAnotherOneNow() throws Exception {
        try (StoreFixture store = StoreFixture.recorded(folder, "pending")) {
            DmRequest shown = (DmRequest) store.request(Kind.DM, "111111111");
            store.write(PAIRING, store.text(PAIRING).replace("\"firstName\": \"ann\"", "\"firstName\": \"Ann\""));
            Map<String, String> before = store.contents();
            assertThat(store.refused(new Decision.Approve(shown)))
                    .isEqualTo(new Problem.Changed(store.request(Kind.DM, "111111111")));
            store.write(
                    PAIRING, store.text(PAIRING).replace("\"Ann\"", "\"ann\"").replace("JY829YJX", "AAAAAAAA"));
            assertThat(store.refused(new Decision.Reject(shown))).isInstanceOf(Problem.Changed.class);
            store.write(PAIRING, EMPTY);
            assertThat(store.refused(new Decision.Approve(shown))).isEqualTo(new Problem.Changed(null));
            Files.delete(store.state.resolve(PAIRING));
            assertThat(store.refused(new Decision.Approve(shown))).isEqualTo(new Problem.Changed(null));
            before.remove(PAIRING);
            assertThat(store.contents()).isEqualTo(before);
        }
    }

    @Test
    void ofTwoThatASenderAskedAtOnceTheOneThatIsShownIsApproved() throws Exception {
        try (StoreFixture store = new StoreFixture(folder);
                StoreGateway gateway = store.connect()) {
            store.config("{channels: {telegram: {}}}");
            String row = """
                {"id": "5", "code": "%s", "createdAt": "2026-11-20T13:45:11.757Z",
                 "lastSeenAt": "2026-11-20T13:45:11.757Z"}\
                """;
            store.write(
                    PAIRING,
                    "{\"version\": 1, \"requests\": [" + row.formatted("AAAAAAAA") + "," + row.formatted("BBBBBBBB")
                            + "]}");
            gateway.perform(new Decision.Approve(store.request(Kind.DM, "5")));
            assertThat(store.text("credentials/telegram-default-allowFrom.json"))
                    .contains("\"5\"");
            assertThat(store.text(PAIRING)).isEqualTo(EMPTY);
        }
    }

    @Test
    void aStoreThatIsUpgradedWhileALockIsWaitedForIsNotChanged() throws Exception {
        try (StoreFixture store = StoreFixture.recorded(folder, "pending")) {
            store.write("credentials/telegram-default-allowFrom.json", "{\"version\":1,\"allowFrom\":[\"5\"]}");
            var ann = store.request(Kind.DM, "111111111");
            var five = store.grant("5");
            Map<String, String> before = store.contents();
            for (Decision decision :
                    List.of(new Decision.Approve(ann), new Decision.Reject(ann), new Decision.Revoke(five))) {
                // The clock is asked for the lock's content, after the first look at the database.
                store.ticks = () -> {
                    if (!Files.exists(store.state.resolve("state"))) {
                        upgrade(store);
                    }
                };
                assertThat(store.refused(decision)).isInstanceOf(Problem.NewerStore.class);
                store.ticks = () -> {};
                Files.delete(store.state.resolve("state/openclaw.sqlite"));
                Files.delete(store.state.resolve("state"));
                assertThat(store.contents()).isEqualTo(before);
            }
        }
    }

    private static void upgrade(StoreFixture store) {
        ByteBuffer header = ByteBuffer.allocate(100).put("SQLite format 3\0".getBytes(StandardCharsets.US_ASCII));
        header.putInt(60, SqliteEra.FIRST);
        try {
            Files.createDirectory(store.state.resolve("state"));
            Files.write(store.state.resolve("state/openclaw.sqlite"), header.array());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void theConfigCountsAsItIsWhenTheLockIsHeld() throws Exception {
        try (StoreFixture store = StoreFixture.recorded(folder, "pending")) {
            var bob = store.request(Kind.DM, "222222222");
            store.ticks = () -> {
                try {
                    store.config("{channels: {telegram: {}}}");
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            };
            assertThat(store.refused(new Decision.Approve(bob))).isInstanceOf(Problem.NotOffered.class);
            assertThat(store.contents().keySet()).noneMatch(name -> name.contains("allowFrom"));
        }
    }

    @Test
    void doesNotApproveWhatHasExpiredSince() throws Exception {
        try (StoreFixture store = StoreFixture.recorded(folder, "pending")) {
            DmRequest shown = (DmRequest) store.request(Kind.DM, "111111111");
            store.now = shown.expiresAt();
            assertThat(store.refused(new Decision.Approve(shown))).isEqualTo(new Problem.Changed(null));
        }
    }

    @Test
    void aSenderWhoIsInAlreadyIsNotAddedAgain() throws Exception {
        try (StoreFixture store = StoreFixture.recorded(folder, "pending");
                StoreGateway gateway = store.connect()) {
            String allowed = "{\"version\":1,\"allowFrom\":[\"telegram:111111111\"]}";
            store.write("credentials/telegram-default-allowFrom.json", allowed);
            gateway.perform(new Decision.Approve(store.request(Kind.DM, "111111111")));
            assertThat(store.text("credentials/telegram-default-allowFrom.json"))
                    .isEqualTo(allowed);
            assertThat(store.read().requests())
                    .noneMatch(listed -> listed.what().key().subject().equals("111111111"));
        }
    }

    @Test
    void approvesOnlyForAnAccountThatTheConfigKnows() throws Exception {
        try (StoreFixture store = StoreFixture.recorded(folder, "pending")) {
            DmRequest bob = (DmRequest) store.request(Kind.DM, "222222222");
            store.config("{channels: {telegram: {}}}");
            assertThat(store.listed(Kind.DM, "222222222").whyNot(Feature.APPROVE_DM))
                    .isEqualTo(Phrase.of("openclaw.absent.unknown-account", "work", "telegram"));
            assertThat(store.listed(Kind.DM, "111111111").whyNot(Feature.APPROVE_DM))
                    .isNull();
            assertThat(store.refused(new Decision.Approve(bob))).isInstanceOf(Problem.NotOffered.class);
            store.config("{channels: {discord: {}}}");
            assertThat(store.listed(Kind.DM, "111111111").whyNot(Feature.APPROVE_DM))
                    .isEqualTo(Phrase.of("openclaw.absent.unknown-channel", "telegram"));
            Files.delete(store.state.resolve("openclaw.json"));
            assertThat(store.whyNot(Feature.APPROVE_DM)).isEqualTo("openclaw.absent.no-config");
            assertThat(store.refused(new Decision.Approve(bob)))
                    .isEqualTo(new Problem.NotOffered(Phrase.of("openclaw.absent.no-config")));
            assertThat(store.whyNot(Feature.REJECT_DM)).isEmpty();
            store.config("{channels: ");
            assertThat(store.whyNot(Feature.APPROVE_DM)).isEqualTo("openclaw.absent.config-unreadable");
            assertThat(store.contents().keySet()).noneMatch(name -> name.contains("allowFrom"));
        }
    }

    @Test
    void anUnknownFormOfIdIsNotGuessed() throws Exception {
        try (StoreFixture store = new StoreFixture(folder)) {
            store.config("{channels: {tlon: {}, whatsapp: {}}}");
            store.write("credentials/tlon-pairing.json", request("~zod"));
            store.write("credentials/whatsapp-pairing.json", request("+1 555 0100"));
            assertThat(store.listed(Kind.DM, "~zod").whyNot(Feature.APPROVE_DM))
                    .isEqualTo(Phrase.of("openclaw.absent.id-form", "tlon"));
            assertThat(store.listed(Kind.DM, "15550100").absent()).isEmpty();
            try (StoreGateway gateway = store.connect()) {
                gateway.perform(new Decision.Approve(store.request(Kind.DM, "15550100")));
                gateway.perform(new Decision.Reject(store.request(Kind.DM, "~zod")));
            }
            assertThat(store.text("credentials/whatsapp-default-allowFrom.json"))
                    .contains("\"15550100\"");
            assertThat(store.read().requests()).isEmpty();
        }
    }

    private static String request(String id) {
        return """
            {"version": 1, "requests": [{"id": "%s", "code": "ABCDEFGH",
             "createdAt": "2026-11-20T13:45:11.757Z", "lastSeenAt": "2026-11-20T13:45:11.757Z"}]}
            """.formatted(id);
    }

    @Test
    void anIdThatHidesSomethingIsShownOpenlyAndNotApproved() throws Exception {
        try (StoreFixture store = new StoreFixture(folder)) {
            store.config("{channels: {telegram: {}}}");
            store.write("credentials/telegram-pairing.json", request("1\\u202e2"));
            assertThat(store.listed(Kind.DM, "1<U+202E>2").absent()).containsOnlyKeys(Feature.APPROVE_DM);
        }
    }

    @Test
    void fasedKeepsItsDefaultAccountInTheFileWithoutOne() throws Exception {
        try (StoreFixture store = new StoreFixture(folder, Dialect.FASED);
                StoreGateway gateway = store.connect()) {
            store.copy("pending");
            store.config(StoreFixture.TWO_ACCOUNTS);
            gateway.perform(new Decision.Approve(store.request(Kind.DM, "111111111")));
            gateway.perform(new Decision.Approve(store.request(Kind.DM, "222222222")));
            assertThat(store.text("credentials/telegram-allowFrom.json")).contains("111111111");
            assertThat(store.text("credentials/telegram-work-allowFrom.json")).contains("222222222");
            assertThat(store.contents()).doesNotContainKey("credentials/telegram-default-allowFrom.json");
        }
    }

    @Test
    void fasedUsesTheScopedFileWhereThereIsOne() throws Exception {
        try (StoreFixture store = new StoreFixture(folder, Dialect.FASED);
                StoreGateway gateway = store.connect()) {
            store.copy("pending");
            store.config(StoreFixture.TWO_ACCOUNTS);
            store.write("credentials/telegram-default-allowFrom.json", "{\"version\":1,\"allowFrom\":[]}");
            gateway.perform(new Decision.Approve(store.request(Kind.DM, "111111111")));
            assertThat(store.text("credentials/telegram-default-allowFrom.json"))
                    .contains("111111111");
            assertThat(store.contents()).doesNotContainKey("credentials/telegram-allowFrom.json");
        }
    }

    @Test
    void revokesFromEveryFileAndSaysWhatStillLetsThemIn() throws Exception {
        try (StoreFixture store = StoreFixture.recorded(folder, "approved");
                StoreGateway gateway = store.connect()) {
            store.config("{channels: {telegram: {allowFrom: ['tg:111111111']}}}");
            store.write(
                    "credentials/telegram-allowFrom.json", "{\"version\":1,\"allowFrom\":[\"TG:111111111\",\"7\"]}");
            Receipt receipt = gateway.perform(new Decision.Revoke(store.grant("111111111")));
            assertThat(receipt.touched())
                    .containsExactly(
                            "credentials/telegram-default-allowFrom.json", "credentials/telegram-allowFrom.json");
            assertThat(receipt.remark())
                    .containsExactly(
                            Phrase.of("openclaw.remark.config-lets-in", "openclaw.json: channels.telegram.allowFrom"));
            assertThat(store.text("credentials/telegram-allowFrom.json"))
                    .isEqualTo("{\n  \"version\": 1,\n  \"allowFrom\": [\n    \"7\"\n  ]\n}\n");
            assertThat(store.text("credentials/telegram-default-allowFrom.json"))
                    .isEqualTo("{\n  \"version\": 1,\n  \"allowFrom\": []\n}\n");
            assertThat(store.grant("111111111").revocable()).isEmpty();
            assertThat(store.refused(new Decision.Revoke(store.grant("111111111"))))
                    .isInstanceOf(Problem.NotOffered.class);
        }
    }

    @Test
    void revokesNobodyElseOfTheSameIdAtAnotherAccount() throws Exception {
        try (StoreFixture store = StoreFixture.recorded(folder, "approved");
                StoreGateway gateway = store.connect()) {
            store.write("credentials/telegram-allowFrom.json", "{\"version\":1,\"allowFrom\":[\"222222222\"]}");
            var work = store.read().grants().stream()
                    .map(listed -> listed.what())
                    .filter(grant -> grant.key().account().equals("work"))
                    .findFirst()
                    .orElseThrow();
            gateway.perform(new Decision.Revoke(work));
            assertThat(store.text("credentials/telegram-allowFrom.json")).contains("222222222");
            assertThat(store.refused(new Decision.Revoke(work))).isInstanceOf(Problem.GrantChanged.class);
        }
    }

    @Test
    void revokesAllAndStopsAtTheFirstThatFails() throws Exception {
        try (StoreFixture store = StoreFixture.recorded(folder, "approved")) {
            List<Grant> all =
                    store.read().grants().stream().map(listed -> listed.what()).toList();
            Files.writeString(store.state.resolve("credentials/telegram-work-allowFrom.json"), "{");
            assertThat(store.refused(new Decision.RevokeAll("p", all)))
                    .isInstanceOfSatisfying(Problem.Partial.class, partial -> {
                        assertThat(partial.done()).isEqualTo(1);
                        assertThat(partial.wanted()).isEqualTo(2);
                        assertThat(partial.cause()).isInstanceOf(Problem.Malformed.class);
                    });
            assertThat(store.text("credentials/telegram-work-allowFrom.json")).isEqualTo("{");
            store.write("credentials/telegram-work-allowFrom.json", "{\"version\":1,\"allowFrom\":[\"222222222\"]}");
            try (StoreGateway gateway = store.connect()) {
                gateway.perform(new Decision.RevokeAll("p", all));
            }
            assertThat(store.read().grants()).isEmpty();
        }
    }

    @Test
    void givesUpOnALockThatALiveProcessHolds() throws Exception {
        try (StoreFixture store = StoreFixture.recorded(folder, "pending")) {
            var shown = store.request(Kind.DM, "111111111");
            long pid = ProcessHandle.current().pid();
            store.write(
                    PAIRING + ".lock",
                    "{\n  \"pid\": " + pid + ",\n  \"createdAt\": \"2026-11-20T13:45:59.000Z\"\n}\n");
            Map<String, String> before = store.contents();
            assertThat(store.refused(new Decision.Approve(shown)))
                    .isEqualTo(new Problem.Locked(
                            store.state.resolve(PAIRING).toString(), pid, Instant.parse("2026-11-20T13:45:59Z")));
            assertThat(store.contents()).isEqualTo(before);
        }
    }

    @Test
    void tellsWhenTheGatewayWillIgnoreTheApproval() throws Exception {
        try (StoreFixture store = StoreFixture.recorded(folder, "pending");
                StoreGateway gateway = store.connect()) {
            store.config("{channels: {telegram: {dmPolicy: 'allowlist'}}}");
            assertThat(gateway.perform(new Decision.Approve(store.request(Kind.DM, "111111111")))
                            .remark())
                    .containsExactly(
                            Phrase.of("openclaw.remark.store-ignored", "openclaw.json: channels.telegram.dmPolicy"));
        }
    }
}

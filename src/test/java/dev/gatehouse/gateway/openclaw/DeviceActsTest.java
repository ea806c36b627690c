package dev.gatehouse.gateway.openclaw;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.gateway.Feature;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Receipt;
import dev.gatehouse.io.JsonText;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.DeviceGrant;
import dev.gatehouse.pairing.Kind;
import dev.gatehouse.pairing.PairingRequest;
import dev.gatehouse.pairing.Right;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class DeviceActsTest {
    private static final String DEVICE = "8eab4b7cecfa7259ce92225b17519c9c92ebf4d4e162ab8ba9dda8c68500fed8";
    private static final String LAPTOP = "13dd479ce1da31b002f476ed71fe43f4bed8957afde3cb41ac995399210e4cc3";
    private static final String KITCHEN = "956c92c678fa559f24538222acb66daec2cd39c91f4e1b7ee28e6f5f2bb307e9";
    private static final String PENDING = "devices/pending.json";
    private static final String PAIRED = "devices/paired.json";

    @TempDir
    Path folder;

    @Test
    void approvesADeviceAsTheProductDoes() throws Exception {
        try (StoreFixture store = StoreFixture.recorded(folder, "pending");
                StoreGateway gateway = store.connect()) {
            String before = store.text(PAIRED);
            Receipt receipt = gateway.perform(new Decision.Approve(store.request(Kind.DEVICE, DEVICE)));
            assertThat(receipt.touched()).containsExactly(PAIRED, PENDING);
            assertThat(store.text(PENDING)).isEqualTo("{}");
            String record = store.text(PAIRED).replaceAll("\"token\": \"[A-Za-z0-9_-]{43}\"", "\"token\": \"T\"");
            assertThat(record).startsWith(before.substring(0, 100)).endsWith("""
                ,
                  "8eab4b7cecfa7259ce92225b17519c9c92ebf4d4e162ab8ba9dda8c68500fed8": {
                    "deviceId": "8eab4b7cecfa7259ce92225b17519c9c92ebf4d4e162ab8ba9dda8c68500fed8",
                    "publicKey": "-jylBC-T7FPeSHEP_uk4LKYulLTR6ygwZzucZFWnB24",
                    "displayName": "Laptop of Ann",
                    "platform": "linux",
                    "deviceFamily": "Desktop",
                    "clientId": "cli",
                    "clientMode": "cli",
                    "role": "operator",
                    "roles": [
                      "operator"
                    ],
                    "scopes": [
                      "operator.read",
                      "operator.write"
                    ],
                    "approvedScopes": [
                      "operator.read",
                      "operator.write"
                    ],
                    "remoteIp": "192.0.2.2",
                    "tokens": {
                      "operator": {
                        "token": "T",
                        "role": "operator",
                        "scopes": [
                          "operator.read",
                          "operator.write"
                        ],
                        "createdAtMs": 1795182360000
                      }
                    },
                    "createdAtMs": 1795182360000,
                    "approvedAtMs": 1795182360000
                  }
                }\
                """);
            assertThat(((DeviceGrant) store.grant(DEVICE)).tokens()).hasSize(1);
            assertThat(receipt.toString()).doesNotContain("token");
        }
    }

    @Test
    void anApprovalJoinsWhatWasHeldAndGivesANewToken() throws Exception {
        try (StoreFixture store = StoreFixture.recorded(folder, "pending");
                StoreGateway gateway = store.connect()) {
            store.write(PAIRED, pairedAs("-jylBC-T7FPeSHEP_uk4LKYulLTR6ygwZzucZFWnB24"));
            gateway.perform(new Decision.Approve(store.request(Kind.DEVICE, DEVICE)));
            JsonNode record = JsonText.parse(store.text(PAIRED).getBytes(StandardCharsets.UTF_8))
                    .get(DEVICE);
            JsonNode token = record.at("/tokens/operator");
            assertThat(token.path("token").stringValue()).isNotEqualTo("old").hasSize(43);
            assertThat(token.path("scopes").toString())
                    .isEqualTo("[\"operator.approvals\",\"operator.read\",\"operator.write\"]");
            assertThat(token.path("createdAtMs").longValue()).isEqualTo(5);
            assertThat(token.path("rotatedAtMs").longValue()).isEqualTo(StoreFixture.NOW.toEpochMilli());
            assertThat(token.path("lastUsedAtMs").longValue()).isEqualTo(6);
            assertThat(token.has("revokedAtMs")).isFalse();
            assertThat(record.path("approvedScopes").toString())
                    .isEqualTo("[\"operator.approvals\",\"operator.read\",\"operator.write\"]");
            assertThat(record.path("createdAtMs").longValue()).isEqualTo(1);
            assertThat(record.path("lastSeenAtMs").longValue()).isEqualTo(3);
        }
    }

    private static String pairedAs(String key) {
        return """
            {"%s": {"deviceId": "%s", "publicKey": "%s", "role": "operator", "roles": ["operator"],
             "scopes": ["operator.approvals"], "approvedScopes": ["operator.approvals"],
             "tokens": {"operator": {"token": "old", "role": "operator", "scopes": ["operator.approvals"],
               "createdAtMs": 5, "revokedAtMs": 7, "lastUsedAtMs": 6}},
             "createdAtMs": 1, "approvedAtMs": 2, "lastSeenAtMs": 3, "lastSeenReason": "connect"}}
            """.formatted(DEVICE, DEVICE, key);
    }

    @Test
    void aRequestThatAsksForAnotherRoleUnderItsIdIsShownAsItIsNow() throws Exception {
        try (StoreFixture store = StoreFixture.recorded(folder, "pending")) {
            var shown = store.request(Kind.DEVICE, DEVICE);
            store.write(PENDING, store.text(PENDING).replaceFirst("\"roles\": \\[", "\"roles\": [\"node\", "));
            var now = store.request(Kind.NODE, DEVICE);
            assertThat(now.id()).isEqualTo(shown.id());
            assertThat(store.refused(new Decision.Approve(shown))).isEqualTo(new Problem.Changed(now));
            assertThat(store.refused(new Decision.Reject(shown))).isEqualTo(new Problem.Changed(now));
        }
    }

    @Test
    void approvesTheCommandsOfANodeAsTheProductDoes() throws Exception {
        try (StoreFixture store = StoreFixture.recorded(folder, "pending");
                StoreGateway gateway = store.connect()) {
            gateway.perform(new Decision.Approve(store.request(Kind.CAPABILITY, KITCHEN)));
            assertThat(store.text("nodes/pending.json")).isEqualTo("{}");
            assertThat(store.text("nodes/paired.json")
                            .replaceAll("\"token\": \"[A-Za-z0-9_-]{43}\"", "\"token\": \"T\""))
                    .isEqualTo("""
                        {
                          "956c92c678fa559f24538222acb66daec2cd39c91f4e1b7ee28e6f5f2bb307e9": {
                            "nodeId": "956c92c678fa559f24538222acb66daec2cd39c91f4e1b7ee28e6f5f2bb307e9",
                            "token": "T",
                            "displayName": "Kitchen Mac",
                            "platform": "linux",
                            "version": "0.1.0",
                            "deviceFamily": "Linux",
                            "caps": [
                              "system"
                            ],
                            "commands": [
                              "system.run"
                            ],
                            "remoteIp": "192.0.2.2",
                            "createdAtMs": 1795182360000,
                            "approvedAtMs": 1795182360000
                          }
                        }\
                        """);
            DeviceGrant commands = store.read().grants().stream()
                    .map(listed -> (DeviceGrant) listed.what())
                    .filter(grant -> grant.kind() == Kind.CAPABILITY)
                    .findFirst()
                    .orElseThrow();
            assertThat(commands.access().asksExecution()).isTrue();
            String devices = store.text(PAIRED);
            gateway.perform(new Decision.Revoke(commands));
            assertThat(store.text("nodes/paired.json")).isEqualTo("{}");
            assertThat(store.text(PAIRED)).isEqualTo(devices);
        }
    }

    @Test
    void rejectsByRemovingTheRequestAlone() throws Exception {
        try (StoreFixture store = StoreFixture.recorded(folder, "pending");
                StoreGateway gateway = store.connect()) {
            Map<String, String> before = store.contents();
            gateway.perform(new Decision.Reject(store.request(Kind.DEVICE, DEVICE)));
            gateway.perform(new Decision.Reject(store.request(Kind.CAPABILITY, KITCHEN)));
            before.put(PENDING, "{}");
            before.put("nodes/pending.json", "{}");
            assertThat(store.contents()).isEqualTo(before);
        }
    }

    @Test
    void aRejectEndsTheSetupCodeOfThatDevice() throws Exception {
        try (StoreFixture store = StoreFixture.recorded(folder, "pending");
                StoreGateway gateway = store.connect()) {
            String bound = "\"%s\": {\"token\": \"%s\", \"deviceId\": \"%s\", \"publicKey\": \"%s\"}";
            store.write(
                    "devices/bootstrap.json",
                    "{" + bound.formatted("a", "a", DEVICE, "-jylBC-T7FPeSHEP_uk4LKYulLTR6ygwZzucZFWnB24") + ","
                            + bound.formatted("b", "b", DEVICE, "other") + ", \"c\": {\"token\": \"c\"}}");
            gateway.perform(new Decision.Reject(store.request(Kind.DEVICE, DEVICE)));
            assertThat(store.text("devices/bootstrap.json"))
                    .doesNotContain("\"a\"")
                    .contains("\"b\"")
                    .contains("\"c\"");
        }
    }

    @Test
    void removesADeviceWithWhatItAsksFor() throws Exception {
        try (StoreFixture store = StoreFixture.recorded(folder, "pending");
                StoreGateway gateway = store.connect()) {
            store.write(PENDING, store.text(PENDING).replace(DEVICE, LAPTOP));
            gateway.perform(new Decision.Revoke(store.grant(LAPTOP)));
            assertThat(store.text(PAIRED)).doesNotContain(LAPTOP).contains(KITCHEN);
            assertThat(store.text(PENDING)).isEqualTo("{}");
        }
    }

    @Test
    void doesNothingIfTheDeviceIsAnotherOneNow() throws Exception {
        try (StoreFixture store = StoreFixture.recorded(folder, "pending")) {
            PairingRequest shown = store.request(Kind.DEVICE, DEVICE);
            var laptop = store.grant(LAPTOP);
            store.write(PENDING, store.text(PENDING).replace("operator.write", "operator.admin"));
            store.write(PAIRED, store.text(PAIRED).replace("jmzV_k4j2", "AAAAAAAAA"));
            Map<String, String> before = store.contents();
            assertThat(store.refused(new Decision.Approve(shown)))
                    .isEqualTo(new Problem.Changed(store.request(Kind.DEVICE, DEVICE)));
            assertThat(store.refused(new Decision.Revoke(laptop))).isInstanceOf(Problem.GrantChanged.class);
            assertThat(store.contents()).isEqualTo(before);
        }
    }

    @Test
    void severalRequestsOfOneDeviceAreOneRowAndLeaveTogether() throws Exception {
        try (StoreFixture store = StoreFixture.recorded(folder, "pending");
                StoreGateway gateway = store.connect()) {
            String one = store.text(PENDING);
            String entry = one.substring(one.indexOf('"'), one.lastIndexOf('}'));
            String narrower = entry.replace("d93b7dc1", "00000000")
                    .replace(",\n      \"operator.write\"", "")
                    .replace("1795182277720", "1795182277719");
            store.write(PENDING, "{" + entry + "," + narrower + "}");
            assertThat(store.read().requests().stream()
                            .filter(listed -> listed.what().key().kind() == Kind.DEVICE))
                    .singleElement()
                    .satisfies(listed -> assertThat(listed.what().id()).startsWith("d93b7dc1"));
            gateway.perform(new Decision.Approve(store.request(Kind.DEVICE, DEVICE)));
            assertThat(store.text(PENDING)).isEqualTo("{}");
        }
    }

    @Test
    void aScopeWithoutItsRoleIsNotApproved() throws Exception {
        try (StoreFixture store = StoreFixture.recorded(folder, "pending")) {
            store.write(PENDING, store.text(PENDING).replace("\"operator\"", "\"node\""));
            assertThat(store.listed(Kind.NODE, DEVICE).absent()).containsOnlyKeys(Feature.APPROVE_DEVICE);
            assertThat(store.refused(new Decision.Approve(store.request(Kind.NODE, DEVICE))))
                    .isInstanceOf(Problem.NotOffered.class);
        }
    }

    @Test
    void theFirstDeviceOfAStoreIsApprovedToo() throws Exception {
        try (StoreFixture store = StoreFixture.recorded(folder, "pending");
                StoreGateway gateway = store.connect()) {
            Files.delete(store.state.resolve(PAIRED));
            gateway.perform(new Decision.Approve(store.request(Kind.DEVICE, DEVICE)));
            assertThat(store.grant(DEVICE).access().names(Right.Type.ROLE)).containsExactly("operator");
        }
    }

    @Test
    void anEmptyListInPlaceOfTheDevicesIsNothing() throws Exception {
        try (StoreFixture store = StoreFixture.recorded(folder, "pending");
                StoreGateway gateway = store.connect()) {
            store.write(PAIRED, "[]");
            assertThat(store.read().troubles()).isEmpty();
            gateway.perform(new Decision.Approve(store.request(Kind.DEVICE, DEVICE)));
            assertThat(store.text(PAIRED)).startsWith("{\n  \"8eab");
            store.write(PAIRED, "[{}]");
            assertThat(store.read().troubles()).hasSize(1);
        }
    }

    @Test
    void aSetupCodeThatCannotBeEndedStopsTheReject() throws Exception {
        try (StoreFixture store = StoreFixture.recorded(folder, "pending")) {
            store.write("devices/bootstrap.json", "{");
            Map<String, String> before = store.contents();
            assertThat(store.refused(new Decision.Reject(store.request(Kind.DEVICE, DEVICE))))
                    .isInstanceOf(Problem.Malformed.class);
            assertThat(store.contents()).isEqualTo(before);
        }
    }
}

package dev.gatehouse.gateway.praisonai;

import static dev.gatehouse.gateway.praisonai.PraisonFixture.PAIRED;
import static dev.gatehouse.gateway.praisonai.PraisonFixture.PENDING;
import static dev.gatehouse.gateway.praisonai.PraisonFixture.approve;
import static dev.gatehouse.gateway.praisonai.PraisonFixture.grants;
import static dev.gatehouse.gateway.praisonai.PraisonFixture.notes;
import static dev.gatehouse.gateway.praisonai.PraisonFixture.refused;
import static dev.gatehouse.gateway.praisonai.PraisonFixture.requests;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gatehouse.gateway.Feature;
import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Receipt;
import dev.gatehouse.gateway.Snapshot;
import dev.gatehouse.io.AtomicFile;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.DmRequest;
import dev.gatehouse.pairing.Grant;
import dev.gatehouse.pairing.Name;
import dev.gatehouse.pairing.PairingCode;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.SenderGrant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class StoreGatewayTest {
    private static final String BOUND = PENDING.replace("null", "\"555\"")
            .replace("1795181109.85822", "1795181120.5")
            .replace("98bca4", "000000");

    @TempDir
    Path folder;

    private PraisonFixture fixture;

    @BeforeEach
    void make() throws IOException {
        fixture = new PraisonFixture(folder).with(List.of(PAIRED), List.of(PENDING, BOUND));
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    private static DmRequest unbound(PraisonGateway gateway) throws GatewayException {
        return requests(gateway.read()).stream()
                .filter(DmRequest::anonymous)
                .findFirst()
                .orElseThrow();
    }

    private static DmRequest bound(PraisonGateway gateway) throws GatewayException {
        return requests(gateway.read()).stream()
                .filter(request -> !request.anonymous())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void listsWhoWaitsAndWhoIsIn() throws Exception {
        try (PraisonGateway gateway = fixture.connect()) {
            Snapshot seen = gateway.read();
            DmRequest unbound = unbound(gateway);
            assertThat(unbound.key().subject()).isEqualTo("1795181109.85822");
            assertThat(unbound.key().channel()).isEqualTo("telegram");
            assertThat(unbound.estimated()).isTrue();
            assertThat(unbound.code()).isNull();
            assertThat(Duration.between(unbound.requestedAt(), unbound.expiresAt()))
                    .isEqualTo(Duration.ofSeconds(300));
            assertThat(unbound.toString()).doesNotContain(PraisonFixture.HASH).doesNotContain(PraisonFixture.SIGNATURE);
            assertThat(bound(gateway).key().subject()).isEqualTo("555");
            SenderGrant alice = grants(seen).getFirst();
            assertThat(alice.key().subject()).isEqualTo("987654321");
            assertThat(alice.name().text()).isEqualTo("alice");
            assertThat(alice.grantedAt()).isNotNull();
            assertThat(seen.troubles()).isEmpty();
            assertThat(seen.unseen()).isEmpty();
            assertThat(gateway.features().whyNot(Feature.APPROVE_DM)).isNull();
            assertThat(gateway.features().whyNot(Feature.LABEL)).isNull();
            assertThat(gateway.features().whyNot(Feature.NARROW)).isNotNull();
        }
    }

    @Test
    void approvesThePersonWhoWasNamed() throws Exception {
        try (PraisonGateway gateway = fixture.connect()) {
            Receipt receipt = gateway.perform(approve(unbound(gateway), "777", "bob"));
            Snapshot after = gateway.read();
            assertThat(grants(after)).anySatisfy(grant -> {
                assertThat(grant.key().subject()).isEqualTo("777");
                assertThat(grant.key().channel()).isEqualTo("telegram");
                assertThat(grant.name().text()).isEqualTo("bob");
            });
            assertThat(requests(after))
                    .extracting(request -> request.key().subject())
                    .containsExactly("555");
            assertThat(receipt.remark()).extracting(Phrase::key).containsExactly("praisonai.remark.start");
            assertThat(fixture.text())
                    .startsWith("{\n  \"paired\": [\n" + PAIRED.indent(4).stripTrailing());
        }
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void nobodyElseMayReadWhatWasWritten() throws Exception {
        try (PraisonGateway gateway = fixture.connect()) {
            gateway.perform(approve(unbound(gateway), "777", ""));
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(fixture.store.resolve("pairing.json"))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void aBoundCodeIsItsPersonsAndNobodyElses() throws Exception {
        String before = fixture.text();
        try (PraisonGateway gateway = fixture.connect()) {
            DmRequest bound = bound(gateway);
            assertThat(refused(gateway, approve(bound, "556", "")).sentence().key())
                    .isEqualTo("praisonai.person.other");
            assertThat(fixture.text()).isEqualTo(before);
            gateway.perform(approve(bound, "", ""));
            assertThat(grants(gateway.read()))
                    .extracting(grant -> grant.key().subject())
                    .contains("555");
        }
    }

    @Test
    void nobodyIsApprovedWithoutAName() throws Exception {
        String before = fixture.text();
        try (PraisonGateway gateway = fixture.connect()) {
            DmRequest unbound = unbound(gateway);
            assertThat(refused(gateway, new Decision.Approve(unbound))
                            .sentence()
                            .key())
                    .isEqualTo("praisonai.person.missing");
            for (String odd : List.of("5 5", " 777", "777\n", " ", "__denied__", "5\u202e5", "x".repeat(200), "*")) {
                assertThat(refused(gateway, approve(unbound, odd, ""))
                                .sentence()
                                .key())
                        .as(odd)
                        .isEqualTo("praisonai.person.odd");
            }
        }
        assertThat(fixture.text()).isEqualTo(before);
    }

    /** The trap of the HTTP API must not come in by this door. */
    @Test
    void theCodeIsNotThePerson() throws Exception {
        try (PraisonGateway gateway = fixture.connect()) {
            DmRequest unbound = unbound(gateway);
            assertThat(refused(gateway, approve(unbound, PraisonFixture.CODE, ""))
                            .sentence()
                            .key())
                    .isEqualTo("praisonai.person.is-code");
            Decision typed = new Decision.Approve(
                    unbound, new Decision.Options(false, false, "zz99zz99", "", code(PraisonFixture.CODE), null, null));
            gateway.perform(typed);
        }
    }

    private static PairingCode code(String value) {
        return new PairingCode(value, PairingCode.Direction.FROM_STRANGER);
    }

    @Test
    void aCodeThatWasTypedHasToBeTheRows() throws Exception {
        String before = fixture.text();
        try (PraisonGateway gateway = fixture.connect()) {
            DmRequest unbound = unbound(gateway);
            Decision wrong = new Decision.Approve(
                    unbound, new Decision.Options(false, false, "777", "", code("ABCD2346"), null, null));
            Problem problem = refused(gateway, wrong);
            assertThat(problem.sentence().key()).isEqualTo("praisonai.code.wrong");
            assertThat(problem.toString()).doesNotContain("ABCD");
            assertThat(fixture.text()).isEqualTo(before);
        }
    }

    @Test
    void findsTheRowOfACodeByItsHash() throws Exception {
        fixture.with(List.of(), List.of(PENDING, BOUND, """
                {
                  "code": "0a1b2c3d",
                  "channel_type": "slack",
                  "channel_id": null,
                  "created_at": 1795181150
                }"""));
        try (PraisonGateway gateway = fixture.connect()) {
            gateway.read();
            for (String typed : List.of("ABCD2345", " abcd2345 ", "ABCD-2345", "abcd 2345")) {
                assertThat(gateway.find(typed).orElseThrow())
                        .as(typed)
                        .isEqualTo(unbound(gateway).key());
            }
            assertThat(gateway.find("0A1B2C3D").orElseThrow().channel()).isEqualTo("slack");
            assertThat(gateway.find("Alice")).isEmpty();
            GatewayException wrong = catchThrowableOfType(GatewayException.class, () -> gateway.find("ZZZZ9999"));
            assertThat(wrong.problem().sentence().key()).isEqualTo("praisonai.code.wrong");
            assertThat(wrong).hasMessageNotContaining("ZZZZ");
        }
    }

    @Test
    void aCodeWhoseTimeIsOverSaysSo() throws Exception {
        try (PraisonGateway gateway = fixture.connect()) {
            gateway.read();
            Instant end = unbound(gateway).expiresAt();
            fixture.now = end.plusSeconds(1);

            assertThat(catchThrowableOfType(GatewayException.class, () -> gateway.find(PraisonFixture.CODE))
                            .problem())
                    .isEqualTo(new Problem.CodeOver(end));
            assertThat(gateway.find("Alice")).isEmpty();
        }
    }

    @Test
    void theSecretIsTheFilesTheVariablesOrTheOperators() throws Exception {
        Files.delete(fixture.store.resolve(".gateway_secret"));
        try (PraisonGateway gateway = fixture.connect()) {
            gateway.read();
            assertThat(catchThrowableOfType(GatewayException.class, () -> gateway.find(PraisonFixture.CODE))
                            .problem()
                            .sentence()
                            .key())
                    .isEqualTo("praisonai.code.no-secret");
            fixture.secret(KnownSecrets.FIELD, PraisonFixture.SECRET);
            assertThat(gateway.find(PraisonFixture.CODE)).isPresent();
            fixture.secret(KnownSecrets.FIELD, "another");
            assertThat(catchThrowableOfType(GatewayException.class, () -> gateway.find(PraisonFixture.CODE))
                            .problem()
                            .sentence()
                            .key())
                    .isEqualTo("praisonai.code.wrong");
            Files.writeString(fixture.store.resolve(".gateway_secret"), "\n" + PraisonFixture.SECRET + " \n");
            assertThat(gateway.find(PraisonFixture.CODE)).isPresent();
        }
        Files.delete(fixture.store.resolve(".gateway_secret"));
        fixture.variables.put("PRAISONAI_GATEWAY_SECRET", PraisonFixture.SECRET);
        try (PraisonGateway gateway = fixture.connect()) {
            assertThat(gateway.find(PraisonFixture.CODE)).isPresent();
            assertThat(gateway.identity().secrets().toString()).doesNotContain(PraisonFixture.SECRET);
        }
    }

    @Test
    void rejectsByTakingTheCodeOut() throws Exception {
        try (PraisonGateway gateway = fixture.connect()) {
            gateway.perform(new Decision.Reject(unbound(gateway)));
            assertThat(requests(gateway.read()))
                    .singleElement()
                    .satisfies(request -> assertThat(request.anonymous()).isFalse());
            assertThat(grants(gateway.read())).hasSize(1);
        }
    }

    @Test
    void revokesOneAndAll() throws Exception {
        fixture.with(
                List.of(PAIRED, PAIRED.replace("987654321", "2"), PAIRED.replace("telegram", "slack")),
                List.of(PENDING));
        try (PraisonGateway gateway = fixture.connect()) {
            List<SenderGrant> all = grants(gateway.read());
            gateway.perform(new Decision.Revoke(all.getFirst()));
            assertThat(grants(gateway.read()))
                    .extracting(SenderGrant::key)
                    .containsExactly(all.get(1).key(), all.get(2).key());
            assertThat(refused(gateway, new Decision.Revoke(all.getFirst()))).isEqualTo(new Problem.GrantChanged());
            Receipt receipt = gateway.perform(new Decision.RevokeAll("p", List.<Grant>copyOf(all)));
            assertThat(receipt.summary()).isEqualTo(Phrase.of("praisonai.receipt.revoked", 2));
            assertThat(grants(gateway.read())).isEmpty();
            assertThat(requests(gateway.read())).hasSize(1);
        }
    }

    @Test
    void whatIsNotAsShownIsNotDone() throws Exception {
        try (PraisonGateway gateway = fixture.connect()) {
            DmRequest unbound = unbound(gateway);
            fixture.with(List.of(), List.of(PENDING.replace("null", "\"1\"")));
            assertThat(refused(gateway, approve(unbound, "777", ""))).isInstanceOf(Problem.Changed.class);
            fixture.with(List.of(), List.of());
            assertThat(refused(gateway, approve(unbound, "777", ""))).isEqualTo(new Problem.Changed(null));
            fixture.with(List.of(), List.of(PENDING));
            fixture.now = fixture.now.plusSeconds(600);
            assertThat(refused(gateway, approve(unbound, "777", ""))).isEqualTo(new Problem.Changed(null));
        }
    }

    @Test
    void aCodeEndsAfterItsLife() throws Exception {
        try (PraisonGateway gateway = fixture.connect()) {
            fixture.now = java.time.Instant.ofEpochSecond(1795181109 + 299);
            assertThat(requests(gateway.read())).hasSize(2);
            fixture.now = fixture.now.plusSeconds(2);
            assertThat(requests(gateway.read())).hasSize(1);
        }
        fixture.values.put(PraisonProduct.LIFE, "3600");
        try (PraisonGateway gateway = fixture.connect()) {
            assertThat(requests(gateway.read())).hasSize(2);
        }
    }

    @Test
    void ofOnePersonsCodesTheNewestIsShownAndAllEndTogether() throws Exception {
        String later = BOUND.replace("1795181120.5", "1795181130.5");
        fixture.with(List.of(), List.of(BOUND, later));
        try (PraisonGateway gateway = fixture.connect()) {
            assertThat(requests(gateway.read())).extracting(DmRequest::id).containsExactly("1795181130.5");
            gateway.perform(new Decision.Approve(bound(gateway)));
            assertThat(requests(gateway.read())).isEmpty();
        }
    }

    @Test
    void saysWhenSomebodySavedOverIt() throws Exception {
        String before = fixture.text();
        try (PraisonGateway gateway = fixture.connect()) {
            gateway.perform(approve(unbound(gateway), "777", ""));
            assertThat(notes(gateway.read())).isEmpty();
            fixture.text(before);
            assertThat(notes(gateway.read())).containsExactly("praisonai.note.vanished");
        }
        // Also after the console has connected anew.
        try (PraisonGateway gateway = fixture.connect()) {
            assertThat(notes(gateway.read())).containsExactly("praisonai.note.vanished");
            gateway.perform(approve(unbound(gateway), "777", ""));
            assertThat(notes(gateway.read())).isEmpty();
            SenderGrant again = grants(gateway.read()).getLast();
            gateway.perform(new Decision.Revoke(again));
            assertThat(notes(gateway.read())).isEmpty();
            fixture.with(List.of(PAIRED.replace("987654321", "777")), List.of());
            assertThat(notes(gateway.read())).contains("praisonai.note.returned");
        }
    }

    @Test
    void equalLabelsAreSaidBeforeAndAfter() throws Exception {
        try (PraisonGateway gateway = fixture.connect()) {
            Receipt receipt = gateway.perform(approve(unbound(gateway), "777", "alice"));
            assertThat(receipt.remark()).contains(Phrase.of("praisonai.remark.same-label", "alice"));
            assertThat(notes(gateway.read())).containsExactly("praisonai.note.same-label");
            Files.writeString(fixture.base.resolve("bot.yaml"), "identity:\n  enabled: true\nchannels: {}\n");
            assertThat(notes(gateway.read())).containsExactly("praisonai.note.one-person");
        }
    }

    @Test
    void rowsThatLetNobodyInAreSaidAndCanBeTakenOut() throws Exception {
        fixture.with(
                List.of(
                        PAIRED.replace("987654321", "__denied__").replace("telegram", "__denied__"),
                        PAIRED.replace("987654321", "W2DR5PSN").replace("alice", "User W2DR5PSN")),
                List.of());
        try (PraisonGateway gateway = fixture.connect()) {
            Snapshot seen = gateway.read();
            assertThat(notes(seen)).containsExactly("praisonai.note.denied", "praisonai.note.codes");
            for (SenderGrant grant : grants(seen)) {
                gateway.perform(new Decision.Revoke(grant));
            }
            assertThat(notes(gateway.read())).isEmpty();
        }
    }

    @Test
    void aPlatformThatIsNotWiredIsSaid() throws Exception {
        fixture.with(List.of(), List.of(PENDING.replace("telegram", "ui")));
        try (PraisonGateway gateway = fixture.connect()) {
            assertThat(notes(gateway.read())).containsExactly("praisonai.note.not-wired");
            Receipt receipt = gateway.perform(approve(unbound(gateway), "user123", ""));
            assertThat(receipt.remark()).contains(Phrase.of("praisonai.remark.not-wired", "ui"));
        }
    }

    @Test
    void policiesAndWhoIsAlwaysIn() throws Exception {
        Files.writeString(fixture.base.resolve("bot.yaml"), """
                channels:
                  telegram:
                    token: ${TELEGRAM_BOT_TOKEN}
                    unknown_user_policy: pair
                    allowed_users: ["987654321", "@owner"]
                  work:
                    platform: Slack
                    unknown_user_policy: allow
                  discord: {}
                """);
        try (PraisonGateway gateway = fixture.connect()) {
            Snapshot seen = gateway.read();
            assertThat(seen.policies())
                    .extracting(door -> door.channel() + " " + door.account() + " " + door.mode())
                    .containsExactly("telegram  PAIRING", "slack work OPEN", "discord  ALLOWLIST");
            SenderGrant alice = grants(seen).getFirst();
            assertThat(alice.lasting()).hasSize(1);
            Receipt receipt = gateway.perform(new Decision.Revoke(alice));
            assertThat(receipt.remark()).contains(Phrase.of("praisonai.remark.config-keeps", 1L));
            Snapshot after = gateway.read();
            assertThat(grants(after))
                    .extracting(
                            grant -> grant.key().channel() + " " + grant.key().subject())
                    .containsExactly("telegram 987654321", "telegram @owner", "slack *");
            assertThat(after.grants())
                    .allSatisfy(listed -> assertThat(listed.whyNot(Feature.REVOKE_SENDER))
                            .extracting(Phrase::key)
                            .isEqualTo("praisonai.absent.config-only"));
            assertThat(refused(gateway, new Decision.Revoke(grants(after).getFirst())))
                    .isInstanceOf(Problem.NotOffered.class);
        }
    }

    @Test
    void theEmptyListNamesWhatToCheckFirst() throws Exception {
        try (PraisonGateway gateway = fixture.connect()) {
            assertThat(gateway.read().quiet())
                    .extracting(Phrase::key)
                    .containsExactly("praisonai.quiet.unknown", "praisonai.quiet.allowed");
            Files.writeString(fixture.base.resolve("bot.yaml"), "channels: {telegram: {}}");
            assertThat(gateway.read().quiet()).extracting(Phrase::key).containsExactly("praisonai.quiet.no-pair");
            Files.writeString(
                    fixture.base.resolve("bot.yaml"),
                    "channels: {telegram: {unknown_user_policy: pair}, whatsapp: {unknown_user_policy: pair}}");
            assertThat(gateway.read().quiet()).containsExactly(Phrase.of("praisonai.quiet.not-wired", "whatsapp"));
        }
    }

    @Test
    void aWriteThatIsOvertakenBeginsAgain() throws Exception {
        try (PraisonGateway gateway = fixture.connect()) {
            DmRequest unbound = unbound(gateway);
            List<AtomicFile.Step> steps = new ArrayList<>();
            fixture.observer = (step, path) -> {
                if (step == AtomicFile.Step.COMPARE && !steps.contains(step)) {
                    fixture.with(List.of(PAIRED, PAIRED.replace("987654321", "late")), List.of(PENDING));
                }
                steps.add(step);
            };
            gateway.perform(approve(unbound, "777", ""));
            assertThat(grants(gateway.read()))
                    .extracting(grant -> grant.key().subject())
                    .containsExactly("987654321", "late", "777");
        }
    }

    @Test
    void tenThousandAndNamesOfAllKinds() throws Exception {
        List<String> pending = new ArrayList<>();
        for (int row = 0; row < 10_000; row++) {
            pending.add(PENDING.replace("1795181109.85822", "17951811" + (20 + row % 40) + "." + (100_000 + row)));
        }
        String bidi = "\\u202eecila\\u0000\\ud800 \\u0430lice";
        fixture.with(List.of(PAIRED.replace("alice", bidi)), pending);
        try (PraisonGateway gateway = fixture.connect()) {
            Snapshot seen = gateway.read();
            assertThat(seen.requests()).hasSize(10_000);
            assertThat(notes(seen)).contains("praisonai.note.full");
            SenderGrant odd = grants(seen).getFirst();
            assertThat(odd.name().text()).doesNotContain("\u202e").doesNotContain("\u0000");
            assertThat(odd.name().doubts()).contains(Name.Doubt.HIDDEN_CHARACTERS);
            gateway.perform(approve(requests(seen).get(5000), "777", "Zoë"));
            assertThat(fixture.text()).contains(bidi);
            assertThat(requests(gateway.read())).hasSize(9_999);
        }
    }
}

package dev.gatehouse.console;

import static dev.gatehouse.console.ScriptedGateway.START;
import static dev.gatehouse.console.ScriptedGateway.asks;
import static dev.gatehouse.console.ScriptedGateway.pin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.console.ApprovalRules.Demand;
import dev.gatehouse.console.HistoryEntry.Method;
import dev.gatehouse.console.secrets.TestSecrets;
import dev.gatehouse.gateway.Catalogue;
import dev.gatehouse.gateway.Environment;
import dev.gatehouse.gateway.Feature;
import dev.gatehouse.gateway.Features;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.io.FolderWatch;
import dev.gatehouse.pairing.Access;
import dev.gatehouse.pairing.Client;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.Decision.Options;
import dev.gatehouse.pairing.DeviceRequest;
import dev.gatehouse.pairing.DmRequest;
import dev.gatehouse.pairing.Kind;
import dev.gatehouse.pairing.Name;
import dev.gatehouse.pairing.PairingCode;
import dev.gatehouse.pairing.PairingRequest;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.PinRequest;
import dev.gatehouse.pairing.RequestKey;
import dev.gatehouse.pairing.Right;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the operator's own policy asks for before an approval, and that no decision gets around it. */
class ApprovalRulesTest {
    private static final PairingCode CODE = new PairingCode("JY829YJX", PairingCode.Direction.FROM_STRANGER);
    private static final PairingCode OTHER = new PairingCode("AAAAAAAA", PairingCode.Direction.FROM_STRANGER);

    @TempDir
    private Path folder;

    private final ScriptedGateway gateway = new ScriptedGateway();
    private final FolderWatch watch = new FolderWatch();
    private Console console;

    @BeforeEach
    void start() {
        console = console();
        console.gateways().add(ScriptedGateway.profile("home"));
        await().until(() -> gateway.hint != null && gateway.reads.get() > 0);
    }

    private Console console() {
        return new Console(
                new Catalogue(List.of(gateway)),
                new Environment(Map.of(), folder, folder, () -> START, watch),
                TestSecrets.in(folder),
                System::nanoTime,
                SettingsFile.inMemory(),
                Labels.inMemory(),
                new AuditLog(folder.resolve("history.jsonl")),
                Runnable::run,
                Duration.ofSeconds(1));
    }

    @AfterEach
    void stop() {
        console.close();
        watch.close();
    }

    private static DeviceRequest device(Right.Weight weight) {
        return new DeviceRequest(
                RequestKey.device("home", Kind.DEVICE, "c325", "key"),
                "request",
                Name.of("Mac"),
                new Access(List.of(new Right(Right.Type.SCOPE, "operator", weight))),
                Client.UNKNOWN,
                false,
                false,
                START,
                START,
                START.plusSeconds(300));
    }

    private static DmRequest withoutCode(DmRequest of) {
        return new DmRequest(
                of.key(), of.id(), null, of.name(), of.details(), of.requestedAt(), of.lastAskedAt(), of.expiresAt());
    }

    private static Options typed(@Nullable PairingCode code) {
        return new Options(false, false, "", "", code, null, null);
    }

    private Demand demand(PairingRequest request) {
        return console.rules().of(new Decision.Approve(request));
    }

    private Outcome approve(PairingRequest request, Options options, Method method) throws Exception {
        if (!gateway.requests.contains(request)) {
            gateway.requests.add(request);
        }
        return console.decisions()
                .decide(new Decision.Approve(request, options), method)
                .get(10, TimeUnit.SECONDS);
    }

    private void assertRefused(Outcome outcome, boolean code) {
        assertThat(outcome).isEqualTo(new Outcome.Refused(new Problem.PolicyAsks(code)));
        assertThat(gateway.performed).isEmpty();
        assertThat(console.history().all()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "ONE_CLICK, NOTHING, NOTHING, NOTHING, NOTHING",
        "CODE_FOR_GRAVE, NOTHING, NOTHING, SECOND_QUESTION, SECOND_QUESTION",
        "CODE_FOR_FIRST, CODE, SECOND_QUESTION, SECOND_QUESTION, SECOND_QUESTION",
        "CODE_FOR_ALL, CODE, SECOND_QUESTION, SECOND_QUESTION, SECOND_QUESTION"
    })
    void aPolicyAsksForWhatThereIs(ApprovalPolicy policy, Demand person, Demand device, Demand admin, Demand commands) {
        console.approvals().set("home", policy);

        assertThat(demand(asks("1", "ann"))).isEqualTo(person);
        assertThat(demand(device(Right.Weight.ORDINARY))).isEqualTo(device);
        assertThat(demand(device(Right.Weight.ADMIN))).isEqualTo(admin);
        assertThat(demand(device(Right.Weight.EXECUTION))).isEqualTo(commands);
    }

    @Test
    void anOwnerHasMuchPower() {
        console.approvals().set("home", ApprovalPolicy.CODE_FOR_GRAVE);
        assertThat(console.rules().of(new Decision.Approve(asks("1", "ann"), new Options(false, true))))
                .isEqualTo(Demand.CODE);
    }

    @Test
    void whoIsInOrWasLetInBeforeIsNotNew() throws Exception {
        console.approvals().set("home", ApprovalPolicy.CODE_FOR_FIRST);
        assertThat(approve(asks("1", "ann"), typed(CODE), Method.TYPED_CODE)).isInstanceOf(Outcome.Confirmed.class);
        assertThat(demand(asks("1", "ann"))).isEqualTo(Demand.NOTHING);

        // Taken out since: the history still knows.
        await().until(() -> console.roster().all().size() == 1);
        console.decisions()
                .decide(new Decision.Revoke(ScriptedGateway.sender("1")), Method.ONE_CLICK)
                .get(10, TimeUnit.SECONDS);
        assertThat(console.roster().all()).isEmpty();
        assertThat(demand(asks("1", "ann"))).isEqualTo(Demand.NOTHING);
        assertThat(demand(asks("2", "bob"))).isEqualTo(Demand.CODE);
    }

    @Test
    void theHistoryOfEarlierStartsCounts() throws Exception {
        approve(asks("1", "ann"), Options.NONE, Method.ONE_CLICK);
        console.close();
        gateway.grants.clear();
        console = console();
        console.start();
        console.gateways().add(ScriptedGateway.profile("home"));
        console.approvals().set("home", ApprovalPolicy.CODE_FOR_FIRST);

        await().until(() -> demand(asks("1", "ann")) == Demand.NOTHING);
        assertThat(demand(asks("2", "bob"))).isEqualTo(Demand.CODE);
    }

    @Test
    void whoWasLetInElsewhereIsNotNew() {
        console.approvals().set("home", ApprovalPolicy.CODE_FOR_FIRST);
        gateway.grants.add(ScriptedGateway.sender("2"));
        console.gateways().retry("home");
        await().until(() -> console.roster().all().size() == 1);
        assertThat(demand(asks("2", "bob"))).isEqualTo(Demand.NOTHING);
    }

    @Test
    void whereNobodyCanCompareCodesTheSecondQuestionIsAsked() {
        gateway.features = Features.ALL.without(List.of(Feature.FIND_BY_CODE), Phrase.of("no"));
        console.gateways().retry("home");
        await().until(() -> console.gateways().all().getFirst().features().whyNot(Feature.FIND_BY_CODE) != null);
        console.approvals().set("home", ApprovalPolicy.CODE_FOR_ALL);

        assertThat(demand(asks("1", "ann"))).isEqualTo(Demand.CODE);
        assertThat(demand(withoutCode(asks("1", "ann")))).isEqualTo(Demand.SECOND_QUESTION);
    }

    @Test
    void noDecisionGetsAroundTheCode() throws Exception {
        console.approvals().set("home", ApprovalPolicy.CODE_FOR_ALL);

        DmRequest ann = asks("1", "ann");
        assertRefused(approve(ann, Options.NONE, Method.ONE_CLICK), true);
        assertRefused(approve(ann, Options.NONE, Method.ASKED_AGAIN), true);
        assertRefused(approve(ann, Options.NONE, Method.TYPED_CODE), true);
        assertRefused(approve(ann, typed(OTHER), Method.TYPED_CODE), true);
        assertRefused(approve(ann, typed(CODE), Method.ONE_CLICK), true);
        assertThat(approve(ann, typed(CODE), Method.TYPED_CODE)).isInstanceOf(Outcome.Confirmed.class);
    }

    @Test
    void noDecisionGetsAroundTheSecondQuestion() throws Exception {
        console.approvals().set("home", ApprovalPolicy.CODE_FOR_ALL);

        PinRequest client = pin("clasp:A", false);
        assertRefused(approve(client, Options.NONE, Method.ONE_CLICK), false);
        assertThat(approve(client, Options.NONE, Method.ASKED_AGAIN)).isInstanceOf(Outcome.Confirmed.class);
    }

    @Test
    void aClientThatEnteredItsPinHasProvedItself() throws Exception {
        console.approvals().set("home", ApprovalPolicy.CODE_FOR_ALL);
        assertThat(approve(pin("clasp:A", true), Options.NONE, Method.PIN)).isInstanceOf(Outcome.Confirmed.class);
    }

    @Test
    void nobodyClaimsACodeThatWasNotTyped() throws Exception {
        assertRefused(approve(asks("1", "ann"), typed(OTHER), Method.TYPED_CODE), true);
        assertRefused(approve(asks("1", "ann"), Options.NONE, Method.TYPED_CODE), true);
    }

    @Test
    void aRefusedRowWaitsAgain() throws Exception {
        gateway.requests.add(asks("1", "ann"));
        console.gateways().retry("home");
        await().until(() -> !console.inbox().all().isEmpty());
        console.approvals().set("home", ApprovalPolicy.CODE_FOR_ALL);
        approve(asks("1", "ann"), Options.NONE, Method.ONE_CLICK);

        assertThat(console.inbox().all().getFirst().progress()).isInstanceOf(Progress.Decided.class);
        console.inbox().dismiss(asks("1", "ann").key());
        assertThat(console.inbox().all().getFirst().progress()).isInstanceOf(Progress.Waiting.class);
    }

    @Test
    void rejectionsAndRevokesNeedNoCode() throws Exception {
        console.approvals().set("home", ApprovalPolicy.CODE_FOR_ALL);
        gateway.requests.add(asks("1", "ann"));
        assertThat(console.decisions()
                        .decide(new Decision.Reject(asks("1", "ann")), Method.ONE_CLICK)
                        .get(10, TimeUnit.SECONDS))
                .isInstanceOf(Outcome.Confirmed.class);
    }

    @Test
    void theHistorySaysThatACodeWasTypedAndNeverWhich() throws Exception {
        approve(asks("1", "ann"), typed(CODE), Method.TYPED_CODE);
        assertThat(history()).contains("TYPED_CODE", "\"confirmed\"").doesNotContain("JY829YJX");
    }

    @Test
    void thePolicyGoesWithItsGatewayAndIsToldToWhoListens() {
        int[] told = {0};
        Subscription listening = console.approvals().subscribe(() -> told[0]++);
        console.approvals().set("home", ApprovalPolicy.CODE_FOR_ALL);
        assertThat(console.settings().get().approvals()).containsEntry("home", ApprovalPolicy.CODE_FOR_ALL);
        console.gateways().remove("home");

        assertThat(console.approvals().of("home")).isEqualTo(ApprovalPolicy.ONE_CLICK);
        listening.close();
        console.approvals().set("home", ApprovalPolicy.CODE_FOR_ALL);
        assertThat(told[0]).isEqualTo(1);
        // Not a gateway of the settings: for this run only.
        assertThat(console.approvals().of("home")).isEqualTo(ApprovalPolicy.CODE_FOR_ALL);
        assertThat(console.settings().get().approvals()).isEmpty();
    }

    private String history() throws IOException {
        return Files.readString(folder.resolve("history.jsonl"));
    }
}

package dev.gatehouse.gateway.openclaw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gatehouse.gateway.Feature;
import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.LinkProblem;
import dev.gatehouse.gateway.Listed;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Receipt;
import dev.gatehouse.pairing.CapabilityRequest;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.DeviceGrant;
import dev.gatehouse.pairing.DeviceRequest;
import dev.gatehouse.pairing.Grant;
import dev.gatehouse.pairing.Kind;
import dev.gatehouse.pairing.PairingRequest;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.Presence;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Devices and nodes over the wire. */
class LiveDevicesTest {
    private static final Instant RECORDED = Instant.ofEpochMilli(1_795_181_651_657L);
    private static final long NOW = RECORDED.toEpochMilli();
    private static final String NOTHING = "{\"pending\":[],\"paired\":[]}";

    private final LiveFixture fixture = new LiveFixture(RECORDED);

    @AfterEach
    void close() {
        fixture.close();
    }

    private static String request(String id, String device, String key, String scopes) {
        return "{\"requestId\":\"%s\",\"deviceId\":\"%s\",\"publicKey\":\"%s\",\"displayName\":\"Ann\",\"role\":\"operator\",\"scopes\":[%s],\"ts\":%d}"
                .formatted(id, device, key, scopes, NOW);
    }

    private static String node(String id) {
        return "{\"requestId\":\"%s\",\"deviceId\":\"d9\",\"publicKey\":\"k9\",\"role\":\"node\",\"ts\":%d}"
                .formatted(id, NOW);
    }

    private static String pending(String... requests) {
        return "{\"pending\":[%s],\"paired\":[]}".formatted(String.join(",", requests));
    }

    private static String device(String device, String key, String more) {
        return "{\"deviceId\":\"%s\",\"publicKey\":\"%s\",\"displayName\":\"Ann\",\"role\":\"operator\",\"scopes\":[\"operator.read\"],\"approvedAtMs\":%d%s}"
                .formatted(device, key, NOW, more);
    }

    private static String token(String more) {
        return ",\"tokens\":[{\"role\":\"operator\",\"scopes\":[\"operator.read\"],\"createdAtMs\":%d%s}]"
                .formatted(NOW, more);
    }

    private static String paired(String... devices) {
        return "{\"pending\":[],\"paired\":[%s]}".formatted(String.join(",", devices));
    }

    private static String capability(String id, String commands, String needed) {
        return "{\"requestId\":\"%s\",\"nodeId\":\"d9\",\"commands\":[%s],\"requiredApproveScopes\":[%s],\"ts\":%d}"
                .formatted(id, commands, needed, NOW);
    }

    private Listed<PairingRequest> onlyRequest() throws GatewayException {
        List<Listed<PairingRequest>> requests = fixture.devices().read().requests();
        assertThat(requests).hasSize(1);
        return requests.getFirst();
    }

    private Listed<Grant> onlyGrant() throws GatewayException {
        List<Listed<Grant>> grants = fixture.devices().read().grants();
        assertThat(grants).hasSize(1);
        return grants.getFirst();
    }

    private DeviceGrant onlyDevice() throws GatewayException {
        return (DeviceGrant) onlyGrant().what();
    }

    private Problem refused(Decision decision) {
        return catchThrowableOfType(
                        GatewayException.class, () -> fixture.devices().perform(decision))
                .problem();
    }

    private static DeviceRequest recorded(String recording) throws GatewayException {
        try (LiveFixture first = new LiveFixture(RECORDED).replay(recording)) {
            return (DeviceRequest) first.devices().read().requests().getFirst().what();
        }
    }

    @Test
    void recordedDevicesAreListed() throws GatewayException {
        fixture.replay("10-admin-watch");

        LivePart part = fixture.devices().read();

        DeviceRequest request = (DeviceRequest) part.requests().getFirst().what();
        assertThat(request.id()).isEqualTo("e17d73f4-bcdd-40b3-a2b2-fabe8a57bfe4");
        assertThat(request.name().text()).isEqualTo("Laptop of Ann");
        assertThat(request.client().address()).isEqualTo("192.0.2.2");
        assertThat(request.expiresAt()).isEqualTo(request.requestedAt().plus(DeviceRows.LIFE));
        assertThat(part.requests().getFirst().absent()).isEmpty();
        assertThat(part.grants()).hasSize(3).allSatisfy(grant -> {
            assertThat(((DeviceGrant) grant.what()).presence()).isEqualTo(Presence.AWAY);
            assertThat(((DeviceGrant) grant.what()).tokens()).hasSize(1);
        });
        assertThat(part.troubles())
                .as("the list of nodes was not recorded")
                .singleElement()
                .satisfies(trouble -> assertThat(trouble.source()).isEqualTo(LiveCalls.LIST_NODES));
        assertThat(fixture.hints()).as("events of the recording").isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10-admin-watch", "2026.7.1-01-admin"})
    void aRecordedApprovalIsDone(String recording) throws GatewayException {
        DeviceRequest shown = recorded(recording);
        fixture.replay(recording);

        Receipt receipt = fixture.devices().perform(new Decision.Approve(shown));

        assertThat(receipt.summary()).isEqualTo(Phrase.of("openclaw.receipt.live.approved"));
        assertThat(receipt.remark()).isEmpty();
        assertThat(fixture.made())
                .containsExactly(
                        "device.pair.list {}", "device.pair.approve {\"requestId\":\"%s\"}".formatted(shown.id()));
    }

    @Test
    void recordedNodesAreTwoSteps() throws GatewayException {
        fixture.replay("30-admin-watch-node");

        LivePart part = fixture.devices().read();

        assertThat(part.requests()).extracting(row -> row.what().key().kind()).contains(Kind.CAPABILITY);
        CapabilityRequest capability = part.requests().stream()
                .map(Listed::what)
                .filter(CapabilityRequest.class::isInstance)
                .map(CapabilityRequest.class::cast)
                .findFirst()
                .orElseThrow();
        assertThat(capability.access().asksExecution()).isTrue();
        assertThat(capability.expiresAt()).as("it never ends").isNull();
    }

    @Test
    void inThe20267EraCapabilityRequestsEnd() throws Exception {
        fixture.replay("2026.7.1-01-admin");

        assertThat(fixture.calls().nodes().pending().rows()).singleElement().satisfies(node -> {
            assertThat(node.request().expiresAt()).isNotNull();
            assertThat(node.needed()).containsExactly("operator.pairing", "operator.admin");
        });
    }

    @Test
    void whoGotInByItsOwnTokenManagesItselfAlone() throws GatewayException {
        fixture.replay("72-pairing-only-device-token");

        Listed<Grant> row = onlyGrant();

        assertThat(row.own()).as("it did not say which device it is").isFalse();
        assertThat(row.absent())
                .containsEntry(Feature.REMOVE_DEVICE, Phrase.of("openclaw.absent.scope", "operator.admin"));
    }

    @Test
    void aRequestThatWasAskedForAgainUnderAnotherIdIsShownAndNotApproved() throws GatewayException {
        fixture.on("device.pair.list", pending(request("r1", "d", "k", "")), pending(request("r2", "d", "k", "")))
                .on("node.pair.list", NOTHING)
                .connect("operator.admin");
        PairingRequest shown = onlyRequest().what();

        Problem problem = refused(new Decision.Approve(shown));

        assertThat(problem).isInstanceOf(Problem.Changed.class);
        assertThat(nowIn(problem)).extracting(PairingRequest::id).isEqualTo("r2");
        assertThat(fixture.made()).noneMatch(call -> call.startsWith("device.pair.approve"));
    }

    @Test
    void aRequestThatIsReplacedWhileItIsApprovedIsShownAgain() throws GatewayException {
        String old = pending(request("r1", "d", "k", ""));
        fixture.on("device.pair.list", old, old, pending(request("r2", "d", "k", "\"operator.admin\"")))
                .on("node.pair.list", NOTHING)
                .on("device.pair.approve", LiveFixture.refusal("unknown requestId"))
                .connect("operator.admin");
        PairingRequest shown = onlyRequest().what();

        Problem problem = refused(new Decision.Approve(shown));

        assertThat(nowIn(problem)).extracting(PairingRequest::id).isEqualTo("r2");
        assertThat(fixture.made().stream().filter(call -> call.startsWith("device.pair.approve")))
                .as("tried once, and never the wider one")
                .containsExactly("device.pair.approve {\"requestId\":\"r1\"}");
    }

    @Test
    void anotherKeyUnderTheSameIdIsAChange() throws GatewayException {
        fixture.on("device.pair.list", pending(request("r1", "d", "k", "")), pending(request("r1", "d", "other", "")))
                .on("node.pair.list", NOTHING)
                .connect("operator.admin");
        PairingRequest shown = onlyRequest().what();

        assertThat(nowIn(refused(new Decision.Approve(shown))).key().publicKey())
                .isEqualTo("other");
    }

    @Test
    void aRequestThatIsGoneIsGone() throws GatewayException {
        fixture.on("device.pair.list", pending(request("r1", "d", "k", "")), NOTHING)
                .on("node.pair.list", NOTHING)
                .connect("operator.admin");
        PairingRequest shown = onlyRequest().what();

        assertThat(refused(new Decision.Reject(shown))).isEqualTo(new Problem.Changed(null));
    }

    @Test
    void whoMayNotApproveIsDeniedWhileTheRequestStands() throws GatewayException {
        fixture.on("device.pair.list", pending(request("r1", "d", "k", "\"operator.pairing\"")))
                .on("node.pair.list", NOTHING)
                .on("device.pair.approve", LiveFixture.refusal("device pairing approval denied"))
                .connect("operator.pairing");

        assertThat(refused(new Decision.Approve(onlyRequest().what()))).isEqualTo(new LinkProblem.ApprovalDenied());
    }

    @Test
    void anAnswerThatIsLostIsNotTakenForARefusalAndNotTriedAgain() throws GatewayException {
        fixture.on("device.pair.list", pending(request("r1", "d", "k", "")))
                .on("node.pair.list", NOTHING)
                .on("device.pair.approve", LiveFixture.END)
                .connect("operator.admin");
        PairingRequest shown = onlyRequest().what();

        Receipt receipt = fixture.devices().perform(new Decision.Approve(shown));

        assertThat(receipt.summary()).isEqualTo(Phrase.of("openclaw.receipt.unanswered"));
        assertThat(receipt.remark()).containsExactly(Phrase.of("problem.dropped", "there"));
        assertThat(fixture.made().stream().filter(call -> call.startsWith("device.pair.approve")))
                .hasSize(1);
        assertThat(refused(new Decision.Approve(shown))).isInstanceOf(LinkProblem.Dropped.class);
    }

    @Test
    void whatARowNeedsIsKnownBeforeItIsTried() throws GatewayException {
        fixture.on(
                        "device.pair.list",
                        pending(
                                request("r1", "d1", "k1", "\"operator.pairing\""),
                                request("r2", "d2", "k2", "\"operator.read\""),
                                node("r3")))
                .on(
                        "node.pair.list",
                        pending(capability("r4", "\"system.run\"", "\"operator.pairing\",\"operator.admin\"")))
                .connect("operator.pairing");

        Phrase admin = Phrase.of("openclaw.absent.scope", "operator.admin");
        assertThat(fixture.devices().read().requests())
                .extracting(row -> row.whyNot(Feature.APPROVE_DEVICE))
                .containsExactly(null, admin, admin, admin);
        assertThat(fixture.devices().read().requests())
                .allSatisfy(row -> assertThat(row.whyNot(Feature.REJECT_DEVICE)).isNull());
    }

    @Test
    void withoutTheScopeForPairingNothingIsAsked() throws GatewayException {
        fixture.connect("operator.read");

        LivePart part = fixture.devices().read();

        assertThat(part.troubles())
                .hasSize(2)
                .allSatisfy(trouble ->
                        assertThat(trouble.problem()).isEqualTo(new LinkProblem.ScopeMissing("operator.pairing")));
        assertThat(fixture.made()).isEmpty();
        assertThat(fixture.devices().absent())
                .containsEntry(Feature.APPROVE_DEVICE, Phrase.of("openclaw.absent.scope", "operator.pairing"));
    }

    @Test
    void aRowThatMakesNoSenseIsLeftOutAndTheOthersStay() throws GatewayException {
        fixture.on(
                        "device.pair.list",
                        pending(
                                request("r1", "d1", "k1", ""),
                                "{\"requestId\":\"r2\",\"deviceId\":7}",
                                "\"nonsense\"",
                                request("r3", "d3", "k3", "")))
                .on("node.pair.list", "{\"pending\":{},\"paired\":[]}")
                .connect("operator.admin");

        LivePart part = fixture.devices().read();

        assertThat(part.requests()).extracting(row -> row.what().id()).containsExactly("r1", "r3");
        assertThat(part.troubles())
                .extracting(trouble -> trouble.problem().toString())
                .containsExactly(
                        "Garbled[address=there, detail=device.pair.list: pending 3: is not an object]",
                        "Garbled[address=there, detail=node.pair.list: pending]");
    }

    @Test
    void severalRequestsOfOneDeviceAreOneRow() throws GatewayException {
        fixture.on("device.pair.list", pending(request("r1", "d", "k", ""), request("r2", "d", "k", "")))
                .on("node.pair.list", NOTHING)
                .connect("operator.admin");

        assertThat(onlyRequest().what().id()).isEqualTo("r2");
    }

    @Test
    void aRequestThatIsStillListedAfterItsTimeStands() throws GatewayException {
        fixture.on("device.pair.list", pending(request("r1", "d", "k", "").replace("" + NOW, "" + (NOW - 300_000))))
                .on("node.pair.list", NOTHING)
                .connect("operator.admin");

        assertThat(onlyRequest().what().expiresAt()).isNull();
    }

    @Test
    void aDeviceIsRemovedRenamedAndItsTokensChanged() throws GatewayException {
        fixture.on(
                        "device.pair.list",
                        paired(device("d", "k", token("") + ",\"connected\":true,\"operatorLabel\":\"Desk\"")))
                .on("node.pair.list", NOTHING)
                .on("device.pair.remove", "{\"deviceId\":\"d\"}")
                .on("device.pair.rename", "{}")
                .on("device.token.revoke", "{}")
                .on("device.token.rotate", "{\"token\":\"n3w-token\"}")
                .connect("operator.admin");
        DeviceGrant shown = onlyDevice();
        assertThat(shown.name().text()).isEqualTo("Desk");
        assertThat(shown.presence()).isEqualTo(Presence.CONNECTED);

        Receipt removed = fixture.devices().perform(new Decision.Revoke(shown));
        Receipt revoked = fixture.devices().perform(new Decision.Revoke(shown, "operator"));
        Receipt rotated = fixture.devices().perform(new Decision.RotateToken(shown, "operator"));
        Receipt renamed = fixture.devices().perform(new Decision.Rename(shown, " Ann’s "));

        assertThat(List.of(removed, revoked, rotated, renamed))
                .extracting(receipt -> receipt.summary().key())
                .containsExactly(
                        "openclaw.receipt.live.removed",
                        "openclaw.receipt.live.revoked",
                        "openclaw.receipt.live.rotated",
                        "openclaw.receipt.live.renamed");
        assertThat(rotated.toString()).doesNotContain("n3w-token");
        assertThat(fixture.made().stream().filter(call -> !call.contains("list")))
                .containsExactly(
                        "device.pair.remove {\"deviceId\":\"d\"}",
                        "device.token.revoke {\"deviceId\":\"d\",\"role\":\"operator\"}",
                        "device.token.rotate {\"deviceId\":\"d\",\"role\":\"operator\"}",
                        "device.pair.rename {\"deviceId\":\"d\",\"label\":\"Ann’s\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "0123456789012345678901234567890123456789012345678901234567890123456789"})
    void aNameThatTheGatewayDoesNotTakeIsNotSent(String name) throws GatewayException {
        fixture.on("device.pair.list", paired(device("d", "k", "")))
                .on("node.pair.list", NOTHING)
                .connect("operator.admin");

        assertThat(refused(new Decision.Rename(onlyDevice(), name))).isInstanceOf(Problem.NotOffered.class);
        assertThat(fixture.made()).noneMatch(call -> call.startsWith("device.pair.rename"));
    }

    @Test
    void aDeviceThatHasOtherRightsByNowIsLeftAlone() throws GatewayException {
        String first = device("d", "k", token(""));
        fixture.on("device.pair.list", paired(first), paired(first.replace("operator.read", "operator.admin")))
                .on("node.pair.list", NOTHING)
                .connect("operator.admin");

        assertThat(refused(new Decision.Revoke(onlyDevice()))).isEqualTo(new Problem.GrantChanged());
        assertThat(fixture.made()).noneMatch(call -> call.startsWith("device.pair.remove"));
    }

    @Test
    void theCommandsOfANodeAreTakenAwayByItsOwnCall() throws GatewayException {
        fixture.on("device.pair.list", NOTHING)
                .on(
                        "node.pair.list",
                        paired("{\"nodeId\":\"d9\",\"commands\":[\"system.run\"],\"approvedAtMs\":%d}".formatted(NOW)))
                .on("node.pair.remove", "{}")
                .connect("operator.admin");
        Listed<Grant> row = onlyGrant();

        Receipt receipt = fixture.devices().perform(new Decision.Revoke(row.what()));

        assertThat(row.absent().keySet())
                .containsExactlyInAnyOrder(Feature.RENAME_DEVICE, Feature.ROTATE_TOKEN, Feature.REVOKE_ROLE);
        assertThat(receipt.remark()).containsExactly(Phrase.of("openclaw.remark.node-removed"));
        assertThat(fixture.made()).contains("node.pair.remove {\"nodeId\":\"d9\"}");
    }

    @Test
    void theTwoStepsOfANodeAreApproved() throws GatewayException {
        fixture.on("device.pair.list", pending(node("r3")))
                .on("node.pair.list", pending(capability("r4", "\"system.run\"", "\"operator.admin\"")))
                .on("device.pair.approve", "{}")
                .on("node.pair.approve", "{}")
                .connect("operator.admin");
        List<Listed<PairingRequest>> rows = fixture.devices().read().requests();

        Receipt joins =
                fixture.devices().perform(new Decision.Approve(rows.getFirst().what()));
        Receipt runs =
                fixture.devices().perform(new Decision.Approve(rows.getLast().what()));

        assertThat(joins.remark())
                .as("what comes next is the same everywhere, and the screen says it")
                .isEmpty();
        assertThat(runs.touched()).containsExactly("node.pair.approve");
    }

    @Test
    void allIsTakenAwayButThisConsole() throws GatewayException {
        DeviceIdentity identity = DeviceIdentity.create();
        String others = device("d1", "k1", "") + "," + device("d2", "k2", "");
        fixture.on("device.pair.list", paired(device(identity.id(), "k", token("")), others))
                .on("node.pair.list", NOTHING)
                .on("device.pair.remove", "{}", "{}", LiveFixture.refusal("boom"))
                .connectTo(
                        "{\"protocol\":4,\"features\":{\"methods\":[%s]},\"auth\":{\"scopes\":[\"operator.admin\"]}}"
                                .formatted(LiveFixture.ALL_METHODS),
                        identity);
        List<Listed<Grant>> rows = fixture.devices().read().grants();
        assertThat(rows.getFirst().own()).isTrue();
        assertThat(rows.getFirst().whyNot(Feature.ROTATE_TOKEN)).isEqualTo(Phrase.of("openclaw.absent.own-token"));

        Decision all =
                new Decision.RevokeAll("p", rows.stream().map(Listed::what).toList());
        Receipt receipt = fixture.devices().perform(all);

        assertThat(receipt.summary()).isEqualTo(Phrase.of("openclaw.receipt.live.removed-all", 2));
        assertThat(receipt.remark()).containsExactly(Phrase.of("openclaw.remark.own-kept"));
        assertThat(fixture.made())
                .noneMatch(call -> call.startsWith("device.pair.remove") && call.contains(identity.id()));
        assertThat(refused(all)).isInstanceOf(LinkProblem.Failed.class);
    }

    @Test
    void aRemovalOfAllThatBreaksOffSaysHowFarItCame() throws GatewayException {
        fixture.on("device.pair.list", paired(device("d1", "k1", ""), device("d2", "k2", ""), device("d3", "k3", "")))
                .on("node.pair.list", NOTHING)
                .on("device.pair.remove", "{}", LiveFixture.END)
                .connect("operator.admin");
        List<Grant> shown =
                fixture.devices().read().grants().stream().map(Listed::what).toList();

        assertThat(refused(new Decision.RevokeAll("p", shown)))
                .isEqualTo(new Problem.Partial(2, 3, new LinkProblem.Dropped("there", "")));
    }

    @Test
    void aRemovalOfAllThatBreaksOffWhileItLooksAgainSaysHowFarItCame() throws GatewayException {
        String both = paired(device("d1", "k1", ""), device("d2", "k2", ""));
        fixture.on("device.pair.list", both, both, paired(), LiveFixture.END)
                .on("node.pair.list", NOTHING)
                .on("device.pair.remove", "{}")
                .connect("operator.admin");
        List<Grant> shown =
                fixture.devices().read().grants().stream().map(Listed::what).toList();

        assertThat(refused(new Decision.RevokeAll("p", shown)))
                .isEqualTo(new Problem.Partial(1, 2, new LinkProblem.Dropped("there", "")));
    }

    @Test
    void fasedLetsApproveEverythingAndSaysWhatARemovalDoesNot() throws GatewayException {
        fixture.on(
                        "device.pair.list",
                        "{\"pending\":[%s],\"paired\":[%s]}".formatted(node("r3"), device("d", "k", token(""))))
                .on("node.pair.list", NOTHING)
                .on("device.pair.remove", "{}")
                .connectTo(
                        "{\"protocol\":3,\"server\":{\"version\":\"0.1.76\"},\"features\":{\"methods\":[\"device.pair.list\","
                                + "\"device.pair.approve\",\"device.pair.remove\",\"node.pair.list\"]},\"auth\":{\"scopes\":[\"operator.pairing\"]}}",
                        null);

        assertThat(onlyRequest().whyNot(Feature.APPROVE_DEVICE)).isNull();
        assertThat(onlyGrant().whyNot(Feature.RENAME_DEVICE))
                .isEqualTo(Phrase.of("openclaw.absent.call", "0.1.76", "device.pair.rename"));
        assertThat(fixture.devices().perform(new Decision.Revoke(onlyDevice())).remark())
                .containsExactly(Phrase.of("openclaw.remark.stays-connected"));
        assertThat(fixture.senders().obstacle()).isEqualTo(Phrase.of("openclaw.absent.senders-in-files", "0.1.76"));
    }

    private static PairingRequest nowIn(Problem problem) {
        @Nullable PairingRequest now = ((Problem.Changed) problem).now();
        if (now == null) {
            throw new AssertionError("gone");
        }
        return now;
    }
}

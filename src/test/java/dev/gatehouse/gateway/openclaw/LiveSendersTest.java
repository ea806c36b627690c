package dev.gatehouse.gateway.openclaw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gatehouse.gateway.Feature;
import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.LinkProblem;
import dev.gatehouse.gateway.Listed;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Receipt;
import dev.gatehouse.gateway.Snapshot.DoorPolicy;
import dev.gatehouse.gateway.Snapshot.Quota;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.DmRequest;
import dev.gatehouse.pairing.Kind;
import dev.gatehouse.pairing.PairingRequest;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.RequestKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Senders over the wire. */
class LiveSendersTest {
    private static final String DMS = "40-channels-pairing";

    private final LiveFixture fixture = new LiveFixture(Instant.parse("2026-11-20T13:40:00Z"));

    @AfterEach
    void close() {
        fixture.close();
    }

    private static String sender(String id, String account, String more) {
        return "{\"requestId\":\"%s\",\"channel\":\"telegram\",\"accountId\":\"%s\",\"senderId\":\"tg:7\",\"createdAt\":\"2026-11-20T13:35:57.164Z\"%s}"
                .formatted(id, account, more);
    }

    private static String list(String more, String... senders) {
        return "{\"accounts\":[{\"channel\":\"telegram\",\"accountId\":\"work\"}],\"requests\":[%s]%s}"
                .formatted(String.join(",", senders), more);
    }

    private static List<DmRequest> recorded() throws GatewayException {
        try (LiveFixture first = new LiveFixture(Instant.parse("2026-11-20T13:40:00Z")).replay(DMS)) {
            return first.senders().read().requests().stream()
                    .map(row -> (DmRequest) row.what())
                    .toList();
        }
    }

    private Listed<PairingRequest> only() throws GatewayException {
        List<Listed<PairingRequest>> requests = fixture.senders().read().requests();
        assertThat(requests).hasSize(1);
        return requests.getFirst();
    }

    private Problem refused(Decision decision) {
        return catchThrowableOfType(
                        GatewayException.class, () -> fixture.senders().perform(decision))
                .problem();
    }

    @Test
    void recordedSendersAreListed() throws GatewayException {
        fixture.replay(DMS);

        LivePart part = fixture.senders().read();

        assertThat(part.requests()).hasSize(2);
        DmRequest bob = (DmRequest) part.requests().getFirst().what();
        assertThat(bob.key()).isEqualTo(RequestKey.dm("p", "telegram", "default", "222222222"));
        assertThat(bob.id()).isEqualTo("hbnq0N7sti_-l3BL2qgbRiIHvVhPI6NP");
        assertThat(bob.name().text()).isEqualTo("bob");
        assertThat(bob.code()).isNull();
        assertThat(bob.details()).containsEntry("username", "bob");
        assertThat(bob.expiresAt()).isEqualTo(Instant.parse("2026-11-20T14:35:57.164Z"));
        assertThat(part.quotas()).containsExactly(new Quota("telegram", "default", 2, 3));
        assertThat(part.policies()).containsExactly(new DoorPolicy("telegram", "default", DoorPolicy.Mode.PAIRING, ""));
        assertThat(part.unseen()).containsOnlyKeys(Kind.DM);
        assertThat(part.troubles()).isEmpty();
        assertThat(part.requests().getFirst().absent())
                .containsOnlyKeys(Feature.REVOKE_SENDER, Feature.MAKE_OWNER)
                .containsEntry(Feature.MAKE_OWNER, Phrase.of("openclaw.absent.has-owner"));
    }

    @Test
    void aRecordedApprovalAndDismissalAreDone() throws GatewayException {
        List<DmRequest> shown = recorded();
        fixture.replay(DMS);

        Receipt approved = fixture.senders().perform(new Decision.Approve(shown.getFirst()));

        assertThat(approved.summary()).isEqualTo(Phrase.of("openclaw.receipt.live.approved"));
        assertThat(approved.remark()).isEmpty();
        assertThat(fixture.made().getLast())
                .isEqualTo("channels.pairing.approve {\"channel\":\"telegram\",\"accountId\":\"default\","
                        + "\"requestId\":\"hbnq0N7sti_-l3BL2qgbRiIHvVhPI6NP\"}");
        try (LiveFixture other = new LiveFixture(Instant.parse("2026-11-20T13:40:00Z")).replay(DMS)) {
            assertThat(other.senders()
                            .perform(new Decision.Reject(shown.getLast()))
                            .touched())
                    .containsExactly("channels.pairing.dismiss");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "sent, configured, openclaw.remark.told, openclaw.remark.owner",
        "failed, already-configured, openclaw.remark.not-told, openclaw.remark.owner-before",
        "unsupported, unavailable, openclaw.remark.cannot-tell, openclaw.remark.no-owner"
    })
    void whatCameOfTheRestIsTold(String notification, String owner, String told, String made) throws GatewayException {
        fixture.on("channels.pairing.list", list("", sender("r1", "Work", ",\"notifySupported\":true")))
                .on(
                        "channels.pairing.approve",
                        "{\"notification\":\"%s\",\"commandOwnerBootstrap\":\"%s\"}".formatted(notification, owner))
                .connect("operator.admin");

        Receipt receipt =
                fixture.senders().perform(new Decision.Approve(only().what(), new Decision.Options(true, true)));

        assertThat(receipt.remark()).containsExactly(Phrase.of(told), Phrase.of(made));
        assertThat(fixture.made().getLast())
                .as("the account as the gateway writes it")
                .isEqualTo(
                        "channels.pairing.approve {\"channel\":\"telegram\",\"accountId\":\"Work\",\"requestId\":\"r1\","
                                + "\"notify\":true,\"bootstrapCommandOwner\":true}");
    }

    @Test
    void aSenderIsTheSameSubjectAsInTheAllowList() throws GatewayException {
        fixture.on("channels.pairing.list", list("", sender("r1", "Work", ""))).connect("operator.admin");

        assertThat(only().what().key()).isEqualTo(RequestKey.dm("p", "telegram", "work", "7"));
        assertThat(only().whyNot(Feature.NOTIFY)).isEqualTo(Phrase.of("openclaw.absent.no-notify", "telegram"));
        assertThat(only().whyNot(Feature.MAKE_OWNER)).isNull();
        assertThat(refused(new Decision.Approve(only().what(), new Decision.Options(true, false))))
                .isInstanceOf(Problem.NotOffered.class);
    }

    @Test
    void makingAnOwnerNeedsAnAdministrator() throws GatewayException {
        fixture.on("channels.pairing.list", list("", sender("r1", "work", ""))).connect("operator.pairing");

        assertThat(only().whyNot(Feature.MAKE_OWNER)).isEqualTo(Phrase.of("openclaw.absent.scope", "operator.admin"));
        assertThat(only().whyNot(Feature.APPROVE_DM)).isNull();
        assertThat(refused(new Decision.Approve(only().what(), new Decision.Options(false, true))))
                .isInstanceOf(Problem.NotOffered.class);
        assertThat(fixture.made()).noneMatch(call -> call.startsWith("channels.pairing.approve"));
    }

    @Test
    void theRecordedGatewayRefusesWithoutTheScopeAndIsNotEvenAsked() throws GatewayException {
        fixture.replay("41-channels-pairing-scope");

        LivePart part = fixture.senders().read();

        assertThat(part.troubles())
                .extracting(trouble -> trouble.problem().toString())
                .containsExactly("ScopeMissing[scope=operator.pairing]");
        assertThat(fixture.made()).isEmpty();
    }

    @Test
    void anotherNameUnderTheSameIdIsAChange() throws GatewayException {
        fixture.on(
                        "channels.pairing.list",
                        list("", sender("r1", "work", ",\"metadata\":{\"firstName\":\"Ann\"}")),
                        list("", sender("r1", "work", ",\"metadata\":{\"firstName\":\"Bob\"}")))
                .connect("operator.admin");

        assertThat(refused(new Decision.Approve(only().what()))).isInstanceOf(Problem.Changed.class);
        assertThat(fixture.made()).noneMatch(call -> call.startsWith("channels.pairing.approve"));
    }

    @Test
    void aRequestThatSomebodyElseDecidedMeanwhileIsGone() throws GatewayException {
        String before = list("", sender("r1", "work", ""));
        fixture.on("channels.pairing.list", before, before, list(""))
                .on("channels.pairing.dismiss", LiveFixture.refusal("pending DM access request no longer exists"))
                .connect("operator.admin");

        assertThat(refused(new Decision.Reject(only().what()))).isEqualTo(new Problem.Changed(null));
    }

    @Test
    void aRowThatMakesNoSenseIsLeftOut() throws GatewayException {
        fixture.on(
                        "channels.pairing.list",
                        list(
                                ",\"limits\":{\"pendingPerAccount\":\"many\"}",
                                sender("r1", "work", ",\"metadata\":[]"),
                                sender("r2", "work", ",\"expiresAt\":\"soon\""),
                                sender("r\\u20283", "work", ""),
                                sender("r4", "work", "")))
                .connect("operator.admin");

        LivePart part = fixture.senders().read();

        assertThat(part.requests()).extracting(row -> row.what().id()).containsExactly("r4");
        assertThat(part.troubles())
                .singleElement()
                .satisfies(trouble -> assertThat(trouble.problem()).isInstanceOf(LinkProblem.Garbled.class));
        assertThat(part.quotas()).containsExactly(new Quota("telegram", "work", 1, 3));
    }

    @Test
    void beforeTheCallsAboutSendersNothingIsAskedAndItIsSaidWhy() throws GatewayException {
        fixture.replay("2026.7.1-01-admin");

        LivePart part = fixture.senders().read();

        assertThat(part)
                .isEqualTo(new LivePart(
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        Map.of(Kind.DM, Phrase.of("openclaw.unseen.senders"))));
        assertThat(fixture.senders().absent())
                .containsEntry(Feature.APPROVE_DM, Phrase.of("openclaw.absent.senders-in-files", "2026.7.1"));
        assertThat(fixture.made()).isEmpty();
    }
}

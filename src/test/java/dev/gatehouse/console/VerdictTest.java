package dev.gatehouse.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.gateway.Listed;
import dev.gatehouse.gateway.Snapshot;
import dev.gatehouse.pairing.Access;
import dev.gatehouse.pairing.Client;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.DeviceGrant;
import dev.gatehouse.pairing.DeviceRequest;
import dev.gatehouse.pairing.Grant;
import dev.gatehouse.pairing.Kind;
import dev.gatehouse.pairing.Name;
import dev.gatehouse.pairing.Origin;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.RequestKey;
import dev.gatehouse.pairing.Right;
import dev.gatehouse.pairing.SubjectKey;
import dev.gatehouse.pairing.TokenState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final Access READ = access("operator.read", Right.Weight.ORDINARY);
    private static final Access ADMIN = access("operator.admin", Right.Weight.ADMIN);
    private static final Decision APPROVE = new Decision.Approve(new DeviceRequest(
            RequestKey.device("home", Kind.DEVICE, "d", "new-key"),
            "r",
            Name.NONE,
            READ,
            Client.UNKNOWN,
            false,
            true,
            NOW,
            NOW,
            NOW));

    @Test
    void theKeyAndTheRightsThatWereShownConfirm() {
        assertThat(doubt(grant("new-key", READ, null))).isNull();
    }

    @Test
    void anotherKeyOfTheSameDeviceConfirmsNothing() {
        assertThat(said(grant("old-key", READ, null))).isEqualTo("doubt.no-grant");
    }

    @Test
    void aRevokedTokenConfirmsNothing() {
        assertThat(said(grant("new-key", READ, NOW))).isEqualTo("doubt.no-grant");
    }

    @Test
    void fewerRightsThanAskedAreDoubted() {
        assertThat(said(grant("new-key", Access.NONE, null))).isEqualTo("doubt.less-granted");
    }

    @Test
    void moreRightsThanShownAreTold() {
        Verdict.Doubt doubt = Objects.requireNonNull(doubt(grant("new-key", READ.with(ADMIN), null)));
        assertThat(doubt.wider()).isTrue();
    }

    @Test
    void rightsThatItHadBeforeAreNotTooMany() {
        Verdict verdict =
                Verdict.of(APPROVE, new Verdict.Before(ADMIN, null), fresh(grant("new-key", READ.with(ADMIN), null)));
        assertThat(verdict.doubt()).isNull();
    }

    @Test
    void aRevokeIsNotConfirmedByAListThatCannotShowAnybody() {
        Phrase why = Phrase.of("openclaw.unseen.senders");
        Decision revoke = new Decision.Revoke(grant("new-key", READ, null));
        Snapshot nobody = new Snapshot(NOW, List.of(), List.of(), List.of(), List.of(), List.of());
        Verdict.Before before = new Verdict.Before(Access.NONE, null);
        assertThat(Verdict.of(revoke, before, nobody.withUnseen(Map.of(Kind.DEVICE, why))))
                .isEqualTo(new Verdict(null, why));
        assertThat(Verdict.of(revoke, before, nobody.withUnseen(Map.of(Kind.DM, why))))
                .isEqualTo(new Verdict(null, null));
    }

    @Test
    void aRoleIsOutWhenItsTokenIsRevokedOrGone() {
        DeviceGrant shown = grant("new-key", READ, null);
        Decision revoke = new Decision.Revoke(shown, "operator");
        assertThat(said(revoke, shown)).isEqualTo("doubt.still-in");
        assertThat(doubt(revoke, grant("new-key", READ, NOW))).isNull();
        assertThat(doubt(new Decision.Revoke(shown, "node"), shown)).isNull();
    }

    @Test
    void aTokenIsRotatedWhenItIsNewerThanTheOneThatWasShown() {
        DeviceGrant shown = grant("new-key", READ, null);
        Decision rotate = new Decision.RotateToken(shown, "operator");
        assertThat(said(rotate, shown)).isEqualTo("doubt.not-rotated");
        assertThat(doubt(rotate, made(shown, NOW.plusSeconds(1), null))).isNull();
        assertThat(said(rotate, made(shown, NOW.plusSeconds(1), NOW.plusSeconds(2))))
                .isEqualTo("doubt.not-rotated");
    }

    @Test
    void aDeviceIsRenamedWhenTheListCallsItSo() {
        DeviceGrant shown = grant("new-key", READ, null);
        Decision rename = new Decision.Rename(shown, " Kitchen ");
        assertThat(said(rename, shown)).isEqualTo("doubt.not-renamed");
        assertThat(doubt(rename, called(shown, "Kitchen"))).isNull();
    }

    private static DeviceGrant made(DeviceGrant grant, Instant created, @Nullable Instant revoked) {
        return of(grant, grant.name(), List.of(new TokenState("operator", created, null, revoked)));
    }

    private static DeviceGrant called(DeviceGrant grant, String name) {
        return of(grant, Name.of(name), grant.tokens());
    }

    private static DeviceGrant of(DeviceGrant grant, Name name, List<TokenState> tokens) {
        return new DeviceGrant(
                grant.key(),
                grant.publicKey(),
                name,
                grant.kind(),
                grant.access(),
                tokens,
                grant.client(),
                grant.origins(),
                grant.grantedAt(),
                grant.lastSeenAt());
    }

    private static String said(Decision decision, Grant grant) {
        return Objects.requireNonNull(doubt(decision, grant)).said().key();
    }

    private static Verdict.@Nullable Doubt doubt(Decision decision, Grant grant) {
        return Verdict.of(decision, new Verdict.Before(Access.NONE, null), fresh(grant))
                .doubt();
    }

    private static String said(Grant grant) {
        return Objects.requireNonNull(doubt(grant)).said().key();
    }

    private static Verdict.@Nullable Doubt doubt(Grant grant) {
        return Verdict.of(APPROVE, new Verdict.Before(Access.NONE, null), fresh(grant))
                .doubt();
    }

    private static Snapshot fresh(Grant grant) {
        return new Snapshot(
                NOW, List.of(), List.of(new Listed<>(grant, "paired.json", Map.of())), List.of(), List.of(), List.of());
    }

    private static DeviceGrant grant(String key, Access access, @Nullable Instant revoked) {
        return new DeviceGrant(
                new SubjectKey("home", "", "", "d"),
                key,
                Name.NONE,
                Kind.DEVICE,
                access,
                List.of(new TokenState("operator", NOW, null, revoked)),
                Client.UNKNOWN,
                List.of(new Origin(Origin.Type.STORE, "paired.json")),
                NOW,
                null);
    }

    private static Access access(String scope, Right.Weight weight) {
        return new Access(List.of(new Right(Right.Type.SCOPE, scope, weight)));
    }
}

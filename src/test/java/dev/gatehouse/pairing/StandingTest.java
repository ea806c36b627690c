package dev.gatehouse.pairing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.pairing.Right.Type;
import dev.gatehouse.pairing.Right.Weight;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StandingTest {
    private static final Instant NOW = Instant.EPOCH;
    private static final Access READ = new Access(List.of(new Right(Type.SCOPE, "operator.read", Weight.ORDINARY)));
    private static final Access WRITE = new Access(List.of(new Right(Type.SCOPE, "operator.write", Weight.ORDINARY)));

    @Test
    void aStrangerIsNew() {
        assertThat(Standing.of(asks("d1", "key", READ), List.of(has("d2", "key", READ, null)))
                        .kind())
                .isEqualTo(Standing.Kind.NEW);
    }

    @Test
    void moreThanItHasIsMoreRights() {
        Standing standing = Standing.of(asks("d1", "key", READ.with(WRITE)), List.of(has("d1", "key", READ, null)));
        assertThat(standing).isEqualTo(new Standing(Standing.Kind.MORE_RIGHTS, READ));
    }

    @Test
    void theSameAgainReplacesALiveToken() {
        assertThat(Standing.of(asks("d1", "key", READ), List.of(has("d1", "key", READ, null)))
                        .kind())
                .isEqualTo(Standing.Kind.REPLACES_TOKEN);
    }

    @Test
    void whoseTokensWereAllRevokedHasNothingAndIsNewAgain() {
        assertThat(Standing.of(asks("d1", "key", READ), List.of(has("d1", "key", READ, NOW))))
                .isEqualTo(new Standing(Standing.Kind.NEW, Access.NONE));
        assertThat(Standing.of(asks("d1", "other", READ), List.of(has("d1", "key", READ, NOW)))
                        .kind())
                .isEqualTo(Standing.Kind.KEY_CHANGED);
    }

    @Test
    void anotherKeyOutweighsEverything() {
        assertThat(Standing.of(asks("d1", "other", READ), List.of(has("d1", "key", READ, null)))
                        .kind())
                .isEqualTo(Standing.Kind.KEY_CHANGED);
    }

    @Test
    void theCommandsOfAPairedNodeAreMoreRights() {
        Access run = new Access(List.of(new Right(Type.COMMAND, "system.run", Weight.EXECUTION)));
        CapabilityRequest request = new CapabilityRequest(
                RequestKey.device("home", Kind.CAPABILITY, "d1", ""),
                "id",
                Name.NONE,
                run,
                Client.UNKNOWN,
                NOW,
                NOW,
                null);
        assertThat(Standing.of(request, List.of(has("d1", "key", READ, null))).kind())
                .isEqualTo(Standing.Kind.MORE_RIGHTS);
    }

    private static DeviceRequest asks(String device, String key, Access access) {
        return new DeviceRequest(
                RequestKey.device("home", Kind.DEVICE, device, key),
                "id",
                Name.NONE,
                access,
                Client.UNKNOWN,
                false,
                false,
                NOW,
                NOW,
                NOW);
    }

    private static DeviceGrant has(String device, String key, Access access, @Nullable Instant revokedAt) {
        return new DeviceGrant(
                new SubjectKey("home", "", "", device),
                key,
                Name.NONE,
                Kind.DEVICE,
                access,
                List.of(new TokenState("operator", NOW, null, revokedAt)),
                Client.UNKNOWN,
                List.of(new Origin(Origin.Type.STORE, "paired.json")),
                NOW,
                null);
    }
}

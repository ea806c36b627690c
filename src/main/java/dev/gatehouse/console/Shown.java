package dev.gatehouse.console;

import dev.gatehouse.pairing.Access;
import dev.gatehouse.pairing.DeviceGrant;
import dev.gatehouse.pairing.Grant;
import dev.gatehouse.pairing.PairingRequest;
import dev.gatehouse.pairing.Right;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was on screen when the operator decided, as the history keeps it. Holds no code and no token.
 *
 * @param kind {@code dm}, {@code device} or {@code node}
 * @param channel channel of a person, empty for devices
 * @param account account of the channel, empty for devices
 * @param subject the stable id
 * @param publicKey a device's key, empty where there is none
 * @param name the name they gave, made safe
 * @param label the operator's own name for them
 * @param access the rights asked for or held
 * @param requestedAt when it was asked, null for a grant
 * @param expiresAt when it would have ended, null if never
 */
public record Shown(
        String kind,
        String channel,
        String account,
        String subject,
        String publicKey,
        String name,
        String label,
        List<String> access,
        @Nullable Instant requestedAt,
        @Nullable Instant expiresAt) {

    static Shown of(PairingRequest request, String label) {
        return new Shown(
                request.key().kind().word(),
                request.key().channel(),
                request.key().account(),
                request.key().subject(),
                request.key().publicKey(),
                request.name().text(),
                label,
                names(request.access()),
                request.requestedAt(),
                request.expiresAt());
    }

    static Shown of(Grant grant, String label) {
        return new Shown(
                grant.kind().word(),
                grant.key().channel(),
                grant.key().account(),
                grant.key().subject(),
                grant instanceof DeviceGrant device ? device.publicKey() : "",
                grant.name().text(),
                label,
                names(grant.access()),
                null,
                null);
    }

    /** What to call them: the operator's label, else the name they chose, else the stable id. */
    public String title() {
        if (!label.isEmpty()) {
            return label;
        }
        return name.isEmpty() ? subject : name;
    }

    private static List<String> names(Access access) {
        return access.rights().stream().map(Right::name).toList();
    }
}

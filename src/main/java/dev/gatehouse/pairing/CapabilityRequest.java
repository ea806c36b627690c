package dev.gatehouse.pairing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A node asks for commands: what the gateway may have it do.
 *
 * @param key node id
 * @param id the product's id of the request
 * @param name the name the node gives itself, made safe
 * @param access capabilities and commands it offers
 * @param client what it says of itself and where it came from
 * @param requestedAt when it asked
 * @param lastAskedAt when it last asked
 * @param expiresAt when the gateway forgets the request, or null if it never does
 */
public record CapabilityRequest(
        RequestKey key,
        String id,
        Name name,
        Access access,
        Client client,
        Instant requestedAt,
        Instant lastAskedAt,
        @Nullable Instant expiresAt)
        implements PairingRequest {}

package dev.gatehouse.pairing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A device wants to join, or to join with other rights than it has.
 *
 * @param key device id and public key
 * @param id the product's id of the request
 * @param name the name the device gives itself, made safe
 * @param access the roles and scopes it asks for
 * @param client what it says of itself and where it came from
 * @param silent whether it may be approved by the gateway without a question
 * @param repair whether the product calls it a repair of an existing pairing
 * @param requestedAt when it asked
 * @param lastAskedAt when it last asked
 * @param expiresAt when the gateway forgets the request, or null if it does not tell
 */
public record DeviceRequest(
        RequestKey key,
        String id,
        Name name,
        Access access,
        Client client,
        boolean silent,
        boolean repair,
        Instant requestedAt,
        Instant lastAskedAt,
        @Nullable Instant expiresAt)
        implements PairingRequest {}

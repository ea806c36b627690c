package dev.gatehouse.pairing;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A person wrote to the bot and was given a pairing code.
 *
 * @param key channel, account and sender id
 * @param id the product's id of the request
 * @param code the code that the person was given, or null where the gateway keeps it to itself
 * @param name the name they go by, made safe
 * @param details what else the channel told of them ({@code username}, {@code firstName} …), each made safe
 * @param requestedAt when they first wrote
 * @param lastAskedAt when they last wrote
 * @param expiresAt when the code ends
 */
public record DmRequest(
        RequestKey key,
        String id,
        @Nullable PairingCode code,
        Name name,
        Map<String, String> details,
        Instant requestedAt,
        Instant lastAskedAt,
        Instant expiresAt)
        implements PairingRequest {

    /** Keeps its own copy of the details. */
    public DmRequest {
        details = Map.copyOf(details);
    }

    @Override
    public Access access() {
        return Access.DIRECT_MESSAGES;
    }
}

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
 * @param anonymous whether nobody knows who wrote: the key's subject only tells requests apart, and an approval has to
 *     name the person
 * @param estimated whether the product does not tell when the code ends, and {@code expiresAt} is only the usual time
 */
public record DmRequest(
        RequestKey key,
        String id,
        @Nullable PairingCode code,
        Name name,
        Map<String, String> details,
        Instant requestedAt,
        Instant lastAskedAt,
        Instant expiresAt,
        boolean anonymous,
        boolean estimated)
        implements PairingRequest {

    /** Keeps its own copy of the details. */
    public DmRequest {
        details = Map.copyOf(details);
    }

    /** A known person, and a code whose end the product tells. */
    public DmRequest(
            RequestKey key,
            String id,
            @Nullable PairingCode code,
            Name name,
            Map<String, String> details,
            Instant requestedAt,
            Instant lastAskedAt,
            Instant expiresAt) {
        this(key, id, code, name, details, requestedAt, lastAskedAt, expiresAt, false, false);
    }

    /** What the gateway still lists after its usual time is still pending. */
    @Override
    public @Nullable Instant endsAt() {
        return estimated ? null : expiresAt;
    }

    @Override
    public Access access() {
        return Access.DIRECT_MESSAGES;
    }
}

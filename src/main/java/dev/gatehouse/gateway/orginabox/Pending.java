package dev.gatehouse.gateway.orginabox;

import dev.gatehouse.pairing.Name;
import dev.gatehouse.pairing.PairingCode;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A code that waits for the operator.
 *
 * @param gateway id of the bot that gave it
 * @param id the server's id of it, empty where it tells none
 * @param code the code
 * @param user the person's id at the channel
 * @param name the name they go by
 * @param details what else is told of them, made safe
 * @param createdAt when it was given, or null where that is not told
 * @param expiresAt when it ends, or null where that is not told
 */
record Pending(
        String gateway,
        String id,
        PairingCode code,
        String user,
        Name name,
        Map<String, String> details,
        @Nullable Instant createdAt,
        @Nullable Instant expiresAt) {}

package dev.gatehouse.pairing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a device's token for one role, without the token.
 *
 * @param role the role it is for
 * @param createdAt when it was made, or null if unknown
 * @param lastUsedAt when it was last used, or null if unknown
 * @param revokedAt when it was revoked, or null while it is good
 */
public record TokenState(
        String role,
        @Nullable Instant createdAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant revokedAt) {}

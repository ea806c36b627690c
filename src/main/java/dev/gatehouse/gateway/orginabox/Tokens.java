package dev.gatehouse.gateway.orginabox;

import dev.gatehouse.gateway.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A credential of a server: its API key, which does not end, or a JWT, which does. A JWT lives 900 s and can be exchanged
 * for a new one only while it is good ({@code POST /v1/auth/refresh}, docs.orginabox.com, Auth).
 *
 * @param secret the credential
 * @param end when it ends, or null if it does not tell
 */
record Tokens(Secret secret, @Nullable Instant end) {
    /** How long before its end a JWT is exchanged: at 12 of its 15 minutes. */
    private static final Duration AHEAD = Duration.ofMinutes(3);

    /** Looks at what was entered. */
    static Tokens of(Secret secret) {
        return new Tokens(secret, end(secret.value()).orElse(null));
    }

    private static Optional<Instant> end(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            String payload = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
            JsonNode claims = JsonRows.parse(payload);
            JsonNode end = claims == null ? null : claims.get("exp");
            return end == null || !end.isNumber() || end.asLong(0) <= 0 || end.asLong(0) > 100_000_000_000L
                    ? Optional.empty()
                    : Optional.of(Instant.ofEpochSecond(end.asLong(0)));
        } catch (IllegalArgumentException _) {
            // Three parts, and yet no JWT: an API key with dots in it.
            return Optional.empty();
        }
    }

    /** Whether it is time to exchange it at {@code now}, server time. */
    boolean due(Instant now) {
        return end != null && !now.isBefore(end.minus(AHEAD)) && now.isBefore(end);
    }

    /** Whether it is over at {@code now}, server time. */
    boolean over(Instant now) {
        return end != null && !now.isBefore(end);
    }
}

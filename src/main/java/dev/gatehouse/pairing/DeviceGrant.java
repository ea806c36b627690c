package dev.gatehouse.pairing;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A device or node that may join.
 *
 * @param key the device id
 * @param publicKey the key it proves itself with, empty where there is none
 * @param name the name it gives itself, made safe
 * @param kind {@link Kind#DEVICE}, {@link Kind#NODE}, or {@link Kind#CAPABILITY} for the commands of a node
 * @param access roles, scopes and commands it has
 * @param tokens what is known of its tokens, never the tokens
 * @param client what it says of itself
 * @param origins where it is written down
 * @param grantedAt when it was approved
 * @param lastSeenAt when it last connected
 * @param presence whether it is connected
 */
public record DeviceGrant(
        SubjectKey key,
        String publicKey,
        Name name,
        Kind kind,
        Access access,
        List<TokenState> tokens,
        Client client,
        List<Origin> origins,
        @Nullable Instant grantedAt,
        @Nullable Instant lastSeenAt,
        Presence presence)
        implements Grant {

    /** Keeps its own copies. */
    public DeviceGrant {
        tokens = List.copyOf(tokens);
        origins = List.copyOf(origins);
    }

    /** The same for gateways that do not tell who is connected. */
    public DeviceGrant(
            SubjectKey key,
            String publicKey,
            Name name,
            Kind kind,
            Access access,
            List<TokenState> tokens,
            Client client,
            List<Origin> origins,
            @Nullable Instant grantedAt,
            @Nullable Instant lastSeenAt) {
        this(key, publicKey, name, kind, access, tokens, client, origins, grantedAt, lastSeenAt, Presence.UNKNOWN);
    }

    /** What is known of its token for {@code role}, or null if it has none. */
    public @Nullable TokenState token(String role) {
        return tokens.stream()
                .filter(token -> token.role().equals(role))
                .findFirst()
                .orElse(null);
    }

    /** Whether no token of it is still good. */
    public boolean allTokensRevoked() {
        return !tokens.isEmpty() && tokens.stream().allMatch(token -> token.revokedAt() != null);
    }
}

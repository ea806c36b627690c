package dev.gatehouse.pairing;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A device or node that may join.
 *
 * @param key the device id
 * @param publicKey the key it proves itself with, empty where there is none
 * @param name the name that the operator gave it at the gateway, else the one it gives itself, made safe
 * @param kind {@link Kind#DEVICE}, {@link Kind#NODE}, {@link Kind#CLIENT}, or {@link Kind#CAPABILITY} for the commands of a node
 * @param access roles, scopes and commands it has
 * @param tokens what is known of its tokens, never the tokens
 * @param client what it says of itself
 * @param origins where it is written down
 * @param grantedAt when it was approved
 * @param lastSeenAt when it last connected
 * @param presence whether it is connected
 * @param approvedVia the product's word for how it was approved ({@code owner}, {@code silent} …), empty where it does not
 *     tell
 * @param expiresAt when the console takes it away by a revoke of its own, or null if it stays
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
        Presence presence,
        String approvedVia,
        @Nullable Instant expiresAt)
        implements Grant {

    /** Keeps its own copies. */
    public DeviceGrant {
        tokens = List.copyOf(tokens);
        origins = List.copyOf(origins);
    }

    /** A device that stays. */
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
            @Nullable Instant lastSeenAt,
            Presence presence,
            String approvedVia) {
        this(
                key,
                publicKey,
                name,
                kind,
                access,
                tokens,
                client,
                origins,
                grantedAt,
                lastSeenAt,
                presence,
                approvedVia,
                null);
    }

    /** A device of which the product tells neither whether it is connected nor how it was approved. */
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
        this(key, publicKey, name, kind, access, tokens, client, origins, grantedAt, lastSeenAt, Presence.UNKNOWN, "");
    }

    /** The same device, known to be there or not. */
    public DeviceGrant with(Presence known) {
        return new DeviceGrant(
                key,
                publicKey,
                name,
                kind,
                access,
                tokens,
                client,
                origins,
                grantedAt,
                lastSeenAt,
                known,
                approvedVia,
                expiresAt);
    }

    /** The same device, taken away by the console at {@code end}. */
    public DeviceGrant withEnd(Instant end) {
        return new DeviceGrant(
                key,
                publicKey,
                name,
                kind,
                access,
                tokens,
                client,
                origins,
                grantedAt,
                lastSeenAt,
                presence,
                approvedVia,
                end);
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

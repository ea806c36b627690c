package dev.gatehouse.gateway.openclaw;

import java.time.Duration;
import java.time.Instant;
import tools.jackson.databind.JsonNode;

/**
 * A setup code that nobody has used up, as the store keeps it: a row of {@code device_bootstrap_tokens}, before 2026.8 an
 * entry of {@code devices/bootstrap.json}. Its address is not kept, so that the code cannot be put together again. Prints
 * without the token.
 *
 * @param id the gateway's own id of it; where it has none (made in a chat, or before 2026.8), when it was made
 * @param token what the code holds
 * @param access what it was made for
 * @param issuedAt when it was made
 */
record SetupRow(String id, String token, SetupAccess access, Instant issuedAt) {
    /** How long a code lives (OpenClaw 2026.7.1 and 2026.9.6, device-bootstrap). */
    static final Duration LIFE = Duration.ofMinutes(10);

    /** Understands {@code entry}; {@code token} is its key. */
    static SetupRow of(String token, Entry entry) throws Entry.Bad {
        Instant made = entry.millis("issuedAtMs");
        Instant issuedAt = made == null ? entry.needMillis("ts") : made;
        String setup = entry.text("setupId");
        JsonNode profile = entry.node().path("profile");
        // Before 2026.6 the profile was the entry itself.
        Entry rights = profile.isObject() ? Entry.of(profile) : entry;
        return new SetupRow(
                setup.isEmpty() ? "issued-" + issuedAt.toEpochMilli() : entry.needId("setupId", setup),
                token,
                SetupAccess.stored(rights.texts("roles"), rights.texts("scopes"), rights.text("purpose")),
                issuedAt);
    }

    Instant expiresAt() {
        return issuedAt.plus(LIFE);
    }

    @Override
    public String toString() {
        return "SetupRow[" + id + "]";
    }
}

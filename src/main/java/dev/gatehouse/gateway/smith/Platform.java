package dev.gatehouse.gateway.smith;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The platforms that Smith knows, in its three spellings (smith-core 0.2.6, message.rs, daemon.rs, pairing_store.rs): what
 * came in over the wire is written into {@code user_identities}, Rust's own name of it in small letters into Redis keys and
 * {@code chat_pairings}, and serde's into JSON values and the allowlist.
 */
enum Platform {
    SLACK("slack"),
    TEAMS("teams"),
    MATTERMOST("mattermost"),
    TELEGRAM("telegram"),
    DISCORD("discord"),
    SIGNAL("signal"),
    MATRIX("matrix"),
    WHATSAPP("whatsapp", "whatsapp", "whats_app"),
    GOOGLE_CHAT("google_chat", "googlechat", "google_chat"),
    IMESSAGE("imessage", "imessage", "i_message"),
    /** Whatever the daemon does not know; it makes no difference between those. */
    UNKNOWN("unknown");

    private final String envelope;
    private final String key;
    private final String json;

    Platform(String everywhere) {
        this(everywhere, everywhere, everywhere);
    }

    Platform(String envelope, String key, String json) {
        this.envelope = envelope;
        this.key = key;
        this.json = json;
    }

    /** As messages and {@code user_identities} have it, and as it is shown. */
    String envelope() {
        return envelope;
    }

    /** As Redis keys and {@code chat_pairings} have it. */
    String key() {
        return key;
    }

    /** As the JSON of an active pairing and the allowlist have it. */
    String json() {
        return json;
    }

    /** As what the daemon takes {@code written} in a message, which it copies into {@code user_identities}. */
    static Platform ofEnvelope(String written) {
        String small = written.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(platform -> platform.envelope.equals(small))
                .findFirst()
                .orElse(UNKNOWN);
    }

    /** What {@code written} in a Redis key or in {@code chat_pairings} stands for; empty for what the daemon never writes. */
    static Optional<Platform> ofKey(String written) {
        return Arrays.stream(values())
                .filter(platform -> platform.key.equals(written))
                .findFirst();
    }
}

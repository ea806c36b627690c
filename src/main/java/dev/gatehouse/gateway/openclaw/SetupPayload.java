package dev.gatehouse.gateway.openclaw;

import dev.gatehouse.gateway.Secret;
import dev.gatehouse.io.JsonText;
import dev.gatehouse.pairing.SetupCode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a setup code holds: base64url without padding of JSON (OpenClaw 2026.9.6, setup-code: {@code url},
 * {@code bootstrapToken}, {@code expiresAtMs}, {@code tlsFingerprint}; 2026.7.1 the first two; OpenClaw 2026.2 and Fased
 * 0.1.76 {@code url} and {@code token} or {@code password}). Prints without the secret.
 *
 * @param urls where the gateway is, the one to try first in front; later releases may tell up to eight
 * @param sort what sort of secret it is
 * @param secret the secret
 * @param expiresAt when it ends, or null if the code does not say
 * @param fingerprint whether it says by which certificate the gateway is known
 */
record SetupPayload(
        List<String> urls,
        Sort sort,
        Secret secret,
        @Nullable Instant expiresAt,
        boolean fingerprint) {
    /** Keeps its own copy. */
    SetupPayload {
        urls = List.copyOf(urls);
    }

    private static final String PREFIX = "oc-pair://";
    private static final int LONGEST = 16_384;

    /** The sorts of secret. */
    enum Sort {
        /** Made for this code, of use once. */
        BOOTSTRAP("bootstrapToken"),
        /** The gateway's own token. */
        TOKEN("token"),
        /** The gateway's own password. */
        PASSWORD("password");

        private final String key;

        Sort(String key) {
            this.key = key;
        }
    }

    /** What {@code code} holds; empty if it is none of these products'. */
    static Optional<SetupPayload> read(SetupCode code) {
        String text = code.value().strip();
        if (text.toLowerCase(Locale.ROOT).startsWith(PREFIX)) {
            text = text.substring(PREFIX.length());
        }
        if (text.isEmpty() || text.length() > LONGEST || !text.matches("[A-Za-z0-9_-]+")) {
            return Optional.empty();
        }
        try {
            Entry entry = Entry.of(JsonText.parse(Base64.getUrlDecoder().decode(text)));
            for (Sort sort : Sort.values()) {
                String secret = entry.text(sort.key);
                if (!secret.isBlank()) {
                    return Optional.of(new SetupPayload(
                            urls(entry),
                            sort,
                            new Secret(secret),
                            entry.millis("expiresAtMs"),
                            !entry.text("tlsFingerprint").isEmpty()));
                }
            }
            return Optional.empty();
        } catch (IllegalArgumentException | JsonText.Malformed | Entry.Bad _) {
            // Not base64, not JSON, or not with what it must hold: then it is no such code.
            return Optional.empty();
        }
    }

    private static List<String> urls(Entry entry) throws Entry.Bad {
        Set<String> urls = new LinkedHashSet<>();
        urls.add(entry.need("url"));
        urls.addAll(entry.texts("urls"));
        return List.copyOf(urls);
    }

    /** The code that holds this, as the product's own program writes it. */
    SetupCode code() {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("url", urls.getFirst())
                .put(sort.key, secret.value());
        if (expiresAt != null) {
            node.put("expiresAtMs", expiresAt.toEpochMilli());
        }
        return new SetupCode(Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(node.toString().getBytes(StandardCharsets.UTF_8)));
    }
}

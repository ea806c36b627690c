package dev.gatehouse.practice;

import dev.gatehouse.io.JsonText;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the picture for a phone holds, as OpenClaw 2026.9.6 writes it (pairing/setup-code): JSON in base64url. The address is
 * in a domain that exists nowhere (RFC 2606), so that a real phone that scans it finds nothing.
 *
 * @param url where the gateway would be
 * @param token what lets the phone in, once
 */
record PhonePayload(String url, String token) {
    /** Where the practice gateway says that it is. */
    static final String URL = "wss://practice.invalid";

    /** The text of a code with that token. */
    static String write(String token, Instant end) {
        String json = JsonMapper.shared()
                .createObjectNode()
                .put("url", URL)
                .put("bootstrapToken", token)
                .put("expiresAtMs", end.toEpochMilli())
                .toString();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    /** What a phone reads in {@code text}; empty if it is no such code. */
    static Optional<PhonePayload> read(String text) {
        try {
            JsonNode json = JsonText.parse(Base64.getUrlDecoder().decode(text));
            String url = json.path("url").asString("");
            String token = json.path("bootstrapToken").asString("");
            return url.isEmpty() || token.isEmpty() ? Optional.empty() : Optional.of(new PhonePayload(url, token));
        } catch (IllegalArgumentException | JsonText.Malformed _) {
            // A code that is sent, or a picture of something else.
            return Optional.empty();
        }
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "PhonePayload[" + url + "]";
    }
}

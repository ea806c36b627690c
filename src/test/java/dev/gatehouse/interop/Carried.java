package dev.gatehouse.interop;

import dev.gatehouse.console.ShelvedCode;
import java.time.Instant;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a phone finds in a setup code. It belongs to the tests alone, so that the application's word is checked against
 * somebody else's.
 *
 * @param url where it connects to
 * @param token what lets it in
 * @param expiresAt until when, or null if the code does not say
 */
record Carried(String url, String token, @Nullable Instant expiresAt) {
    private static final JsonMapper JSON = new JsonMapper();

    /** What is in {@code text}. */
    static Carried of(String text) {
        JsonNode node = JSON.readTree(Base64.getUrlDecoder().decode(text));
        long end = node.path("expiresAtMs").asLong(0);
        return new Carried(
                node.path("url").asString(),
                node.path("bootstrapToken").asString(),
                end == 0 ? null : Instant.ofEpochMilli(end));
    }

    /** What is in {@code code}, whose text is still there. */
    static Carried in(ShelvedCode code) {
        return of(Objects.requireNonNull(code.code().text()).value());
    }

    @Override
    public String toString() {
        return "Carried[" + url + "]";
    }
}

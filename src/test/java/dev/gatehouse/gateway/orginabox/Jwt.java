package dev.gatehouse.gateway.orginabox;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/** Tokens that look like a server's; nobody checks their signature. */
final class Jwt {
    private Jwt() {}

    /** A new one that ends at {@code end}. */
    static String ending(Instant end) {
        return part("{\"alg\":\"HS256\",\"typ\":\"JWT\"}") + "."
                + part("{\"sub\":\"u1\",\"jti\":\"" + UUID.randomUUID() + "\",\"exp\":" + end.getEpochSecond() + "}")
                + "." + part("of no worth");
    }

    private static String part(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}

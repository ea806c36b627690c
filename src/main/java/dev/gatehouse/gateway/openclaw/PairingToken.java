package dev.gatehouse.gateway.openclaw;

import java.security.SecureRandom;
import java.util.Base64;

/** Makes tokens for devices: 32 random bytes in base64url, as the product does (OpenClaw 2026.7.1, pairing-token). */
final class PairingToken {
    private static final int BYTES = 32;

    private PairingToken() {}

    /** A new token. It goes into the store and nowhere else. */
    static String mint() {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }
}

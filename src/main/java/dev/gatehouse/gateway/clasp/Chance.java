package dev.gatehouse.gateway.clasp;

import java.security.SecureRandom;
import java.util.Base64;

/** What nobody can guess, of {@code random}. */
record Chance(SecureRandom random) {
    /** 128 bits in base64url. */
    String unguessable() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** {@code length} decimal digits, each as likely as the others. */
    String digits(int length) {
        StringBuilder digits = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            digits.append((char) ('0' + random.nextInt(10)));
        }
        return digits.toString();
    }
}

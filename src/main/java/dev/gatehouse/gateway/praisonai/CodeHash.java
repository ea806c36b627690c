package dev.gatehouse.gateway.praisonai;

import dev.gatehouse.gateway.Secret;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What PraisonAI makes of a code with its secret (4.6.163 and later, gateway/pairing.py). It prints without the secret. */
final class CodeHash {
    private final byte[] secret;

    /** With the secret's text itself as the key: it is not decoded, though it looks like hex. */
    CodeHash(Secret secret) {
        this.secret = secret.value().getBytes(StandardCharsets.UTF_8);
    }

    /** The {@code code_hash} of {@code code}: SHA-256 of secret, colon and code, in lower-case hex. */
    String hash(String code) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(secret);
            digest.update((byte) ':');
            return HexFormat.of().formatHex(digest.digest(code.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            // Every JDK has it.
            throw new IllegalStateException(e);
        }
    }

    /** The {@code signature} of {@code code}: HMAC-SHA256 with the secret as the key, in lower-case hex. */
    String signature(String code) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(code.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            // Every JDK has it, and any key that is not empty will do.
            throw new IllegalStateException(e);
        }
    }

    /** Whether {@code row} was made for {@code code} with this secret. */
    boolean made(PendingRow row, String code) {
        boolean hashed = row.hash().isEmpty() || same(row.hash(), hash(code));
        boolean signed = row.signature().isEmpty() || same(row.signature(), signature(code));
        return hashed && signed;
    }

    /** Compares in constant time. */
    static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "CodeHash";
    }
}

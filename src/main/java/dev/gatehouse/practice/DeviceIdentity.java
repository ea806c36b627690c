package dev.gatehouse.practice;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;

/**
 * What a device proves itself with.
 *
 * @param id the SHA-256 of the key, in hex, as OpenClaw derives it
 * @param publicKey 32 bytes in base64url
 */
record DeviceIdentity(String id, String publicKey) {
    /** One that nobody holds the private key of. */
    static DeviceIdentity from(Random random) {
        byte[] key = new byte[32];
        random.nextBytes(key);
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key);
            return new DeviceIdentity(
                    HexFormat.of().formatHex(hash),
                    Base64.getUrlEncoder().withoutPadding().encodeToString(key));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}

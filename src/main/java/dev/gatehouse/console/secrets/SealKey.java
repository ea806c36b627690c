package dev.gatehouse.console.secrets;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** A key made of a passphrase by Argon2id, and the AES-256-GCM box that it opens and closes. In memory only. */
final class SealKey {
    /** Length of a salt, in bytes. */
    static final int SALT = 16;

    /** Length of a nonce, in bytes: what GCM takes as it is. */
    static final int NONCE = 12;

    private static final int KEY = 32;
    private static final int TAG_BITS = 128;
    private static final String CIPHER = "AES/GCM/NoPadding";

    private final Cost cost;
    private final byte[] salt;
    private final byte[] key;

    private SealKey(Cost cost, byte[] salt, byte[] key) {
        this.cost = cost;
        this.salt = salt;
        this.key = key;
    }

    /** Takes as long as {@code cost} says; leaves {@code passphrase} as it is. */
    static SealKey of(char[] passphrase, Cost cost, byte[] salt) {
        byte[] typed = utf8(passphrase);
        try {
            Argon2BytesGenerator argon = new Argon2BytesGenerator();
            argon.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                    .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                    .withMemoryAsKB(cost.memory())
                    .withIterations(cost.passes())
                    .withParallelism(cost.lanes())
                    .withSalt(salt)
                    .build());
            byte[] key = new byte[KEY];
            argon.generateBytes(typed, key);
            return new SealKey(cost, salt.clone(), key);
        } finally {
            Arrays.fill(typed, (byte) 0);
        }
    }

    private static byte[] utf8(char[] text) {
        ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(text));
        byte[] bytes = new byte[encoded.remaining()];
        encoded.get(bytes);
        Arrays.fill(encoded.array(), (byte) 0);
        return bytes;
    }

    Cost cost() {
        return cost;
    }

    byte[] salt() {
        return salt.clone();
    }

    /** Whether the same passphrase would make this very key for a file of that cost and salt. */
    boolean isFor(Cost otherCost, byte[] otherSalt) {
        return cost.equals(otherCost) && Arrays.equals(salt, otherSalt);
    }

    /** A box around {@code plain} that is bound to {@code header}. A nonce is used once only. */
    byte[] close(byte[] nonce, byte[] header, byte[] plain) {
        try {
            return cipher(Cipher.ENCRYPT_MODE, nonce, header).doFinal(plain);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + CIPHER, e);
        }
    }

    /** What is in the box; empty if this is not its key, or box or header are not what they were. */
    Optional<byte[]> open(byte[] nonce, byte[] header, byte[] box) {
        try {
            return Optional.of(cipher(Cipher.DECRYPT_MODE, nonce, header).doFinal(box));
        } catch (AEADBadTagException _) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + CIPHER, e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, byte[] header) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(header);
        return cipher;
    }

    /** Forgets the key; it opens nothing any more. */
    void wipe() {
        Arrays.fill(key, (byte) 0);
    }
}

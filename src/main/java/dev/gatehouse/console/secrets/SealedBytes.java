package dev.gatehouse.console.secrets;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;

/**
 * The content of a sealed file. In this order, numbers with the highest byte first:
 *
 * <pre>
 * header  16 bytes  "gatehouse-sealed"
 *          4        version, 1
 *          4        memory of Argon2id in KiB
 *          4        its passes
 *          4        its lanes
 *         16        its salt
 *         12        nonce of AES-256-GCM, another one for every content
 * box     16 or more, the secrets; the header is its associated data
 * sum     32        SHA-256 of all before it
 * </pre>
 *
 * The sum needs no passphrase: it tells a file that was damaged by accident from one that is whole and has another
 * passphrase. Somebody who changes the file on purpose can write a matching sum; then it cannot be told from a wrong
 * passphrase, and opens as little.
 *
 * @param cost what trying a passphrase costs
 * @param salt salt of Argon2id
 * @param header all that is not secret
 * @param nonce nonce of the box
 * @param box the secrets
 */
record SealedBytes(Cost cost, byte[] salt, byte[] header, byte[] nonce, byte[] box) {
    /** The version that this console writes. */
    static final int VERSION = 1;

    private static final byte[] MAGIC = "gatehouse-sealed".getBytes(StandardCharsets.US_ASCII);
    private static final int HEADER = MAGIC.length + 4 * Integer.BYTES + SealKey.SALT + SealKey.NONCE;
    private static final int TAG = 16;
    private static final int SUM = 32;

    /** {@code plain}, sealed with {@code key} and a nonce of its own. */
    static byte[] seal(SealKey key, byte[] plain, SecureRandom random) {
        byte[] nonce = new byte[SealKey.NONCE];
        random.nextBytes(nonce);
        byte[] header = ByteBuffer.allocate(HEADER)
                .put(MAGIC)
                .putInt(VERSION)
                .putInt(key.cost().memory())
                .putInt(key.cost().passes())
                .putInt(key.cost().lanes())
                .put(key.salt())
                .put(nonce)
                .array();
        byte[] box = key.close(nonce, header, plain);
        ByteBuffer whole =
                ByteBuffer.allocate(HEADER + box.length + SUM).put(header).put(box);
        return whole.put(sum(whole.array(), HEADER + box.length)).array();
    }

    /** Takes {@code file} apart; empty if it is damaged, of a newer console, or asks for more than can be borne. */
    static Optional<SealedBytes> parse(byte[] file) {
        if (file.length < HEADER + TAG + SUM) {
            return Optional.empty();
        }
        ByteBuffer rest = ByteBuffer.wrap(file);
        byte[] magic = take(rest, MAGIC.length);
        int version = rest.getInt();
        Cost cost = new Cost(rest.getInt(), rest.getInt(), rest.getInt());
        byte[] salt = take(rest, SealKey.SALT);
        byte[] nonce = take(rest, SealKey.NONCE);
        byte[] box = take(rest, file.length - HEADER - SUM);
        byte[] sum = take(rest, SUM);
        boolean ours = Arrays.equals(magic, MAGIC) && version == VERSION && cost.isBearable();
        if (!ours || !Arrays.equals(sum, sum(file, file.length - SUM))) {
            return Optional.empty();
        }
        return Optional.of(new SealedBytes(cost, salt, Arrays.copyOf(file, HEADER), nonce, box));
    }

    private static byte[] take(ByteBuffer from, int length) {
        byte[] taken = new byte[length];
        from.get(taken);
        return taken;
    }

    private static byte[] sum(byte[] bytes, int length) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes, 0, length);
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Whether {@code key} was made for this file. */
    boolean isFor(SealKey key) {
        return key.isFor(cost, salt);
    }

    /** What was sealed; empty if {@code key} does not open it. */
    Optional<byte[]> open(SealKey key) {
        return key.open(nonce, header, box);
    }
}

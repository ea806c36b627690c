package dev.gatehouse.gateway.clasp;

import dev.gatehouse.gateway.Secret;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

/**
 * The token by which an entity proves itself: {@code ent_} and, in base64url, the MessagePack array of its id, the time in
 * seconds and a signature over both (clasp-registry 4.5.0, token.rs). It has no end of its own.
 */
final class EntityToken {
    /** How one begins. */
    static final String PREFIX = "ent_";

    private EntityToken() {}

    /** A token of the entity of {@code key}, made at {@code at}. */
    static Secret mint(EntityKey key, Instant at) {
        byte[] id = key.id().getBytes(StandardCharsets.UTF_8);
        long seconds = at.getEpochSecond();
        byte[] message = ByteBuffer.allocate(id.length + Long.BYTES)
                .put(id)
                .putLong(seconds)
                .array();
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        packed.write(0x93);
        text(packed, id);
        unsigned(packed, seconds);
        byte[] signature = key.sign(message);
        packed.write(0xc4);
        packed.write(signature.length);
        packed.writeBytes(signature);
        return new Secret(PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(packed.toByteArray()));
    }

    private static void text(ByteArrayOutputStream out, byte[] text) {
        if (text.length < 32) {
            out.write(0xa0 | text.length);
        } else {
            out.write(0xd9);
            out.write(text.length);
        }
        out.writeBytes(text);
    }

    /** In the shortest form, as the product's own encoder does. */
    private static void unsigned(ByteArrayOutputStream out, long value) {
        if (value < 0x80) {
            out.write((int) value);
        } else if (value <= 0xffff_ffffL) {
            int bytes = value <= 0xff ? 1 : value <= 0xffff ? 2 : 4;
            out.write(bytes == 1 ? 0xcc : bytes == 2 ? 0xcd : 0xce);
            out.writeBytes(tail(value, bytes));
        } else {
            out.write(0xcf);
            out.writeBytes(tail(value, Long.BYTES));
        }
    }

    private static byte[] tail(long value, int bytes) {
        byte[] whole = ByteBuffer.allocate(Long.BYTES).putLong(value).array();
        return Arrays.copyOfRange(whole, Long.BYTES - bytes, Long.BYTES);
    }
}

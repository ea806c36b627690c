package dev.gatehouse.gateway.clasp;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code cap_} token says of itself (clasp-caps 4.5.0): a MessagePack map in base64url. It is shown and never made
 * here: nothing can revoke one, and of a chain the router checks the last signature alone.
 *
 * @param permissions what it lets do
 * @param expiresAt when it ends
 */
record CapabilityToken(Permissions permissions, Instant expiresAt) {
    /** How one begins. */
    static final String PREFIX = "cap_";

    private static final int DEEPEST = 8;
    private static final int LARGEST = 16 << 10;

    /** What {@code token} says; empty if it is none. */
    static Optional<CapabilityToken> read(String token) {
        if (!token.startsWith(PREFIX) || token.length() > LARGEST) {
            return Optional.empty();
        }
        try {
            byte[] packed = Base64.getUrlDecoder().decode(token.substring(PREFIX.length()));
            return value(ByteBuffer.wrap(packed), 0) instanceof Map<?, ?> map
                            && map.get("expires_at") instanceof Long end
                            && end >= 0
                            && end <= Instant.MAX.getEpochSecond()
                            && map.get("scopes") instanceof List<?> scopes
                    ? Optional.of(new CapabilityToken(permissions(scopes), Instant.ofEpochSecond(end)))
                    : Optional.empty();
        } catch (IllegalArgumentException | BufferUnderflowException _) {
            // Neither base64url nor MessagePack.
            return Optional.empty();
        }
    }

    private static Permissions permissions(List<?> scopes) {
        return new Permissions(scopes.stream()
                .filter(String.class::isInstance)
                .flatMap(scope -> Scope.parse((String) scope).stream())
                .toList());
    }

    private static @Nullable Object value(ByteBuffer in, int depth) {
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("nested too deep");
        }
        int type = Byte.toUnsignedInt(in.get());
        if (type < 0x80) {
            return (long) type;
        }
        if (type < 0x90) {
            return map(in, type & 0x0f, depth);
        }
        if (type < 0xa0) {
            return list(in, type & 0x0f, depth);
        }
        if (type < 0xc0) {
            return text(in, type & 0x1f);
        }
        return switch (type) {
            case 0xc0 -> null;
            case 0xc2 -> false;
            case 0xc3 -> true;
            case 0xc4 -> bytes(in, Byte.toUnsignedInt(in.get()));
            case 0xc5 -> bytes(in, Short.toUnsignedInt(in.getShort()));
            case 0xcc -> (long) Byte.toUnsignedInt(in.get());
            case 0xcd -> (long) Short.toUnsignedInt(in.getShort());
            case 0xce -> Integer.toUnsignedLong(in.getInt());
            case 0xcf -> in.getLong();
            case 0xd9 -> text(in, Byte.toUnsignedInt(in.get()));
            case 0xda -> text(in, Short.toUnsignedInt(in.getShort()));
            case 0xdc -> list(in, Short.toUnsignedInt(in.getShort()), depth);
            case 0xde -> map(in, Short.toUnsignedInt(in.getShort()), depth);
            default -> throw new IllegalArgumentException("a type that no token has");
        };
    }

    private static Map<String, Object> map(ByteBuffer in, int size, int depth) {
        Map<String, Object> map = new HashMap<>();
        for (int i = 0; i < size; i++) {
            Object key = value(in, depth + 1);
            Object value = value(in, depth + 1);
            if (key instanceof String name && value != null) {
                map.put(name, value);
            }
        }
        return map;
    }

    private static List<Object> list(ByteBuffer in, int size, int depth) {
        List<Object> list = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            Object value = value(in, depth + 1);
            if (value != null) {
                list.add(value);
            }
        }
        return list;
    }

    private static String text(ByteBuffer in, int length) {
        return new String(bytes(in, length), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(ByteBuffer in, int length) {
        if (length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }
}

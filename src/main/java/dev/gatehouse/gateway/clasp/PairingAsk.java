package dev.gatehouse.gateway.clasp;

import dev.gatehouse.gateway.Secret;
import dev.gatehouse.pairing.Name;
import java.net.InetAddress;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks with.
 *
 * @param name the name it gives itself, made safe
 * @param program what its browser or program says of itself, made safe
 * @param address from where
 * @param publicKey the key of the entity that it will be, 32 bytes
 * @param key the pair, where the console made it; null where the client has its own
 * @param code the one-time code that it brings, or null
 */
record PairingAsk(
        Name name,
        String program,
        InetAddress address,
        byte[] publicKey,
        @Nullable EntityKey key,
        @Nullable Secret code) {
    PairingAsk {
        publicKey = publicKey.clone();
    }

    /** One for which the console makes the key. */
    static PairingAsk keyless(Name name, String program, InetAddress address, @Nullable Secret code) {
        EntityKey key = EntityKey.generate();
        return new PairingAsk(name, program, address, key.publicKey(), key, code);
    }

    @Override
    public byte[] publicKey() {
        return publicKey.clone();
    }

    /** Whether the client keeps the private half. */
    boolean ownKey() {
        return key == null;
    }

    /** The key in hex. */
    String publicHex() {
        return HexFormat.of().formatHex(publicKey);
    }
}

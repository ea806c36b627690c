package dev.gatehouse.gateway.clasp;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** The Ed25519 key pair of an entity. It prints its public half alone. */
final class EntityKey {
    private static final int RAW = 32;

    /** What stands before the 32 bytes of a key in the JDK's encodings (RFC 8410). */
    private static final byte[] PUBLIC = HexFormat.of().parseHex("302a300506032b6570032100");

    private static final byte[] PRIVATE = HexFormat.of().parseHex("302e020100300506032b657004220420");

    private final byte[] publicKey;
    private final PrivateKey privateKey;

    private EntityKey(byte[] publicKey, PrivateKey privateKey) {
        this.publicKey = publicKey;
        this.privateKey = privateKey;
    }

    /** A new one. */
    static EntityKey generate() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            return new EntityKey(raw(pair.getPublic()), pair.getPrivate());
        } catch (GeneralSecurityException e) {
            throw absent(e);
        }
    }

    /** The one of which both halves are known, 32 bytes each. */
    static EntityKey of(byte[] seed, byte[] publicKey) throws GeneralSecurityException {
        byte[] encoded = Arrays.copyOf(PRIVATE, PRIVATE.length + RAW);
        System.arraycopy(seed, 0, encoded, PRIVATE.length, RAW);
        PrivateKey secret = KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(encoded));
        return new EntityKey(publicKey.clone(), secret);
    }

    /** The 32 bytes in {@code hex}, as the registry takes a public key; empty if they are none. */
    static Optional<byte[]> parse(String hex) {
        return hex.matches("[0-9a-fA-F]{64}") ? Optional.of(HexFormat.of().parseHex(hex)) : Optional.empty();
    }

    /** The id of the entity with {@code publicKey}: its first 16 bytes (clasp-registry 4.5.0, entity.rs). */
    static String id(byte[] publicKey) {
        return "clasp:" + Base58.encode(Arrays.copyOf(publicKey, 16));
    }

    /** Whether {@code signature} over {@code message} was made with the private half of {@code publicKey}. */
    static boolean signed(byte[] publicKey, byte[] message, byte[] signature) {
        byte[] encoded = Arrays.copyOf(PUBLIC, PUBLIC.length + RAW);
        System.arraycopy(publicKey, 0, encoded, PUBLIC.length, RAW);
        try {
            Signature check = Signature.getInstance("Ed25519");
            check.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
            check.update(message);
            return check.verify(signature);
        } catch (GeneralSecurityException _) {
            // Not every 32 bytes are a key, and not every 64 a signature.
            return false;
        }
    }

    private static byte[] raw(PublicKey key) {
        byte[] encoded = key.getEncoded();
        return Arrays.copyOfRange(encoded, encoded.length - RAW, encoded.length);
    }

    private static IllegalStateException absent(GeneralSecurityException e) {
        // Every JDK has it.
        return new IllegalStateException(e);
    }

    /** The public half, 32 bytes. */
    byte[] publicKey() {
        return publicKey.clone();
    }

    /** The public half as the registry takes it. */
    String publicHex() {
        return HexFormat.of().formatHex(publicKey);
    }

    /** The id of its entity. */
    String id() {
        return id(publicKey);
    }

    /** The signature over {@code message}, 64 bytes. */
    byte[] sign(byte[] message) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(privateKey);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw absent(e);
        }
    }

    @Override
    public String toString() {
        return "EntityKey[" + id() + "]";
    }
}

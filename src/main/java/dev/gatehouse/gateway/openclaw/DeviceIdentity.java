package dev.gatehouse.gateway.openclaw;

import dev.gatehouse.gateway.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The key by which a gateway knows this console as a device: Ed25519, as the products' own devices have it (OpenClaw
 * 2026.9.6, device-identity). It rests among the secrets and prints without its content.
 */
final class DeviceIdentity {
    private static final String ALGORITHM = "Ed25519";
    private static final String FORMAT = "ed25519";
    private static final int RAW_BYTES = 32;
    private static final byte[] TRIAL = "trial".getBytes(StandardCharsets.UTF_8);

    private final PrivateKey own;
    private final PublicKey known;

    private DeviceIdentity(PrivateKey own, PublicKey known) {
        this.own = own;
        this.known = known;
    }

    /** A secret is not a device's key. Says nothing of it. */
    static final class Damaged extends Exception {
        private static final long serialVersionUID = 1L;

        Damaged() {
            super("not a device key");
        }
    }

    /** A new one, which no gateway knows. */
    static DeviceIdentity create() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            return new DeviceIdentity(pair.getPrivate(), pair.getPublic());
        } catch (NoSuchAlgorithmException e) {
            throw missing(e);
        }
    }

    /** The one that was {@link #kept}. */
    static DeviceIdentity of(Secret kept) throws Damaged {
        String[] parts = kept.value().strip().split("\\.", -1);
        if (parts.length != 3 || !parts[0].equals(FORMAT)) {
            throw new Damaged();
        }
        try {
            KeyFactory keys = KeyFactory.getInstance(ALGORITHM);
            Base64.Decoder base64 = Base64.getUrlDecoder();
            DeviceIdentity identity = new DeviceIdentity(
                    keys.generatePrivate(new PKCS8EncodedKeySpec(base64.decode(parts[1]))),
                    keys.generatePublic(new X509EncodedKeySpec(base64.decode(parts[2]))));
            if (!identity.fits()) {
                throw new Damaged();
            }
            return identity;
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            // The reason could quote the key.
            throw new Damaged();
        }
    }

    /** It as one text, for where secrets rest. */
    Secret kept() {
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        return new Secret(String.join(
                ".", FORMAT, base64.encodeToString(own.getEncoded()), base64.encodeToString(known.getEncoded())));
    }

    /** The id of the device: the hash of its public key, in hex. */
    String id() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(raw()));
        } catch (NoSuchAlgorithmException e) {
            throw missing(e);
        }
    }

    /** The public key as gateways write it. */
    String publicKey() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(raw());
    }

    /** {@code text} signed, as gateways want it. */
    String sign(String text) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(signature(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw missing(e);
        }
    }

    private byte[] signature(byte[] what) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(ALGORITHM);
        signature.initSign(own);
        signature.update(what);
        return signature.sign();
    }

    private boolean fits() throws GeneralSecurityException {
        Signature signature = Signature.getInstance(ALGORITHM);
        signature.initVerify(known);
        signature.update(TRIAL);
        return signature.verify(signature(TRIAL));
    }

    /** The key without what says what sort of key it is: RFC 8410 puts it last. */
    private byte[] raw() {
        byte[] encoded = known.getEncoded();
        return Arrays.copyOfRange(encoded, encoded.length - RAW_BYTES, encoded.length);
    }

    private static IllegalStateException missing(GeneralSecurityException e) {
        return new IllegalStateException("every JDK since 15 has " + ALGORITHM, e);
    }

    @Override
    public String toString() {
        return "DeviceIdentity[" + id() + "]";
    }
}

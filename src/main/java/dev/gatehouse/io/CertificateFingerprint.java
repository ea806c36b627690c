package dev.gatehouse.io;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The SHA-256 of a certificate, by which a person can compare it.
 *
 * @param text 32 bytes in upper case hex, in pairs with colons, as {@code openssl x509 -fingerprint -sha256} shows it
 */
public record CertificateFingerprint(String text) {
    private static final HexFormat PAIRS = HexFormat.ofDelimiter(":").withUpperCase();
    private static final Pattern WRITTEN = Pattern.compile("[0-9A-F]{2}(?::[0-9A-F]{2}){31}");
    private static final Pattern DECORATION = Pattern.compile("^sha-?256(?: fingerprint)?[:=/ ]|[:\\s-]");

    /** Throws IllegalArgumentException if {@code text} is not in this form; {@link #parse} is lenient. */
    public CertificateFingerprint {
        if (!WRITTEN.matcher(text).matches()) {
            throw new IllegalArgumentException("no SHA-256 in pairs with colons");
        }
    }

    /** That of {@code certificate}. */
    public static CertificateFingerprint of(X509Certificate certificate) throws CertificateEncodingException {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return new CertificateFingerprint(PAIRS.formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            // Every JDK has it.
            throw new IllegalStateException(e);
        }
    }

    /** Reads one in any usual form: with or without colons, blanks, capitals, or {@code sha256:} before it. */
    public static Optional<CertificateFingerprint> parse(String text) {
        String hex = DECORATION.matcher(text.strip().toLowerCase(Locale.ROOT)).replaceAll("");
        return hex.matches("[0-9a-f]{64}")
                ? Optional.of(new CertificateFingerprint(
                        PAIRS.formatHex(HexFormat.of().parseHex(hex))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return text;
    }
}

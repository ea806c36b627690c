package dev.gatehouse.practice;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * By which a code is known again that nobody keeps. Codes that are sent may come in small letters, with blanks or dashes;
 * tokens of pictures come as they are.
 *
 * @param hash the SHA-256 of the code, in hex
 */
record CodeMark(String hash) {
    /** Longer texts are no codes that somebody has typed. */
    private static final int TYPED = 16;

    /** The mark of {@code secret}. */
    static CodeMark of(String secret) {
        String bare = secret.replaceAll("[\\s-]", "");
        String one = bare.length() <= TYPED ? bare.toUpperCase(Locale.ROOT) : secret;
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(one.getBytes(StandardCharsets.UTF_8));
            return new CodeMark(HexFormat.of().formatHex(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Without the hash: short codes could be guessed from it. */
    @Override
    public String toString() {
        return "CodeMark[•]";
    }
}

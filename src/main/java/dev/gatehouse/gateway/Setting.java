package dev.gatehouse.gateway;

import dev.gatehouse.pairing.Phrase;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing about pairing that the operator can set at a connected gateway. What it is called and what it does stand in
 * the bundle under {@code setting.<product>.<key>.label} and {@code .help}. Never a secret.
 *
 * @param key its name at this product
 * @param type how it is entered
 * @param value as it is in force; what was decided stands here word for word once it is
 * @param until when it ends by itself, gateway time, or null if it does not
 * @param whyNot why it cannot be set, or null if it can
 */
public record Setting(
        String key,
        Type type,
        String value,
        @Nullable Instant until,
        @Nullable Phrase whyNot) {
    /** The ways to enter a value. */
    public enum Type {
        /** {@code true}, or empty for no. */
        SWITCH,
        /** A whole number. */
        NUMBER,
        /** A time as ISO 8601 writes it ({@code PT5M}); empty for off. */
        DURATION,
        /** A line of text. */
        TEXT,
        /** Several lines of text. */
        LINES
    }
}

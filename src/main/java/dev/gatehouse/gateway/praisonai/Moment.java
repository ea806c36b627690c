package dev.gatehouse.gateway.praisonai;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A time as PraisonAI writes it: seconds since 1970, with a fraction.
 *
 * @param text its digits in the one form that tells two times apart
 * @param at the same for arithmetic, to the nanosecond
 */
record Moment(String text, Instant at) {
    /** A thousand centuries: milliseconds in place of seconds are still a time, and one that never comes. */
    private static final BigDecimal MOST = new BigDecimal("1e14");

    /** Reads a number; empty if it is none, or no time. */
    static Optional<Moment> of(JsonNode node) {
        return node.isNumber() ? of(node.decimalValue()) : Optional.empty();
    }

    /** The time {@code seconds} after 1970; empty if that is no time. */
    static Optional<Moment> of(BigDecimal seconds) {
        // Compared before it is written out: an exponent of nine digits would fill the memory.
        if (seconds.signum() < 0 || seconds.compareTo(MOST) > 0 || seconds.scale() > 40) {
            return Optional.empty();
        }
        BigDecimal plain = seconds.stripTrailingZeros();
        long whole = plain.longValue();
        long nanos = plain.subtract(BigDecimal.valueOf(whole)).movePointRight(9).longValue();
        return Optional.of(new Moment(plain.toPlainString(), Instant.ofEpochSecond(whole, nanos)));
    }

    /** {@code at} to the microsecond, as Python's clock has it. */
    static BigDecimal seconds(Instant at) {
        return BigDecimal.valueOf(at.getEpochSecond())
                .add(BigDecimal.valueOf(at.getNano() / 1000, 6))
                .stripTrailingZeros();
    }
}

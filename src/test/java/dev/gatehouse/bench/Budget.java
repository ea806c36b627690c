package dev.gatehouse.bench;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One line of the table.
 *
 * @param what what was measured
 * @param unit of budget and measurement
 * @param budget the most it may be, or null where it is only printed
 * @param measured what it is
 * @param remark what to know about it, may be empty
 */
record Budget(String what, String unit, @Nullable Double budget, double measured, String remark) {
    /** Measured against budget, or null where it is only printed. */
    @Nullable
    Double ratio() {
        return budget == null ? null : measured / budget;
    }

    /** {@code yes}, {@code NO}, or a dash where it is only printed. */
    String met() {
        return budget == null ? "-" : measured <= budget ? "yes" : "NO";
    }

    static String number(@Nullable Double value) {
        return value == null ? "-" : String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.1f", value);
    }
}

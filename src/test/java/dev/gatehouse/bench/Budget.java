package dev.gatehouse.bench;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One line of the table.
 *
 * @param what what was measured
 * @param unit of budget and measurement
 * @param budget the most it may be, or null where it is only printed
 * @param measured what it is, or null where it could not be measured: then the remark says why
 * @param remark what to know about it, may be empty
 */
record Budget(
        String what,
        String unit,
        @Nullable Double budget,
        @Nullable Double measured,
        String remark) {
    /** One that could not be measured. */
    static Budget missing(String what, String unit, @Nullable Double budget, String why) {
        return new Budget(what, unit, budget, null, "not measured: " + why);
    }

    /** Measured against budget, or null where there is only one of them. */
    @Nullable
    Double ratio() {
        return budget == null || measured == null ? null : measured / budget;
    }

    /** Whether the budget is met, or null where that cannot be said. */
    @Nullable
    Boolean met() {
        return budget == null || measured == null ? null : measured <= budget;
    }

    static String number(@Nullable Double value) {
        return value == null ? "-" : String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.1f", value);
    }
}

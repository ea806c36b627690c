package dev.gatehouse.ui.access;

import dev.gatehouse.console.Resident;
import java.util.Comparator;
import java.util.Locale;

/** The orders in which those who are in can be listed. */
public enum AccessOrder {
    /** By what they are called. */
    NAME(Comparator.comparing(AccessOrder::title)),
    /** Who administers first, then who runs commands, then the others. */
    RIGHTS(Comparator.comparing(
                    (Resident resident) -> !resident.grant().access().asksAdmin())
            .thenComparing(resident -> !resident.grant().access().asksExecution())
            .thenComparing(AccessOrder::title)),
    /** The last seen first; who was never seen last. */
    SEEN(Comparator.comparing(
                    (Resident resident) -> resident.grant().lastSeenAt(),
                    Comparator.nullsLast(Comparator.reverseOrder()))
            .thenComparing(AccessOrder::title)),
    /** The newest first; where the product does not tell, last. */
    GRANTED(Comparator.comparing(
                    (Resident resident) -> resident.grant().grantedAt(),
                    Comparator.nullsLast(Comparator.reverseOrder()))
            .thenComparing(AccessOrder::title));

    private final Comparator<Resident> comparator;

    AccessOrder(Comparator<Resident> comparator) {
        this.comparator = comparator.thenComparing(AccessOrder::id);
    }

    Comparator<Resident> comparator() {
        return comparator;
    }

    private static String title(Resident resident) {
        return resident.title().toLowerCase(Locale.ROOT);
    }

    private static String id(Resident resident) {
        return resident.grant().key() + resident.grant().kind().name();
    }
}

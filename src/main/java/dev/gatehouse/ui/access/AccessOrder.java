package dev.gatehouse.ui.access;

import dev.gatehouse.console.Resident;
import dev.gatehouse.pairing.DeviceGrant;
import dev.gatehouse.pairing.Presence;
import java.util.Comparator;
import java.util.Locale;

/** The orders in which those who are in can be listed. */
public enum AccessOrder {
    /** By what they are called; of several with one name, the last seen first. */
    NAME(Comparator.comparing(AccessOrder::title).thenComparing(lastSeen())),
    /** Who administers first, then who runs commands, then the others. */
    RIGHTS(Comparator.comparing(
                    (Resident resident) -> !resident.grant().access().asksAdmin())
            .thenComparing(resident -> !resident.grant().access().asksExecution())
            .thenComparing(AccessOrder::title)),
    /** Who is connected first, then the last seen; who was never seen last. */
    SEEN(lastSeen().thenComparing(AccessOrder::title)),
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

    private static Comparator<Resident> lastSeen() {
        return Comparator.comparing((Resident resident) -> !connected(resident))
                .thenComparing(
                        resident -> resident.grant().lastSeenAt(), Comparator.nullsLast(Comparator.reverseOrder()));
    }

    private static boolean connected(Resident resident) {
        return resident.grant() instanceof DeviceGrant device && device.presence() == Presence.CONNECTED;
    }

    private static String title(Resident resident) {
        return resident.title().toLowerCase(Locale.ROOT);
    }

    private static String id(Resident resident) {
        return resident.grant().key() + resident.grant().kind().name();
    }
}

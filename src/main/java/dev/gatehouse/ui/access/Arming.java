package dev.gatehouse.ui.access;

import dev.gatehouse.console.Resident;
import dev.gatehouse.pairing.Access;
import dev.gatehouse.pairing.Grant;
import dev.gatehouse.pairing.Name;
import dev.gatehouse.pairing.Origin;
import dev.gatehouse.ui.common.Standstill;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Keeps a click from hitting a row that has just come, moved or changed under the pointer: a row takes no act before it
 * has stood still for a while.
 */
final class Arming {
    /** What must not change under a pointer. */
    private record Stand(int place, Name name, Access access, List<Origin> origins) {}

    private record Since(Stand stand, long nanos) {}

    private final LongSupplier nanos;
    private Map<Resident.Key, Since> rows = Map.of();

    Arming(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** These lines are on screen now, in this order. */
    void shown(List<AccessItem> items) {
        long now = nanos.getAsLong();
        Map<Resident.Key, Since> next = HashMap.newHashMap(items.size());
        for (int place = 0; place < items.size(); place++) {
            if (items.get(place) instanceof AccessItem.Row row) {
                Grant grant = row.resident().grant();
                Stand stand = new Stand(place, grant.name(), grant.access(), grant.origins());
                Since before = rows.get(row.key());
                next.put(row.key(), before != null && before.stand().equals(stand) ? before : new Since(stand, now));
            }
        }
        rows = next;
    }

    /** Whether {@code row} has stood still long enough. */
    boolean armed(AccessItem.Row row) {
        Since since = rows.get(row.key());
        Standstill needed = Standstill.of(row.resident().grant().access());
        return since != null
                && nanos.getAsLong() - since.nanos() >= needed.time().toNanos();
    }
}

package dev.gatehouse.ui.requests;

import dev.gatehouse.console.Change;
import dev.gatehouse.console.GatewayStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The gateways of the console, in the order in which they came. */
final class KnownGateways {
    private final Map<String, GatewayStatus> gateways = new LinkedHashMap<>();

    /** All of them. */
    List<GatewayStatus> all() {
        return List.copyOf(gateways.values());
    }

    /** The gateway of that profile, or null if it is not known any more. */
    @Nullable
    GatewayStatus get(String profile) {
        return gateways.get(profile);
    }

    /**
     * Takes in what became of them.
     *
     * @return whether the screen says something else of them now
     */
    boolean apply(Change<GatewayStatus> change) {
        List<Object> before = said();
        change.removed().forEach(status -> gateways.remove(status.profile().id()));
        Stream.concat(change.added().stream(), change.changed().stream())
                .forEach(status -> gateways.put(status.profile().id(), status));
        return !before.equals(said());
    }

    private List<Object> said() {
        return gateways.values().stream().map(KnownGateways::said).toList();
    }

    /** What the screen says of a gateway: not that it has answered once more. */
    private static Object said(GatewayStatus status) {
        return List.of(
                status.profile(),
                status.state(),
                status.features(),
                status.quotas(),
                status.policies(),
                status.troubles(),
                status.notes(),
                status.quiet(),
                status.clocksApart() ? status.clockAhead().toMinutes() : Long.MAX_VALUE);
    }
}

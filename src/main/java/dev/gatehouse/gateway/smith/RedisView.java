package dev.gatehouse.gateway.smith;

import java.util.List;

/**
 * What Redis held at one moment.
 *
 * @param codes codes that wait
 * @param active cached pairings
 * @param leftOut how many entries make no sense
 */
record RedisView(List<PendingCode> codes, List<ActivePairing> active, int leftOut) {
    /** Keeps its own copies. */
    RedisView {
        codes = List.copyOf(codes);
        active = List.copyOf(active);
    }
}

package dev.gatehouse.gateway.praisonai;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What outlives a connection, as long as the console runs: a gateway counts on although the console connects anew. */
final class Memory {
    private final Map<String, Limiter> limiters = new ConcurrentHashMap<>();
    private final Map<String, MissCount> misses = new ConcurrentHashMap<>();
    private final Map<String, Written> written = new ConcurrentHashMap<>();
    private final Map<String, String> cookies = new ConcurrentHashMap<>();

    /** How often the gateway at {@code instance} may be asked. */
    Limiter limiter(String instance) {
        return limiters.computeIfAbsent(instance, _ -> new Limiter());
    }

    /** What failed at the gateway at {@code instance}. */
    MissCount misses(String instance) {
        return misses.computeIfAbsent(instance, _ -> new MissCount());
    }

    /** What was written to the store in {@code folder}. */
    Written written(String folder) {
        return written.computeIfAbsent(folder, _ -> new Written());
    }

    /** The cookies that magic links were redeemed for, by the hash of the link: one link works once. */
    Map<String, String> cookies() {
        return cookies;
    }
}

package dev.gatehouse.gateway.clasp;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How often one address, and all together, may do a thing within a time. Addresses of IPv6 count by their network, of which
 * one computer has all. Not thread-safe.
 */
final class Pace {
    /** The most addresses that are remembered; while there are so many, no further one gets in. */
    private static final int ADDRESSES = 1_000;

    private final int each;
    private final int all;
    private final long window;
    private final LongSupplier nanos;
    private final Map<String, Deque<Long>> byAddress = new HashMap<>();
    private final Deque<Long> everybody = new ArrayDeque<>();

    /** {@code each} times for an address and {@code all} times together within {@code window}. */
    Pace(int each, int all, Duration window, LongSupplier nanos) {
        this.each = each;
        this.all = all;
        this.window = window.toNanos();
        this.nanos = nanos;
    }

    /** Whether {@code address} may now; if so, this counts. */
    boolean admit(InetAddress address) {
        long now = nanos.getAsLong();
        forget(everybody, now);
        byAddress.values().forEach(times -> forget(times, now));
        byAddress.values().removeIf(Deque::isEmpty);
        String key = key(address);
        Deque<Long> own = byAddress.get(key);
        if (everybody.size() >= all
                || (own != null && own.size() >= each)
                || (own == null && byAddress.size() >= ADDRESSES)) {
            return false;
        }
        byAddress.computeIfAbsent(key, _ -> new ArrayDeque<>()).addLast(now);
        everybody.addLast(now);
        return true;
    }

    private void forget(Deque<Long> times, long now) {
        while (!times.isEmpty() && now - times.getFirst() >= window) {
            times.removeFirst();
        }
    }

    private static String key(InetAddress address) {
        byte[] bytes = address.getAddress();
        return HexFormat.of().formatHex(address instanceof Inet6Address ? Arrays.copyOf(bytes, Long.BYTES) : bytes);
    }
}

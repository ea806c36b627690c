package dev.gatehouse.io;

import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a {@link Transport} is held to.
 *
 * @param trust whom it believes
 * @param plainTextTo the hosts, besides this computer, to which the operator has allowed clear text
 * @param connectLimit how long connecting may take
 * @param handshakeLimit how long the answer to an upgrade may take, connecting included
 * @param sendLimit how long one message may take to leave
 * @param largestMessage the most that one message may hold, in bytes of UTF-8
 */
public record TransportRules(
        Trust trust,
        Set<String> plainTextTo,
        Duration connectLimit,
        Duration handshakeLimit,
        Duration sendLimit,
        long largestMessage) {
    /** Keeps the hosts in lower case. */
    public TransportRules {
        plainTextTo =
                plainTextTo.stream().map(host -> host.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * 5 s to connect, 10 s to be answered, 10 s to send, messages of 25 MiB (OpenClaw 2026.9.6,
     * {@code policy.maxPayload}), clear text to nobody else.
     */
    public static TransportRules trusting(Trust trust) {
        return new TransportRules(
                trust, Set.of(), Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(10), 25L << 20);
    }

    /** This, with clear text allowed to {@code hosts}. */
    public TransportRules withPlainTextTo(Set<String> hosts) {
        return new TransportRules(trust, hosts, connectLimit, handshakeLimit, sendLimit, largestMessage);
    }

    /** This, with messages of at most {@code bytes}. */
    public TransportRules withLargestMessage(long bytes) {
        return new TransportRules(trust, plainTextTo, connectLimit, handshakeLimit, sendLimit, bytes);
    }

    /** Whether words may travel to {@code address} as it is. */
    boolean allow(Address address) {
        return address.secure() || address.loopback() || plainTextTo.contains(address.host());
    }
}

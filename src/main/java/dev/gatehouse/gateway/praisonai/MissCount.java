package dev.gatehouse.gateway.praisonai;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Failed attempts at one gateway. PraisonAI locks out who fails five times within a minute, without a word where codes are
 * concerned; so the console stops at four. Only magic links are ever tried: a code is never sent. Thread-safe.
 */
final class MissCount {
    /** The most attempts that may fail. */
    static final int MOST = 4;

    /** How long a failure counts: the gateway's minute, and the five minutes of its lockout. */
    static final Duration COUNTS = Duration.ofSeconds(360);

    private final Deque<Instant> misses = new ArrayDeque<>();

    /** Counts a failure. */
    synchronized void miss(Instant now) {
        misses.addLast(now);
    }

    /** How long nothing may be tried; zero if something may. */
    synchronized Duration left(Instant now) {
        misses.removeIf(miss -> !miss.plus(COUNTS).isAfter(now) || miss.isAfter(now));
        return misses.size() < MOST
                ? Duration.ZERO
                : Duration.between(now, misses.getFirst().plus(COUNTS));
    }

    /** Something succeeded. */
    synchronized void clear() {
        misses.clear();
    }
}

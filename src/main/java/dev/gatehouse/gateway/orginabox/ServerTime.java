package dev.gatehouse.gateway.orginabox;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The server's clock, as far as it was told. Thread-safe. */
final class ServerTime {
    private final InstantSource clock;
    private volatile Duration ahead = Duration.ZERO;

    /** Taken for the same as {@code clock} until told otherwise. */
    ServerTime(InstantSource clock) {
        this.clock = clock;
    }

    /** The server has said that it is {@code there} now. */
    void told(Instant there) {
        ahead = Duration.between(clock.instant(), there);
    }

    /** Now, by the server's clock. */
    Instant now() {
        return clock.instant().plus(ahead);
    }
}

package dev.gatehouse.practice;

import java.time.Duration;
import java.util.Random;

/**
 * How busy the crowd is.
 *
 * @param arrival time between two arrivals
 * @param retry time until somebody who waits asks again
 * @param comeback time until somebody who was turned away, and takes it badly, asks again
 * @param absence the same for everybody else
 * @param most how many wait at once, at most
 */
record Pace(Span arrival, Span retry, Span comeback, Span absence, int most) {
    /** Enough to see something happen, and to keep up with. */
    static final Pace LIFELIKE = new Pace(
            new Span(Duration.ofSeconds(20), Duration.ofSeconds(60)),
            new Span(Duration.ofSeconds(25), Duration.ofSeconds(90)),
            new Span(Duration.ofSeconds(20), Duration.ofSeconds(40)),
            new Span(Duration.ofMinutes(6), Duration.ofMinutes(15)),
            9);

    /**
     * A stretch of time.
     *
     * @param shortest at least
     * @param longest less than
     */
    record Span(Duration shortest, Duration longest) {
        /** One of that length, or between. */
        Duration pick(Random random) {
            return Duration.ofMillis(random.nextLong(shortest.toMillis(), longest.toMillis()));
        }
    }
}

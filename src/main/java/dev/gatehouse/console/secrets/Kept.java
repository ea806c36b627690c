package dev.gatehouse.console.secrets;

import dev.gatehouse.gateway.Secret;
import java.time.Instant;

/**
 * A secret as it rests somewhere. Of two with one name the later counts, so that an old one in a place that could not be
 * reached when the new one came does no harm.
 *
 * @param secret the secret
 * @param at when it was given to the console, to the millisecond
 */
record Kept(Secret secret, Instant at) {
    Kept {
        at = Instant.ofEpochMilli(at.toEpochMilli());
    }
}

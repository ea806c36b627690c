package dev.gatehouse.gateway.clasp;

import dev.gatehouse.gateway.Secret;
import dev.gatehouse.pairing.Name;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A client at the console's own pairing service, as it was at one moment.
 *
 * @param id by which the operator's side speaks of it; not secret, and no way to its token
 * @param entity id of the entity that it will be
 * @param publicKey its key in hex
 * @param ownKey whether the client made the key and keeps the private half
 * @param name the name it gives itself, made safe
 * @param program what its browser or program says of itself, made safe
 * @param address from where it asks
 * @param pin the PIN that it has to be told, empty if it brought a one-time code; never printed
 * @param scanned whether it came by a QR code
 * @param permissions what it gets unless the operator says otherwise
 * @param wrong how many wrong PINs it has sent
 * @param entered whether it has sent the right one, or brought a code
 * @param requestedAt when it asked
 * @param expiresAt when it has waited long enough
 */
record Waiting(
        String id,
        String entity,
        String publicKey,
        boolean ownKey,
        Name name,
        String program,
        String address,
        Secret pin,
        boolean scanned,
        Permissions permissions,
        int wrong,
        boolean entered,
        Instant requestedAt,
        Instant expiresAt) {

    /** How a request stands. */
    enum State {
        /** Waits for a PIN or the operator. */
        PENDING,
        /** Is being decided. */
        DECIDING,
        /** Is in. */
        APPROVED,
        /** Was turned away. */
        REJECTED,
        /** Has waited too long. */
        EXPIRED,
        /** Pairing was closed while it waited. */
        CLOSED,
        /** Has sent too many wrong PINs. */
        LOCKED;

        /** Whether it can still be decided. */
        boolean open() {
            return this == PENDING || this == DECIDING;
        }
    }

    /**
     * What the client is told.
     *
     * @param state how its request stands
     * @param version grows with every change
     * @param reason why it was turned away, empty where there is none
     * @param entered whether it has sent the right PIN
     * @param triesLeft how many PINs it may still send
     * @param secondsLeft how long it may still wait
     * @param entity id of its entity
     * @param granted what it may do, once approved
     * @param token its token, given this once; null before, after, and where it mints its own
     * @param taken whether its token was given before
     */
    record Told(
            State state,
            long version,
            String reason,
            boolean entered,
            int triesLeft,
            long secondsLeft,
            String entity,
            Permissions granted,
            @Nullable Secret token,
            boolean taken) {}
}

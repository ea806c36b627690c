package dev.gatehouse.pairing;

import java.time.Instant;

/**
 * A client waits for a PIN, which the operator shows and it enters, or for the operator's word.
 *
 * @param key the id it will be known by, and its public key
 * @param id the id of the request
 * @param name the name the client gives itself, made safe
 * @param access what it is given unless the operator decides otherwise
 * @param client what it says of itself and where it came from
 * @param pin the PIN to show
 * @param wrong how many wrong PINs were entered
 * @param tries how many wrong PINs end the request
 * @param entered whether the right PIN was entered
 * @param requestedAt when it asked
 * @param lastAskedAt when it last asked
 * @param expiresAt when PIN and request end
 */
public record PinRequest(
        RequestKey key,
        String id,
        Name name,
        Access access,
        Client client,
        PairingCode pin,
        int wrong,
        int tries,
        boolean entered,
        Instant requestedAt,
        Instant lastAskedAt,
        Instant expiresAt)
        implements PairingRequest {}

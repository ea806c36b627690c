package dev.gatehouse.gateway.openclaw;

import dev.gatehouse.io.Address;
import dev.gatehouse.io.TransportRules;
import dev.gatehouse.pairing.Phrase;
import org.jspecify.annotations.Nullable;

/**
 * How the console gets to a gateway's WebSocket, found out anew for each attempt.
 *
 * @param address where it is
 * @param rules what the connection is held to
 * @param credential by what the console is let in
 * @param secret where the credential was found, for the operator
 * @param identity the device that the console proves to be, or null where it needs none
 */
record LiveWay(
        Address address,
        TransportRules rules,
        LiveCredential credential,
        Phrase secret,
        @Nullable DeviceIdentity identity) {}

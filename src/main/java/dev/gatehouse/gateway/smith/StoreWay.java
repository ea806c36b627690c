package dev.gatehouse.gateway.smith;

import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.io.CertificateFingerprint;
import dev.gatehouse.io.Trust;

/** How to reach one of the two stores; found anew for each connection, because {@code .env} and secrets change. */
interface StoreWay {
    /**
     * Where it is now, with its password.
     *
     * @throws GatewayException if that cannot be told
     */
    StoreUrl url() throws GatewayException;

    /** The certificate that the operator has pinned, in pairs with colons, or empty. */
    String pin();

    /** The host to which the operator allows clear text, or empty. */
    String plainTextTo();

    /** Whom a connection believes. */
    default Trust trust() {
        Trust system = Trust.system();
        return CertificateFingerprint.parse(pin()).map(system::pinned).orElse(system);
    }
}

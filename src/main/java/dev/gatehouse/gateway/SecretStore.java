package dev.gatehouse.gateway;

import java.util.Optional;

/** Where the console's secrets rest; in clear never. Thread-safe; every call may block on the system. */
public interface SecretStore {
    /** The sorts of place in which a secret can rest. */
    enum Place {
        /** The system's keychain. */
        KEYCHAIN,
        /** The console's own file, sealed with the operator's passphrase. */
        SEALED_FILE,
        /** Memory alone: it is asked for again after the next start. */
        MEMORY
    }

    /**
     * The secret of that name; empty if there is none.
     *
     * @throws GatewayException if the place where it may be cannot be read now, for example because it is still locked
     */
    Optional<Secret> get(SecretName name) throws GatewayException;

    /**
     * Keeps {@code secret} in the best place there is, and takes an older one of that name away.
     *
     * @return where it is now
     * @throws GatewayException if it could be kept nowhere
     */
    Place put(SecretName name, Secret secret) throws GatewayException;

    /**
     * Forgets it, wherever it is.
     *
     * @throws GatewayException if it may still be there
     */
    void remove(SecretName name) throws GatewayException;

    /** Where the secret of that name is; empty if there is none or that cannot be told now. */
    Optional<Place> placeOf(SecretName name);
}

package dev.gatehouse.console;

import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Secret;
import dev.gatehouse.gateway.SecretName;
import dev.gatehouse.gateway.SecretStore;
import java.util.Optional;

/**
 * The secrets that are kept, for whoever only looks: what is put here is forgotten at once, and nothing is taken away.
 *
 * @param kept where they are
 */
public record ReadOnlySecrets(SecretStore kept) implements SecretStore {
    @Override
    public Optional<Secret> get(SecretName name) throws GatewayException {
        return kept.get(name);
    }

    @Override
    public Place put(SecretName name, Secret secret) {
        return Place.MEMORY;
    }

    @Override
    public void remove(SecretName name) {}

    @Override
    public Optional<Place> placeOf(SecretName name) {
        return kept.placeOf(name);
    }
}

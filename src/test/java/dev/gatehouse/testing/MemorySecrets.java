package dev.gatehouse.testing;

import dev.gatehouse.gateway.Secret;
import dev.gatehouse.gateway.SecretName;
import dev.gatehouse.gateway.SecretStore;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Secrets that end with the process. */
public final class MemorySecrets implements SecretStore {
    private final Map<SecretName, Secret> secrets = new ConcurrentHashMap<>();

    @Override
    public Optional<Secret> get(SecretName name) {
        return Optional.ofNullable(secrets.get(name));
    }

    @Override
    public Place put(SecretName name, Secret secret) {
        secrets.put(name, secret);
        return Place.MEMORY;
    }

    @Override
    public void remove(SecretName name) {
        secrets.remove(name);
    }

    @Override
    public Optional<Place> placeOf(SecretName name) {
        return secrets.containsKey(name) ? Optional.of(Place.MEMORY) : Optional.empty();
    }
}

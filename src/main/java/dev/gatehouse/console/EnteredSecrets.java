package dev.gatehouse.console;

import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Secret;
import dev.gatehouse.gateway.SecretName;
import dev.gatehouse.gateway.SecretStore;
import java.util.Map;
import java.util.Optional;

/** What the operator has typed and not yet kept, before all that is kept: to try a gateway with. Nothing put here is kept. */
public final class EnteredSecrets implements SecretStore {
    private final String owner;
    private final Map<String, Secret> entered;
    private final SecretStore kept;

    /**
     * Tries {@code entered} for the profile {@code owner}.
     *
     * @param entered by the key of the form's field
     * @param kept where everything else is
     */
    public EnteredSecrets(String owner, Map<String, Secret> entered, SecretStore kept) {
        this.owner = owner;
        this.entered = Map.copyOf(entered);
        this.kept = kept;
    }

    @Override
    public Optional<Secret> get(SecretName name) throws GatewayException {
        Secret typed = name.owner().equals(owner) ? entered.get(name.field()) : null;
        return typed == null ? kept.get(name) : Optional.of(typed);
    }

    /** Keeps what is the console's own, its device key; what a gateway would have kept for a profile is only tried. */
    @Override
    public Place put(SecretName name, Secret secret) throws GatewayException {
        return name.owner().equals(owner) ? Place.MEMORY : kept.put(name, secret);
    }

    @Override
    public void remove(SecretName name) throws GatewayException {
        if (!name.owner().equals(owner)) {
            kept.remove(name);
        }
    }

    @Override
    public Optional<Place> placeOf(SecretName name) {
        return name.owner().equals(owner) && entered.containsKey(name.field())
                ? Optional.of(Place.MEMORY)
                : kept.placeOf(name);
    }
}

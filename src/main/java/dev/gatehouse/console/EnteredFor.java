package dev.gatehouse.console;

import dev.gatehouse.gateway.Catalogue;
import dev.gatehouse.gateway.FormField;
import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.GatewayProfile;
import dev.gatehouse.gateway.Secret;
import dev.gatehouse.gateway.SecretName;
import dev.gatehouse.gateway.SecretStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the operator has entered for gateways: kept, passed on and forgotten with them. Blocks on the place it rests in. */
final class EnteredFor {
    private static final Logger LOG = LoggerFactory.getLogger(EnteredFor.class);

    private final Catalogue catalogue;
    private final SecretStore secrets;

    EnteredFor(Catalogue catalogue, SecretStore secrets) {
        this.catalogue = catalogue;
        this.secrets = secrets;
    }

    /**
     * Keeps {@code entered}, by the key of the form's field, for the gateway {@code owner} of {@code product}.
     *
     * @throws GatewayException if it could not be kept
     */
    void keep(String owner, String product, Map<String, Secret> entered) throws GatewayException {
        if (entered.isEmpty()) {
            return;
        }
        for (Map.Entry<String, Secret> one : entered.entrySet()) {
            secrets.put(new SecretName(owner, one.getKey()), one.getValue());
        }
        if (!catalogue.product(product).secretsAreAlternatives()) {
            return;
        }
        // A gateway wants one of them: an older one of another sort would go on being tried.
        for (SecretName name : names(owner, product)) {
            if (!entered.containsKey(name.field()) && secrets.placeOf(name).isPresent()) {
                secrets.remove(name);
            }
        }
    }

    private List<SecretName> names(String owner, String product) throws GatewayException {
        return catalogue.product(product).form().stream()
                .filter(field -> field.type() == FormField.Type.SECRET)
                .map(field -> new SecretName(owner, field.key()))
                .toList();
    }

    /** Forgets everything that was entered for {@code profile}. */
    void forget(GatewayProfile profile) {
        try {
            for (SecretName name : names(profile.id(), profile.product())) {
                secrets.remove(name);
            }
        } catch (GatewayException e) {
            LOG.warn("A secret of {} may still be kept: {}", profile.id(), e.getMessage());
        }
    }

    /** What was entered for {@code twin} counts for the gateway that it has become part of, if nothing was for that. */
    void bequeath(GatewayProfile twin, GatewayProfile heir) {
        try {
            List<SecretName> own = names(heir.id(), heir.product());
            if (own.stream().allMatch(name -> secrets.placeOf(name).isEmpty())) {
                for (SecretName name : own) {
                    Optional<Secret> entered = secrets.get(new SecretName(twin.id(), name.field()));
                    if (entered.isPresent()) {
                        secrets.put(name, entered.get());
                    }
                }
            }
            forget(twin);
        } catch (GatewayException e) {
            LOG.warn("A secret of {} did not come to {}: {}", twin.id(), heir.id(), e.getMessage());
        }
    }
}

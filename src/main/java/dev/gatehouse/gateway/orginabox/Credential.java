package dev.gatehouse.gateway.orginabox;

import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Secret;
import dev.gatehouse.gateway.SecretName;
import dev.gatehouse.gateway.SecretStore;
import dev.gatehouse.pairing.Phrase;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The credential that the operator entered for one server, and its renewal where it ends. Thread-safe. */
final class Credential {
    private static final Logger LOG = LoggerFactory.getLogger(Credential.class);

    private final SecretName name;
    private final SecretStore secrets;
    private final @Nullable Secret own;
    private @Nullable Tokens tokens;
    private boolean read;

    /**
     * What is kept for {@code profile} in {@code secrets}; not read yet.
     *
     * @param own the server's own key among this computer's variables, used where nothing is kept, or null
     */
    Credential(String profile, SecretStore secrets, @Nullable Secret own) {
        this.name = new SecretName(profile, OrgProduct.TOKEN);
        this.secrets = secrets;
        this.own = own;
    }

    /** Exchanges a JWT that is still good. */
    interface Exchange {
        /**
         * The new one; empty if the server gives none now.
         *
         * @throws GatewayException if it cannot be asked
         */
        Optional<Secret> exchange(Secret old) throws GatewayException;
    }

    /**
     * The credential, empty if there is none.
     *
     * @throws GatewayException if the secrets cannot be read now
     */
    synchronized Optional<Tokens> now() throws GatewayException {
        if (!read) {
            tokens = secrets.get(name)
                    .filter(secret -> !secret.value().isBlank())
                    .or(() -> Optional.ofNullable(own))
                    .map(secret -> Tokens.of(new Secret(secret.value().strip())))
                    .orElse(null);
            read = true;
        }
        return Optional.ofNullable(tokens);
    }

    /**
     * Exchanges it if it is time. If that does not work the old one is used as long as it is good.
     *
     * @param now server time
     */
    synchronized void renew(Instant now, Exchange exchange) throws GatewayException {
        Tokens old = now().orElse(null);
        if (old == null || !old.due(now)) {
            return;
        }
        try {
            Optional<Secret> fresh = exchange.exchange(old.secret());
            if (fresh.isPresent()) {
                tokens = Tokens.of(fresh.get());
                secrets.put(name, fresh.get());
            }
        } catch (GatewayException e) {
            LOG.info("The sign-in was not renewed: {}", e.getMessage());
        }
    }

    /** Where it rests, for the operator. */
    Phrase where() {
        return secrets.placeOf(name)
                .map(place -> Phrase.of("oiab.secret.kept." + place))
                .orElse(Phrase.of(own == null ? "oiab.secret.none" : "oiab.secret.variable"));
    }
}

package dev.gatehouse.gateway.openclaw;

import dev.gatehouse.gateway.Environment;
import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.LinkProblem;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Route;
import dev.gatehouse.gateway.Secret;
import dev.gatehouse.gateway.SecretName;
import dev.gatehouse.gateway.SecretProblem;
import dev.gatehouse.gateway.SecretStore;
import dev.gatehouse.io.Address;
import dev.gatehouse.io.CertificateFingerprint;
import dev.gatehouse.io.InvalidAddress;
import dev.gatehouse.io.TransportRules;
import dev.gatehouse.io.Trust;
import dev.gatehouse.pairing.Phrase;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the way to one gateway's WebSocket: the address that the operator gave, else the one that the gateway's own config
 * names; the secret that the operator entered, else the gateway's own.
 *
 * @param profile id of the gateway profile
 * @param route the route that the operator gave, or null
 * @param store the gateway's store, if it lies on this computer
 * @param secrets where the operator's secrets are
 * @param console the console as a device
 * @param environment this computer
 */
record LiveWays(
        String profile,
        @Nullable Route route,
        @Nullable StoreSide store,
        SecretStore secrets,
        ConsoleKey console,
        Environment environment) {
    /** Setting of a route, and field of the form: the address. */
    static final String ADDRESS = "address";

    /** Fields of the form. */
    static final String TOKEN = "token";

    static final String PASSWORD = "password";

    /**
     * The way as it is now.
     *
     * @throws GatewayException if there is none, for want of a secret for example
     */
    LiveWay find() throws GatewayException {
        Address address = address();
        LocalSetup.Found found = credential(address);
        return new LiveWay(
                address, rules(), found.credential(), found.where(), address.loopback() ? null : console.in(secrets));
    }

    /** Where the gateway's WebSocket is. */
    Address address() throws GatewayException {
        String typed = route == null ? null : route.settings().get(ADDRESS);
        if (typed != null) {
            return address(typed);
        }
        LocalSetup local = local();
        if (local == null) {
            throw new GatewayException(new Problem.Missing(route == null ? "" : route.instance()));
        }
        return local.address();
    }

    /** What {@code typed} means, with the products' port where it names none. */
    static Address address(String typed) throws GatewayException {
        try {
            return Address.parse(typed, LocalSetup.PORT);
        } catch (InvalidAddress e) {
            throw new GatewayException(
                    new Problem.Particular(
                            Phrase.of("openclaw.form.address"),
                            Phrase.of("openclaw.form.address.remedy"),
                            e.flaw().name()),
                    e);
        }
    }

    private @Nullable LocalSetup local() {
        return store == null ? null : new LocalSetup(store.config().read(), environment);
    }

    /** What was entered, else what the gateway of this computer keeps for itself; that is said to nobody else. */
    private LocalSetup.Found credential(Address address) throws GatewayException {
        LocalSetup own = address.loopback() ? local() : null;
        try {
            LocalSetup.Found entered = entered();
            if (entered != null) {
                return entered;
            }
        } catch (GatewayException e) {
            // Most have nothing entered for a gateway of this computer; a locked keychain must not keep it away.
            if (own == null || !(e.problem() instanceof SecretProblem)) {
                throw e;
            }
        }
        if (own != null) {
            return own(own, address);
        }
        if (address.loopback()) {
            throw new GatewayException(new LinkProblem.NoSecret(TOKEN));
        }
        // A gateway that wants no secret still wants to know the device.
        return new LocalSetup.Found(new LiveCredential.None(), Phrase.of("openclaw.secret.device"));
    }

    private LocalSetup.Found own(LocalSetup setup, Address address) throws GatewayException {
        LocalSetup.Found found = setup.credential();
        boolean secret = !(found.credential() instanceof LiveCredential.None);
        if (secret && store != null && store.stopped()) {
            // Whatever listens there now, a tunnel perhaps, is not the gateway whose secret this is.
            throw new GatewayException(new LinkProblem.Refused(address.toString()));
        }
        return found;
    }

    private LocalSetup.@Nullable Found entered() throws GatewayException {
        for (String field : List.of(TOKEN, PASSWORD)) {
            SecretName name = new SecretName(profile, field);
            Optional<Secret> entered = secrets.get(name);
            if (entered.isPresent()) {
                Secret secret = entered.get();
                return new LocalSetup.Found(
                        field.equals(TOKEN) ? new LiveCredential.Token(secret) : new LiveCredential.Password(secret),
                        Phrase.of(
                                "openclaw.secret.kept." + secrets.placeOf(name).orElse(SecretStore.Place.MEMORY)));
            }
        }
        return null;
    }

    private TransportRules rules() {
        Trust trust = Trust.system();
        if (route == null) {
            return TransportRules.trusting(trust);
        }
        String plain = route.settings().get(Route.PLAIN_TEXT);
        return TransportRules.trusting(
                        CertificateFingerprint.parse(route.settings().getOrDefault(Route.PIN, ""))
                                .map(trust::pinned)
                                .orElse(trust))
                .withPlainTextTo(plain == null ? Set.of() : Set.of(plain));
    }
}

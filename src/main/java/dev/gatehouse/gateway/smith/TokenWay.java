package dev.gatehouse.gateway.smith;

import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Secret;
import dev.gatehouse.gateway.SecretName;
import dev.gatehouse.gateway.SecretProblem;
import dev.gatehouse.gateway.SecretStore;
import dev.gatehouse.io.Address;
import dev.gatehouse.pairing.Phrase;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the admin token, anew for each use: what the operator entered, else what {@code .env} says. The latter is said to
 * the daemon of this computer alone, and only while one runs.
 *
 * @param profile id of the gateway profile
 * @param env Smith's {@code .env}, or null where it is not known
 * @param secrets where the operator's secrets are
 * @param daemons what runs here
 */
record TokenWay(String profile, @Nullable Path env, SecretStore secrets, Daemons daemons) {
    static final String VARIABLE = "CHAT_BRIDGE_ADMIN_TOKEN";
    private static final String SIGNED = "CHAT_BRIDGE_REQUIRE_SIGNED_WEBHOOKS";

    /**
     * A token and where it was found.
     *
     * @param token the token; null where the daemon is known to want none
     * @param own whether it is that of {@code .env}
     * @param where in words
     */
    record Found(@Nullable Secret token, boolean own, Phrase where) {}

    /**
     * The token for {@code address}.
     *
     * @throws GatewayException why there is none
     */
    Found find(Address address) throws GatewayException {
        SecretName name = new SecretName(profile, SmithForm.TOKEN);
        GatewayException locked = null;
        try {
            Optional<Secret> entered = secrets.get(name);
            if (entered.isPresent()) {
                SecretStore.Place place = secrets.placeOf(name).orElse(SecretStore.Place.MEMORY);
                return new Found(entered.get(), false, Phrase.of("smith.secret.kept." + place));
            }
        } catch (GatewayException e) {
            if (!(e.problem() instanceof SecretProblem)) {
                throw e;
            }
            // Most have nothing entered for a gateway of this computer; a locked keychain must not keep it away.
            locked = e;
        }
        if (env != null && address.loopback()) {
            return own(env, address);
        }
        throw locked != null ? locked : new GatewayException(SmithProblems.noToken(".env"));
    }

    private Found own(Path file, Address address) throws GatewayException {
        EnvFile settings = EnvFile.read(file);
        String token = settings.value(VARIABLE);
        if (token != null) {
            if (daemons.running().filter(java.util.List::isEmpty).isPresent()) {
                // Whatever listens there now is not the daemon whose token this is.
                throw new GatewayException(SmithProblems.stopped(address.instance()));
            }
            return new Found(new Secret(token), true, Phrase.of("smith.secret.env", file.toString()));
        }
        if (settings.empty(VARIABLE)) {
            throw new GatewayException(SmithProblems.emptyToken(file.toString()));
        }
        if (unguarded(settings)) {
            return new Found(null, true, Phrase.of("smith.secret.unguarded", file.toString()));
        }
        throw new GatewayException(SmithProblems.noToken(file.toString()));
    }

    /** Whether the daemon of {@code settings} makes codes for whoever asks. */
    private static boolean unguarded(EnvFile settings) {
        String signed = settings.value(SIGNED);
        return signed != null && signed.toLowerCase(Locale.ROOT).equals("false");
    }

    /** What is wrong with the token now, without sending it; null if nothing is known to be. */
    @Nullable
    Problem obstacle(Address address) {
        try {
            Found found = find(address);
            return found.token() == null
                    ? new Problem.Particular(
                            Phrase.of("smith.note.unguarded"), Phrase.of("smith.note.unguarded.remedy"), null)
                    : null;
        } catch (GatewayException e) {
            return e.problem();
        }
    }
}

package dev.gatehouse.gateway.praisonai;

import dev.gatehouse.gateway.Environment;
import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Secret;
import dev.gatehouse.gateway.SecretName;
import dev.gatehouse.gateway.SecretStore;
import dev.gatehouse.gateway.StoreProblems;
import dev.gatehouse.io.AtomicFile;
import dev.gatehouse.pairing.Phrase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The secrets that codes may have been hashed with: the one that the operator entered, the variable
 * {@code PRAISONAI_GATEWAY_SECRET} as it is, the file {@code .gateway_secret} without white space around it. The gateway's
 * own variable may be another than this console's, so all of them are tried: no two make the same hash.
 *
 * @param profile id of the gateway profile
 * @param places where the file is, or null where there is no store
 * @param secrets what the operator entered
 * @param environment this computer
 */
record KnownSecrets(String profile, @Nullable Places places, SecretStore secrets, Environment environment) {
    /** Field of the form. */
    static final String FIELD = "secret";

    private static final String VARIABLE = "PRAISONAI_GATEWAY_SECRET";

    /**
     * A secret.
     *
     * @param hash what it makes of codes
     * @param where where it is from
     */
    record Known(CodeHash hash, Phrase where) {}

    /**
     * All of them, read anew.
     *
     * @throws GatewayException if one may be somewhere that cannot be read now
     */
    List<Known> all() throws GatewayException {
        List<Known> all = new ArrayList<>();
        SecretName name = new SecretName(profile, FIELD);
        Optional<Secret> entered = secrets.get(name);
        if (entered.isPresent() && !entered.get().value().isBlank()) {
            all.add(new Known(
                    new CodeHash(new Secret(entered.get().value().strip())),
                    Phrase.of("praisonai.secret.kept." + secrets.placeOf(name).orElse(SecretStore.Place.MEMORY))));
        }
        String variable = environment.variables().get(VARIABLE);
        if (variable != null && !variable.isEmpty()) {
            all.add(new Known(new CodeHash(new Secret(variable)), Phrase.of("praisonai.secret.variable", VARIABLE)));
        }
        if (places != null) {
            try {
                AtomicFile.Content content = new AtomicFile(places.secret()).read();
                String text = new String(content.bytes(), StandardCharsets.UTF_8).strip();
                if (!text.isEmpty()) {
                    all.add(new Known(
                            new CodeHash(new Secret(text)),
                            Phrase.of("praisonai.secret.file", places.secret().toString())));
                }
            } catch (IOException e) {
                if (all.isEmpty()) {
                    throw StoreProblems.exception(e, places.secret());
                }
            }
        }
        return all;
    }
}

package dev.gatehouse.gateway;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A product whose gateways the console can connect to. Found by {@link java.util.ServiceLoader}; implementations are
 * stateless and have a public constructor without parameters.
 */
public interface GatewayProduct {
    /** Stable short name, for files and lists: {@code openclaw}. */
    String id();

    /** The product's own name, as it writes it. */
    String name();

    /** What the operator fills in to connect one by hand. */
    List<FormField> form();

    /** Whether of the secrets in the form only one is wanted: to enter one then replaces the others. */
    default boolean secretsAreAlternatives() {
        return false;
    }

    /**
     * Makes a profile of what the operator filled in.
     *
     * @param id the id that the new profile is to have
     * @param name what the operator calls it
     * @param values by {@link FormField#key()}; secrets are not among them
     * @throws GatewayException if a value cannot be used
     */
    GatewayProfile profile(String id, String name, Map<String, String> values, Environment environment)
            throws GatewayException;

    /**
     * What would stand in the form for {@code profile}, so that the operator can change it; empty if it cannot be
     * changed. {@link #profile} makes the same profile of it again.
     */
    default Map<String, String> values(GatewayProfile profile) {
        return Map.of();
    }

    /** The gateways of this product on this computer; looks only, changes nothing. Blocks on the disk. */
    List<GatewayProfile> discover(Environment environment);

    /**
     * A profile for the state folder {@code folder}, of which nothing else is known, if it is one of this product's. At
     * most one product says so. Looks only, blocks on the disk.
     *
     * @throws GatewayException if it would be this product's and cannot be used
     */
    default Optional<GatewayProfile> claim(Path folder, Environment environment) throws GatewayException {
        return Optional.empty();
    }

    /**
     * Tries a profile without keeping a connection. Blocks.
     *
     * @param secrets where its secrets are
     * @return what was found there
     * @throws GatewayException why it cannot be used
     */
    Identity probe(GatewayProfile profile, SecretStore secrets, Environment environment) throws GatewayException;

    /**
     * Connects. Blocks.
     *
     * @param secrets where its secrets are, asked anew for each attempt
     * @throws GatewayException why it cannot be used
     */
    Gateway connect(GatewayProfile profile, SecretStore secrets, Environment environment) throws GatewayException;
}

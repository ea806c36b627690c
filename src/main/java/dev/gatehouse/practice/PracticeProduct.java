package dev.gatehouse.practice;

import dev.gatehouse.gateway.Environment;
import dev.gatehouse.gateway.FormField;
import dev.gatehouse.gateway.Gateway;
import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.GatewayProduct;
import dev.gatehouse.gateway.GatewayProfile;
import dev.gatehouse.gateway.Identity;
import dev.gatehouse.gateway.SecretStore;
import dev.gatehouse.gateway.openclaw.OpenClawProduct;
import java.util.List;
import java.util.Map;

/** The product of the practice gateway: OpenClaw's, whose gateways make codes with the daemon. It is in no catalogue. */
final class PracticeProduct implements GatewayProduct {
    private final OpenClawProduct real = new OpenClawProduct();
    private final PracticeDaemon daemon;

    PracticeProduct(PracticeDaemon daemon) {
        this.daemon = daemon;
    }

    @Override
    public String id() {
        return real.id();
    }

    @Override
    public String name() {
        return real.name();
    }

    @Override
    public List<FormField> form() {
        return List.of();
    }

    @Override
    public GatewayProfile profile(String id, String name, Map<String, String> values, Environment environment)
            throws GatewayException {
        return real.profile(id, name, values, environment);
    }

    @Override
    public List<GatewayProfile> discover(Environment environment) {
        return List.of();
    }

    @Override
    public Identity probe(GatewayProfile profile, SecretStore secrets, Environment environment)
            throws GatewayException {
        return real.probe(profile, secrets, environment);
    }

    @Override
    public Gateway connect(GatewayProfile profile, SecretStore secrets, Environment environment)
            throws GatewayException {
        return new PracticeConnection(real.connect(profile, secrets, environment), daemon);
    }
}

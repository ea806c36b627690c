package dev.gatehouse.testing;

import dev.gatehouse.gateway.Environment;
import dev.gatehouse.gateway.FormField;
import dev.gatehouse.gateway.Gateway;
import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.GatewayProduct;
import dev.gatehouse.gateway.GatewayProfile;
import dev.gatehouse.gateway.Identity;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Route;
import dev.gatehouse.gateway.SecretStore;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A product whose gateways are {@link StubGateway}s, found by the name of their folder. */
public final class StubProduct implements GatewayProduct {
    private final Map<String, StubGateway> gateways = new ConcurrentHashMap<>();
    private final List<GatewayProfile> onThisComputer = new CopyOnWriteArrayList<>();

    /** The gateway in {@code folder}, made if need be. */
    public StubGateway at(String folder) {
        return gateways.computeIfAbsent(folder, StubGateway::new);
    }

    /** The profile of the gateway in {@code folder}, with the same id. */
    public GatewayProfile profile(String folder, String name) {
        return new GatewayProfile(folder, id(), name, List.of(new Route(Route.Type.STORE, folder, Map.of())));
    }

    /** Lets {@link #discover} find a gateway. */
    public void discovered(String folder, String name) {
        at(folder);
        onThisComputer.add(profile(folder, name));
    }

    @Override
    public String id() {
        return "openclaw";
    }

    @Override
    public String name() {
        return "OpenClaw";
    }

    @Override
    public List<FormField> form() {
        return List.of(
                new FormField("folder", FormField.Type.FOLDER, true, ""),
                new FormField("config", FormField.Type.FILE, false, ""));
    }

    @Override
    public GatewayProfile profile(String id, String name, Map<String, String> values, Environment environment) {
        Route route = new Route(Route.Type.STORE, values.getOrDefault("folder", ""), Map.of());
        return new GatewayProfile(id, id(), name, List.of(route));
    }

    @Override
    public List<GatewayProfile> discover(Environment environment) {
        return List.copyOf(onThisComputer);
    }

    @Override
    public Identity probe(GatewayProfile profile, SecretStore secrets, Environment environment)
            throws GatewayException {
        return find(profile).identity();
    }

    @Override
    public Gateway connect(GatewayProfile profile, SecretStore secrets, Environment environment)
            throws GatewayException {
        return find(profile);
    }

    private StubGateway find(GatewayProfile profile) throws GatewayException {
        String folder = profile.routes().getFirst().instance();
        StubGateway gateway = gateways.get(folder);
        if (gateway == null) {
            throw new GatewayException(new Problem.Missing(folder));
        }
        return gateway;
    }
}

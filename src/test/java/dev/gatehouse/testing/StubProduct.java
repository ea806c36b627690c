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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A product whose gateways are {@link StubGateway}s, found by the name of their folder, or by their address. */
public final class StubProduct implements GatewayProduct {
    private final Map<String, StubGateway> gateways = new ConcurrentHashMap<>();
    private volatile boolean network;
    private volatile boolean editable;
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

    /** From now on its gateways can be reached by an address too, with a token or password. */
    public void overTheNetwork() {
        network = true;
    }

    /** From now on it tells what would stand in the form, which also has a switch and lines. */
    public void editable() {
        editable = true;
    }

    /** The profile of the gateway at {@code address}, with the same id. */
    public GatewayProfile remote(String address, String name) {
        return new GatewayProfile(address, id(), name, List.of(new Route(Route.Type.WEBSOCKET, address, Map.of())));
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
        if (editable) {
            return List.of(
                    new FormField("folder", FormField.Type.FOLDER, true, ""),
                    new FormField("routes", FormField.Type.LINES, false, "a\nb"),
                    new FormField("command", FormField.Type.SWITCH, true, ""),
                    new FormField("token", FormField.Type.SECRET, true, ""));
        }
        if (network) {
            return List.of(
                    new FormField("folder", FormField.Type.FOLDER, false, ""),
                    new FormField("address", FormField.Type.TEXT, false, ""),
                    new FormField("token", FormField.Type.SECRET, false, ""),
                    new FormField("password", FormField.Type.SECRET, false, ""));
        }
        return List.of(
                new FormField("folder", FormField.Type.FOLDER, true, ""),
                new FormField("config", FormField.Type.FILE, false, ""));
    }

    @Override
    public GatewayProfile profile(String id, String name, Map<String, String> values, Environment environment)
            throws GatewayException {
        if (values.keySet().stream().anyMatch(key -> key.equals("token") || key.equals("password"))) {
            throw new IllegalArgumentException("a secret is no value");
        }
        List<Route> routes = new ArrayList<>();
        for (var end : List.of(Map.entry("folder", Route.Type.STORE), Map.entry("address", Route.Type.WEBSOCKET))) {
            String instance = values.getOrDefault(end.getKey(), "");
            if (!instance.isEmpty()) {
                routes.add(new Route(
                        end.getValue(),
                        instance,
                        editable
                                ? Map.of(
                                        "routes", values.getOrDefault("routes", ""),
                                        "command", values.getOrDefault("command", ""))
                                : Map.of()));
            }
        }
        if (routes.isEmpty()) {
            throw new GatewayException(new Problem.Missing("folder or address"));
        }
        return new GatewayProfile(id, id(), name, routes);
    }

    @Override
    public Map<String, String> values(GatewayProfile profile) {
        Route route = profile.routes().getFirst();
        return editable
                ? Map.of(
                        "folder", route.instance(),
                        "routes", route.settings().getOrDefault("routes", ""),
                        "command", route.settings().getOrDefault("command", ""))
                : Map.of();
    }

    @Override
    public List<GatewayProfile> discover(Environment environment) {
        return List.copyOf(onThisComputer);
    }

    @Override
    public Identity probe(GatewayProfile profile, SecretStore secrets, Environment environment)
            throws GatewayException {
        StubGateway gateway = find(profile);
        gateway.admit(profile, secrets);
        return gateway.identity();
    }

    @Override
    public Gateway connect(GatewayProfile profile, SecretStore secrets, Environment environment)
            throws GatewayException {
        StubGateway gateway = find(profile);
        gateway.admit(profile, secrets);
        return gateway;
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

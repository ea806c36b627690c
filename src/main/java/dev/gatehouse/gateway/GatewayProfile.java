package dev.gatehouse.gateway;

import java.util.ArrayList;
import java.util.List;

/**
 * One gateway that the operator knows, as kept in the settings. It holds no secret.
 *
 * @param id stable and random; history and labels hang on it
 * @param product {@link GatewayProduct#id()}
 * @param name what the operator calls it
 * @param routes the ways to it, at least one
 */
public record GatewayProfile(String id, String product, String name, List<Route> routes) {
    /** Keeps its own copy of the routes. */
    public GatewayProfile {
        routes = List.copyOf(routes);
        if (routes.isEmpty()) {
            throw new IllegalArgumentException("a gateway needs a route");
        }
    }

    /** The same gateway under another name. */
    public GatewayProfile named(String newName) {
        return new GatewayProfile(id, product, newName, routes);
    }

    /** The same gateway with other ways to it. */
    public GatewayProfile by(List<Route> otherRoutes) {
        return new GatewayProfile(id, product, name, otherRoutes);
    }

    /** The same gateway with the ways of {@code other} that it does not have yet. */
    public GatewayProfile joinedWith(GatewayProfile other) {
        List<Route> all = new ArrayList<>(routes);
        other.routes.stream()
                .filter(route -> routes.stream().noneMatch(route::sameInstance))
                .forEach(all::add);
        return by(all);
    }

    /** Whether both lead to the same running product by at least one route. */
    public boolean sameGateway(GatewayProfile other) {
        return product.equals(other.product)
                && routes.stream().anyMatch(route -> other.routes.stream().anyMatch(route::sameInstance));
    }
}

package dev.gatehouse.gateway;

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

    /** Whether both lead to the same running product by at least one route. */
    public boolean sameGateway(GatewayProfile other) {
        return product.equals(other.product)
                && routes.stream().anyMatch(route -> other.routes.stream().anyMatch(route::sameInstance));
    }
}

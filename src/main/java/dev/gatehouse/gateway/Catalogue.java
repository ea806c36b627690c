package dev.gatehouse.gateway;

import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;

/**
 * The products that this console knows.
 *
 * @param products sorted by name
 */
public record Catalogue(List<GatewayProduct> products) {
    /** Sorts. */
    public Catalogue {
        products = products.stream()
                .sorted(Comparator.comparing(GatewayProduct::name))
                .toList();
    }

    /** Everything that the service loader finds. */
    public static Catalogue installed() {
        return new Catalogue(ServiceLoader.load(GatewayProduct.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList());
    }

    /**
     * The product of that id.
     *
     * @throws GatewayException if this console does not know it
     */
    public GatewayProduct product(String id) throws GatewayException {
        return products.stream()
                .filter(product -> product.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new GatewayException(new Problem.UnknownProduct(id)));
    }
}

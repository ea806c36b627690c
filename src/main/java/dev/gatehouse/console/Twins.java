package dev.gatehouse.console;

import dev.gatehouse.gateway.GatewayProfile;
import dev.gatehouse.gateway.Identity;
import dev.gatehouse.gateway.Route;
import java.util.List;
import java.util.Optional;

/**
 * Profiles that have turned out to lead to one gateway.
 *
 * @param joined the first of them, with the ways of all
 * @param gone the others, which it takes the place of
 */
record Twins(GatewayProfile joined, List<GatewayProfile> gone) {
    /** Keeps its own copy. */
    Twins {
        gone = List.copyOf(gone);
    }

    /**
     * What follows from what the gateway {@code own} has told of itself; empty if nothing new does.
     *
     * @param all the gateways that are real
     */
    static Optional<Twins> of(GatewayProfile own, Identity identity, List<GatewayProfile> all) {
        if (identity.routes().isEmpty()) {
            return Optional.empty();
        }
        GatewayProfile told = own.joinedWith(own.by(identity.routes()));
        List<GatewayProfile> same = all.stream()
                .filter(other -> other.id().equals(own.id()) || other.sameGateway(told))
                .toList();
        boolean storeFound = hasStore(told) && !hasStore(own);
        if (same.size() < 2 && !storeFound) {
            return Optional.empty();
        }
        GatewayProfile joined = same.stream()
                .map(twin -> twin.id().equals(own.id()) && storeFound ? told : twin)
                .reduce(GatewayProfile::joinedWith)
                .orElse(told);
        return Optional.of(new Twins(joined, same.stream().skip(1).toList()));
    }

    private static boolean hasStore(GatewayProfile profile) {
        return profile.routes().stream().anyMatch(route -> route.type() == Route.Type.STORE);
    }
}

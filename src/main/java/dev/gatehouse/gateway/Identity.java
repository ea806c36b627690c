package dev.gatehouse.gateway;

import dev.gatehouse.pairing.Phrase;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is at the other end of a connection.
 *
 * @param product the product's name
 * @param version what is known of its version, may be empty
 * @param place folder or address, for the operator to recognise
 * @param who as whom the console is connected and with which rights, or null where nobody asks
 * @param secrets where each secret of the connection rests or was read from
 * @param routes the ways that are known to lead to this gateway, those that it told itself included
 */
public record Identity(
        String product,
        String version,
        String place,
        @Nullable Phrase who,
        List<Phrase> secrets,
        List<Route> routes) {
    /** Keeps its own copies. */
    public Identity {
        secrets = List.copyOf(secrets);
        routes = List.copyOf(routes);
    }

    /** What needs no secret and tells no other way. */
    public Identity(String product, String version, String place) {
        this(product, version, place, null, List.of(), List.of());
    }
}

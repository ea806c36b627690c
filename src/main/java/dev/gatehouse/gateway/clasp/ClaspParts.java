package dev.gatehouse.gateway.clasp;

import dev.gatehouse.gateway.Route;
import dev.gatehouse.io.Address;
import dev.gatehouse.io.FolderWatch;
import dev.gatehouse.io.Transport;
import dev.gatehouse.pairing.Phrase;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway is made of.
 *
 * @param profile id of the gateway profile
 * @param enforcement who enforces
 * @param store {@code tokens.json}
 * @param settings those of the pairing service
 * @param router the router's address as clients know it, may be empty
 * @param listen where to listen beyond this computer, or null to find out
 * @param secrets where the admin token rests, in words
 * @param routes the ways there are
 * @param folders those whose files count
 * @param watch tells when they change
 * @param transport the way to the relay; closed with the gateway
 * @param clock the wall clock
 * @param nanos the monotonic clock
 * @param random where PINs, codes and tokens come from
 */
record ClaspParts(
        String profile,
        Enforcement enforcement,
        TokenStore store,
        ClaspSettings settings,
        String router,
        @Nullable Address listen,
        List<Phrase> secrets,
        List<Route> routes,
        List<Path> folders,
        FolderWatch watch,
        Transport transport,
        InstantSource clock,
        LongSupplier nanos,
        SecureRandom random) {
    ClaspParts {
        secrets = List.copyOf(secrets);
        routes = List.copyOf(routes);
        folders = List.copyOf(folders);
    }
}

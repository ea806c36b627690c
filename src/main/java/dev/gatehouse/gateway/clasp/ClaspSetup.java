package dev.gatehouse.gateway.clasp;

import dev.gatehouse.gateway.Environment;
import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.GatewayProfile;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Route;
import dev.gatehouse.io.Address;
import dev.gatehouse.io.InvalidAddress;
import dev.gatehouse.pairing.Phrase;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the operator has filled in for a CLASP router.
 *
 * @param address the relay's admin API, as typed; empty if there is none
 * @param router the router's address as clients know it, may be empty
 * @param tokenFile the router's token file, or empty
 * @param config the {@code clasp.yaml} that keeps the settings of pairing, or empty
 * @param listen where the console's pairing service listens beyond this computer ({@code host:port}), or empty
 * @param all whether entities that no pairing made are listed too
 * @param store {@code tokens.json} where that is all there is, or empty
 */
record ClaspSetup(
        String address, String router, String tokenFile, String config, String listen, boolean all, String store) {
    static final String ADDRESS = "address";
    static final String TOKEN = "adminToken";
    static final String ROUTER = "router";
    static final String TOKEN_FILE = "tokenFile";
    static final String CONFIG = "config";
    static final String LISTEN = "listen";
    static final String ALL = "all";
    static final String STORE = "store";

    /** The relay's conventional port of {@code --auth-port}. */
    static final int ADMIN_PORT = 7350;

    /** The port of the pairing service, where it is free. */
    static final int PAIRING_PORT = 7351;

    static final String YES = "true";

    /** How one says "every address of this computer" to a server: no client can call that. */
    private static final Set<String> EVERYWHERE = Set.of("0.0.0.0", "::", "0:0:0:0:0:0:0:0", "*");

    /** What is in the form. */
    static ClaspSetup of(Map<String, String> values) {
        return new ClaspSetup(
                value(values, ADDRESS),
                value(values, ROUTER),
                value(values, TOKEN_FILE),
                value(values, CONFIG),
                value(values, LISTEN),
                value(values, ALL).equals(YES),
                value(values, STORE));
    }

    private static String value(Map<String, String> values, String key) {
        return values.getOrDefault(key, "").strip();
    }

    /** What is in a profile: one route leads to who enforces, and it holds everything. */
    static ClaspSetup of(GatewayProfile profile) {
        Map<String, String> all = new HashMap<>();
        profile.routes().forEach(route -> route.settings().forEach(all::putIfAbsent));
        return of(all);
    }

    /** As the form has it. */
    Map<String, String> values() {
        Map<String, String> values = new HashMap<>();
        values.put(ADDRESS, address);
        values.put(ROUTER, router);
        values.put(TOKEN_FILE, tokenFile);
        values.put(CONFIG, config);
        values.put(LISTEN, listen);
        values.put(ALL, all ? YES : "");
        values.put(STORE, store);
        values.values().removeIf(String::isEmpty);
        return values;
    }

    /**
     * The ways there are.
     *
     * @throws GatewayException if a value cannot be used, or nothing leads anywhere
     */
    List<Route> routes(Environment environment) throws GatewayException {
        if (!address.isEmpty() && !tokenFile.isEmpty()) {
            throw particular("clasp.form.both");
        }
        if (!router.isEmpty()) {
            address(router, 7330);
        }
        if (!listen.isEmpty()
                && EVERYWHERE.contains(address(listen, PAIRING_PORT).host())) {
            // Clients are sent there, and the certificate is made for it.
            throw particular("clasp.form.listen");
        }
        Map<String, String> settings = new HashMap<>(values());
        for (String key : List.of(TOKEN_FILE, CONFIG, STORE)) {
            if (settings.containsKey(key)) {
                settings.put(key, path(settings.get(key), environment).toString());
            }
        }
        List<Route> routes = new ArrayList<>();
        if (!address.isEmpty()) {
            String instance = address(address, ADMIN_PORT).instance();
            routes.add(new Route(Route.Type.HTTP, instance, settings));
        } else if (!tokenFile.isEmpty()) {
            routes.add(new Route(Route.Type.STORE, settings.getOrDefault(TOKEN_FILE, tokenFile), settings));
        } else if (!store.isEmpty()) {
            routes.add(new Route(Route.Type.STORE, settings.getOrDefault(STORE, store), settings));
        } else {
            throw particular("clasp.form.nothing");
        }
        return routes;
    }

    private static GatewayException particular(String key) {
        return new GatewayException(new Problem.Particular(Phrase.of(key), Phrase.of(key + ".remedy"), null));
    }

    static Path path(String text, Environment environment) throws GatewayException {
        try {
            Path path = text.startsWith("~/") ? environment.home().resolve(text.substring(2)) : Path.of(text);
            return path.toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new GatewayException(new Problem.Missing(text), e);
        }
    }

    /** The file {@code text}, or null if none is named. */
    static @Nullable Path optional(String text, Environment environment) throws GatewayException {
        return text.isEmpty() ? null : path(text, environment);
    }

    /** Reads an address that the operator has typed. */
    static Address address(String typed, int port) throws GatewayException {
        try {
            return Address.parse(typed, port);
        } catch (InvalidAddress e) {
            throw new GatewayException(
                    new Problem.Particular(
                            Phrase.of("clasp.form.address"),
                            Phrase.of("clasp.form.address.remedy"),
                            e.flaw().name()),
                    e);
        }
    }
}

package dev.gatehouse.gateway.smith;

import dev.gatehouse.gateway.Environment;
import dev.gatehouse.gateway.FormField;
import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.GatewayProfile;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Route;
import dev.gatehouse.gateway.smith.StoreUrl.Server;
import dev.gatehouse.io.Address;
import dev.gatehouse.io.InvalidAddress;
import dev.gatehouse.pairing.Phrase;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the operator fills in to connect Smith, and the routes that come of it. */
final class SmithForm {
    /** Fields, and settings of routes. */
    static final String ADDRESS = "address";

    static final String ENV = "env";
    static final String REDIS = "redis";
    static final String DATABASE = "database";

    /** Fields of secrets. */
    static final String TOKEN = "token";

    static final String REDIS_PASSWORD = "redisPassword";
    static final String DATABASE_PASSWORD = "databasePassword";

    /** Where the daemon listens unless told otherwise (smith-core 0.2.6). */
    static final int PORT = 8092;

    private SmithForm() {}

    /** What is filled in. */
    static List<FormField> fields() {
        return List.of(
                new FormField(ADDRESS, FormField.Type.TEXT, false, ""),
                new FormField(TOKEN, FormField.Type.SECRET, false, ""),
                new FormField(ENV, FormField.Type.FILE, false, ""),
                new FormField(REDIS, FormField.Type.TEXT, false, ""),
                new FormField(REDIS_PASSWORD, FormField.Type.SECRET, false, ""),
                new FormField(DATABASE, FormField.Type.TEXT, false, ""),
                new FormField(DATABASE_PASSWORD, FormField.Type.SECRET, false, ""));
    }

    /**
     * The routes that {@code values} mean: what was typed, and for the rest what {@code .env} tells.
     *
     * @throws GatewayException if a value cannot be used, or there is none
     */
    static List<Route> routes(Map<String, String> values, Environment environment) throws GatewayException {
        Path file = file(values.getOrDefault(ENV, ""), environment);
        EnvFile env = file == null ? null : EnvFile.read(file);
        List<Route> routes = new ArrayList<>();
        String typed = values.getOrDefault(ADDRESS, "").strip();
        if (!typed.isEmpty() || env != null) {
            Address address = typed.isEmpty() ? address(env) : address(typed);
            routes.add(new Route(Route.Type.HTTP, address.instance(), settings(typed, file)));
        }
        for (Server server : Server.values()) {
            String text = values.getOrDefault(field(server), "").strip();
            Optional<StoreUrl> url = text.isEmpty()
                    ? EnvUrls.of(server, env)
                    : Optional.of(withoutPassword(StoreUrl.parse(server, text)));
            if (url.isPresent()) {
                routes.add(new Route(type(server), url.get().instance(), settings(text, file)));
            }
        }
        if (routes.isEmpty()) {
            throw new GatewayException(new Problem.Particular(
                    Phrase.of("smith.form.nothing"), Phrase.of("smith.form.nothing.remedy"), null));
        }
        return routes;
    }

    private static StoreUrl withoutPassword(StoreUrl url) throws GatewayException {
        if (url.password() != null) {
            throw new GatewayException(new Problem.Particular(
                    Phrase.of("smith.form.password"), Phrase.of("smith.form.password.remedy"), null));
        }
        return url;
    }

    private static Map<String, String> settings(String typed, @Nullable Path file) {
        Map<String, String> settings = new HashMap<>();
        if (!typed.isEmpty()) {
            settings.put(ADDRESS, typed);
        }
        if (file != null) {
            settings.put(ENV, file.toString());
        }
        return settings;
    }

    private static @Nullable Path file(String typed, Environment environment) throws GatewayException {
        if (typed.isBlank()) {
            return null;
        }
        try {
            String text = typed.strip();
            Path path = text.startsWith("~/") ? environment.home().resolve(text.substring(2)) : Path.of(text);
            Path file = Files.isDirectory(path) ? path.resolve(".env") : path;
            return file.toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new GatewayException(new Problem.Missing(typed), e);
        }
    }

    /** What would stand in the form for {@code profile}. */
    static Map<String, String> values(GatewayProfile profile) {
        Map<String, String> values = new HashMap<>();
        for (Route route : profile.routes()) {
            String env = route.settings().get(ENV);
            if (env != null) {
                values.put(ENV, env);
            }
            String typed = route.settings().get(ADDRESS);
            if (typed != null) {
                switch (route.type()) {
                    case HTTP -> values.put(ADDRESS, typed);
                    case REDIS -> values.put(REDIS, typed);
                    case DATABASE -> values.put(DATABASE, typed);
                    default -> {}
                }
            }
        }
        return values;
    }

    /** The daemon's address by its {@code .env}: on this computer. */
    static Address address(@Nullable EnvFile env) throws GatewayException {
        String port = env == null ? null : env.value("CHAT_BRIDGE_WEBHOOK_PORT");
        return address("http://127.0.0.1:" + (port == null ? Integer.toString(PORT) : port));
    }

    /** What {@code typed} means. */
    static Address address(String typed) throws GatewayException {
        try {
            return Address.parse(typed, PORT);
        } catch (InvalidAddress e) {
            throw new GatewayException(
                    new Problem.Particular(
                            Phrase.of("smith.form.address"),
                            Phrase.of("smith.form.address.remedy"),
                            e.flaw().name()),
                    e);
        }
    }

    /** The field of the URL of {@code server}. */
    static String field(Server server) {
        return server == Server.REDIS ? REDIS : DATABASE;
    }

    /** The field of the password of {@code server}. */
    static String passwordField(Server server) {
        return server == Server.REDIS ? REDIS_PASSWORD : DATABASE_PASSWORD;
    }

    /** The way that leads to {@code server}. */
    static Route.Type type(Server server) {
        return server == Server.REDIS ? Route.Type.REDIS : Route.Type.DATABASE;
    }
}

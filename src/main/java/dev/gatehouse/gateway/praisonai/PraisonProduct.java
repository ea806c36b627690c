package dev.gatehouse.gateway.praisonai;

import dev.gatehouse.gateway.Environment;
import dev.gatehouse.gateway.FormField;
import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.GatewayProduct;
import dev.gatehouse.gateway.GatewayProfile;
import dev.gatehouse.gateway.Identity;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Route;
import dev.gatehouse.gateway.Secret;
import dev.gatehouse.gateway.SecretStore;
import dev.gatehouse.gateway.StoreProblems;
import dev.gatehouse.io.Address;
import dev.gatehouse.io.AtomicFile;
import dev.gatehouse.io.CertificateFingerprint;
import dev.gatehouse.io.InvalidAddress;
import dev.gatehouse.io.Processes;
import dev.gatehouse.io.Transport;
import dev.gatehouse.io.TransportRules;
import dev.gatehouse.io.Trust;
import dev.gatehouse.pairing.Phrase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** PraisonAI. Remembers for each gateway what that counts on although the console connects anew, and nothing else. */
public final class PraisonProduct implements GatewayProduct {
    static final String ID = "praisonai";

    /** Settings of routes, and fields of the form. */
    static final String FOLDER = "folder";

    static final String ADDRESS = "address";
    /** Setting of a route that was found: where the gateway listens by its own word. */
    private static final String FOUND = "found";

    static final String CONFIG = "config";
    static final String LIFE = "life";
    static final String ANYWAY = "anyway";

    /** The product's own port; its page has 8000. */
    static final int PORT = 8765;

    /** How long a code lives unless a program says otherwise (4.7.0, gateway/pairing.py). */
    static final Duration USUAL_LIFE = Duration.ofSeconds(300);

    private static final long LONGEST_LIFE = Duration.ofDays(30).toSeconds();

    /** How long an answer may take; the gateway has everything in memory. */
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final Memory memory = new Memory();
    private final Processes processes = new Processes();
    private final Duration limit;
    private final AtomicFile.Observer observer;

    /** As the console finds it. */
    public PraisonProduct() {
        this(LIMIT, AtomicFile.Observer.NONE);
    }

    /** Waits {@code limit} for an answer, and tells {@code observer} of every step of a replacement. */
    PraisonProduct(Duration limit, AtomicFile.Observer observer) {
        this.limit = limit;
        this.observer = observer;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String name() {
        return PraisonGateway.NAME;
    }

    @Override
    public List<FormField> form() {
        return List.of(
                new FormField(FOLDER, FormField.Type.FOLDER, false, ""),
                new FormField(ADDRESS, FormField.Type.TEXT, false, ""),
                new FormField(Credentials.TOKEN, FormField.Type.SECRET, false, ""),
                new FormField(Credentials.COOKIE, FormField.Type.SECRET, false, ""),
                new FormField(KnownSecrets.FIELD, FormField.Type.SECRET, false, ""),
                new FormField(CONFIG, FormField.Type.FILE, false, ""),
                new FormField(LIFE, FormField.Type.TEXT, false, ""),
                new FormField(ANYWAY, FormField.Type.SWITCH, false, ""));
    }

    @Override
    public GatewayProfile profile(String id, String name, Map<String, String> values, Environment environment)
            throws GatewayException {
        Map<String, String> common = new HashMap<>();
        String life = values.getOrDefault(LIFE, "").strip();
        if (!life.isEmpty()) {
            common.put(LIFE, Long.toString(life(life).toSeconds()));
        }
        List<Route> routes = new ArrayList<>();
        String folder = values.getOrDefault(FOLDER, "");
        if (!folder.isBlank()) {
            Map<String, String> settings = new HashMap<>(common);
            String config = values.getOrDefault(CONFIG, "");
            if (!config.isBlank()) {
                settings.put(CONFIG, path(config, environment).toString());
            }
            if (values.getOrDefault(ANYWAY, "").equals("true")) {
                settings.put(ANYWAY, "true");
            }
            routes.add(store(path(folder, environment), settings));
        }
        String address = values.getOrDefault(ADDRESS, "").strip();
        if (!address.isEmpty()) {
            Map<String, String> settings = new HashMap<>(common);
            settings.put(ADDRESS, address);
            routes.add(new Route(Route.Type.HTTP, address(address).instance(), settings));
        }
        if (routes.isEmpty()) {
            throw new GatewayException(HttpProblems.particular("praisonai.form.nothing"));
        }
        return new GatewayProfile(id, ID, name, routes);
    }

    @Override
    public Map<String, String> values(GatewayProfile profile) {
        Map<String, String> values = new HashMap<>();
        for (Route route : profile.routes()) {
            for (String key : List.of(ADDRESS, CONFIG, LIFE, ANYWAY)) {
                String value = route.settings().get(key);
                if (value != null) {
                    values.put(key, value);
                }
            }
            if (route.type() == Route.Type.STORE) {
                values.put(FOLDER, route.settings().getOrDefault(FOLDER, route.instance()));
            } else {
                values.putIfAbsent(ADDRESS, typed(route));
            }
        }
        return values;
    }

    private static Route store(Path given, Map<String, String> settings) throws GatewayException {
        if (!Files.isDirectory(given)) {
            throw new GatewayException(new Problem.Missing(given.toString()));
        }
        Path folder = Places.storeIn(given);
        try {
            Map<String, String> all = new HashMap<>(settings);
            all.put(FOLDER, folder.toString());
            return new Route(Route.Type.STORE, folder.toRealPath().toString(), all);
        } catch (IOException e) {
            throw StoreProblems.exception(e, folder);
        }
    }

    private static Path path(String text, Environment environment) throws GatewayException {
        try {
            String stripped = text.strip();
            Path path = stripped.equals("~") || stripped.startsWith("~/")
                    ? environment.home().resolve(stripped.substring(1).replaceFirst("^/", ""))
                    : Path.of(stripped);
            return path.toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new GatewayException(new Problem.Missing(text), e);
        }
    }

    private static Address address(String typed) throws GatewayException {
        try {
            return Address.parse(typed, PORT);
        } catch (InvalidAddress e) {
            throw new GatewayException(
                    new Problem.Particular(
                            Phrase.of("praisonai.form.address"),
                            Phrase.of("praisonai.form.address.remedy"),
                            e.flaw().name()),
                    e);
        }
    }

    private static Duration life(String typed) throws GatewayException {
        if (typed.matches("[0-9]{1,7}") && Long.parseLong(typed) > 0 && Long.parseLong(typed) <= LONGEST_LIFE) {
            return Duration.ofSeconds(Long.parseLong(typed));
        }
        throw new GatewayException(HttpProblems.particular("praisonai.form.life"));
    }

    @Override
    public List<GatewayProfile> discover(Environment environment) {
        Path base = Places.base(environment);
        Map<String, GatewayProfile> found = new LinkedHashMap<>();
        List<Route> ways = listening(environment, base);
        Stream<Path> folders = Places.STORES.stream().map(base::resolve);
        String named = environment.variable("PRAISONAI_STORE_DIR");
        if (named != null) {
            // The page's word; the product does not know it.
            folders = Stream.concat(folders, Stream.of(environment.home().resolve(named.replaceFirst("^~/", ""))));
        }
        folders.filter(Files::isDirectory).forEach(folder -> {
            try {
                Route route = store(folder, Map.of());
                List<Route> routes = new ArrayList<>(List.of(route));
                if (folder.equals(base.resolve("gateway"))) {
                    routes.addAll(ways);
                }
                found.putIfAbsent(route.instance(), profile(routes));
            } catch (GatewayException _) {
                // It went away, or is somebody else's: not a gateway that this user could connect.
                return;
            }
        });
        boolean joined =
                found.values().stream().anyMatch(profile -> profile.routes().containsAll(ways));
        if (!joined && !ways.isEmpty()) {
            found.put(ways.getFirst().instance(), profile(ways));
        }
        return List.copyOf(found.values());
    }

    private static GatewayProfile profile(List<Route> routes) {
        return new GatewayProfile(UUID.randomUUID().toString(), ID, PraisonGateway.NAME, routes);
    }

    /** Where a gateway of this computer listens: as its variables have it, else as its own signs do. */
    private List<Route> listening(Environment environment, Path base) {
        DotEnv dotEnv = new DotEnv(base.resolve(".env"), environment);
        String host = dotEnv.variable("GATEWAY_HOST");
        String port = dotEnv.variable("GATEWAY_PORT");
        boolean named = host != null || port != null;
        if (!named) {
            for (Running.Sign sign : Running.signs(base, processes)) {
                host = sign.host();
                port = Integer.toString(sign.port());
                named = true;
            }
        }
        if (!named && dotEnv.variable("GATEWAY_AUTH_TOKEN") == null) {
            return List.of();
        }
        String reached = host == null || host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
        String typed = (reached.contains(":") ? "[" + reached + "]" : reached) + ":" + (port == null ? PORT : port);
        try {
            return List.of(new Route(
                    Route.Type.HTTP, address("http://" + typed).instance(), Map.of(FOUND, "http://" + typed)));
        } catch (GatewayException _) {
            // What stands there is no address: the store remains.
            return List.of();
        }
    }

    @Override
    public Identity probe(GatewayProfile profile, SecretStore secrets, Environment environment)
            throws GatewayException {
        try (PraisonGateway gateway = connect(profile, secrets, environment)) {
            // Where the operator gave an address, a gateway has to answer there; one that was found may be down.
            return gateway.probe(
                    profile.routes().stream().anyMatch(route -> route.settings().containsKey(ADDRESS)));
        }
    }

    private static String typed(Route api) {
        String found = api.settings().getOrDefault(FOUND, api.instance());
        return api.settings().getOrDefault(ADDRESS, found);
    }

    @Override
    public PraisonGateway connect(GatewayProfile profile, SecretStore secrets, Environment environment)
            throws GatewayException {
        Route folder = route(profile, Route.Type.STORE);
        Route api = route(profile, Route.Type.HTTP);
        Route any = profile.routes().getFirst();
        String life = any.settings().get(LIFE);
        DotEnv dotEnv = new DotEnv(Places.base(environment).resolve(".env"), environment);
        Places places = folder == null ? null : places(folder, environment);
        StoreSide store = places == null || folder == null
                ? null
                : new StoreSide(
                        places,
                        "true".equals(folder.settings().get(ANYWAY)),
                        environment,
                        dotEnv,
                        processes,
                        memory.written(folder.instance()),
                        observer);
        return new PraisonGateway(
                profile.id(),
                life == null ? USUAL_LIFE : life(life),
                store,
                api == null ? null : http(profile.id(), api, store, dotEnv, secrets, environment),
                new KnownSecrets(profile.id(), places, secrets, environment),
                environment.clock());
    }

    private HttpSide http(
            String profile,
            Route api,
            @Nullable StoreSide store,
            DotEnv dotEnv,
            SecretStore secrets,
            Environment environment)
            throws GatewayException {
        Address address = address(typed(api));
        // What this computer's gateway keeps for itself is said to that gateway alone, and only while it runs.
        Credentials.Own own = () -> {
            String token = dotEnv.variable("GATEWAY_AUTH_TOKEN");
            return token != null && address.loopback() && runsHere(address, store, environment)
                    ? new Secret(token)
                    : null;
        };
        String instance = address.instance();
        HttpWire wire = new HttpWire(address, new Transport(rules(api)), limit);
        Login login =
                new Login(wire, new Credentials(profile, secrets, own), memory.cookies(), memory.misses(instance));
        return new HttpSide(wire, login, memory.limiter(instance), environment.clock());
    }

    private boolean runsHere(Address address, @Nullable StoreSide store, Environment environment) {
        boolean signed = Running.signs(Places.base(environment), processes).stream()
                .anyMatch(sign -> sign.port() == address.port());
        return signed || (store != null && store.running() instanceof Running.Answer.Process);
    }

    private static TransportRules rules(Route api) {
        Trust trust = Trust.system();
        String plain = api.settings().get(Route.PLAIN_TEXT);
        return TransportRules.trusting(
                        CertificateFingerprint.parse(api.settings().getOrDefault(Route.PIN, ""))
                                .map(trust::pinned)
                                .orElse(trust))
                .withPlainTextTo(plain == null ? Set.of() : Set.of(plain));
    }

    private static Places places(Route route, Environment environment) throws GatewayException {
        String config = route.settings().get(CONFIG);
        return new Places(
                path(route.settings().getOrDefault(FOLDER, route.instance()), environment),
                config == null ? null : path(config, environment));
    }

    private static @Nullable Route route(GatewayProfile profile, Route.Type type) {
        return profile.routes().stream()
                .filter(route -> route.type() == type)
                .findFirst()
                .orElse(null);
    }
}

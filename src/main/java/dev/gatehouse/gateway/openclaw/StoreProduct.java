package dev.gatehouse.gateway.openclaw;

import dev.gatehouse.gateway.Environment;
import dev.gatehouse.gateway.FormField;
import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.GatewayProduct;
import dev.gatehouse.gateway.GatewayProfile;
import dev.gatehouse.gateway.Identity;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Route;
import dev.gatehouse.gateway.SecretStore;
import dev.gatehouse.gateway.StoreProblems;
import dev.gatehouse.pairing.Phrase;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A product whose gateways are reached by their store. */
abstract sealed class StoreProduct implements GatewayProduct permits OpenClawProduct, FasedProduct {
    static final String FOLDER = "folder";
    static final String CONFIG = "config";
    private static final String CREDENTIALS = "credentials";

    /** Whether the gateway is spoken to; {@link #NO} for a store that has none, as in practice. */
    static final String LIVE = "live";

    static final String NO = "no";

    private final Dialect dialect;
    private final ConsoleKey console = new ConsoleKey();

    /** By profile: what was made before a connection broke is followed on the next one. */
    private final Map<String, OwnCodes> issued = new ConcurrentHashMap<>();

    StoreProduct(Dialect dialect) {
        this.dialect = dialect;
    }

    @Override
    public String id() {
        return dialect.id();
    }

    @Override
    public String name() {
        return dialect.name();
    }

    @Override
    public boolean secretsAreAlternatives() {
        return true;
    }

    @Override
    public List<FormField> form() {
        return List.of(
                new FormField(LiveWays.ADDRESS, FormField.Type.TEXT, false, ""),
                new FormField(LiveWays.TOKEN, FormField.Type.SECRET, false, ""),
                new FormField(LiveWays.PASSWORD, FormField.Type.SECRET, false, ""),
                new FormField(FOLDER, FormField.Type.FOLDER, false, ""),
                new FormField(CONFIG, FormField.Type.FILE, false, ""),
                new FormField(CREDENTIALS, FormField.Type.FOLDER, false, ""));
    }

    @Override
    public GatewayProfile profile(String id, String name, Map<String, String> values, Environment environment)
            throws GatewayException {
        Map<String, String> settings = new HashMap<>();
        for (String key : List.of(FOLDER, CONFIG, CREDENTIALS)) {
            String value = values.getOrDefault(key, "");
            if (!value.isBlank()) {
                settings.put(key, path(value, environment).toString());
            }
        }
        List<Route> routes = new ArrayList<>();
        String folder = settings.get(FOLDER);
        if (folder != null) {
            if (!Files.isDirectory(Path.of(folder))) {
                throw new GatewayException(new Problem.Missing(folder));
            }
            if (values.containsKey(LIVE)) {
                settings.put(LIVE, values.get(LIVE));
            }
            routes.addAll(profile(id, name, Path.of(folder), settings).routes());
        }
        String address = values.getOrDefault(LiveWays.ADDRESS, "").strip();
        if (!address.isEmpty()) {
            String instance = LiveWays.address(address).instance();
            routes.add(new Route(Route.Type.WEBSOCKET, instance, Map.of(LiveWays.ADDRESS, address)));
        }
        if (routes.isEmpty()) {
            throw new GatewayException(new Problem.Particular(
                    Phrase.of("openclaw.form.nothing"), Phrase.of("openclaw.form.nothing.remedy"), null));
        }
        return new GatewayProfile(id, dialect.id(), name, routes);
    }

    private GatewayProfile profile(String id, String name, Path folder, Map<String, String> settings)
            throws GatewayException {
        try {
            Route route = new Route(Route.Type.STORE, folder.toRealPath().toString(), settings);
            return new GatewayProfile(id, dialect.id(), name, List.of(route));
        } catch (IOException e) {
            throw StoreProblems.exception(e, folder);
        }
    }

    private Path path(String text, Environment environment) throws GatewayException {
        try {
            return StorePaths.expand(text, StorePaths.home(dialect, environment));
        } catch (InvalidPathException e) {
            throw new GatewayException(new Problem.Missing(text), e);
        }
    }

    @Override
    public List<GatewayProfile> discover(Environment environment) {
        StorePaths main = StorePaths.of(dialect, environment);
        Map<String, GatewayProfile> found = new LinkedHashMap<>();
        Map<String, String> overrides = new HashMap<>();
        for (Map.Entry<String, String> override :
                Map.of(CONFIG, "CONFIG_PATH", CREDENTIALS, "OAUTH_DIR").entrySet()) {
            Path path = StorePaths.override(dialect, environment, override.getValue());
            if (path != null) {
                overrides.put(override.getKey(), path.toString());
            }
        }
        add(found, main.state(), overrides, environment);
        Path home = StorePaths.home(dialect, environment);
        Stream.concat(Stream.of(dialect.folder()), dialect.legacyFolders().stream())
                .map(home::resolve)
                .filter(this::looksLikeStore)
                .forEach(folder -> add(found, folder, Map.of(), environment));
        named(home).forEach(folder -> add(found, folder, Map.of(), environment));
        return List.copyOf(found.values());
    }

    private void add(
            Map<String, GatewayProfile> found, Path folder, Map<String, String> overrides, Environment environment) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        Map<String, String> settings = new HashMap<>(overrides);
        settings.put(FOLDER, folder.toString());
        try {
            GatewayProfile profile =
                    withSocket(profile(UUID.randomUUID().toString(), nameOf(folder), folder, settings), environment);
            found.putIfAbsent(profile.routes().getFirst().instance(), profile);
        } catch (GatewayException _) {
            // It went away, or is somebody else's: not a gateway that this user could connect.
            return;
        }
    }

    /** With the way to the WebSocket that its config leads to; the config says anew where that is with each attempt. */
    private GatewayProfile withSocket(GatewayProfile profile, Environment environment) throws GatewayException {
        Config config = new ConfigReader(paths(profile.routes().getFirst(), environment), List.of()).read();
        if (!config.usable()) {
            return profile;
        }
        String instance = new LocalSetup(config, environment).address().instance();
        return profile.joinedWith(profile.by(List.of(new Route(Route.Type.WEBSOCKET, instance, Map.of()))));
    }

    private String nameOf(Path folder) {
        String file = String.valueOf(folder.getFileName());
        String start = dialect.folder() + "-";
        return file.startsWith(start) ? dialect.name() + " (" + file.substring(start.length()) + ")" : dialect.name();
    }

    /** The state folders of named profiles beside the usual one. */
    private List<Path> named(Path home) {
        List<Path> folders = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(home, dialect.folder() + "-*")) {
            entries.forEach(folders::add);
        } catch (IOException _) {
            return List.of();
        }
        return folders.stream().filter(this::looksLikeStore).sorted().toList();
    }

    private boolean looksLikeStore(Path folder) {
        return Stream.concat(
                        Stream.of(dialect.config(), "credentials", "devices", "nodes", "state"),
                        dialect.legacyConfigs().stream())
                .anyMatch(name -> Files.exists(folder.resolve(name)));
    }

    @Override
    public Optional<GatewayProfile> claim(Path folder, Environment environment) throws GatewayException {
        return of(folder) == dialect
                ? Optional.of(profile(
                        UUID.randomUUID().toString(), nameOf(folder), Map.of(FOLDER, folder.toString()), environment))
                : Optional.empty();
    }

    /** Whose store is in {@code folder}: Fased's if its config or its name says so, else OpenClaw's. */
    private static Dialect of(Path folder) {
        String name = String.valueOf(folder.toAbsolutePath().normalize().getFileName());
        String fased = Dialect.FASED.folder();
        boolean named = name.equals(fased) || name.startsWith(fased + "-");
        boolean configured = Files.exists(folder.resolve(Dialect.FASED.config()))
                && !Files.exists(folder.resolve(Dialect.OPENCLAW.config()));
        return named || configured ? Dialect.FASED : Dialect.OPENCLAW;
    }

    @Override
    public Identity probe(GatewayProfile profile, SecretStore secrets, Environment environment)
            throws GatewayException {
        try (OpenClawGateway gateway = connect(profile, secrets, environment)) {
            return gateway.probe(insists(route(profile, Route.Type.WEBSOCKET)));
        }
    }

    @Override
    public OpenClawGateway connect(GatewayProfile profile, SecretStore secrets, Environment environment)
            throws GatewayException {
        Route folder = route(profile, Route.Type.STORE);
        Route typed = route(profile, Route.Type.WEBSOCKET);
        StoreSide store = folder == null ? null : new StoreSide(profile.id(), paths(folder, environment), environment);
        SetupCodes codes = new SetupCodes(
                profile.id(), dialect, store, environment, issued.computeIfAbsent(profile.id(), id -> new OwnCodes()));
        if (folder != null && NO.equals(folder.settings().get(LIVE))) {
            return new OpenClawGateway(dialect, store, codes, null, () -> null);
        }
        ToldStore told = new ToldStore(dialect, environment);
        LiveWays ways = new LiveWays(profile.id(), typed, store, secrets, console, environment);
        return new OpenClawGateway(
                dialect,
                store,
                codes,
                hint -> new LiveSide(
                        profile.id(),
                        ways::find,
                        dialect.senders(),
                        LiveConsole.on(environment),
                        LiveTime.of(environment.clock()),
                        store == null ? told : store,
                        hint),
                told::route);
    }

    /** Whether the operator gave an address: then a gateway has to answer there. */
    private static boolean insists(@Nullable Route socket) {
        return socket != null && socket.settings().containsKey(LiveWays.ADDRESS);
    }

    private static @Nullable Route route(GatewayProfile profile, Route.Type type) {
        return profile.routes().stream()
                .filter(route -> route.type() == type)
                .findFirst()
                .orElse(null);
    }

    private StorePaths paths(Route route, Environment environment) throws GatewayException {
        Map<String, String> settings = route.settings();
        // The folder as it was named: where it is a link, it is followed anew each time.
        String folder = settings.getOrDefault(FOLDER, route.instance());
        return StorePaths.in(
                dialect,
                path(folder, environment),
                optional(settings.get(CONFIG), environment),
                optional(settings.get(CREDENTIALS), environment));
    }

    private @Nullable Path optional(@Nullable String text, Environment environment) throws GatewayException {
        return text == null ? null : path(text, environment);
    }
}

package dev.gatehouse.gateway.orginabox;

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
import dev.gatehouse.io.Address;
import dev.gatehouse.io.CertificateFingerprint;
import dev.gatehouse.io.HttpAnswer;
import dev.gatehouse.io.HttpAsk;
import dev.gatehouse.io.InvalidAddress;
import dev.gatehouse.io.NetworkFault;
import dev.gatehouse.io.Transport;
import dev.gatehouse.io.TransportRules;
import dev.gatehouse.io.Trust;
import dev.gatehouse.pairing.Phrase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Org in a Box: one server is one gateway; each of its own gateways is an account. */
public final class OrgProduct implements GatewayProduct {
    static final String NAME = "Org in a Box";
    static final String TOKEN = "token";
    static final String DATABASE_PASSWORD = "databasePassword";
    private static final String ADDRESS = "address";
    private static final String DATABASE = "database";
    private static final String DATABASE_USER = "databaseUser";
    private static final String COMMAND = "command";
    private static final String USE_COMMAND = "useCommand";
    private static final String ROUTES = "routes";
    private static final String YES = "true";

    /** Where the API listens on this computer (docs.orginabox.com, API). */
    private static final int PORT = 8787;

    /** Where the server's own command finds it, and by which key. */
    private static final String API_URL = "ORGINABOX_API_URL";

    private static final String API_KEY = "ORGINABOX_API_KEY";
    private static final String LOCAL = "http://localhost:" + PORT;

    /** How long discovery tries to connect to this computer. */
    private static final int KNOCK_MILLIS = 300;

    /** For the service loader. */
    public OrgProduct() {}

    @Override
    public String id() {
        return "orginabox";
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<FormField> form() {
        return List.of(
                new FormField(ADDRESS, FormField.Type.TEXT, false, LOCAL),
                new FormField(TOKEN, FormField.Type.SECRET, false, ""),
                new FormField(DATABASE, FormField.Type.TEXT, false, ""),
                new FormField(DATABASE_USER, FormField.Type.TEXT, false, ""),
                new FormField(DATABASE_PASSWORD, FormField.Type.SECRET, false, ""),
                new FormField(COMMAND, FormField.Type.FILE, false, ""),
                new FormField(USE_COMMAND, FormField.Type.SWITCH, false, ""),
                new FormField(ROUTES, FormField.Type.LINES, false, RouteProfile.shippedText()));
    }

    @Override
    public GatewayProfile profile(String id, String name, Map<String, String> values, Environment environment)
            throws GatewayException {
        List<Route> routes = new ArrayList<>();
        String typed = value(values, ADDRESS);
        if (!typed.isEmpty()) {
            Map<String, String> settings = new HashMap<>(Map.of(ADDRESS, typed));
            String edited = values.getOrDefault(ROUTES, "").strip();
            RouteProfile.edited(edited);
            if (!edited.isEmpty() && !edited.equals(RouteProfile.shippedText())) {
                settings.put(ROUTES, edited);
            }
            routes.add(new Route(Route.Type.HTTP, address(typed).instance(), settings));
        }
        String database = value(values, DATABASE);
        if (!database.isEmpty()) {
            DatabaseAddress parsed = DatabaseAddress.parse(database, value(values, DATABASE_USER));
            Map<String, String> settings = new HashMap<>(Map.of(DATABASE, database));
            put(settings, DATABASE_USER, value(values, DATABASE_USER));
            routes.add(new Route(Route.Type.DATABASE, parsed.place(), settings));
        }
        if (routes.isEmpty()) {
            throw new GatewayException(new Problem.Particular(
                    Phrase.of("oiab.form.nothing"), Phrase.of("oiab.form.nothing.remedy"), null));
        }
        boolean use = YES.equals(value(values, USE_COMMAND));
        String command = value(values, COMMAND);
        if (use || !command.isEmpty()) {
            Map<String, String> settings = new HashMap<>();
            put(settings, COMMAND, command);
            put(settings, USE_COMMAND, use ? YES : "");
            Path file = command(settings, environment);
            // A command leads to no server of its own: it is told apart by the profile.
            routes.add(new Route(Route.Type.COMMAND, id + ":" + file, settings));
        }
        return new GatewayProfile(id, id(), name, routes);
    }

    private static String value(Map<String, String> values, String key) {
        return values.getOrDefault(key, "").strip();
    }

    private static void put(Map<String, String> settings, String key, String value) {
        if (!value.isEmpty()) {
            settings.put(key, value);
        }
    }

    @Override
    public Map<String, String> values(GatewayProfile profile) {
        Map<String, String> values = new HashMap<>();
        profile.routes()
                .forEach(route -> List.of(ADDRESS, DATABASE, DATABASE_USER, COMMAND, USE_COMMAND, ROUTES)
                        .forEach(key -> put(values, key, route.settings().getOrDefault(key, ""))));
        values.putIfAbsent(ROUTES, RouteProfile.shippedText());
        values.putIfAbsent(ADDRESS, "");
        return values;
    }

    private static Address address(String typed) throws GatewayException {
        try {
            return Address.parse(typed, PORT);
        } catch (InvalidAddress e) {
            throw new GatewayException(
                    new Problem.Particular(
                            Phrase.of("oiab.form.address"),
                            Phrase.of("oiab.form.address.remedy"),
                            e.flaw().name()),
                    e);
        }
    }

    /** The command that was given, else the one on the PATH. */
    private static Path command(Map<String, String> settings, Environment environment) throws GatewayException {
        String given = settings.getOrDefault(COMMAND, "");
        if (given.isEmpty()) {
            return CommandSide.find(environment)
                    .orElseThrow(() -> new GatewayException(new Problem.Particular(
                            Phrase.of("oiab.form.no-command"), Phrase.of("oiab.form.no-command.remedy"), null)));
        }
        try {
            Path file = environment.home().resolve(given);
            if (!Files.isRegularFile(file)) {
                throw new GatewayException(new Problem.Missing(given));
            }
            if (!Files.isExecutable(file)) {
                throw new GatewayException(new Problem.Denied(given));
            }
            return file;
        } catch (InvalidPathException e) {
            throw new GatewayException(new Problem.Missing(given), e);
        }
    }

    /** A server on this computer: where its variables say, or where its port answers as such a server does. */
    @Override
    public List<GatewayProfile> discover(Environment environment) {
        String named = environment.variable(API_URL);
        if (named == null && !answers()) {
            return List.of();
        }
        Map<String, String> values = new HashMap<>(Map.of(ADDRESS, named == null ? LOCAL : named));
        CommandSide.find(environment).ifPresent(command -> values.put(COMMAND, command.toString()));
        try {
            return List.of(profile(UUID.randomUUID().toString(), NAME, values, environment));
        } catch (GatewayException _) {
            // The variable holds no address: there is nothing to offer.
            return List.of();
        }
    }

    private static boolean answers() {
        InetAddress own = InetAddress.ofLiteral("127.0.0.1");
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(own, PORT), KNOCK_MILLIS);
        } catch (IOException _) {
            return false;
        }
        try (Transport transport = new Transport(TransportRules.trusting(Trust.system()))) {
            Address address = new Address(false, own.getHostAddress(), PORT, "/");
            HttpAnswer health =
                    transport.ask(HttpAsk.get(address, "/v1/healthz").limit(Duration.ofMillis(3L * KNOCK_MILLIS)));
            return health.isJson() && health.body().contains("\"ok\"");
        } catch (NetworkFault _) {
            return false;
        }
    }

    @Override
    public Identity probe(GatewayProfile profile, SecretStore secrets, Environment environment)
            throws GatewayException {
        try (OrgGateway gateway = connect(profile, secrets, environment)) {
            gateway.probe();
            return gateway.identity();
        }
    }

    @Override
    public OrgGateway connect(GatewayProfile profile, SecretStore secrets, Environment environment)
            throws GatewayException {
        Route http = route(profile, Route.Type.HTTP);
        Route data = route(profile, Route.Type.DATABASE);
        Route run = route(profile, Route.Type.COMMAND);
        boolean use = run != null && YES.equals(run.settings().get(USE_COMMAND));
        CommandSide command =
                run == null || !use ? null : new CommandSide(command(run.settings(), environment), environment.home());
        Database database = data == null ? null : database(profile.id(), data, secrets);
        DatabaseSide side = database == null ? null : new DatabaseSide(database);
        if (http == null) {
            return new OrgGateway(
                    profile.id(),
                    profile.routes(),
                    new OrgGateway.Parts(null, null, RouteProfile.shipped(), null, command, side, database));
        }
        RouteProfile routes = RouteProfile.edited(http.settings().getOrDefault(ROUTES, ""));
        Address address = address(http.settings().getOrDefault(ADDRESS, http.instance()));
        Transport transport = new Transport(rules(http));
        ServerTime time = new ServerTime(environment.clock());
        Credential credential = new Credential(profile.id(), secrets, ownKey(address, environment));
        RestCalls calls = new RestCalls(transport, address, credential, time);
        RestSide rest = new RestSide(calls, routes, new Confirmed(routes), credential, time);
        return new OrgGateway(
                profile.id(),
                profile.routes(),
                new OrgGateway.Parts(transport, calls, routes, rest, command, side, database));
    }

    /** The key among the variables, for the server that they mean and no other; null if there is none. */
    private static @Nullable Secret ownKey(Address address, Environment environment) {
        String key = environment.variable(API_KEY);
        String url = environment.variable(API_URL);
        if (key == null) {
            return null;
        }
        try {
            Address meant = Address.parse(url == null ? LOCAL : url, PORT);
            return meant.instance().equals(address.instance()) ? new Secret(key) : null;
        } catch (InvalidAddress _) {
            return null;
        }
    }

    private static Database database(String profile, Route route, SecretStore secrets) throws GatewayException {
        Map<String, String> settings = route.settings();
        DatabaseAddress address =
                DatabaseAddress.parse(settings.getOrDefault(DATABASE, ""), settings.getOrDefault(DATABASE_USER, ""));
        return new Database(address, settings.getOrDefault(Route.PLAIN_TEXT, ""), profile, secrets);
    }

    private static TransportRules rules(Route route) {
        Trust trust = Trust.system();
        String plain = route.settings().get(Route.PLAIN_TEXT);
        return TransportRules.trusting(
                        CertificateFingerprint.parse(route.settings().getOrDefault(Route.PIN, ""))
                                .map(trust::pinned)
                                .orElse(trust))
                .withPlainTextTo(plain == null ? Set.of() : Set.of(plain));
    }

    private static @Nullable Route route(GatewayProfile profile, Route.Type type) {
        return profile.routes().stream()
                .filter(route -> route.type() == type)
                .findFirst()
                .orElse(null);
    }
}

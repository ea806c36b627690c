package dev.gatehouse.gateway.smith;

import dev.gatehouse.gateway.Environment;
import dev.gatehouse.gateway.FormField;
import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.GatewayProduct;
import dev.gatehouse.gateway.GatewayProfile;
import dev.gatehouse.gateway.Identity;
import dev.gatehouse.gateway.Route;
import dev.gatehouse.gateway.SecretStore;
import dev.gatehouse.gateway.smith.StoreUrl.Server;
import dev.gatehouse.io.Address;
import dev.gatehouse.io.CertificateFingerprint;
import dev.gatehouse.io.Processes;
import dev.gatehouse.io.Transport;
import dev.gatehouse.io.TransportRules;
import dev.gatehouse.io.Trust;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Smith's chat bridge (sibyllinesoft/smith-core 0.2.6). */
public final class SmithProduct implements GatewayProduct {
    private final Daemons daemons;

    /** On this computer. */
    public SmithProduct() {
        this(new ProcessDaemons(new Processes()));
    }

    SmithProduct(Daemons daemons) {
        this.daemons = daemons;
    }

    @Override
    public String id() {
        return "smith";
    }

    @Override
    public String name() {
        return "Smith";
    }

    @Override
    public List<FormField> form() {
        return SmithForm.fields();
    }

    @Override
    public GatewayProfile profile(String id, String name, Map<String, String> values, Environment environment)
            throws GatewayException {
        return new GatewayProfile(id, id(), name, SmithForm.routes(values, environment));
    }

    @Override
    public Map<String, String> values(GatewayProfile profile) {
        return SmithForm.values(profile);
    }

    @Override
    public List<GatewayProfile> discover(Environment environment) {
        Optional<Map<String, String>> values = Installation.find(environment)
                .map(Installation::env)
                .filter(Files::isReadable)
                .map(env -> Map.of(SmithForm.ENV, env.toString()));
        try {
            return values.isPresent()
                    ? List.of(profile(UUID.randomUUID().toString(), name(), values.get(), environment))
                    : List.of();
        } catch (GatewayException _) {
            // A file that makes no sense is no gateway that could be connected.
            return List.of();
        }
    }

    @Override
    public Identity probe(GatewayProfile profile, SecretStore secrets, Environment environment)
            throws GatewayException {
        try (SmithGateway gateway = connect(profile, secrets, environment)) {
            return gateway.probe();
        }
    }

    @Override
    public SmithGateway connect(GatewayProfile profile, SecretStore secrets, Environment environment)
            throws GatewayException {
        Route http = route(profile, Route.Type.HTTP);
        return new SmithGateway(
                profile,
                http == null ? null : api(profile, http, secrets),
                store(Server.REDIS, profile, secrets).map(RedisSide::new).orElse(null),
                store(Server.POSTGRES, profile, secrets).map(PostgresSide::new).orElse(null),
                new Surroundings(daemons, env(profile), System::nanoTime),
                environment.clock());
    }

    private AdminApi api(GatewayProfile profile, Route route, SecretStore secrets) throws GatewayException {
        Path env = env(profile);
        String typed = route.settings().get(SmithForm.ADDRESS);
        Address address =
                typed == null ? SmithForm.address(env == null ? null : EnvFile.read(env)) : SmithForm.address(typed);
        return new AdminApi(
                new Transport(rules(route)), address, new TokenWay(profile.id(), env, secrets, daemons), daemons);
    }

    private static TransportRules rules(Route route) {
        Trust trust = Trust.system();
        String plain = route.settings().get(Route.PLAIN_TEXT);
        return TransportRules.trusting(
                        CertificateFingerprint.parse(route.settings().getOrDefault(Route.PIN, ""))
                                .map(trust::pinned)
                                .orElse(trust))
                .withPlainTextTo(plain == null ? Set.of() : Set.of(plain))
                // A code is a line; nothing that the daemon answers is larger.
                .withLargestMessage(64 << 10);
    }

    private static Optional<StoreWay> store(Server server, GatewayProfile profile, SecretStore secrets) {
        return Optional.ofNullable(route(profile, SmithForm.type(server)))
                .map(route -> new RoutedStore(server, profile.id(), route, secrets));
    }

    private static @Nullable Path env(GatewayProfile profile) {
        return profile.routes().stream()
                .map(route -> route.settings().get(SmithForm.ENV))
                .filter(env -> env != null)
                .findFirst()
                .map(Path::of)
                .orElse(null);
    }

    private static @Nullable Route route(GatewayProfile profile, Route.Type type) {
        return profile.routes().stream()
                .filter(route -> route.type() == type)
                .findFirst()
                .orElse(null);
    }
}

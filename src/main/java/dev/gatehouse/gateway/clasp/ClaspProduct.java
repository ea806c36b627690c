package dev.gatehouse.gateway.clasp;

import dev.gatehouse.gateway.Environment;
import dev.gatehouse.gateway.FormField;
import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.GatewayProduct;
import dev.gatehouse.gateway.GatewayProfile;
import dev.gatehouse.gateway.Identity;
import dev.gatehouse.gateway.LinkProblem;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Route;
import dev.gatehouse.gateway.Secret;
import dev.gatehouse.gateway.SecretName;
import dev.gatehouse.gateway.SecretStore;
import dev.gatehouse.io.Address;
import dev.gatehouse.io.CertificateFingerprint;
import dev.gatehouse.io.Transport;
import dev.gatehouse.io.TransportRules;
import dev.gatehouse.io.Trust;
import dev.gatehouse.pairing.Phrase;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** CLASP, by the admin API of its relay or the token file of its router. */
public final class ClaspProduct implements GatewayProduct {
    static final String NAME = "CLASP";

    /** A registry of some thousand entities a page at a time is far below. */
    private static final long LARGEST = 8L << 20;

    private static final int CONNECT_MILLIS = 150;

    private final int adminPort;

    /** As the catalogue makes it. */
    public ClaspProduct() {
        this(ClaspSetup.ADMIN_PORT);
    }

    ClaspProduct(int adminPort) {
        this.adminPort = adminPort;
    }

    @Override
    public String id() {
        return "clasp";
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<FormField> form() {
        return List.of(
                new FormField(ClaspSetup.ADDRESS, FormField.Type.TEXT, false, ""),
                new FormField(ClaspSetup.TOKEN, FormField.Type.SECRET, false, ""),
                new FormField(ClaspSetup.TOKEN_FILE, FormField.Type.FILE, false, ""),
                new FormField(ClaspSetup.ROUTER, FormField.Type.TEXT, false, ""),
                new FormField(ClaspSetup.CONFIG, FormField.Type.FILE, false, ""),
                new FormField(ClaspSetup.LISTEN, FormField.Type.TEXT, false, ""),
                new FormField(ClaspSetup.ALL, FormField.Type.SWITCH, false, ""));
    }

    @Override
    public GatewayProfile profile(String id, String name, Map<String, String> values, Environment environment)
            throws GatewayException {
        return new GatewayProfile(id, id(), name, ClaspSetup.of(values).routes(environment));
    }

    @Override
    public Map<String, String> values(GatewayProfile profile) {
        return ClaspSetup.of(profile).values();
    }

    @Override
    public List<GatewayProfile> discover(Environment environment) {
        List<GatewayProfile> found = new ArrayList<>();
        String config = Stream.of(
                        environment.home().resolve("clasp.yaml"),
                        environment.home().resolve(".config/clasp/clasp.yaml"))
                .filter(Files::isRegularFile)
                .map(Path::toString)
                .findFirst()
                .orElse("");
        Path store = TokenStore.usual(environment);
        String relay = somebodyListens() ? "http://localhost:" + adminPort : "";
        boolean keeps = Files.isRegularFile(store);
        if (!relay.isEmpty() && (keeps || !config.isEmpty())) {
            add(found, new ClaspSetup(relay, "", "", config, "", false, ""), environment);
        } else if (keeps) {
            add(found, new ClaspSetup("", "", "", config, "", false, store.toString()), environment);
        }
        return found;
    }

    private void add(List<GatewayProfile> found, ClaspSetup setup, Environment environment) {
        try {
            found.add(new GatewayProfile(UUID.randomUUID().toString(), id(), NAME, setup.routes(environment)));
        } catch (GatewayException _) {
            // Not one that this user could connect.
            return;
        }
    }

    /** Whether a program listens where a relay's admin API usually is; says nothing to it. */
    private boolean somebodyListens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", adminPort), CONNECT_MILLIS);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    @Override
    public Identity probe(GatewayProfile profile, SecretStore secrets, Environment environment)
            throws GatewayException {
        ClaspSetup setup = ClaspSetup.of(profile);
        for (String named : List.of(setup.tokenFile(), setup.config(), setup.store())) {
            Path file = ClaspSetup.optional(named, environment);
            if (file != null && !Files.exists(file)) {
                throw new GatewayException(new Problem.Missing(file.toString()));
            }
        }
        try (ClaspGateway gateway = connect(profile, secrets, environment)) {
            return gateway.probe();
        }
    }

    @Override
    public ClaspGateway connect(GatewayProfile profile, SecretStore secrets, Environment environment)
            throws GatewayException {
        return new ClaspGateway(parts(profile, secrets, environment));
    }

    private static ClaspParts parts(GatewayProfile profile, SecretStore secrets, Environment environment)
            throws GatewayException {
        ClaspSetup setup = ClaspSetup.of(profile);
        SecureRandom random = new SecureRandom();
        Path config = ClaspSetup.optional(setup.config(), environment);
        Path tokens = ClaspSetup.optional(setup.tokenFile(), environment);
        Path store =
                setup.store().isEmpty() ? TokenStore.usual(environment) : ClaspSetup.path(setup.store(), environment);
        SecretName name = new SecretName(profile.id(), ClaspSetup.TOKEN);
        @Nullable
        Address listen = setup.listen().isEmpty() ? null : ClaspSetup.address(setup.listen(), ClaspSetup.PAIRING_PORT);
        @Nullable
        Address address = setup.address().isEmpty() ? null : ClaspSetup.address(setup.address(), ClaspSetup.ADMIN_PORT);
        Transport transport = new Transport(rules(profile.routes().getFirst()));
        Enforcement enforcement;
        if (address != null) {
            enforcement = new RegistryEnforcement(
                    profile.id(), new RegistryCalls(transport, address, () -> token(secrets, name)), setup.all());
        } else if (tokens != null) {
            enforcement = new TokenFileEnforcement(profile.id(), tokens, random);
        } else {
            enforcement = new NoEnforcement(store.toString());
        }
        return new ClaspParts(
                profile.id(),
                enforcement,
                new TokenStore(profile.id(), store),
                new ClaspSettings(config == null ? null : new PairingBlock(config)),
                setup.router(),
                listen,
                setup.address().isEmpty() ? List.of() : List.of(kept(secrets, name)),
                profile.routes(),
                Stream.of(config, tokens, store)
                        .filter(Objects::nonNull)
                        .map(Path::getParent)
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList(),
                environment.watch(),
                transport,
                environment.clock(),
                System::nanoTime,
                random);
    }

    private static Secret token(SecretStore secrets, SecretName name) throws GatewayException {
        return secrets.get(name)
                .orElseThrow(() -> new GatewayException(new LinkProblem.SecretWanted(
                        ClaspSetup.TOKEN, Phrase.of("clasp.token-missing"), Phrase.of("clasp.token-refused.remedy"))));
    }

    private static Phrase kept(SecretStore secrets, SecretName name) {
        return Phrase.of("clasp.secret.kept." + secrets.placeOf(name).orElse(SecretStore.Place.MEMORY));
    }

    private static TransportRules rules(Route route) {
        Trust trust = Trust.system();
        String plain = route.settings().get(Route.PLAIN_TEXT);
        return TransportRules.trusting(
                        CertificateFingerprint.parse(route.settings().getOrDefault(Route.PIN, ""))
                                .map(trust::pinned)
                                .orElse(trust))
                .withPlainTextTo(plain == null ? Set.of() : Set.of(plain))
                .withLargestMessage(LARGEST);
    }
}

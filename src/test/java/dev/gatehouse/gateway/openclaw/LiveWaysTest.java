package dev.gatehouse.gateway.openclaw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.LinkProblem;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Route;
import dev.gatehouse.gateway.Secret;
import dev.gatehouse.gateway.SecretName;
import dev.gatehouse.gateway.SecretProblem;
import dev.gatehouse.gateway.SecretStore;
import dev.gatehouse.testing.MemorySecrets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** To whom a secret is said. No gateway runs on the store of these tests. */
class LiveWaysTest {
    private static final Secret OWN = new Secret("of the config");

    @TempDir
    Path folder;

    private final MemorySecrets secrets = new MemorySecrets();
    private StoreFixture store;
    private StoreSide side;

    @BeforeEach
    void open() throws IOException {
        store = new StoreFixture(folder);
        store.config("{gateway: {auth: {mode: 'token', token: '" + OWN.value() + "'}}}");
        side = new StoreSide("p", StorePaths.in(Dialect.OPENCLAW, store.state, null, null), store.environment());
    }

    @AfterEach
    void close() {
        side.close();
        store.close();
    }

    @Test
    void theTokenOfAGatewayThatDoesNotRunIsSaidToNobodyAtItsPort() {
        assertThat(problem(null, secrets)).isInstanceOf(LinkProblem.Refused.class);
        assertThat(problem("127.0.0.1:18789", secrets)).isInstanceOf(LinkProblem.Refused.class);
    }

    @Test
    void theTokenOfThisComputersGatewayIsSaidToNoOtherComputer() throws Exception {
        LiveWay way = ways("wss://gate.example.com", secrets).find();
        assertThat(way.credential()).isEqualTo(new LiveCredential.None());
        assertThat(way.identity()).as("it asks to join as a device").isNotNull();
    }

    @Test
    void whatWasEnteredIsSaidToWhomItWasEnteredFor() throws Exception {
        secrets.put(new SecretName("p", "token"), new Secret("entered"));
        assertThat(ways("wss://gate.example.com", secrets).find().credential())
                .isEqualTo(new LiveCredential.Token(new Secret("entered")));
        LiveWay here = ways(null, secrets).find();
        assertThat(here.credential()).isEqualTo(new LiveCredential.Token(new Secret("entered")));
        assertThat(here.identity()).as("here no device is needed").isNull();
    }

    @Test
    void aLockedKeychainKeepsOnlyThoseAwayWhoseSecretMayBeInIt() throws Exception {
        store.config("{gateway: {auth: {mode: 'none'}}}");
        assertThat(ways(null, new Locked()).find().credential()).isEqualTo(new LiveCredential.None());
        assertThat(problem("wss://gate.example.com", new Locked())).isEqualTo(new SecretProblem.SecretsLocked());
    }

    private LiveWays ways(@Nullable String address, SecretStore kept) {
        Route route =
                address == null ? null : new Route(Route.Type.WEBSOCKET, "x:1", Map.of(LiveWays.ADDRESS, address));
        return new LiveWays("p", route, side, kept, new ConsoleKey(), store.environment());
    }

    private Problem problem(@Nullable String address, SecretStore kept) {
        Problem[] problem = new Problem[1];
        assertThatThrownBy(() -> ways(address, kept).find())
                .isInstanceOfSatisfying(GatewayException.class, thrown -> problem[0] = thrown.problem());
        return problem[0];
    }

    /** A place that has not been opened. */
    private static final class Locked implements SecretStore {
        @Override
        public Optional<Secret> get(SecretName name) throws GatewayException {
            throw new GatewayException(new SecretProblem.SecretsLocked());
        }

        @Override
        public Place put(SecretName name, Secret secret) throws GatewayException {
            throw new GatewayException(new SecretProblem.SecretsLocked());
        }

        @Override
        public void remove(SecretName name) throws GatewayException {
            throw new GatewayException(new SecretProblem.SecretsLocked());
        }

        @Override
        public Optional<Place> placeOf(SecretName name) {
            return Optional.empty();
        }
    }
}

package dev.gatehouse.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.console.secrets.Secrets;
import dev.gatehouse.console.secrets.TestSecrets;
import dev.gatehouse.gateway.Catalogue;
import dev.gatehouse.gateway.Environment;
import dev.gatehouse.gateway.GatewayProfile;
import dev.gatehouse.gateway.Route;
import dev.gatehouse.gateway.Secret;
import dev.gatehouse.gateway.SecretName;
import dev.gatehouse.io.FolderWatch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewaysTest {
    private static final Route STORE = new Route(Route.Type.STORE, "/home/.openclaw", Map.of());
    private static final Route SOCKET =
            new Route(Route.Type.WEBSOCKET, "127.0.0.1:18789", Map.of("address", "127.0.0.1:18789"));

    @TempDir
    Path folder;

    private final ScriptedGateway product = new ScriptedGateway();
    private final FolderWatch watch = new FolderWatch();
    private Secrets secrets;
    private Console console;

    @BeforeEach
    void start() {
        secrets = TestSecrets.in(folder);
        console = new Console(
                new Catalogue(List.of(product)),
                new Environment(Map.of(), folder, folder, () -> ScriptedGateway.START, watch),
                secrets,
                System::nanoTime,
                SettingsFile.inMemory(),
                Labels.inMemory(),
                new AuditLog(folder.resolve("history.jsonl")),
                Runnable::run,
                Duration.ofSeconds(1));
    }

    @AfterEach
    void stop() {
        console.close();
        watch.close();
    }

    @Test
    void aSecondWayToAGatewayJoinsTheOneThatIsThere() {
        Gateways gateways = console.gateways();
        gateways.add(profile("first", STORE, SOCKET));
        gateways.add(profile(
                "second", SOCKET.with("address", "localhost:18789"), new Route(SOCKET.type(), "other:1", Map.of())));
        assertThat(gateways.all()).hasSize(1);
        assertThat(kept().getFirst().id()).isEqualTo("first");
        assertThat(kept().getFirst().routes())
                .extracting(Route::instance)
                .containsExactly("/home/.openclaw", "127.0.0.1:18789", "other:1");
    }

    @Test
    void twoThatTurnOutToBeOneBecomeTheFirst() {
        product.routes.put("socket", List.of(SOCKET, STORE));
        Gateways gateways = console.gateways();
        gateways.add(profile("store", STORE));
        gateways.add(profile("socket", SOCKET));
        await().until(() -> gateways.all().size() == 1);
        GatewayProfile joined = gateways.all().getFirst().profile();
        assertThat(joined.id()).isEqualTo("store");
        assertThat(joined.routes()).extracting(Route::type).containsExactly(Route.Type.STORE, Route.Type.WEBSOCKET);
        assertThat(kept()).containsExactly(joined);
    }

    @Test
    void aGatewayThatTellsOfItsStoreHereIsReachedByItFromThenOn() {
        product.routes.put("socket", List.of(SOCKET, STORE));
        console.gateways().add(profile("socket", SOCKET));
        await().until(() -> kept().getFirst().routes().size() == 2);
        await().until(() -> product.connects.get() == 2);
        assertThat(console.gateways().all()).hasSize(1);
    }

    @Test
    void aWayThatAGatewayTellsOfIsNoneToBeAddedAgain() {
        product.routes.put("store", List.of(STORE, SOCKET));
        console.gateways().add(profile("store", STORE));
        await().until(() -> console.gateways().all().getFirst().identity() != null);
        console.gateways().add(profile("socket", SOCKET));
        assertThat(console.gateways().all()).hasSize(1);
    }

    @Test
    void enteredSecretsAreKeptForTheGatewayThatTheyJoin() throws Exception {
        Gateways gateways = console.gateways();
        gateways.add(profile("first", SOCKET));
        gateways.add(profile("second", SOCKET), Map.of("token", new Secret("s3cret")))
                .get(5, TimeUnit.SECONDS);
        assertThat(secrets.get(new SecretName("first", "token"))).contains(new Secret("s3cret"));
        assertThat(secrets.get(new SecretName("second", "token"))).isEmpty();
    }

    @Test
    void aSecretOfAnotherSortTakesThePlaceOfTheOneBefore() throws Exception {
        Gateways gateways = console.gateways();
        gateways.add(profile("first", SOCKET), Map.of("token", new Secret("s3cret")))
                .get(5, TimeUnit.SECONDS);
        gateways.enter("first", Map.of("password", new Secret("passw0rd"))).get(5, TimeUnit.SECONDS);
        assertThat(secrets.get(new SecretName("first", "password"))).contains(new Secret("passw0rd"));
        assertThat(secrets.get(new SecretName("first", "token"))).isEmpty();
        gateways.add(profile("first again", SOCKET), Map.of()).get(5, TimeUnit.SECONDS);
        assertThat(secrets.get(new SecretName("first", "password"))).contains(new Secret("passw0rd"));
    }

    @Test
    void whereAGatewayNeedsSeveralSecretsNoneReplacesAnother() throws Exception {
        product.alternatives = false;
        Gateways gateways = console.gateways();
        gateways.add(profile("first", SOCKET), Map.of("token", new Secret("s3cret")))
                .get(5, TimeUnit.SECONDS);
        gateways.enter("first", Map.of("password", new Secret("passw0rd"))).get(5, TimeUnit.SECONDS);
        assertThat(secrets.get(new SecretName("first", "token"))).contains(new Secret("s3cret"));
        assertThat(secrets.get(new SecretName("first", "password"))).contains(new Secret("passw0rd"));
    }

    @Test
    void anEditedGatewayConnectsAnewAndKeepsItsSecrets() throws Exception {
        Gateways gateways = console.gateways();
        gateways.add(profile("first", SOCKET), Map.of("token", new Secret("s3cret")))
                .get(5, TimeUnit.SECONDS);
        int before = product.connects.get();
        gateways.edit(profile("first", STORE).named("other"), Map.of()).get(5, TimeUnit.SECONDS);
        assertThat(gateways.all()).singleElement().satisfies(status -> {
            assertThat(status.profile().name()).isEqualTo("other");
            assertThat(status.profile().routes()).containsExactly(STORE);
        });
        assertThat(kept().getFirst().routes()).containsExactly(STORE);
        assertThat(secrets.get(new SecretName("first", "token"))).contains(new Secret("s3cret"));
        await().until(() -> product.connects.get() > before);
    }

    @Test
    void aSecretGoesWithTheGatewayThatTurnsOutToBeAnother() throws Exception {
        product.routes.put("socket", List.of(SOCKET, STORE));
        secrets.put(new SecretName("socket", "token"), new Secret("s3cret"));
        console.gateways().add(profile("store", STORE));
        console.gateways().add(profile("socket", SOCKET));
        await().until(() -> secrets.get(new SecretName("socket", "token")).isEmpty());
        assertThat(secrets.get(new SecretName("store", "token"))).contains(new Secret("s3cret"));
    }

    @Test
    void aSecretOfItsOwnIsNotReplacedByThatOfAnother() throws Exception {
        product.routes.put("socket", List.of(SOCKET, STORE));
        secrets.put(new SecretName("store", "password"), new Secret("own"));
        secrets.put(new SecretName("socket", "token"), new Secret("s3cret"));
        console.gateways().add(profile("store", STORE));
        console.gateways().add(profile("socket", SOCKET));
        await().until(() -> secrets.get(new SecretName("socket", "token")).isEmpty());
        assertThat(secrets.get(new SecretName("store", "token"))).isEmpty();
        assertThat(secrets.get(new SecretName("store", "password"))).contains(new Secret("own"));
    }

    @Test
    void aTrustedCertificateIsKeptWithEveryAddressAndConnectsAnew() {
        console.gateways().add(profile("both", STORE, SOCKET));
        await().until(() -> product.connects.get() == 1);
        console.gateways().trust("both", "AA:BB");
        await().until(() -> product.connects.get() == 2);
        assertThat(kept().getFirst().routes())
                .extracting(route -> route.settings().get(Route.PIN))
                .containsExactly(null, "AA:BB");
    }

    private static GatewayProfile profile(String id, Route... routes) {
        return new GatewayProfile(id, "scripted", id, List.of(routes));
    }

    private List<GatewayProfile> kept() {
        return console.settings().get().gateways();
    }
}

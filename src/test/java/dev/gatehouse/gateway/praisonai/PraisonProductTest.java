package dev.gatehouse.gateway.praisonai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gatehouse.gateway.Catalogue;
import dev.gatehouse.gateway.FormField;
import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.GatewayProfile;
import dev.gatehouse.gateway.Identity;
import dev.gatehouse.gateway.LinkProblem;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Route;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PraisonProductTest {
    @TempDir
    Path folder;

    private PraisonFixture fixture;

    @BeforeEach
    void make() throws IOException {
        fixture = new PraisonFixture(folder);
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    private GatewayProfile profile(Map<String, String> values) throws GatewayException {
        return fixture.product.profile("p", "mine", values, fixture.environment());
    }

    private String refused(Map<String, String> values) {
        return catchThrowableOfType(GatewayException.class, () -> profile(values))
                .problem()
                .sentence()
                .key();
    }

    @Test
    void isInTheCatalogue() throws Exception {
        assertThat(Catalogue.installed().product("praisonai").name()).isEqualTo("PraisonAI");
        assertThat(fixture.product.form().stream()
                        .filter(field -> field.type() == FormField.Type.SECRET)
                        .map(FormField::key))
                .containsExactly("token", "cookie", "secret");
    }

    @Test
    void whatWasFilledInComesBack() throws Exception {
        Path config = Files.writeString(folder.resolve("g.yaml"), "channels: {}");
        Map<String, String> values = Map.of(
                "folder", fixture.store.toString(),
                "address", "127.0.0.1:8000",
                "config", config.toString(),
                "life", "600",
                "anyway", "true");
        GatewayProfile profile = profile(values);
        assertThat(fixture.product.values(profile)).isEqualTo(values);
        assertThat(profile(fixture.product.values(profile))).isEqualTo(profile);
        assertThat(profile.routes()).extracting(Route::type).containsExactly(Route.Type.STORE, Route.Type.HTTP);
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, localhost:8765",
        "localhost:8000, localhost:8000",
        "https://g.example, g.example:443",
        "g.example, g.example:8765"
    })
    void thePortIsTheProductsUnlessOneIsNamed(String typed, String instance) throws Exception {
        assertThat(profile(Map.of("address", typed)).routes().getFirst().instance())
                .isEqualTo(instance);
    }

    @Test
    void theStoreIsFoundInTheFoldersAroundIt() throws Exception {
        fixture.with(List.of(), List.of());
        for (Path given : List.of(fixture.store, fixture.base, fixture.home)) {
            assertThat(profile(Map.of("folder", given.toString()))
                            .routes()
                            .getFirst()
                            .settings())
                    .containsEntry("folder", fixture.store.toString());
        }
        assertThat(profile(Map.of("folder", "~/.praisonai/gateway")).routes()).hasSize(1);
    }

    @Test
    void whatCannotBeUsedIsSaid() {
        assertThat(refused(Map.of())).isEqualTo("praisonai.form.nothing");
        assertThat(refused(Map.of("address", "http://a:b@c"))).isEqualTo("praisonai.form.address");
        assertThat(refused(Map.of("address", "http://127.0.0.1:8765/?link=abc")))
                .isEqualTo("praisonai.form.address");
        assertThat(refused(Map.of("folder", folder.resolve("none").toString()))).isEqualTo("problem.missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "x", "1.5", "99999999"})
    void aLifeIsAWholeNumberOfSeconds(String life) {
        assertThat(refused(Map.of("life", life, "address", "127.0.0.1"))).isEqualTo("praisonai.form.life");
    }

    @Test
    void findsTheStoreOfThisComputer() throws Exception {
        List<GatewayProfile> found = fixture.product.discover(fixture.environment());
        assertThat(found)
                .singleElement()
                .satisfies(profile ->
                        assertThat(profile.routes()).extracting(Route::type).containsExactly(Route.Type.STORE));
        Files.createDirectories(fixture.base.resolve("pairing"));
        assertThat(fixture.product.discover(fixture.environment())).hasSize(2);
    }

    @Test
    void findsWhereTheGatewayListens() throws Exception {
        Files.writeString(fixture.base.resolve(".env"), "GATEWAY_AUTH_TOKEN=abc\n");
        assertThat(routes()).containsExactly("STORE", "HTTP localhost:8765");
        fixture.variables.put("GATEWAY_PORT", "8000");
        fixture.variables.put("GATEWAY_HOST", "0.0.0.0");
        assertThat(routes()).containsExactly("STORE", "HTTP localhost:8000");
        assertThat(fixture.product.discover(fixture.environment()).toString()).doesNotContain("abc");
        fixture.variables.put("GATEWAY_PORT", "nonsense");
        assertThat(routes()).containsExactly("STORE");
    }

    private List<String> routes() {
        return fixture.product.discover(fixture.environment()).getFirst().routes().stream()
                .map(route -> route.type() + (route.type() == Route.Type.HTTP ? " " + route.instance() : ""))
                .toList();
    }

    /** What a gateway keeps for itself is not told to whoever has its port while it is down. */
    @Test
    void theGatewaysOwnTokenIsSaidToNobodyWhileItIsDown() throws Exception {
        Files.writeString(fixture.base.resolve(".env"), "GATEWAY_AUTH_TOKEN=" + Recorded.TOKEN + "\n");
        try (FakeGateway server = new FakeGateway(_ -> Recorded.answer("02-pending-no-credential"));
                PraisonGateway gateway = fixture.connect(server)) {
            GatewayException thrown = catchThrowableOfType(GatewayException.class, gateway::read);
            assertThat(thrown.problem()).isEqualTo(new LinkProblem.NoSecret("token"));
            assertThat(server.asked()).noneMatch(FakeGateway.Asked::credential);
            // A process of this name, listening at this port, as its sign says.
            Process python = new ProcessBuilder("bash", "-c", "exec -a python3 bash -c 'read line'").start();
            try {
                Files.writeString(
                        fixture.base.resolve("gateway-127_0_0_1-" + server.port() + ".pid"),
                        python.pid() + "\n127.0.0.1\n" + server.port() + "\n1\n\n");
                org.awaitility.Awaitility.await()
                        .until(() -> new dev.gatehouse.io.Processes()
                                .commandLine(python.pid())
                                .contains("python3"));
                gateway.retry();
                assertThat(catchThrowableOfType(GatewayException.class, gateway::read))
                        .isNotNull();
                assertThat(server.asked()).anyMatch(FakeGateway.Asked::credential);
            } finally {
                python.destroyForcibly();
            }
        }
    }

    @Test
    void aTestOfAStoreReadsIt() throws Exception {
        fixture.with(List.of(PraisonFixture.PAIRED), List.of());
        Identity identity = fixture.product.probe(fixture.profile(), fixture.secrets, fixture.environment());
        assertThat(identity.place()).isEqualTo(fixture.store.toString());
        assertThat(identity.secrets().toString())
                .contains("praisonai.secret.file")
                .doesNotContain(PraisonFixture.SECRET);
        fixture.text("{");
        assertThat(catchThrowableOfType(
                                GatewayException.class,
                                () -> fixture.product.probe(fixture.profile(), fixture.secrets, fixture.environment()))
                        .problem())
                .isInstanceOf(Problem.Malformed.class);
    }

    /** What was found beside a store may be down; the store can be connected all the same. */
    @Test
    void aTestOfWhatWasFoundIsContentWithTheStore() throws Exception {
        fixture.with(List.of(), List.of());
        fixture.variables.put("GATEWAY_PORT", "1");
        GatewayProfile found = fixture.product.discover(fixture.environment()).getFirst();
        assertThat(found.routes()).hasSize(2);
        assertThat(fixture.product
                        .probe(found, fixture.secrets, fixture.environment())
                        .place())
                .isEqualTo(fixture.store.toString());
        assertThat(fixture.product.values(found)).containsEntry("address", "http://127.0.0.1:1");
    }

    @Test
    void aTestOfAnAddressNeedsAnAnswer() throws Exception {
        fixture.with(List.of(), List.of());
        FakeGateway server = new FakeGateway(_ -> FakeGateway.SILENCE);
        server.close();
        fixture.values.putAll(new HashMap<>(Map.of("address", server.address())));
        assertThat(catchThrowableOfType(
                                GatewayException.class,
                                () -> fixture.product.probe(fixture.profile(), fixture.secrets, fixture.environment()))
                        .problem())
                .isInstanceOf(LinkProblem.Refused.class);
    }
}

package dev.gatehouse.gateway.openclaw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.tuple;

import dev.gatehouse.gateway.Catalogue;
import dev.gatehouse.gateway.Environment;
import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.GatewayProduct;
import dev.gatehouse.gateway.GatewayProfile;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Route;
import dev.gatehouse.testing.MemorySecrets;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreProductTest {
    private final OpenClawProduct openClaw = new OpenClawProduct();
    private final FasedProduct fased = new FasedProduct();

    @TempDir
    Path folder;

    private Path store(String name) throws IOException {
        Path store = folder.resolve("home").resolve(name);
        Files.createDirectories(store.resolve("credentials"));
        return store;
    }

    private static List<String> folders(List<GatewayProfile> profiles) {
        return profiles.stream().map(StoreProductTest::setting).toList();
    }

    private static String setting(GatewayProfile profile) {
        return Objects.requireNonNull(profile.routes().getFirst().settings().get("folder"));
    }

    @Test
    void findsTheUsualFolderAndNamedProfiles() throws Exception {
        try (StoreFixture fixture = new StoreFixture(folder)) {
            Path work = store(".openclaw-work");
            Files.createDirectories(folder.resolve("home").resolve(".openclaw-backup"));
            Path clawdbot = store(".clawdbot");
            List<GatewayProfile> found = openClaw.discover(fixture.environment());
            assertThat(folders(found)).containsExactly(fixture.state.toString(), clawdbot.toString(), work.toString());
            assertThat(found)
                    .extracting(GatewayProfile::name)
                    .containsExactly("OpenClaw", "OpenClaw", "OpenClaw (work)");
            assertThat(found.getFirst().id()).isNotEqualTo(found.get(1).id());
            assertThat(fased.discover(fixture.environment())).isEmpty();
            store(".fased");
            assertThat(fased.discover(fixture.environment())).hasSize(1);
        }
    }

    @Test
    void fallsBackToTheOldFolder() throws Exception {
        try (StoreFixture fixture = new StoreFixture(folder)) {
            Files.delete(fixture.state);
            Path old = store(".clawdbot");
            Files.writeString(old.resolve("clawdbot.json"), "{channels: {line: {}}}");
            GatewayProfile found = openClaw.discover(fixture.environment()).getFirst();
            assertThat(setting(found)).isEqualTo(old.toString());
            try (var gateway = openClaw.connect(found, new MemorySecrets(), fixture.environment())) {
                assertThat(gateway.read().policies()).hasSize(1);
            }
        }
    }

    @Test
    void honoursTheOverridesOfTheEnvironment() throws Exception {
        try (StoreFixture fixture = new StoreFixture(folder)) {
            Path other = Files.createDirectories(folder.resolve("other"));
            Path config = Files.writeString(folder.resolve("c.json"), StoreFixture.TWO_ACCOUNTS);
            Path credentials = Files.createDirectories(folder.resolve("secret"));
            Files.copy(
                    StoreFixture.recording("pending").resolve("credentials/telegram-pairing.json"),
                    credentials.resolve("telegram-pairing.json"));
            fixture.variables.putAll(Map.of(
                    "OPENCLAW_HOME",
                    folder.toString(),
                    "OPENCLAW_STATE_DIR",
                    "~/other",
                    "OPENCLAW_CONFIG_PATH",
                    " " + config + " ",
                    "OPENCLAW_OAUTH_DIR",
                    credentials.toString()));
            List<GatewayProfile> found = openClaw.discover(fixture.environment());
            assertThat(folders(found)).containsExactly(other.toString());
            try (var gateway = openClaw.connect(found.getFirst(), new MemorySecrets(), fixture.environment())) {
                assertThat(gateway.read().requests())
                        .hasSize(2)
                        .allSatisfy(listed -> assertThat(listed.absent()).isEmpty());
            }
        }
    }

    @Test
    void twoWaysToOneFolderAreOneGateway() throws Exception {
        try (StoreFixture fixture = new StoreFixture(folder)) {
            Path link = Files.createSymbolicLink(folder.resolve("link"), fixture.state);
            GatewayProfile found = openClaw.discover(fixture.environment()).getFirst();
            GatewayProfile byHand = openClaw.profile(
                    "id", "mine", Map.of("folder", link.toString(), "config", ""), fixture.environment());
            assertThat(byHand.sameGateway(found)).isTrue();
            assertThat(byHand.name()).isEqualTo("mine");
            assertThat(byHand.routes())
                    .extracting(Route::instance)
                    .containsExactly(fixture.state.toRealPath().toString());
            assertThat(openClaw.probe(byHand, new MemorySecrets(), fixture.environment())
                            .product())
                    .isEqualTo("OpenClaw");
        }
    }

    @Test
    void aFolderThatIsNotThereIsMissing() throws Exception {
        assertThat(problem(Map.of("folder", "/no/such/folder"))).isInstanceOf(Problem.Missing.class);
    }

    @Test
    void aFormWithoutAnyWayIsNotEnough() throws Exception {
        assertThat(problem(Map.of("folder", " ", "address", "")).sentence().key())
                .isEqualTo("openclaw.form.nothing");
    }

    @Test
    void anAddressWithAPasswordInItIsRefusedWithoutRepeatingIt() throws Exception {
        Problem problem = problem(Map.of("address", "wss://me:hush@gate.example.com"));
        assertThat(problem.sentence().key()).isEqualTo("openclaw.form.address");
        assertThat(problem.toString()).doesNotContain("hush");
    }

    @Test
    void anAddressAndAFolderAreTwoWaysToOneGateway() throws Exception {
        try (StoreFixture fixture = new StoreFixture(folder)) {
            GatewayProfile profile = openClaw.profile(
                    "id",
                    "x",
                    Map.of("folder", fixture.state.toString(), "address", "Gate.example.com"),
                    fixture.environment());
            assertThat(profile.routes())
                    .extracting(Route::type, Route::instance)
                    .containsExactly(
                            tuple(Route.Type.STORE, fixture.state.toRealPath().toString()),
                            tuple(Route.Type.WEBSOCKET, "gate.example.com:18789"));
        }
    }

    private Problem problem(Map<String, String> values) throws Exception {
        try (StoreFixture fixture = new StoreFixture(folder)) {
            return ((GatewayException) catchThrowable(() -> openClaw.profile("id", "x", values, fixture.environment())))
                    .problem();
        }
    }

    @Test
    void tellsWhoseAFolderIs() throws Exception {
        try (StoreFixture fixture = new StoreFixture(folder)) {
            Environment anywhere = fixture.environment();
            assertThat(fased.claim(store(".fased"), anywhere)).isPresent();
            assertThat(fased.claim(store(".fased-work"), anywhere)).isPresent();
            Path named = store("x");
            assertThat(openClaw.claim(named, anywhere)).isPresent();
            assertThat(fased.claim(named, anywhere)).isEmpty();
            Files.writeString(named.resolve("fased.json"), "{}");
            assertThat(openClaw.claim(named, anywhere)).isEmpty();
            assertThat(fased.claim(named, anywhere)).isPresent();
        }
    }

    @Test
    void bothWaysToFindProductsFindTheSame() throws Exception {
        List<String> declared = OpenClawProduct.class.getModule().getDescriptor().provides().stream()
                .filter(provides -> provides.service().equals(GatewayProduct.class.getName()))
                .flatMap(provides -> provides.providers().stream())
                .toList();
        URL services = Objects.requireNonNull(
                OpenClawProduct.class.getResource("/META-INF/services/" + GatewayProduct.class.getName()));
        try (var in = services.openStream()) {
            List<String> listed = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            assertThat(listed).containsExactlyInAnyOrderElementsOf(declared);
        }
        assertThat(Catalogue.installed().products())
                .extracting(GatewayProduct::id)
                .containsAll(List.of("fased", "openclaw"))
                .doesNotHaveDuplicates();
    }
}

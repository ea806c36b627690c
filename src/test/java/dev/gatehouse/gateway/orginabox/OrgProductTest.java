package dev.gatehouse.gateway.orginabox;

import static dev.gatehouse.gateway.orginabox.OrgFixture.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.gateway.FormField;
import dev.gatehouse.gateway.GatewayProfile;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Route;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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

class OrgProductTest {
    @TempDir
    Path home;

    private OrgFixture console;

    @BeforeEach
    void make() {
        console = new OrgFixture(home);
    }

    @AfterEach
    void end() {
        console.close();
    }

    private Path command() throws Exception {
        Path file = Files.writeString(home.resolve("oiab"), "#!/bin/sh\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void whatTheFormHoldsMakesTheSameProfileAgain() throws Exception {
        console.values.putAll(Map.of(
                "address", "https://oiab.example.com",
                "database", "postgresql://db.example.com/oiab",
                "databaseUser", "reader",
                "command", command().toString(),
                "useCommand", "true",
                "routes", "{\"approve\":{\"confirmed\":true}}"));
        GatewayProfile profile = console.profile();
        assertThat(profile.routes())
                .extracting(Route::type)
                .containsExactly(Route.Type.HTTP, Route.Type.DATABASE, Route.Type.COMMAND);
        Map<String, String> values = console.product().values(profile);
        assertThat(values).containsAllEntriesOf(console.values);
        assertThat(console.product().profile(OrgFixture.PROFILE, "mine", values, console.environment()))
                .isEqualTo(profile);
    }

    @Test
    void theFormAsItStandsIsAServerOnThisComputer() throws Exception {
        Map<String, String> preset = new HashMap<>();
        console.product().form().forEach(field -> preset.put(field.key(), field.preset()));
        GatewayProfile profile = console.product().profile(OrgFixture.PROFILE, "mine", preset, console.environment());
        assertThat(profile.routes())
                .containsExactly(
                        new Route(Route.Type.HTTP, "localhost:8787", Map.of("address", "http://localhost:8787")));
        assertThat(console.product().form())
                .filteredOn(field -> field.type() == FormField.Type.SWITCH)
                .allMatch(field -> field.preset().isEmpty());
    }

    @Test
    void aDatabaseAloneIsEnoughAndACommandAloneIsNot() throws Exception {
        console.values.put("command", command().toString());
        assertThat(problem(console::profile).sentence().key()).isEqualTo("oiab.form.nothing");
        console.values.put("database", "postgresql://localhost/oiab");
        assertThat(console.profile().routes()).hasSize(2);
        assertThat(console.product().values(console.profile())).containsEntry("address", "");
    }

    @Test
    void whatCannotBeUsedIsRefused() {
        console.values.put("address", "http://user:secret@host");
        assertThat(problem(console::profile).sentence().key()).isEqualTo("oiab.form.address");
        console.values.put("address", "localhost");
        console.values.put("routes", "{");
        assertThat(problem(console::profile).sentence().key()).isEqualTo("oiab.routes.wrong");
        console.values.remove("routes");
        console.values.put("useCommand", "true");
        assertThat(problem(console::profile).sentence().key()).isEqualTo("oiab.form.no-command");
        console.values.put("command", "nowhere/oiab");
        assertThat(problem(console::profile)).isInstanceOf(Problem.Missing.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://user:secret@host/db",
                "postgresql://host/db?password=secret",
                "jdbc:postgresql://host/db?user=x&password=secret"
            })
    void noPasswordGetsIntoTheSettings(String typed) {
        console.values.put("database", typed);
        Problem problem = problem(console::profile);
        assertThat(problem.sentence().key()).isEqualTo("oiab.form.database-password");
        assertThat(problem.toString()).doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"host", "mysql://host/db", "postgresql://host", "postgresql://host:99999/db", "postgresql:///db"
            })
    void whatIsNoDatabaseIsRefused(String typed) {
        console.values.put("database", typed);
        assertThat(problem(console::profile).sentence().key()).isEqualTo("oiab.form.database");
    }

    @ParameterizedTest
    @CsvSource({
        "postgres://ada@db.example.com/oiab, db.example.com:5432/oiab, ada, verify-full",
        "jdbc:postgresql://127.0.0.1:6432/oiab, 127.0.0.1:6432/oiab, '', prefer",
        "postgresql://[::1]/oiab, [::1]:5432/oiab, '', prefer"
    })
    void readsAddressesOfDatabases(String typed, String place, String user, String mode) throws Exception {
        DatabaseAddress address = DatabaseAddress.parse(typed, "");
        assertThat(address.place()).isEqualTo(place);
        assertThat(address.user()).isEqualTo(user);
        assertThat(address.properties("").getProperty("sslmode")).isEqualTo(mode);
        assertThat(address.properties(address.host()).getProperty("sslmode")).isEqualTo("prefer");
    }

    @Test
    void findsTheServerThatTheVariablesMean() throws Exception {
        console.variables.put("ORGINABOX_API_URL", "https://oiab.example.com");
        List<GatewayProfile> found = console.product().discover(console.environment());
        assertThat(found).hasSize(1);
        assertThat(found.getFirst().routes().getFirst().instance()).isEqualTo("oiab.example.com:443");
        console.variables.put("ORGINABOX_API_URL", "user:password@host");
        assertThat(console.product().discover(console.environment())).isEmpty();
        console.variables.put("PATH", String.valueOf(command().getParent()));
        console.variables.put("ORGINABOX_API_URL", "https://oiab.example.com");
        GatewayProfile withCommand =
                console.product().discover(console.environment()).getFirst();
        assertThat(withCommand.routes()).hasSize(2);
        assertThat(withCommand.routes().getLast().settings()).doesNotContainKey("useCommand");
    }

    @Test
    void theKeyAmongTheVariablesIsSaidToTheirServerAlone() throws Exception {
        try (HttpStage mine = new HttpStage(asked -> asked.path().equals("/v1/healthz")
                        ? HttpStage.json(200, "{\"ok\":true}")
                        : HttpStage.json(200, "{\"gateways\":[]}"));
                HttpStage other = new HttpStage(asked -> asked.path().equals("/v1/healthz")
                        ? HttpStage.json(200, "{\"ok\":true}")
                        : HttpStage.json(200, "{\"gateways\":[]}"))) {
            console.variables.put("ORGINABOX_API_KEY", "key");
            console.variables.put("ORGINABOX_API_URL", mine.address());
            for (HttpStage stage : List.of(mine, other)) {
                console.values.put("address", stage.address());
                console.connect().read();
            }
            assertThat(mine.asked())
                    .anyMatch(asked -> asked.header("authorization").equals("Bearer key"));
            assertThat(other.asked())
                    .allMatch(asked -> asked.header("authorization").isEmpty());
        }
    }
}

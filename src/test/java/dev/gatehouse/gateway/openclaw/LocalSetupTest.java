package dev.gatehouse.gateway.openclaw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.LinkProblem;
import dev.gatehouse.gateway.Secret;
import dev.gatehouse.pairing.Phrase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalSetupTest {
    @TempDir
    Path folder;

    private StoreFixture store;

    @BeforeEach
    void open() throws IOException {
        store = new StoreFixture(folder);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aConfigThatSaysNothingMeansTheUsualPort() throws Exception {
        assertThat(setup("{}").address()).hasToString("ws://127.0.0.1:18789/");
    }

    @Test
    void thePortIsTheVariablesThenTheConfigs() throws Exception {
        String config = "{gateway: {port: 19001, tls: {enabled: true}}}";
        assertThat(setup(config).address()).hasToString("wss://127.0.0.1:19001/");
        store.variables.put("OPENCLAW_GATEWAY_PORT", "19002");
        assertThat(setup(config).address().port()).isEqualTo(19002);
        store.variables.put("OPENCLAW_GATEWAY_PORT", "none");
        assertThat(setup(config).address().port()).isEqualTo(19001);
        assertThat(setup("{gateway: {port: 99999}}").address().port()).isEqualTo(18789);
    }

    @Test
    void theTokenIsReadWhereTheProductKeepsIt() throws Exception {
        LocalSetup.Found found =
                setup("{gateway: {auth: {mode: 'token', token: 'abc'}}}").credential();
        assertThat(found.credential()).isEqualTo(token("abc"));
        assertThat(found.where()).isEqualTo(Phrase.of("openclaw.secret.config", "openclaw.json: gateway.auth.token"));
        store.variables.put("OPENCLAW_GATEWAY_TOKEN", "of the system");
        assertThat(setup("{gateway: {auth: {token: 'abc'}}}").credential().credential())
                .isEqualTo(token("of the system"));
    }

    @Test
    void aTokenMayStandInAnIncludedFileOrAVariable() throws Exception {
        store.write("auth.json5", "{token: '${MY_TOKEN}'}");
        String config = "{gateway: {auth: {$include: './auth.json5'}}}";
        store.variables.put("MY_TOKEN", "from the system");
        assertThat(setup(config).credential().credential()).isEqualTo(token("from the system"));
        store.variables.remove("MY_TOKEN");
        store.write(".env", "# mine\nexport MY_TOKEN=\"from the file\"\n");
        assertThat(setup(config).credential().credential()).isEqualTo(token("from the file"));
        String block = "{env: {vars: {MY_TOKEN: 'from the block'}}, gateway: {auth: {token: '${MY_TOKEN}'}}}";
        assertThat(setup(block).credential().credential()).isEqualTo(token("from the block"));
    }

    @Test
    void aReferenceThatCannotBeFollowedFromHereIsExplained() {
        assertProblem(
                "{gateway: {auth: {token: {source: 'exec', provider: 'vault', id: 'gateway/token'}}}}",
                new LinkProblem.SecretElsewhere("openclaw.json: gateway.auth.token", "exec gateway/token"));
        assertProblem(
                "{gateway: {auth: {token: '${NOT_SET}'}}}",
                new LinkProblem.SecretElsewhere("openclaw.json: gateway.auth.token", "${NOT_SET}"));
        store.variables.put("HELD", "value");
        assertThat(credential("{gateway: {auth: {token: {source: 'env', provider: 'default', id: 'HELD'}}}}"))
                .isEqualTo(token("value"));
    }

    @Test
    void theModeDecidesWhatIsWanted() {
        assertThat(credential("{gateway: {auth: {mode: 'none', token: 'abc'}}}"))
                .isEqualTo(new LiveCredential.None());
        assertThat(credential("{gateway: {auth: {mode: 'password', password: 'pw', token: 'abc'}}}"))
                .isEqualTo(new LiveCredential.Password(new Secret("pw")));
        assertThat(credential("{gateway: {auth: {password: 'pw'}}}"))
                .isEqualTo(new LiveCredential.Password(new Secret("pw")));
        assertProblem("{gateway: {auth: {mode: 'password'}}}", new LinkProblem.NoSecret("password"));
        assertProblem("{}", new LinkProblem.NoSecret("token"));
    }

    @Test
    void nothingPrintsTheToken() throws Exception {
        LocalSetup setup = setup("{gateway: {auth: {token: 'do-not-print'}}}");
        assertThat(setup + " " + setup.credential()).doesNotContain("do-not-print");
    }

    private LocalSetup setup(String config) throws IOException {
        store.config(config);
        StorePaths paths = StorePaths.in(Dialect.OPENCLAW, store.state, null, null);
        return new LocalSetup(new ConfigReader(paths, List.of()).read(), store.environment());
    }

    private LiveCredential credential(String config) {
        try {
            return setup(config).credential().credential();
        } catch (GatewayException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private void assertProblem(String config, LinkProblem problem) {
        assertThatThrownBy(() -> setup(config).credential())
                .isInstanceOfSatisfying(
                        GatewayException.class,
                        thrown -> assertThat(thrown.problem()).isEqualTo(problem));
    }

    private static LiveCredential token(String text) {
        return new LiveCredential.Token(new Secret(text));
    }
}

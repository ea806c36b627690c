package dev.gatehouse.gateway.praisonai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.gateway.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyReaderTest {
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

    private Policies read() {
        return new PolicyReader(
                        new Places(fixture.store, null),
                        fixture.environment(),
                        new DotEnv(fixture.base.resolve(".env"), fixture.environment()))
                .read();
    }

    private Policies read(String text) throws IOException {
        Files.writeString(fixture.base.resolve("bot.yaml"), text);
        return read();
    }

    @Test
    void nothingIsKnownWithoutAConfig() {
        assertThat(read()).isEqualTo(Policies.UNKNOWN);
    }

    @Test
    void theOlderFormsAreReadToo() throws Exception {
        assertThat(read("platforms: {telegram: {unknown_user_policy: PAIR}}").doors())
                .extracting(door -> door.channel() + " " + door.mode())
                .containsExactly("telegram PAIRING");
        assertThat(read("platform: discord\nunknown_user_policy: allow\nallowed_users: '1, 2'")
                        .allowed())
                .extracting(allowed -> allowed.channel() + " " + allowed.person())
                .containsExactly("discord *", "discord 1", "discord 2");
    }

    @Test
    void denyIsWhatCounts() throws Exception {
        for (String block : new String[] {"", "unknown_user_policy: deny", "unknown_user_policy: nonsense"}) {
            assertThat(read("channels:\n  telegram: {" + block + "}").noDoorPairs())
                    .as(block)
                    .isTrue();
        }
    }

    @Test
    void variablesAreLookedUpWhereTheGatewayHasThem() throws Exception {
        Files.writeString(fixture.base.resolve(".env"), "# mine\nexport OWNER=\"77\"\n");
        Policies policies = read("channels: {telegram: {allowed_users: ['${OWNER}', '${NOBODY}', 5]}}");
        assertThat(policies.allowed()).extracting(Policies.Allowed::person).containsExactly("77", "5");
        assertThat(policies.unresolved()).hasSize(1);
    }

    @Test
    void theFileOfTheProductIsPreferred() throws Exception {
        Files.writeString(fixture.base.resolve("gateway.yaml"), "channels: {slack: {unknown_user_policy: pair}}");
        assertThat(read().doors()).hasSize(1);
        assertThat(read("channels: {telegram: {}}").doors().getFirst().channel())
                .isEqualTo("telegram");
        Path named = Files.writeString(folder.resolve("other.yaml"), "channels: {discord: {}}");
        fixture.variables.put("PRAISONAI_BOT_CONFIG", named.toString());
        assertThat(read().doors().getFirst().channel()).isEqualTo("discord");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: [",
                "- 1",
                "!!javax.script.ScriptEngineManager [!!java.net.URL ['http://127.0.0.1/']]",
                "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b]\n"
                        + "d: &d [*c,*c,*c,*c,*c,*c,*c]\ne: [*d,*d,*d,*d,*d,*d,*d]\n? *d\n: x",
                "token: secret-token\n\tb: x"
            })
    void whatCannotBeReadIsSaidWithoutItsContent(String text) throws Exception {
        Policies policies = read(text);
        assertThat(policies.problem()).isInstanceOf(Problem.Malformed.class);
        assertThat(policies.problem().toString()).doesNotContain("secret-token");
        assertThat(policies.known()).isFalse();
    }

    @Test
    void blocksThatMakeNoSenseAreEmpty() throws Exception {
        Policies policies =
                read("channels: {telegram: 5, slack: {allowed_users: {a: 1}, platform: 7, unknown_user_policy: [x]}}");
        assertThat(policies.doors()).hasSize(2);
        assertThat(policies.allowed()).isEmpty();
    }
}

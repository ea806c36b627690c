package dev.gatehouse.gateway.openclaw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Snapshot.DoorPolicy;
import dev.gatehouse.gateway.Snapshot.DoorPolicy.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigTest {
    @TempDir
    Path folder;

    private Path file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.resolveSibling(""));
        return Files.writeString(file, text);
    }

    private ConfigReader reader(Dialect dialect) {
        return new ConfigReader(StorePaths.in(dialect, folder, null, null), List.of());
    }

    private Config config(String text) throws IOException {
        file("openclaw.json", text);
        return reader(Dialect.OPENCLAW).read();
    }

    private static Mode mode(Config config, String channel, String account) {
        return config.policy(channel, account).map(DoorPolicy::mode).orElseThrow();
    }

    @Test
    void readsWhatAPersonWrites() throws Exception {
        Config config = config("""
                /* mine */
                {
                  channels: { // all
                    'telegram': { dmPolicy: "open", allowFrom: ['*', +5, "${OWNER}", '$${X}'], },
                  },
                }
                """);
        assertThat(config.problem()).isNull();
        assertThat(mode(config, "telegram", "default")).isEqualTo(Mode.OPEN);
        assertThat(config.allowed()).extracting(Config.Allowed::entry).containsExactly("*", "5", "${OWNER}", "${X}");
        assertThat(config.policy("telegram", "default").orElseThrow().place())
                .isEqualTo("openclaw.json: channels.telegram.dmPolicy");
    }

    @Test
    void anAccountHasItsChannelsSettingsUnlessItHasItsOwn() throws Exception {
        Config config = config("""
                {channels: {whatsapp: {dmPolicy: 'allowlist', allowFrom: ['1'],
                  accounts: {Home: {}, work: {dmPolicy: 'disabled', allowFrom: ['2']}}}}}
                """);
        assertThat(config.accountsOf("whatsapp")).containsExactly("home", "work");
        assertThat(mode(config, "whatsapp", "home")).isEqualTo(Mode.ALLOWLIST);
        assertThat(mode(config, "whatsapp", "work")).isEqualTo(Mode.DISABLED);
        assertThat(config.allowed())
                .extracting(Config.Allowed::account, Config.Allowed::entry, Config.Allowed::place)
                .containsExactly(
                        tuple("home", "1", "openclaw.json: channels.whatsapp.allowFrom"),
                        tuple("work", "2", "openclaw.json: channels.whatsapp.accounts.work.allowFrom"));
        assertThat(config.knows("whatsapp", "default")).isTrue();
        assertThat(config.knows("whatsapp", "other")).isFalse();
        assertThat(config.knows("signal", "default")).isFalse();
    }

    /** OpenClaw 2026.7.1 fills in "pairing" in each account of these channels before it looks at the channel. */
    @ParameterizedTest
    @CsvSource({"telegram,PAIRING", "signal,PAIRING", "imessage,PAIRING", "irc,PAIRING", "line,ALLOWLIST"})
    void someAccountsDoNotHaveTheirChannelsPolicy(String channel, Mode mode) throws Exception {
        Config config =
                config("{channels: {%s: {dmPolicy: 'allowlist', token: 'x', accounts: {a: {}}}}}".formatted(channel));
        assertThat(mode(config, channel, "a")).isEqualTo(mode);
        assertThat(mode(config, channel, "default")).isEqualTo(Mode.ALLOWLIST);
    }

    @Test
    void someChannelsKeepTheirPolicyElsewhere() throws Exception {
        String text = """
                {channels: {discord: {dmPolicy: 'open', dm: {policy: 'disabled', allowFrom: ['1']}},
                  matrix: {dmPolicy: 'open', dm: {policy: 'disabled'}}, line: {dm: {policy: 'open'}}}}
                """;
        Config config = config(text);
        assertThat(mode(config, "discord", "default")).isEqualTo(Mode.OPEN);
        assertThat(mode(config, "matrix", "default")).isEqualTo(Mode.DISABLED);
        assertThat(mode(config, "line", "default")).isEqualTo(Mode.PAIRING);
        assertThat(config.allowed())
                .singleElement()
                .extracting(Config.Allowed::place)
                .isEqualTo("openclaw.json: channels.discord.dm.allowFrom");
        file("fased.json", text);
        assertThat(mode(reader(Dialect.FASED).read(), "discord", "default")).isEqualTo(Mode.DISABLED);
    }

    @Test
    void includesFilesAndFilesOfFiles() throws Exception {
        file("sub/telegram.json5", "{telegram: {$include: 'deep.json', allowFrom: ['1']}}");
        file("sub/deep.json", "{\"allowFrom\": [\"0\"], \"dmPolicy\": \"open\"}");
        file("more.json", "{discord: {dmPolicy: 'disabled'}}");
        Config config = config(
                "{channels: {$include: ['./sub/telegram.json5', './more.json'], discord: {dmPolicy: 'allowlist'}}}");
        assertThat(config.problem()).isNull();
        assertThat(mode(config, "telegram", "default")).isEqualTo(Mode.OPEN);
        assertThat(mode(config, "discord", "default")).isEqualTo(Mode.ALLOWLIST);
        assertThat(config.allowed()).extracting(Config.Allowed::entry).containsExactly("0", "1");
    }

    @Test
    void noticesThatAnIncludedFileChanged() throws Exception {
        file("openclaw.json", "{$include: 'more.json'}");
        ConfigReader reader = reader(Dialect.OPENCLAW);
        assertThat(reader.read().problem())
                .isEqualTo(new Problem.Missing(folder.resolve("more.json").toString()));
        file("more.json", "{channels: {line: {}}}");
        assertThat(reader.read().channels()).containsExactly("line");
        file("more.json", "{channels: {irc: {}}}");
        assertThat(reader.read().channels()).containsExactly("irc");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{$include: 'openclaw.json'}",
                "{$include: '../x.json'}",
                "{$include: '/etc/hostname'}",
                "{$include: 5}",
                "{$include: [5]}",
                "{$include: ''}",
                "{$include: 'list.json', a: 1}",
                "{$include: 'hard.json'}",
                "{$include: 'link.json'}",
                "[]",
                "{",
                ""
            })
    void refusesWhatTheProductRefuses(String text) throws Exception {
        Files.writeString(folder.resolveSibling(folder.getFileName() + "-x.json"), "{}");
        file("list.json", "[]");
        file("hard0.json", "{}");
        Files.createLink(folder.resolve("hard.json"), folder.resolve("hard0.json"));
        Files.createSymbolicLink(folder.resolve("link.json"), folder.resolveSibling(folder.getFileName() + "-x.json"));
        Config config = config(text);
        assertThat(config.problem()).isNotNull();
        assertThat(config.usable()).isFalse();
        assertThat(config.channels()).isEmpty();
        Files.delete(folder.resolveSibling(folder.getFileName() + "-x.json"));
    }

    @Test
    void noConfigIsNoProblem() {
        Config config = reader(Dialect.OPENCLAW).read();
        assertThat(config.problem()).isNull();
        assertThat(config.usable()).isFalse();
    }

    @Test
    void whatIsNoChannelIsNone() throws Exception {
        assertThat(config("{channels: {defaults: {}, modelByChannel: {}, line: {}, x: 5}}")
                        .channels())
                .containsExactly("line");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{channels: []}",
                "{channels: 5}",
                "{channels: {telegram: {accounts: [1], allowFrom: {}}}}",
                "{channels: {telegram: {dmPolicy: 7, allowFrom: 'x', accounts: {a: 5}}}}",
                "{}",
                "{meta: 7}"
            })
    void otherTypesThanExpectedAreLeftAlone(String text) throws Exception {
        Config config = config(text);
        assertThat(config.problem()).isNull();
        assertThat(config.allowed()).isEmpty();
        config.channels().forEach(channel -> config.policy(channel, "default"));
        assertThat(config.version()).isEmpty();
    }
}

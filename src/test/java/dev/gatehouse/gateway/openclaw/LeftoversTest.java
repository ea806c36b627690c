package dev.gatehouse.gateway.openclaw;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the real product did with the same files: OpenClaw 2026.9.6, started on each. */
class LeftoversTest {
    private static final String NOBODY = "{\"version\": 1, \"allowFrom\": []}";

    @TempDir
    Path folder;

    private StoreFixture store;

    @BeforeEach
    void twoAccounts() throws Exception {
        store = new StoreFixture(folder);
        store.config(StoreFixture.TWO_ACCOUNTS);
    }

    private StorePaths paths() {
        return StorePaths.in(Dialect.OPENCLAW, store.state, null, null);
    }

    private List<String> blocking() throws Exception {
        return new Leftovers(paths())
                .blocking(new ConfigReader(paths(), List.of()).read()).stream()
                        .map(left -> left.file().replace("credentials/", "") + " "
                                + left.what().key().replace("openclaw.leftover.", ""))
                        .toList();
    }

    private void allowed(String stem) throws Exception {
        store.write("credentials/" + stem + "-allowFrom.json", NOBODY);
    }

    @Test
    void aFileForAnAccountThatIsNotConfiguredBlocks() throws Exception {
        for (String stem : List.of(
                "telegram",
                "telegram-work",
                "telegram-default",
                "discord-default",
                "telegram-ghost",
                "discord-work",
                "foo-default")) {
            allowed(stem);
        }
        assertThat(blocking())
                .containsExactly(
                        "discord-work-allowFrom.json unknown",
                        "foo-default-allowFrom.json unknown",
                        "telegram-ghost-allowFrom.json unknown");
    }

    @Test
    void aPairingFileBlocksOnlyIfItCannotBeRead() throws Exception {
        store.write("credentials/foo-pairing.json", "{\"requests\": []}");
        store.write("credentials/bar-pairing.json", "{\"requests\": {}}");
        store.write("credentials/baz-pairing.json", "{");
        allowed("foo");
        allowed("foo-x");
        assertThat(blocking())
                .containsExactly(
                        "bar-pairing.json unreadable", "baz-pairing.json unreadable", "foo-x-allowFrom.json unknown");
    }

    @Test
    void aFileThatFitsTwiceBlocks() throws Exception {
        store.config("{channels: {zalo: {accounts: {'user-x': {}}}, 'zalo-user': {accounts: {x: {}}}}}");
        allowed("zalo-user-x");
        assertThat(blocking()).containsExactly("zalo-user-x-allowFrom.json ambiguous");
    }

    @Test
    void twoFilesThatDifferInCaseAloneBlock() throws Exception {
        allowed("telegram-Work");
        assertThat(blocking()).isEmpty();
        allowed("telegram-work");
        assertThat(blocking())
                .containsExactly("telegram-Work-allowFrom.json ambiguous", "telegram-work-allowFrom.json ambiguous");
    }

    @Test
    void whatIsNoJsonBlocksWhereItIsNeeded() throws Exception {
        store.write("devices/paired.json", "{");
        store.write("devices/pending.json", "{");
        store.write("nodes/paired.json", "[]");
        store.write("credentials/telegram-allowFrom.json", "[\"1\"]");
        store.write("credentials/telegram-work-allowFrom.json", "{\"allowFrom\": 5}");
        assertThat(blocking())
                .containsExactly("telegram-work-allowFrom.json unreadable", "devices/paired.json unreadable");
    }

    @Test
    void linksAndCopiesDoNotCount() throws Exception {
        store.write("credentials/telegram-ghost-allowFrom.json.bak", NOBODY);
        Path real = store.write("elsewhere.json", NOBODY);
        Files.createSymbolicLink(store.state.resolve("credentials/telegram-ghost-allowFrom.json"), real);
        assertThat(blocking()).isEmpty();
    }

    @Test
    void withoutAReadableConfigNothingIsSaid() throws Exception {
        allowed("telegram-ghost");
        store.config("{");
        assertThat(blocking()).isEmpty();
        store.config("{}");
        assertThat(blocking()).hasSize(1);
    }

    @Test
    void besideADatabaseEveryOldFileIsUnused() throws Exception {
        assertThat(new Leftovers(paths()).unused()).isEmpty();
        store.copy("pending");
        Files.move(store.state.resolve("nodes/paired.json"), store.state.resolve("nodes/paired.json.migrated"));
        assertThat(new Leftovers(paths()).unused())
                .extracting(Leftovers.Leftover::file)
                .containsExactly(
                        "credentials/telegram-pairing.json",
                        "devices/pending.json",
                        "devices/paired.json",
                        "devices/bootstrap.json",
                        "nodes/pending.json");
    }
}

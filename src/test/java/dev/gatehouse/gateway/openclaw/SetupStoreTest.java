package dev.gatehouse.gateway.openclaw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.pairing.Phrase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Setup codes in the store: those of a chat, those of others, and their use. */
class SetupStoreTest {
    private static final long NOW = SqliteFixture.NOW.toEpochMilli();
    private static final String ROW =
            "INSERT INTO device_bootstrap_tokens (token_key, token, setup_id, ts, profile_json, issued_at_ms) VALUES ('%s', '%s', %s, %d, '%s', %d)";

    @TempDir
    Path folder;

    private @Nullable SqliteFixture made;
    private StoreFixture store;

    @BeforeEach
    void make() throws Exception {
        store = new StoreFixture(folder);
        store.now = SqliteFixture.NOW;
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void database() throws Exception {
        made = new SqliteFixture(store.state);
        made.config("{}");
    }

    private SqliteFixture sqlite() {
        return Objects.requireNonNull(made);
    }

    private SetupStore setup() {
        return new SetupStore(
                store.connect(),
                new SqliteDatabase(
                        store.state.resolve("state/openclaw.sqlite"),
                        new SqliteEra(store.state.resolve("state/openclaw.sqlite"))),
                store.environment().clock());
    }

    private void row(String token, String setup, String profile, long issued) throws SQLException {
        String id = setup.isEmpty() ? "NULL" : "'" + setup + "'";
        sqlite().execute(ROW.formatted(token, token, id, issued, profile, issued));
    }

    @Test
    void codesOfAChatAndOfOthersAreListedWithoutTheirTokens() throws Exception {
        database();
        row("tok-1", "s-1", "{\"roles\":[\"node\"],\"scopes\":[]}", NOW - 60_000);
        row(
                "tok-2",
                "",
                "{\"roles\":[\"node\",\"operator\"],\"scopes\":[\"operator.admin\"],\"purpose\":\"mobile-full\"}",
                NOW - 1_000);
        row("tok-3", "s-3", "{\"roles\":[\"node\",\"operator\"],\"scopes\":[\"operator.read\"]}", NOW - 600_000);
        row("tok-4", "s-4", "{\"roles\":7}", NOW);

        SetupStore.Contents contents = setup().read();

        assertThat(contents.open()).extracting(SetupRow::id).containsExactly("s-1", "issued-" + (NOW - 1_000));
        assertThat(contents.open()).extracting(SetupRow::access).containsExactly(SetupAccess.NODE, SetupAccess.FULL);
        assertThat(contents.open().getFirst().expiresAt()).isEqualTo(Instant.ofEpochMilli(NOW + 540_000));
        assertThat(contents.troubles())
                .singleElement()
                .satisfies(trouble -> assertThat(trouble.problem()).isInstanceOf(Problem.LeftOut.class));
        assertThat(contents.toString()).doesNotContain("tok-");
        assertThat(setup().unlisted()).isNull();
        assertThat(setup().lasting()).isNull();
    }

    @Test
    void whoUsedACodeIsTold() throws Exception {
        database();
        sqlite().execute(
                        "INSERT INTO device_pair_setup_completions VALUES ('s-1', 'd-1', 'phone', 'full', 5, 'confirmed', 9)");
        sqlite().execute(
                        "INSERT INTO device_pair_setup_completions VALUES ('s-2', 'd-2', NULL, 'full', 6, 'uncertain', 9)");

        assertThat(setup().read().used())
                .containsExactlyInAnyOrder(
                        new SetupUse("s-1", "d-1", "phone", Instant.ofEpochMilli(5), true),
                        new SetupUse("s-2", "d-2", "", Instant.ofEpochMilli(6), false));
    }

    @Test
    void oneCodeIsTakenBackAndNoOther() throws Exception {
        database();
        row("tok-1", "s-1", "{}", NOW);
        row("tok-2", "", "{}", NOW - 5);
        row("tok-3", "", "{}", NOW - 6);

        setup().cancel("issued-" + (NOW - 5));

        assertThat(setup().read().open()).extracting(SetupRow::token).containsExactlyInAnyOrder("tok-1", "tok-3");
        GatewayException gone =
                catchThrowableOfType(GatewayException.class, () -> setup().cancel("issued-" + (NOW - 5)));
        assertThat(gone.problem().sentence()).isEqualTo(Phrase.of("openclaw.code.gone"));
    }

    @Test
    void twoThatCannotBeToldApartAreLeftAlone() throws Exception {
        database();
        row("tok-1", "", "{}", NOW);
        row("tok-2", "", "{}", NOW);

        assertThat(catchThrowableOfType(GatewayException.class, () -> setup().cancel("issued-" + NOW)))
                .isNotNull();
        assertThat(setup().read().open()).hasSize(2);
    }

    @Test
    void aStoreOfALaterVersionIsNotWritten() throws Exception {
        database();
        row("tok-1", "s-1", "{}", NOW);
        sqlite().execute("PRAGMA user_version = 19");

        assertThat(catchThrowableOfType(GatewayException.class, () -> setup().cancel("s-1"))
                        .problem())
                .isInstanceOf(Problem.NewerStore.class);
        assertThat(sqlite().count("device_bootstrap_tokens")).isOne();
    }

    @Test
    void aVersionWithoutTheseTablesHasNoCodes() throws Exception {
        database();
        sqlite().execute("DROP TABLE device_bootstrap_tokens");
        sqlite().execute("DROP TABLE device_pair_setup_completions");

        SetupStore.Contents contents = setup().read();

        assertThat(contents.open()).isEmpty();
        assertThat(contents.troubles()).isEmpty();
    }

    @Test
    void theFileOfEarlierVersionsIsListedAndLeftAlone() throws Exception {
        Path file = Files.createDirectories(store.state.resolve("devices")).resolve("bootstrap.json");
        Files.writeString(file, """
                {"tok-1": {"token": "tok-1", "ts": %d, "issuedAtMs": %d, "profile": {"roles": ["node", "operator"],
                  "scopes": ["operator.read"]}, "redeemedProfile": {"roles": [], "scopes": []}},
                 "tok-2": 5,
                 "tok-3": {"token": "tok-3", "ts": %d}}
                """.formatted(NOW - 7, NOW - 7, NOW - 700_000));

        SetupStore.Contents contents = setup().read();

        assertThat(contents.open())
                .containsExactly(new SetupRow(
                        "issued-" + (NOW - 7), "tok-1", SetupAccess.LIMITED, Instant.ofEpochMilli(NOW - 7)));
        assertThat(contents.troubles()).hasSize(1);
        assertThat(String.valueOf(contents.troubles())).doesNotContain("tok-");
        assertThat(setup().lasting()).isEqualTo(Phrase.of("openclaw.absent.cancel-in-files"));
        assertThat(catchThrowableOfType(GatewayException.class, () -> setup().cancel("issued-" + (NOW - 7))))
                .isNotNull();
    }
}

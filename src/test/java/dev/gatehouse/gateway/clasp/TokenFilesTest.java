package dev.gatehouse.gateway.clasp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.gateway.Feature;
import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.pairing.DeviceGrant;
import dev.gatehouse.pairing.Origin;
import dev.gatehouse.pairing.Right;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The router's token file, and {@code tokens.json} of both sorts. */
class TokenFilesTest {
    private static final Instant AT = Instant.parse("2026-11-20T12:00:00Z");

    @TempDir
    Path folder;

    private static TokenLines lines(String text) {
        return TokenLines.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aTokenAloneAdministersEverything() {
        assertThat(lines("# mine\n\ncpsk_a\ncpsk_b read:/a,write:/b\n").rows())
                .extracting(row -> row.permissions().texts())
                .containsExactly(List.of("admin:/**"), List.of("read:/a", "write:/b"));
    }

    @Test
    void whatIsAddedIsReadAgainAndTakenOutWithItsNote() {
        TokenLines before = lines("# mine\ncpsk_a read:/a\n");
        TokenLines more = before.with(
                "clasp:X", "My # phone", "cpsk_x", Permissions.of(List.of("/**"), List.of()), "pin", AT, null);
        TokenLines.Row row = more.rows().getLast();
        assertThat(row.id()).isEqualTo("clasp:X");
        assertThat(row.name()).isEqualTo("My # phone");
        assertThat(row.at()).isEqualTo(AT);
        assertThat(row.expiresAt()).isNull();
        assertThat(more.without(row).bytes()).isEqualTo(before.bytes());
        assertThat(more.toString()).doesNotContain("cpsk");
    }

    @Test
    void noTokenIsEverWrittenWithoutScopes() {
        assertThatThrownBy(() -> lines("").with("clasp:X", "x", "cpsk_x", Permissions.NONE, "pin", AT, null))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theIdOfAForeignTokenDoesNotTellIt() {
        assertThat(lines("cpsk_0123456789abcdef0123456789abcdef read:/a").rows())
                .singleElement()
                .satisfies(row ->
                        assertThat(row.id()).matches("token-[0-9a-f]{12}").doesNotContain("0123456789"));
    }

    @Test
    void aGrantOfTheFileGoesOnlyIfItIsTheOneShown() throws IOException, GatewayException {
        Path file = folder.resolve("tokens.txt");
        Files.writeString(file, "# kept\ncpsk_a read:/a\ncpsk_b write:/b\n");
        TokenFileEnforcement enforcement = new TokenFileEnforcement("p", file, new SecureRandom());
        DeviceGrant shown = (DeviceGrant) enforcement.read().grants().getFirst().what();
        Files.writeString(file, "# kept\ncpsk_a admin:/**\ncpsk_b write:/b\n");
        assertThatThrownBy(() -> enforcement.expel(shown))
                .isInstanceOfSatisfying(
                        GatewayException.class, e -> assertThat(e.problem()).isInstanceOf(Problem.GrantChanged.class));
        assertThat(Files.readString(file)).contains("cpsk_a");
        DeviceGrant now = (DeviceGrant) enforcement.read().grants().getFirst().what();
        assertThat(enforcement.expel(now).remark()).isNotEmpty();
        assertThat(Files.readString(file)).isEqualTo("# kept\ncpsk_b write:/b\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void whatTheRouterWouldNotStartWithIsSaid() throws IOException, GatewayException {
        Path file = folder.resolve("tokens.txt");
        Files.writeString(file, "cpsk_a subscribe:*\n");
        TokenFileEnforcement enforcement = new TokenFileEnforcement("p", file, new SecureRandom());
        assertThat(enforcement.read().notes()).hasSize(1);
        Files.writeString(file, "# none\n");
        assertThat(enforcement.read().notes()).hasSize(1);
    }

    @Test
    void bothSortsOfTokensJsonAreShownAndCannotBeRevoked() throws IOException {
        Path file = folder.resolve("tokens.json");
        String json = """
                {"tokens":{"cpsk_aa":{"token":"cpsk_aa","subject":"laptop","scopes":["read:/**","nonsense"],
                   "created_at":1700000000,"expires_at":1800000000},
                  "broken":3},
                 "routers":{"192.168.1.100:7330":{"token":"eyJhbGciOi","paired_at":"2024-01-15T10:30:00Z",
                   "name":"Studio \\u202eRouter"}},
                 "later":{"kept":true}}
                """;
        Files.writeString(file, json);
        Enforcement.Roll roll = new TokenStore("p", file).read();
        assertThat(roll.grants()).hasSize(2).allSatisfy(row -> {
            assertThat(row.whyNot(Feature.REMOVE_DEVICE)).isNotNull();
            assertThat(row.what().origins()).extracting(Origin::type).containsExactly(Origin.Type.CONFIG);
            assertThat(row.what().key().subject()).doesNotContain("cpsk_aa").doesNotContain("eyJ");
        });
        assertThat(roll.grants().getFirst().what().access().names(Right.Type.SCOPE))
                .containsExactly("read:/**");
        assertThat(roll.grants().getLast().what().name().text()).isEqualTo("Studio Router");
        assertThat(roll.notes()).containsExactly(new Problem.LeftOut(file.toString(), 1));
        assertThat(Files.readString(file)).isEqualTo(json);
    }

    @Test
    void aTokensJsonThatIsNoneIsSaidWithoutItsContent() throws IOException {
        Path file = folder.resolve("tokens.json");
        Files.writeString(file, "{\"tokens\": cpsk_secret");
        Enforcement.Roll roll = new TokenStore("p", file).read();
        assertThat(roll.notes()).singleElement().isInstanceOf(Problem.Malformed.class);
        assertThat(roll.notes().toString()).doesNotContain("secret");
        assertThat(new TokenStore("p", folder.resolve("none.json")).read())
                .isEqualTo(new Enforcement.Roll(List.of(), List.of()));
    }
}

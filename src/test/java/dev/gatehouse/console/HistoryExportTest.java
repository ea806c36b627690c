package dev.gatehouse.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.console.HistoryEntry.Act;
import dev.gatehouse.console.HistoryEntry.Method;
import dev.gatehouse.console.HistoryEntry.Result;
import dev.gatehouse.console.HistoryExport.Format;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.testing.Grants;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class HistoryExportTest {
    private static final Instant AT = Instant.parse("2026-11-20T14:02:03Z");
    private static final String CODE = "WXYZ2345";

    private final HistoryExport export = new HistoryExport(new Words(Locale.ENGLISH, ZoneOffset.UTC));

    private static HistoryEntry entry(Act act, @Nullable Result result, Shown... shown) {
        return new HistoryEntry(
                "d1", AT, "p1", "home", "openclaw", act, Method.ONE_CLICK, List.of(shown), List.of(), result);
    }

    private static Shown person(String name, String label) {
        return Shown.of(Grants.asks("p1", "telegram", "111", CODE, name), label);
    }

    private static Result confirmed() {
        return new Result(
                AT.plusSeconds(1),
                "confirmed",
                Phrase.of("access.revoked", "ann", "home"),
                List.of("a-allowFrom.json"),
                List.of());
    }

    private static List<String> lines(String csv) {
        return List.of(csv.split("\r\n"));
    }

    @Test
    void aDecisionIsOneLineUnderItsColumns() {
        String csv = export.csv(List.of(entry(Act.APPROVE, confirmed(), person("ann", ""))));

        assertThat(lines(csv)).hasSize(2);
        assertThat(lines(csv).getFirst()).startsWith("at,gateway,gatewayId,product,act,method,kind,channel");
        assertThat(lines(csv).get(1))
                .startsWith("2026-11-20T14:02:03Z,home,p1,openclaw,approve,one-click,dm,telegram,default,111,,ann,,dm,")
                .endsWith(",confirmed,2026-11-20T14:02:04Z,ann was taken out of home.,a-allowFrom.json,,");
    }

    @Test
    void thatACodeWasTypedIsExportedAndNeverWhich() {
        HistoryEntry typed = new HistoryEntry(
                "d1",
                AT,
                "p1",
                "home",
                "openclaw",
                Act.APPROVE,
                Method.TYPED_CODE,
                List.of(person("ann", "")),
                List.of(),
                confirmed());

        assertThat(export.csv(List.of(typed))).contains(",approve,typed-code,").doesNotContain(CODE);
        assertThat(export.json(List.of(typed))).contains("\"typed-code\"").doesNotContain(CODE);
    }

    @Test
    void aDecisionAboutSeveralHasALineForEach() {
        String csv = export.csv(List.of(entry(Act.REVOKE_ALL, confirmed(), person("ann", ""), person("bob", ""))));

        assertThat(lines(csv)).hasSize(3);
    }

    @Test
    void aNameThatASpreadsheetWouldCalculateIsLedByAnApostrophe() {
        String csv = export.csv(List.of(entry(
                Act.REJECT, confirmed(), person("=HYPERLINK(1)", "+1"), person("-1+1", "@x"), person("a=b", "1+1"))));

        assertThat(csv).contains(",'=HYPERLINK(1),'+1,").contains(",'-1+1,'@x,").contains(",a=b,1+1,");
    }

    @Test
    void commasQuotesAndLineEndsAreQuoted() {
        Result many = new Result(
                AT, "confirmed", Phrase.of("access.revoked", "ann", "home"), List.of("a.json", "b.json"), List.of());

        String csv = export.csv(List.of(entry(Act.REJECT, many, person("Smith, \"Jo\"", "=1,2"))));

        assertThat(csv).contains(",\"Smith, \"\"Jo\"\"\",\"'=1,2\",").contains(",\"a.json\nb.json\",");
    }

    @Test
    void aDecisionWithoutAnAnswerIsUnknown() {
        HistoryEntry cutOff = entry(Act.APPROVE, null, person("ann", ""));

        assertThat(export.csv(List.of(cutOff))).contains(",unknown,,,,");
        JsonNode read = JsonMapper.shared().readTree(export.json(List.of(cutOff)));
        assertThat(read.get(0).get("outcome").asString()).isEqualTo("unknown");
        assertThat(read.get(0).get("endedAt").isNull()).isTrue();
    }

    @Test
    void jsonHoldsWhatWasOnScreenAndTheAnswerInWords() {
        JsonNode read = JsonMapper.shared()
                .readTree(export.json(List.of(entry(Act.APPROVE, confirmed(), person("ann", "Ann from work")))));

        JsonNode one = read.get(0);
        assertThat(one.get("at").asString()).isEqualTo("2026-11-20T14:02:03Z");
        assertThat(one.get("answer").asString()).isEqualTo("ann was taken out of home.");
        assertThat(one.get("shown").get(0).get("subject").asString()).isEqualTo("111");
        assertThat(one.get("shown").get(0).get("label").asString()).isEqualTo("Ann from work");
    }

    @Test
    void whatADecisionSaidBesidesIsWrittenOut() {
        HistoryEntry rotated = new HistoryEntry(
                "d1",
                AT,
                "p1",
                "home",
                "openclaw",
                Act.ROTATE,
                Method.ASKED_AGAIN,
                List.of(person("ann", "")),
                List.of(Phrase.of("history.besides.role", "operator"), Phrase.of("history.besides.notify")),
                new Result(AT, "accepted", Phrase.of("access.revoked", "ann", "home"), List.of(), List.of()));

        String csv = export.csv(List.of(rotated));
        assertThat(lines(csv).getFirst()).endsWith(",remarks,details");
        assertThat(lines(csv).get(1))
                .contains(",rotate,")
                .contains(",accepted,")
                .endsWith("\"role operator, told them\"");
        JsonNode one =
                JsonMapper.shared().readTree(export.json(List.of(rotated))).get(0);
        assertThat(one.get("details").get(0).asString()).isEqualTo("role operator");
        assertThat(one.get("outcome").asString()).isEqualTo("accepted");
    }

    @Test
    void noCodeIsInIt() {
        List<HistoryEntry> entries = List.of(entry(Act.APPROVE, confirmed(), person("ann", "")));

        assertThat(export.csv(entries)).doesNotContain(CODE);
        assertThat(export.json(entries)).doesNotContain(CODE);
    }

    @Test
    void theFileIsReplacedWholeAndForItsOwnerAlone(@TempDir Path folder) throws IOException {
        Path target = folder.resolve("history.csv");
        Files.writeString(target, "old");
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-rw-rw-"));

        export.write(target, Format.CSV, List.of(entry(Act.APPROVE, confirmed(), person("ann", ""))));

        assertThat(Files.readString(target)).startsWith("at,gateway").contains("ann");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target)))
                .isEqualTo("rw-------");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(target);
        }
    }

    @Test
    void aPlaceThatIsNotThereIsAFailure(@TempDir Path folder) {
        Path target = folder.resolve("missing/history.json");

        assertThatThrownBy(() -> export.write(target, Format.JSON, List.of())).isInstanceOf(IOException.class);
    }
}

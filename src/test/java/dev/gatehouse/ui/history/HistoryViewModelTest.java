package dev.gatehouse.ui.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.console.HistoryEntry;
import dev.gatehouse.console.HistoryEntry.Method;
import dev.gatehouse.console.HistoryExport.Format;
import dev.gatehouse.console.Words;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.DeviceGrant;
import dev.gatehouse.pairing.DmRequest;
import dev.gatehouse.pairing.Kind;
import dev.gatehouse.pairing.Name;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.SenderGrant;
import dev.gatehouse.testing.ConsoleFixture;
import dev.gatehouse.testing.Grants;
import dev.gatehouse.testing.RecordedDialogs;
import dev.gatehouse.testing.StubGateway;
import dev.gatehouse.testing.ThisThread;
import dev.gatehouse.ui.history.HistoryItem.Day;
import dev.gatehouse.ui.history.HistoryItem.Ending;
import dev.gatehouse.ui.history.HistoryItem.Row;
import dev.gatehouse.ui.history.HistoryViewModel.Acts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryViewModelTest {
    private final ThisThread screen = new ThisThread();
    private final RecordedDialogs dialogs = new RecordedDialogs();
    private Path folder;
    private ConsoleFixture fixture;
    private HistoryViewModel model;
    private StubGateway home;

    @BeforeEach
    void open(@TempDir Path temporary) {
        folder = temporary;
        fixture = new ConsoleFixture(folder, screen);
        model = new HistoryViewModel(
                fixture.console(),
                new Words(Locale.ENGLISH, ZoneOffset.UTC),
                dialogs,
                screen,
                (name, work) -> work.run());
        home = fixture.gateway("home", "home");
        model.show();
        screen.run();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private void revoke(String id) {
        SenderGrant grant = Grants.sender("home", "telegram", "default", id);
        home.change(state -> state.grants.add(grant));
        fixture.console().decisions().decide(new Decision.Revoke(grant), Method.ONE_CLICK);
    }

    private void approve(String id, String name) {
        fixture.console()
                .decisions()
                .decide(
                        new Decision.Approve(Grants.asks("home", "telegram", id, "CODE" + id, name)),
                        Method.ASKED_AGAIN);
    }

    private List<Row> rows() {
        return model.items().stream()
                .filter(Row.class::isInstance)
                .map(Row.class::cast)
                .toList();
    }

    private List<String> subjects() {
        return rows().stream()
                .map(row -> row.entry().shown().getFirst().subject())
                .toList();
    }

    private void awaitEndings(Ending... endings) {
        screen.until(() -> rows().stream().map(Row::ending).toList().equals(List.of(endings)));
    }

    @Test
    void theNewestStandsFirstUnderItsDay() {
        revoke("1");
        awaitEndings(Ending.CONFIRMED);
        revoke("2");
        awaitEndings(Ending.CONFIRMED, Ending.CONFIRMED);

        assertThat(model.items().getFirst()).isInstanceOf(Day.class);
        assertThat(model.items()).filteredOn(Day.class::isInstance).hasSizeLessThanOrEqualTo(2);
        assertThat(subjects()).containsExactly("2", "1");
        assertThat(model.gateways()).containsExactly(new HistoryViewModel.Place("home", "home"));
    }

    @Test
    void theActsOfARunningGatewayAreListedFoundAndFiltered() {
        DeviceGrant mac = Grants.device("home", "d1", "Kitchen Mac", "operator.read");
        home.change(state -> state.grants.add(mac));
        decide(new Decision.Rename(mac, "Attic Mac"));
        awaitEndings(Ending.CONFIRMED);
        DeviceGrant named = Grants.with(mac, Name.of("Attic Mac"), mac.tokens());
        decide(new Decision.Revoke(named, "operator"));
        awaitEndings(Ending.CONFIRMED, Ending.CONFIRMED);

        model.actsProperty().set(HistoryViewModel.Acts.RENAMED);
        assertThat(rows()).extracting(row -> row.entry().act()).containsExactly(HistoryEntry.Act.RENAME);
        model.actsProperty().set(HistoryViewModel.Acts.REVOKED);
        assertThat(rows()).extracting(row -> row.entry().act()).containsExactly(HistoryEntry.Act.REVOKE_ROLE);
        model.clearFilter();
        model.searchProperty().set("role operator");
        assertThat(rows())
                .singleElement()
                .satisfies(row -> assertThat(new HistoryWords(new Words(Locale.ENGLISH, ZoneOffset.UTC)).second(row))
                        .startsWith("home · device · role operator · "));
    }

    @Test
    void whatNobodyCanSeeIsAnEndingOfItsOwn() {
        DmRequest eve = Grants.asks("home", "telegram", "5", "CODE5", "eve");
        home.change(state -> {
            state.unseen.put(Kind.DM, Phrase.of("openclaw.absent.by-gateway"));
            state.requests.add(eve);
        });
        decide(new Decision.Approve(eve));
        awaitEndings(Ending.ACCEPTED);

        model.endingProperty().set(Optional.of(Ending.CONFIRMED));
        assertThat(rows()).isEmpty();
        model.endingProperty().set(Optional.of(Ending.ACCEPTED));
        assertThat(subjects()).containsExactly("5");
    }

    private void decide(Decision decision) {
        fixture.console().decisions().decide(decision, Method.ASKED_AGAIN);
    }

    @Test
    void aDecisionIsUnderWayUntilItsAnswer() {
        CountDownLatch hold = new CountDownLatch(1);
        home.change(state -> state.hold = hold);
        revoke("1");
        awaitEndings(Ending.UNDER_WAY);

        hold.countDown();
        awaitEndings(Ending.CONFIRMED);
    }

    @Test
    void aDecisionThatAConsoleStoppedOverIsUnknown() throws IOException {
        revoke("1");
        awaitEndings(Ending.CONFIRMED);
        Path cut = folder.resolve("cut");
        Files.createDirectories(cut);
        Files.writeString(
                cut.resolve("history.jsonl"),
                Files.readAllLines(folder.resolve("history.jsonl")).getFirst() + "\n");
        ThisThread other = new ThisThread();
        try (ConsoleFixture next = new ConsoleFixture(cut, other)) {
            HistoryViewModel later = new HistoryViewModel(
                    next.console(),
                    new Words(Locale.ENGLISH, ZoneOffset.UTC),
                    dialogs,
                    other,
                    (name, work) -> work.run());
            later.show();
            next.console().start();
            other.until(() -> later.items().size() == 2);

            assertThat(((Row) later.items().get(1)).ending()).isEqualTo(Ending.UNKNOWN);
        }
    }

    @Test
    void theFilterLooksAtWhoWhereActAndOutcome() {
        revoke("1");
        approve("77", "Zoe");
        screen.until(() -> rows().size() == 2 && rows().stream().allMatch(row -> row.ending() == Ending.CONFIRMED));
        home.change(state -> state.refusing = new Problem.DiskFull("allowFrom.json"));
        revoke("3");
        screen.until(() -> rows().stream().anyMatch(row -> row.ending() == Ending.REFUSED));

        model.searchProperty().set("zoe");
        assertThat(subjects()).containsExactly("77");
        model.searchProperty().set("disk is full");
        assertThat(subjects()).containsExactly("3");
        model.clearFilter();
        model.actsProperty().set(Acts.REVOKED);
        assertThat(subjects()).containsExactly("3", "1");
        model.endingProperty().set(Optional.of(Ending.CONFIRMED));
        assertThat(subjects()).containsExactly("1");
        model.gatewayProperty().set("elsewhere");
        assertThat(model.items()).isEmpty();
        assertThat(model.listedProperty().get()).isZero();
        assertThat(model.totalProperty().get()).isEqualTo(3);
    }

    @Test
    void whatIsListedIsExportedAndTheFileIsNamed() throws IOException {
        revoke("1");
        awaitEndings(Ending.CONFIRMED);
        revoke("2");
        awaitEndings(Ending.CONFIRMED, Ending.CONFIRMED);
        model.searchProperty().set("1");
        Path target = folder.resolve("out.csv");
        dialogs.choose(target);

        model.export(Format.CSV);
        screen.run();

        assertThat(Files.readAllLines(target)).hasSize(2);
        HistoryViewModel.Notice notice =
                Objects.requireNonNull(model.noticeProperty().get());
        assertThat(notice.good()).isTrue();
        assertThat(notice.said().args()).containsExactly(1, target.toString());
    }

    @Test
    void anExportThatFailsSaysSo() {
        dialogs.choose(folder.resolve("missing/out.json"));

        model.export(Format.JSON);
        screen.run();

        assertThat(Objects.requireNonNull(model.noticeProperty().get()).good()).isFalse();
    }

    @Test
    void theCodeOfAnApprovedRequestIsNowhere() throws IOException {
        approve("77", "Zoe");
        awaitEndings(Ending.CONFIRMED);
        Path target = folder.resolve("out.json");
        dialogs.choose(target);

        model.export(Format.JSON);

        assertThat(Files.readString(target)).contains("Zoe").doesNotContain("CODE77");
        assertThat(Files.readString(fixture.log().file())).doesNotContain("CODE77");
    }

    @Test
    void theSelectionFollowsItsDecision() {
        revoke("1");
        awaitEndings(Ending.CONFIRMED);
        model.move(1);
        revoke("2");
        awaitEndings(Ending.CONFIRMED, Ending.CONFIRMED);

        assertThat(selected()).isEqualTo("1");
        model.move(-1);
        assertThat(selected()).isEqualTo("2");
        model.searchProperty().set("nothing");
        assertThat(model.selectedProperty().get()).isNull();
    }

    private String selected() {
        return Objects.requireNonNull(model.selectedProperty().get())
                .entry()
                .shown()
                .getFirst()
                .subject();
    }
}

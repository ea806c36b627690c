package dev.gatehouse.ui.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.console.GatewayState;
import dev.gatehouse.console.Outcome;
import dev.gatehouse.console.Progress;
import dev.gatehouse.console.Words;
import dev.gatehouse.gateway.Feature;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Snapshot.DoorPolicy;
import dev.gatehouse.pairing.Client;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.DeviceGrant;
import dev.gatehouse.pairing.Kind;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.SubjectKey;
import dev.gatehouse.testing.ConsoleFixture;
import dev.gatehouse.testing.Grants;
import dev.gatehouse.testing.RecordedDialogs;
import dev.gatehouse.testing.StubGateway;
import dev.gatehouse.testing.ThisThread;
import dev.gatehouse.ui.access.AccessItem.Heading;
import dev.gatehouse.ui.access.AccessItem.Row;
import dev.gatehouse.ui.access.AccessViewModel.Counts;
import dev.gatehouse.ui.access.AccessViewModel.Kinds;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessViewModelTest {
    private final ThisThread screen = new ThisThread();
    private final RecordedDialogs dialogs = new RecordedDialogs();
    private final AtomicLong nanos = new AtomicLong();
    private ConsoleFixture fixture;
    private AccessViewModel model;
    private StubGateway home;

    @BeforeEach
    void open(@TempDir Path folder) {
        fixture = new ConsoleFixture(folder, screen);
        Words words = new Words(Locale.ENGLISH, ZoneOffset.UTC);
        model = new AccessViewModel(fixture.console(), words, dialogs, screen, nanos::get);
        home = fixture.product().at("home");
        home.change(state -> {
            state.grants.add(Grants.sender("home", "telegram", "work", "222"));
            state.grants.add(Grants.named("home", "telegram", "111", "ann"));
            state.grants.add(Grants.device("home", "d1", "Kitchen Mac", "operator.admin", "operator.read"));
        });
        fixture.gateway("home", "home");
        model.show();
        screen.until(() -> rows().size() == 3);
        settle();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private List<Row> rows() {
        return model.items().stream()
                .filter(Row.class::isInstance)
                .map(Row.class::cast)
                .toList();
    }

    private List<String> titles() {
        return rows().stream().map(row -> row.resident().title()).toList();
    }

    private Row row(String title) {
        return rows().stream()
                .filter(row -> row.resident().title().equals(title))
                .findFirst()
                .orElseThrow();
    }

    private Heading heading() {
        return (Heading) model.items().getFirst();
    }

    private void settle() {
        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
    }

    @Test
    void aGatewayStandsAboveItsPeopleAndDevices() {
        assertThat(heading()).isEqualTo(new Heading("home", "home", 3, 3, null, false, false, false));
        assertThat(titles()).containsExactly("222", "ann", "Kitchen Mac");
        assertThat(model.countsProperty().get()).isEqualTo(new Counts(2, 1));
    }

    @Test
    void whoIsTakenAwayByTheConsoleSaysUntilWhen() {
        DeviceGrant desk = Grants.device("home", "clasp:J7", "Desk", Kind.CLIENT, Client.UNKNOWN, "read:/**")
                .withEnd(Instant.parse("2126-11-20T14:02:00Z"));
        fixture.product().at("home").change(now -> now.grants.add(desk));
        screen.until(() -> titles().contains("Desk"));

        assertThat(new AccessWords(new Words(Locale.ENGLISH, ZoneOffset.UTC)).second(row("Desk")))
                .startsWith("client · read everything · until ")
                .contains(", then Gatehouse takes it away");
    }

    @Test
    void whereAllCannotBeRevokedAtOnceTheHeadingSaysWhy() {
        Phrase why = Phrase.of("feature.not-offered");
        fixture.product().at("home").change(now -> now.missing.put(Feature.REVOKE_ALL, why));
        screen.until(() -> why.equals(heading().notAll()));
        settle();

        model.revokeAll(heading());

        assertThat(dialogs.questions()).isEmpty();
    }

    @Test
    void theFilterLooksAtNamesIdsChannelsAndGateways() {
        model.searchProperty().set("TELE 22");
        assertThat(titles()).containsExactly("222");
        assertThat(heading().filtered()).isTrue();

        model.searchProperty().set("d1 home");
        assertThat(titles()).containsExactly("Kitchen Mac");

        model.searchProperty().set("nobody");
        assertThat(model.items()).isEmpty();

        model.clearFilter();
        model.kindsProperty().set(Kinds.PEOPLE);
        assertThat(titles()).containsExactly("222", "ann");
    }

    @Test
    void whoAdministersComesFirstByRights() {
        model.orderProperty().set(AccessOrder.RIGHTS);

        assertThat(titles()).containsExactly("Kitchen Mac", "222", "ann");
    }

    @Test
    void whoWasNeverSeenComesLastBySeen() {
        model.orderProperty().set(AccessOrder.SEEN);

        assertThat(titles().getFirst()).isEqualTo("Kitchen Mac");
    }

    @Test
    void everybodyStandsFirst() {
        home.change(state -> state.grants.add(Grants.configured("home", "telegram", "*", false)));
        screen.until(() -> rows().size() == 4);

        assertThat(rows().getFirst().key().subject().subject()).isEqualTo("*");
    }

    @Test
    void anOrdinarySenderIsRevokedWithOneClick() {
        model.select(row("222"));
        model.revoke(row("222"));
        screen.until(() -> rows().size() == 2);

        assertThat(dialogs.questions()).isEmpty();
        assertThat(home.performed()).singleElement().isInstanceOf(Decision.Revoke.class);
        screen.until(() -> model.noticeProperty().get() != null);
        assertThat(Objects.requireNonNull(model.noticeProperty().get()).said())
                .containsExactly(Phrase.of("access.revoked", "222", "home"));
        assertThat(Objects.requireNonNull(model.selectedProperty().get())
                        .resident()
                        .title())
                .isEqualTo("ann");
    }

    @Test
    void aRowThatHasJustMovedTakesNoClick() {
        home.change(state -> state.grants.removeFirst());
        screen.until(() -> rows().size() == 2);

        model.revoke(row("ann"));
        screen.run();

        assertThat(row("ann").resident().progress()).isInstanceOf(Progress.Waiting.class);
        settle();
        model.revoke(row("ann"));
        screen.until(() -> rows().size() == 1);
    }

    @Test
    void anAdministratorIsRevokedAfterAQuestionThatNamesIt() {
        model.revoke(row("Kitchen Mac"));

        assertThat(home.performed()).isEmpty();
        assertThat(dialogs.questions()).singleElement().satisfies(question -> {
            assertThat(question.title()).isEqualTo("Revoke Kitchen Mac?");
            assertThat(question.text()).contains("administers home");
            assertThat(question.action()).isEqualTo("Revoke Kitchen Mac");
            assertThat(question.grave()).isTrue();
        });
        dialogs.sayYes();
        screen.until(() -> rows().size() == 2);
    }

    @Test
    void whatLetsThemInAfterARevokeIsSaidBeforeAndAfter() {
        home.change(state -> state.grants.add(Grants.configured("home", "telegram", "555", true)));
        screen.until(() -> rows().size() == 4);
        settle();
        Phrase lasting = Phrase.of("access.lasting.config", "openclaw.json, channels.telegram.allowFrom");
        assertThat(row("555").lasting()).containsExactly(lasting);

        model.revoke(row("555"));
        screen.until(() -> model.noticeProperty().get() != null);

        assertThat(Objects.requireNonNull(model.noticeProperty().get()).said())
                .containsExactly(Phrase.of("access.revoked", "555", "home"), lasting);
        screen.until(() -> row("555").whyNot() != null);
        assertThat(row("555").whyNot())
                .isEqualTo(Phrase.of("access.config-only", "openclaw.json, channels.telegram.allowFrom"));
    }

    @Test
    void anOpenDoorIsSaidBesideARevoke() {
        home.change(state ->
                state.policies.add(new DoorPolicy("telegram", "work", DoorPolicy.Mode.OPEN, "channels.telegram")));
        screen.until(() -> !row("222").lasting().isEmpty());

        assertThat(row("222").lasting()).containsExactly(Phrase.of("access.lasting.open", "channels.telegram"));
        assertThat(row("ann").lasting()).isEmpty();
    }

    @Test
    void whomOnlyTheConfigLetsInCannotBeRevoked() {
        home.change(state -> state.grants.add(Grants.configured("home", "telegram", "666", false)));
        screen.until(() -> rows().size() == 4);
        settle();

        model.revoke(row("666"));

        assertThat(row("666").whyNot()).isNotNull();
        assertThat(row("666").lasting()).isEmpty();
        assertThat(heading().revocable()).isEqualTo(3);
    }

    @Test
    void theGatewaysOwnReasonStandsOnTheButton() {
        Phrase reason = Phrase.of("gateway.running");
        home.change(state -> state.absent.put(Feature.REMOVE_DEVICE, reason));
        screen.until(() -> row("Kitchen Mac").whyNot() != null);

        assertThat(row("Kitchen Mac").whyNot()).isEqualTo(reason);
        assertThat(row("ann").whyNot()).isNull();
    }

    @Test
    void revokingAllAsksForExactlyWhatIsListed() {
        home.change(state -> state.grants.add(Grants.configured("home", "telegram", "666", false)));
        screen.until(() -> rows().size() == 4);
        model.kindsProperty().set(Kinds.PEOPLE);

        model.revokeAll(heading());

        assertThat(dialogs.questions()).singleElement().satisfies(question -> {
            assertThat(question.title()).isEqualTo("Revoke all 2 at home?");
            assertThat(question.text())
                    .contains("2 people and no devices lose their access to home")
                    .contains("One that is listed stays in");
            assertThat(question.action()).isEqualTo("Revoke 2");
            assertThat(question.grave()).isTrue();
        });
        dialogs.sayYes();
        screen.until(() -> titles().equals(List.of("666")));
        assertThat(home.performed())
                .singleElement()
                .satisfies(decision ->
                        assertThat(((Decision.RevokeAll) decision).shown()).hasSize(2));
    }

    @Test
    void aRefusalStandsOnTheRowUntilItIsDismissed() {
        home.change(state -> state.refusing = new Problem.DiskFull("allowFrom.json"));
        model.revoke(row("222"));
        screen.until(() -> row("222").resident().progress() instanceof Progress.Decided);

        Progress.Decided decided = (Progress.Decided) row("222").resident().progress();
        assertThat(decided.outcome()).isInstanceOf(Outcome.Refused.class);
        model.dismiss(row("222"));
        screen.until(() -> row("222").resident().progress() instanceof Progress.Waiting);
    }

    @Test
    void aRowOnItsWayTakesNoSecondClick() {
        CountDownLatch hold = new CountDownLatch(1);
        home.change(state -> state.hold = hold);
        model.revoke(row("222"));
        screen.until(() -> row("222").whyNot() != null);

        assertThat(row("222").whyNot()).isEqualTo(Phrase.of("access.deciding.why"));
        hold.countDown();
        screen.until(() -> rows().size() == 2);
    }

    @Test
    void aGatewayThatDoesNotAnswerLeavesItsRowsGreyAndIdle() {
        home.change(state -> state.failing = new Problem.Missing("/store"));
        screen.until(() -> heading().stale());

        assertThat(rows()).allMatch(row -> row.resident().stale() && row.whyNot() != null);
        assertThat(heading().revocable()).isZero();
        // The rows are told before the state of their gateway is.
        screen.until(() -> fixture.console().gateways().all().getFirst().state() instanceof GatewayState.Offline);
    }

    @Test
    void aNameThatLooksLikeAnotherIsMarked() {
        home.change(state -> {
            state.grants.add(Grants.named("home", "telegram", "999", "аnn"));
            state.grants.add(Grants.named("home", "telegram", "998", "bob"));
        });
        screen.until(() -> rows().size() == 5);

        assertThat(row("аnn").twin()).isEqualTo(new AccessItem.Twin("ann", "111", false));
        assertThat(row("bob").twin()).isNull();
        assertThat(row("222").twin()).isNull();
    }

    @Test
    void aLabelTakesTheNamesPlace() {
        model.label(row("222"), "Ben");
        screen.until(() -> titles().contains("Ben"));

        assertThat(titles()).containsExactly("ann", "Ben", "Kitchen Mac");
    }

    @Test
    void theSelectionGoesByKeyAndMovesByRows() {
        model.move(1);
        assertThat(selected()).isEqualTo("222");
        model.move(5);
        assertThat(selected()).isEqualTo("Kitchen Mac");
        model.orderProperty().set(AccessOrder.RIGHTS);
        assertThat(selected()).isEqualTo("Kitchen Mac");
        model.move(-1);
        assertThat(selected()).isEqualTo("Kitchen Mac");
    }

    @Test
    void theEndIsTheLastRowAlsoFromNowhere() {
        model.move(Integer.MAX_VALUE);

        assertThat(selected()).isEqualTo("Kitchen Mac");
    }

    private String selected() {
        return Objects.requireNonNull(model.selectedProperty().get()).resident().title();
    }

    @Test
    void nothingIsFollowedWhileTheScreenIsAway() {
        model.hide();
        home.change(state -> state.grants.clear());
        screen.until(() -> fixture.console().roster().all().isEmpty());
        screen.run();
        assertThat(rows()).hasSize(3);

        model.show();
        screen.until(() -> rows().isEmpty());
    }

    @Test
    void whoIsLedToStandsSelectedWithTheDetailOpenEvenIfTheyComeLater() {
        model.searchProperty().set("ann");
        model.goTo(new SubjectKey("home", "", "", "d1"));
        assertThat(model.selectedProperty().get()).isEqualTo(row("Kitchen Mac"));
        assertThat(model.detailOpenProperty().get()).isTrue();
        assertThat(model.searchProperty().get()).isEmpty();

        model.goTo(new SubjectKey("home", "", "", "d2"));
        assertThat(model.selectedProperty().get()).isEqualTo(row("Kitchen Mac"));
        home.change(state -> state.grants.add(Grants.device("home", "d2", "Pixel 8", "operator.read")));
        screen.until(() -> titles().contains("Pixel 8"));
        assertThat(model.selectedProperty().get()).isEqualTo(row("Pixel 8"));
    }
}

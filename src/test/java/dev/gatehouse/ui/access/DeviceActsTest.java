package dev.gatehouse.ui.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.console.Resident;
import dev.gatehouse.console.Words;
import dev.gatehouse.gateway.Feature;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.pairing.Client;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.DeviceGrant;
import dev.gatehouse.pairing.Kind;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.Presence;
import dev.gatehouse.testing.ConsoleFixture;
import dev.gatehouse.testing.Grants;
import dev.gatehouse.testing.RecordedDialogs;
import dev.gatehouse.testing.StubGateway;
import dev.gatehouse.testing.ThisThread;
import dev.gatehouse.ui.access.AccessItem.Heading;
import dev.gatehouse.ui.access.AccessItem.Row;
import java.nio.file.Path;
import java.time.Duration;
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

/** What can be done with devices at a running gateway. */
class DeviceActsTest {
    private static final Phrase SCOPE = Phrase.of("problem.scope-missing", "operator.admin");
    private static final Phrase CLOSED = Phrase.of("openclaw.absent.by-gateway");

    private final ThisThread screen = new ThisThread();
    private final RecordedDialogs dialogs = new RecordedDialogs();
    private final AtomicLong nanos = new AtomicLong();
    private final Words words = new Words(Locale.ENGLISH, ZoneOffset.UTC);
    private final AccessWords said = new AccessWords(words);
    private final DeviceGrant mac = Grants.device("home", "d1", "Kitchen Mac", "operator.read");
    private ConsoleFixture fixture;
    private AccessViewModel model;
    private StubGateway home;

    @BeforeEach
    void open(@TempDir Path folder) {
        fixture = new ConsoleFixture(folder, screen);
        model = new AccessViewModel(fixture.console(), words, dialogs, screen, nanos::get);
        home = fixture.product().at("home");
        home.change(state -> {
            state.grants.add(mac);
            state.grants.add(Grants.with(Grants.device("home", "d2", "Zebra", "operator.read"), Presence.CONNECTED));
            state.grants.add(Grants.device("home", "n1", "Pixel", Kind.NODE, Client.UNKNOWN, "node"));
            state.grants.add(Grants.device("home", "n1", "Pixel", Kind.CAPABILITY, Client.UNKNOWN, "camera.snap"));
        });
        fixture.gateway("home", "home");
        model.show();
        screen.until(() -> rows().size() == 4);
        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
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

    private Row row(String subject, Kind kind) {
        return rows().stream()
                .filter(row -> row.key().subject().subject().equals(subject)
                        && row.key().kind() == kind)
                .findFirst()
                .orElseThrow();
    }

    private Row mac() {
        return row("d1", Kind.DEVICE);
    }

    private List<Phrase> noticed() {
        screen.until(() -> model.noticeProperty().get() != null);
        return Objects.requireNonNull(model.noticeProperty().get()).said();
    }

    @Test
    void aDeviceIsRenamedAtTheGateway() {
        model.acts().rename(mac(), " Old Mac ");
        screen.until(() -> mac().resident().title().equals("Old Mac"));

        assertThat(home.performed()).containsExactly(new Decision.Rename(mac, "Old Mac"));
        assertThat(noticed()).containsExactly(Phrase.of("access.renamed", "Kitchen Mac", "home", "Old Mac"));
        assertThat(dialogs.questions()).isEmpty();
        assertThat(said.story(mac())).isNull();
    }

    @Test
    void aNameThatIsBlankOrTheSameIsNone() {
        model.acts().rename(mac(), "  ");
        model.acts().rename(mac(), "Kitchen Mac");
        screen.run();

        assertThat(fixture.console().history().all()).isEmpty();
    }

    @Test
    void aTokenIsRotatedAfterAQuestionThatSaysWhatHappens() {
        model.acts().rotate(mac(), "operator");

        assertThat(home.performed()).isEmpty();
        assertThat(dialogs.questions()).singleElement().satisfies(question -> {
            assertThat(question.title()).isEqualTo("Rotate the operator token of Kitchen Mac?");
            assertThat(question.text()).contains("the device is disconnected", "only if it also has the token");
            assertThat(question.action()).isEqualTo("Rotate the operator token");
        });
        dialogs.sayYes();
        assertThat(noticed()).containsExactly(Phrase.of("access.rotate.done", "Kitchen Mac", "home", "operator"));
        assertThat(home.performed()).containsExactly(new Decision.RotateToken(mac, "operator"));
    }

    @Test
    void oneRoleIsRevokedAfterAQuestionAndTheRowStays() {
        model.acts().revokeRole(mac(), "operator");
        assertThat(dialogs.questions())
                .singleElement()
                .satisfies(question -> assertThat(question.text()).contains("the device is disconnected"));
        dialogs.sayYes();

        assertThat(noticed()).containsExactly(Phrase.of("access.role.done", "Kitchen Mac", "home", "operator"));
        screen.until(() -> ((DeviceGrant) mac().resident().grant()).allTokensRevoked());
        assertThat(home.performed()).containsExactly(new Decision.Revoke(mac, "operator"));
        assertThat(said.story(mac())).isNull();
    }

    @Test
    void aRowThatHasJustComeTakesNoAct() {
        home.change(state -> state.grants.add(Grants.device("home", "d0", "Aardvark", "operator.read")));
        screen.until(() -> rows().size() == 5);

        model.acts().rotate(row("d0", Kind.DEVICE), "operator");

        assertThat(dialogs.questions()).isEmpty();
    }

    @Test
    void whatTheGatewayLacksSaysWhyAndTheRowsOwnReasonComesFirst() {
        home.change(state -> {
            state.missing.put(Feature.ROTATE_TOKEN, SCOPE);
            state.missing.put(Feature.RENAME_DEVICE, SCOPE);
            state.absent.put(Feature.REVOKE_ROLE, CLOSED);
        });
        screen.until(() -> model.acts().whyNot(mac(), Feature.REVOKE_ROLE) != null);

        assertThat(model.acts().whyNot(mac(), Feature.ROTATE_TOKEN)).isEqualTo(SCOPE);
        assertThat(model.acts().whyNot(mac(), Feature.REVOKE_ROLE)).isEqualTo(CLOSED);
        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
        model.acts().rotate(mac(), "operator");
        model.acts().rename(mac(), "Other");
        assertThat(dialogs.questions()).isEmpty();
        assertThat(fixture.console().history().all()).isEmpty();
    }

    @Test
    void whatGoesOnIsCalledByItsName() {
        CountDownLatch hold = new CountDownLatch(1);
        home.change(state -> state.hold = hold);

        model.acts().rename(mac(), "Old Mac");
        screen.until(() -> said.story(mac()) != null);

        assertThat(Objects.requireNonNull(said.story(mac())).word()).isEqualTo("Renaming…");
        assertThat(model.acts().whyNot(mac(), Feature.ROTATE_TOKEN)).isEqualTo(Phrase.of("access.deciding.why"));
        hold.countDown();
        assertThat(noticed()).hasSize(1);
    }

    @Test
    void theConsoleItselfIsAskedAboutBeforeItIsTakenOut() {
        home.change(state -> state.own = "d1");
        screen.until(() -> mac().resident().listed().own());

        model.revoke(mac());

        assertThat(dialogs.questions())
                .singleElement()
                .satisfies(question -> assertThat(question.text()).contains("this console itself"));
        assertThat(said.tags(mac())).extracting(AccessWords.Tag::text).contains("This console");
    }

    @Test
    void theTwoRowsOfANodeKnowEachOther() {
        Row node = row("n1", Kind.NODE);
        Resident commands = Objects.requireNonNull(model.otherHalf(node));
        assertThat(commands.key()).isEqualTo(new Resident.Key(node.key().subject(), Kind.CAPABILITY));
        assertThat(model.otherHalf(mac())).isNull();

        model.searchProperty().set("Zebra");
        model.go(commands);

        assertThat(model.selectedProperty().get()).isEqualTo(row("n1", Kind.CAPABILITY));
    }

    @Test
    void whoIsConnectedComesFirstBySeen() {
        model.orderProperty().set(AccessOrder.SEEN);

        assertThat(rows().getFirst().resident().title()).isEqualTo("Zebra");
        assertThat(said.second(rows().getFirst())).contains("connected");
    }

    @Test
    void whoIsAwayIsSaidWithTheLastTime() {
        home.change(state -> state.grants.set(0, Grants.with(mac, Presence.AWAY)));
        screen.until(() -> said.second(mac()).contains("away, seen "));

        assertThat(AccessWords.presence(mac().resident().grant())).isEqualTo(Presence.AWAY);
    }

    @Test
    void aRevokeOfAllLeavesThisConsoleIn() {
        home.change(state -> state.own = "d1");
        screen.until(() -> mac().resident().listed().own());

        model.revokeAll((Heading) model.items().getFirst());
        dialogs.sayYes();
        screen.until(() -> !home.performed().isEmpty());

        assertThat(((Decision.RevokeAll) home.performed().getFirst()).shown())
                .hasSize(3)
                .doesNotContain(mac);
    }

    @Test
    void aGatewayThatIsDownSaysSoAboveItsRows() {
        home.change(state ->
                state.notes.add(new Problem.NotRunning(Phrase.of("problem.starting"), Phrase.of("problem.starting"))));

        screen.until(() -> ((Heading) model.items().getFirst()).down());
    }
}

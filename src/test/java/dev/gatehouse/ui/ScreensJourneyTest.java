package dev.gatehouse.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.console.Console;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.DeviceGrant;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.SenderGrant;
import dev.gatehouse.testing.Asks;
import dev.gatehouse.testing.Grants;
import dev.gatehouse.testing.RecordedDialogs;
import dev.gatehouse.testing.StubGateway;
import dev.gatehouse.ui.access.AccessView;
import dev.gatehouse.ui.common.Background;
import dev.gatehouse.ui.common.Surroundings;
import dev.gatehouse.ui.gateways.GatewaysView;
import dev.gatehouse.ui.history.HistoryView;
import dev.gatehouse.ui.history.HistoryViewModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kordamp.ikonli.feather.Feather;
import org.testfx.api.FxRobot;

class ScreensJourneyTest {
    private final SenderGrant ann = Grants.named("home", "telegram", "111111111", "ann");
    private final SenderGrant bob = Grants.named("home", "telegram", "222222222", "bob");
    private final DeviceGrant mac = Grants.device("home", "c325af15", "Kitchen Mac", "operator.admin");

    private final RecordedDialogs choosers = new RecordedDialogs();
    private final Path folder;
    private final WindowFixture fixture;
    private final StubGateway home;
    private final FxRobot robot;

    ScreensJourneyTest(@TempDir Path folder) throws TimeoutException {
        this.folder = folder;
        fixture = new WindowFixture(folder, 1000, this::places);
        robot = fixture.robot;
        home = fixture.console.gateway("home", "home");
    }

    /** As in the application, but for the file chooser, which the headless platform does not have. */
    private List<Place> places(Console console, Surroundings with) {
        HistoryViewModel history =
                new HistoryViewModel(console, with.words(), choosers, with.ui(), Background.VIRTUAL_THREADS);
        return List.of(
                new Place("access", Phrase.of("access.title"), Feather.USERS, new AccessView(console, with)),
                new Place("history", Phrase.of("history.title"), Feather.CLOCK, new HistoryView(history, with.words())),
                new Place("gateways", Phrase.of("gateways.title"), Feather.SERVER, new GatewaysView(console, with)));
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private void openAccess(String awaited) {
        home.change(now -> now.grants.addAll(List.of(ann, bob, mac)));
        robot.clickOn("#go-access");
        fixture.untilSeen(awaited);
    }

    /** Revokes take no key before the row has stood still; so this tries until one is taken. */
    private void pressUntilTaken(KeyCode code, java.util.function.BooleanSupplier taken) {
        fixture.until(() -> {
            if (!taken.getAsBoolean()) {
                fixture.node("access-list")
                        .fireEvent(new javafx.scene.input.KeyEvent(
                                javafx.scene.input.KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false));
            }
            return taken.getAsBoolean();
        });
    }

    @Test
    void aKeyRevokesAnOrdinarySenderAndTheScreenSaysSo() {
        openAccess("ann");

        robot.type(KeyCode.J);
        pressUntilTaken(KeyCode.X, () -> !home.performed().isEmpty());

        fixture.untilSeen("ann was taken out of home.");
        assertThat(home.performed()).containsExactly(new Decision.Revoke(ann));
        fixture.until(() -> !fixture.sees("111111111"));
    }

    @Test
    void aWindowThatIsClosedDoesNotSayThatItCameToTheFront() {
        assertThat(WindowFixture.onUi(fixture.window::comeToFront)).isTrue();
        WindowFixture.onUi(() -> {
            fixture.stage.hide();
            return fixture;
        });
        assertThat(WindowFixture.onUi(fixture.window::comeToFront)).isFalse();
    }

    @Test
    void aCodeThatSomebodyReadsOutIsTypedFromAnywhere() {
        home.change(now -> now.requests.add(
                Asks.dm("home", "whatsapp", "default", "222222222", "EFGH2345", "bob", Duration.ofMinutes(30))));
        openAccess("ann");

        robot.press(KeyCode.CONTROL).type(KeyCode.K).release(KeyCode.CONTROL);
        WindowFixture.onUi(() -> {
            TextField field =
                    (TextField) Objects.requireNonNull(fixture.stage.getScene().getFocusOwner());
            assertThat(field.getId()).isEqualTo("search");
            field.setText("Your WhatsApp phone number: +222222222 Pairing code: efgh-2345");
            return true;
        });
        robot.type(KeyCode.ENTER);

        fixture.until(() -> fixture.button("Approve bob, WhatsApp, home") != null);
        fixture.until(() -> ((TextField) fixture.node("search")).getText().isEmpty());
        assertThat(home.performed()).isEmpty();
    }

    @Test
    void anAdministratorIsAskedForAndEscapeIsNo() {
        openAccess("Kitchen Mac");
        robot.type(KeyCode.END);
        pressUntilTaken(KeyCode.DELETE, () -> fixture.sees("Revoke Kitchen Mac?"));

        assertThat(fixture.stage.getScene().getFocusOwner()).isSameAs(fixture.node("dialog-cancel"));
        robot.type(KeyCode.ESCAPE);
        fixture.until(() -> !fixture.sees("Revoke Kitchen Mac?"));
        assertThat(home.performed()).isEmpty();

        pressUntilTaken(KeyCode.X, () -> fixture.sees("Revoke Kitchen Mac?"));
        robot.clickOn("#dialog-act");
        fixture.until(() -> home.performed().equals(List.of(new Decision.Revoke(mac))));
    }

    @Test
    void aDeviceIsRenamedAtItsGatewayInTheDetail() {
        openAccess("Kitchen Mac");
        robot.type(KeyCode.END);
        robot.type(KeyCode.ENTER);
        fixture.untilSeen("Name at the gateway");

        WindowFixture.onUi(() -> {
            ((TextField) fixture.node("access-name")).setText("Attic Mac");
            fixture.node("access-name").requestFocus();
            return true;
        });
        robot.type(KeyCode.ENTER);

        fixture.until(() -> home.performed().equals(List.of(new Decision.Rename(mac, "Attic Mac"))));
        fixture.untilSeen("Kitchen Mac is called Attic Mac at home now.");
    }

    @Test
    void whomOnlyTheConfigLetsInHasAButtonThatSaysWhyNot() {
        home.change(now -> now.grants.add(Grants.configured("home", "signal", "+49155", false)));
        robot.clickOn("#go-access");
        fixture.untilSeen("From the config");

        assertThat(fixture.button("Revoke access of +49155 at home")).satisfies(button -> {
            assertThat(button.isDisabled()).isTrue();
            assertThat(button.getAccessibleHelp()).contains("Only the config lets them in");
        });
    }

    @Test
    void revokingAllNamesTheGatewayAndTheNumber() {
        openAccess("ann");

        robot.clickOn(fixture.armed("Revoke all 3 that are listed at home"));
        fixture.untilSeen("Revoke all 3 at home?");
        robot.clickOn("#dialog-act");

        fixture.until(() -> home.performed().size() == 1);
        assertThat(((Decision.RevokeAll) home.performed().getFirst()).shown()).containsExactly(ann, bob, mac);
        fixture.untilSeen("Nobody is in yet");
    }

    @Test
    void aKeyLeadsToTheLabelAndEnterKeepsIt() {
        openAccess("ann");

        robot.type(KeyCode.J, KeyCode.L);
        fixture.until(() -> robot.lookup("#access-label").tryQuery().isPresent());
        fixture.until(() -> fixture.node("access-label").isFocused());
        robot.write("anna");
        robot.type(KeyCode.ENTER);

        fixture.until(() -> fixture.console.console().roster().all().stream()
                .anyMatch(resident -> resident.label().equals("anna")));
        fixture.until(() -> fixture.node("access-list").isFocused());
        fixture.untilSeen("anna");
    }

    @Test
    void theSearchNarrowsTheListAndEscapeWidensIt() {
        openAccess("ann");

        robot.clickOn("#access-search").write("bob");
        fixture.until(() -> fixture.sees("bob") && !fixture.sees("Kitchen Mac"));
        robot.type(KeyCode.Z);
        fixture.untilSeen("Nobody matches");
        robot.type(KeyCode.ESCAPE);

        fixture.untilSeen("Kitchen Mac");
        robot.type(KeyCode.ESCAPE);
        fixture.until(() -> fixture.node("access-list").isFocused());
    }

    @Test
    void whatWasDecidedStandsInTheHistoryAndIsExported() throws IOException {
        openAccess("ann");
        robot.type(KeyCode.J);
        pressUntilTaken(KeyCode.X, () -> !home.performed().isEmpty());
        fixture.untilSeen("ann was taken out of home.");
        Path target = folder.resolve("history.csv");
        choosers.choose(target);

        robot.clickOn("#go-history");
        fixture.untilSeen("Confirmed");
        robot.type(KeyCode.J, KeyCode.ENTER);
        fixture.untilSeen("What was on screen");
        robot.type(KeyCode.ESCAPE);
        robot.clickOn("#history-export").clickOn("#history-export-csv");

        fixture.untilSeen("One decision was written to " + target);
        assertThat(Files.readString(target)).contains(",revoke,one-click,dm,telegram,default,111111111,");
    }

    @Test
    void aGatewayIsAddedByHandTestedRenamedAndRemoved() {
        fixture.console.product().at("/srv/studio");
        robot.clickOn("#go-gateways");
        fixture.untilSeen("No other gateway was found");

        robot.type(KeyCode.N);
        robot.clickOn("#form-connect");
        fixture.untilSeen("Fill this in.");
        robot.clickOn("#form-folder").write("/srv/none");
        robot.clickOn("#form-test");
        fixture.untilSeen("/srv/none is not there.");
        WindowFixture.onUi(() -> {
            ((TextField) fixture.node("form-folder")).setText("/srv/studio");
            return true;
        });
        robot.clickOn("#form-test");
        fixture.untilSeen("Found OpenClaw 2026.7.1 in /srv/studio.");
        robot.clickOn("#form-name").write("studio");
        robot.clickOn("#form-connect");
        fixture.until(() -> fixture.console.console().gateways().all().size() == 2);

        fixture.untilSeen("studio");
        robot.type(KeyCode.ENTER);
        robot.clickOn("#gateway-remove");
        fixture.untilSeen("Disconnect studio?");
        robot.clickOn("#dialog-act");
        fixture.until(() -> fixture.console.console().gateways().all().size() == 1);
    }

    @Test
    void aGatewayThatIsOfflineSaysWhyAndIsTriedAgain() {
        fixture.console.console().gateways().add(fixture.console.product().profile("/srv/ops", "ops"));
        robot.clickOn("#go-gateways");
        fixture.untilSeen("/srv/ops is not there.");
        fixture.untilSeen("Offline since");

        assertThat(fixture.armed("Try ops again now").isDisabled()).isFalse();
        fixture.console.product().at("/srv/ops");
        fixture.until(() -> {
            // The console tries by itself as well, so the button may be gone at any moment.
            Button again = fixture.button("Try ops again now");
            if (again != null) {
                again.fire();
            }
            return !fixture.sees("Offline since");
        });
    }

    @Test
    void whatIsFoundOnThisComputerIsConnectedWithAClick() {
        fixture.console.product().discovered("/home/ann/.openclaw", "ann's gateway");

        robot.clickOn("#go-gateways");
        robot.clickOn(fixture.armed("Connect ann's gateway"));

        fixture.until(() -> fixture.console.console().gateways().all().size() == 2);
        fixture.untilSeen("No other gateway was found");
    }
}

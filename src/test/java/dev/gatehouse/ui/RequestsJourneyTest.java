package dev.gatehouse.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.gateway.Feature;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.DeviceRequest;
import dev.gatehouse.pairing.DmRequest;
import dev.gatehouse.pairing.Kind;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.testing.Asks;
import dev.gatehouse.testing.StubGateway;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;

/** What an operator does on the Requests screen, in the real window. */
class RequestsJourneyTest {
    private static final String CODE = "ABCD2345";

    private final DmRequest ann =
            Asks.dm("home", "telegram", "default", "111111111", CODE, "ann", Duration.ofMinutes(52));
    private final DmRequest bob =
            Asks.dm("home", "whatsapp", "default", "222222222", "EFGH2345", "bob", Duration.ofMinutes(30));
    private final DeviceRequest mac = Asks.device(
            "home", Kind.DEVICE, "c325af15", "Kitchen Mac", "macOS", Duration.ofMinutes(4), "operator.admin");

    private final WindowFixture fixture;
    private final StubGateway home;
    private final FxRobot robot;

    RequestsJourneyTest(@TempDir Path folder) throws TimeoutException {
        fixture = new WindowFixture(folder, 1000, (console, with) -> List.of());
        robot = fixture.robot;
        home = fixture.console.gateway("home", "home");
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aClickApprovesAndTheListConfirmsIt() {
        home.change(now -> now.requests.addAll(List.of(ann, bob)));

        robot.clickOn(fixture.armed("Approve ann, Telegram, home"));

        fixture.untilSeen("Approved");
        assertThat(home.performed()).containsExactly(new Decision.Approve(ann));
    }

    @Test
    void aClickOnARowThatJustCameDoesNothing() {
        home.change(now -> now.requests.add(ann));
        fixture.until(() -> fixture.button("Approve ann, Telegram, home") != null);
        WindowFixture.onUi(() -> {
            Objects.requireNonNull(fixture.button("Approve ann, Telegram, home"))
                    .fire();
            return true;
        });

        assertThat(fixture.console.console().history().all()).isEmpty();
    }

    @Test
    void keysMoveOpenApproveAndReject() {
        home.change(now -> now.requests.addAll(List.of(ann, bob)));
        fixture.armed("Approve ann, Telegram, home");

        robot.clickOn("ann");
        robot.type(KeyCode.K);
        robot.type(KeyCode.ENTER);
        fixture.untilSeen("Pairing code");
        assertThat(home.performed()).isEmpty();
        robot.type(KeyCode.ESCAPE);
        robot.type(KeyCode.R);
        fixture.until(() -> home.performed().equals(List.of(new Decision.Reject(bob))));
        fixture.untilSeen("Rejected");
        robot.type(KeyCode.J);
        robot.type(KeyCode.A);
        fixture.until(() -> home.performed().size() == 2);

        assertThat(home.performed().getLast()).isEqualTo(new Decision.Approve(ann));
    }

    @Test
    void adminIsAskedOnceMoreAndEnterIsNo() {
        home.change(now -> now.requests.add(mac));
        fixture.armed("Approve Kitchen Mac, device, home");

        robot.clickOn("Kitchen Mac");
        robot.type(KeyCode.A);
        fixture.untilSeen("Approve admin for Kitchen Mac at home?");
        assertThat(fixture.stage.getScene().getFocusOwner()).isSameAs(fixture.node("dialog-cancel"));
        robot.type(KeyCode.ENTER);
        fixture.until(() -> robot.lookup("#dialog-act").tryQuery().isEmpty());
        assertThat(home.performed()).isEmpty();

        robot.type(KeyCode.A);
        robot.clickOn("#dialog-act");
        fixture.until(() -> home.performed().equals(List.of(new Decision.Approve(mac))));
    }

    @Test
    void anOwnerIsMadeAfterATickAndASecondQuestion() {
        home.change(now -> now.requests.addAll(List.of(ann, bob)));
        fixture.armed("Approve ann, Telegram, home");
        robot.clickOn("ann");
        robot.type(KeyCode.ENTER);
        fixture.untilSeen("Make command owner");

        robot.clickOn("#option-owner");
        fixture.untilSeen("Approve as owner…");
        robot.clickOn("#detail-approve");
        fixture.untilSeen("Make ann the owner of home?");
        robot.clickOn("#dialog-act");

        fixture.until(() ->
                home.performed().equals(List.of(new Decision.Approve(ann, new Decision.Options(false, true)))));
    }

    @Test
    void theOneFieldFiltersAndFindsByCode() {
        home.change(now -> now.requests.addAll(List.of(ann, bob)));
        fixture.untilSeen("bob");
        robot.clickOn("bob");

        robot.press(KeyCode.CONTROL).type(KeyCode.K).release(KeyCode.CONTROL);
        robot.write("bo");
        fixture.until(() -> !fixture.sees("ann"));
        robot.type(KeyCode.ESCAPE);
        fixture.untilSeen("ann");
        robot.write("abcd2345");
        fixture.until(() -> fixture.sees("ann") && !fixture.sees("bob"));
        robot.eraseText(8).write("nobody");

        fixture.untilSeen("Nothing matches");
    }

    @Test
    void theCodeIsHiddenUntilWantedAndInEveryPicture() {
        home.change(now -> now.requests.add(ann));
        fixture.armed("Approve ann, Telegram, home");
        robot.clickOn("ann");
        robot.type(KeyCode.ENTER);
        fixture.untilSeen("••••••••");
        assertThat(fixture.sees(CODE)).isFalse();
        WritableImage hidden = WindowFixture.onUi(fixture.window::picture);

        robot.clickOn("#code-reveal");
        fixture.untilSeen(CODE);
        WritableImage picture = WindowFixture.onUi(fixture.window::picture);

        assertThat(fixture.sees(CODE)).isFalse();
        Node code = robot.lookup(".code").queryAs(Label.class);
        var place = code.localToScene(code.getBoundsInLocal());
        for (int x = (int) place.getMinX(); x < place.getMaxX(); x++) {
            for (int y = (int) place.getMinY(); y < place.getMaxY(); y++) {
                assertThat(picture.getPixelReader().getArgb(x, y))
                        .isEqualTo(hidden.getPixelReader().getArgb(x, y));
            }
        }
    }

    @Test
    void aButtonThatDoesNotWorkSaysWhy() {
        home.change(now -> {
            now.absent.put(Feature.APPROVE_DM, Phrase.of("problem.not-offered.remedy"));
            now.requests.add(ann);
        });
        fixture.armed("Reject ann, Telegram, home");
        var approve = Objects.requireNonNull(fixture.button("Approve ann, Telegram, home"));

        assertThat(approve.isDisabled()).isTrue();
        assertThat(approve.getAccessibleHelp()).isEqualTo("Use the gateway's own tools for this.");
        robot.moveTo(approve);
        fixture.until(() -> robot.listWindows().size() > 1);
    }

    @Test
    void aLabelIsGivenInTheDetailAndStandsInTheRow() {
        home.change(now -> now.requests.add(ann));
        fixture.armed("Approve ann, Telegram, home");
        robot.clickOn("ann");
        robot.type(KeyCode.L);
        fixture.until(() -> fixture.node("detail-label").isFocused());
        ((TextField) fixture.node("detail-label")).clear();
        robot.write("sister");
        robot.type(KeyCode.ENTER);

        fixture.until(() -> fixture.button("Approve sister, Telegram, home") != null);
        assertThat(home.performed()).isEmpty();
    }

    @Test
    void aGatewayThatFallsSilentKeepsItsRowsAndSaysWhy() {
        home.change(now -> now.requests.add(ann));
        fixture.armed("Approve ann, Telegram, home");
        home.change(now -> now.failing = new Problem.Missing("/nowhere"));

        fixture.untilSeen("home: /nowhere is not there.");
        fixture.until(() -> Objects.requireNonNull(fixture.button("Approve ann, Telegram, home"))
                .isDisabled());
        fixture.untilSeen("Stale");
        fixture.untilSeen("offline ");
    }

    @Test
    void theEmptyListSaysWhatWouldAppear() {
        fixture.untilSeen("Nothing needs you");
        robot.clickOn("#requests-root");
        robot.write("?");
        fixture.untilSeen("Move in the list");
    }
}

package dev.gatehouse.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.console.Words;
import dev.gatehouse.gateway.Feature;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.DeviceRequest;
import dev.gatehouse.pairing.DmRequest;
import dev.gatehouse.pairing.Kind;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.PinRequest;
import dev.gatehouse.testing.Asks;
import dev.gatehouse.testing.StubGateway;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
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

    private void reveal() {
        home.change(now -> now.requests.add(ann));
        fixture.armed("Approve ann, Telegram, home");
        robot.clickOn("ann");
        robot.type(KeyCode.ENTER);
        fixture.untilSeen("Pairing code");
        robot.clickOn("#code-reveal");
        fixture.untilSeen("ABCD");
    }

    @Test
    void aRevealedCodeIsHiddenOnceItIsUsed() {
        reveal();
        home.change(now -> now.lying = true);
        robot.type(KeyCode.A);
        fixture.untilSeen("Approving");
        fixture.until(() -> !fixture.sees("ABCD"));
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
        fixture.untilSeen("•••• ••••");
        assertThat(fixture.sees("ABCD")).isFalse();
        WritableImage hidden = WindowFixture.onUi(fixture.window::picture);

        robot.clickOn("#code-reveal");
        fixture.untilSeen("ABCD 2345");
        WritableImage picture = WindowFixture.onUi(fixture.window::picture);

        assertThat(fixture.sees("ABCD")).isFalse();
        Node code = robot.lookup(".code").queryAs(Label.class);
        var place = WindowFixture.onUi(() -> code.localToScene(code.getBoundsInLocal()));
        for (int x = (int) place.getMinX(); x < place.getMaxX(); x++) {
            for (int y = (int) place.getMinY(); y < place.getMaxY(); y++) {
                assertThat(picture.getPixelReader().getArgb(x, y))
                        .isEqualTo(hidden.getPixelReader().getArgb(x, y));
            }
        }
    }

    @Test
    void theDetailLetsGoOfWhatItShowedBefore() {
        home.change(now -> now.requests.add(ann));
        fixture.armed("Approve ann, Telegram, home");
        robot.clickOn("ann");
        robot.type(KeyCode.ENTER);
        fixture.untilSeen("•••• ••••");
        List<WeakReference<Node>> before = WindowFixture.onUi(() -> robot.lookup(".fact-name").queryAll().stream()
                .map(WeakReference::new)
                .toList());
        assertThat(before).isNotEmpty();
        AtomicInteger asked = new AtomicInteger();

        await().until(() -> {
            home.change(now -> {
                now.requests.clear();
                now.requests.add(again(ann, asked.incrementAndGet()));
            });
            System.gc();
            return before.stream().allMatch(caption -> caption.refersTo(null));
        });
    }

    private static DmRequest again(DmRequest request, int seconds) {
        return new DmRequest(
                request.key(),
                request.id(),
                request.code(),
                request.name(),
                request.details(),
                request.requestedAt(),
                request.lastAskedAt().plusSeconds(seconds),
                request.expiresAt());
    }

    @Test
    void whatIsTypedIntoTheFieldIsInNoPicture() {
        TextField field = (TextField) fixture.node("search");
        WritableImage before = WindowFixture.onUi(() -> {
            field.setStyle("-fx-prompt-text-fill: transparent");
            return fixture.window.picture();
        });
        WindowFixture.onUi(() -> {
            field.setText("39EAUHKR");
            return true;
        });
        WritableImage picture = WindowFixture.onUi(fixture.window::picture);

        var place = WindowFixture.onUi(() -> field.localToScene(field.getBoundsInLocal()));
        for (int x = (int) place.getMinX() + 30; x < place.getMinX() + 100; x++) {
            for (int y = (int) place.getMinY() + 4; y < place.getMaxY() - 4; y++) {
                assertThat(picture.getPixelReader().getArgb(x, y))
                        .isEqualTo(before.getPixelReader().getArgb(x, y));
            }
        }
    }

    @Test
    void whoIsNotKnownIsNamedInTheDetailBeforeAnythingIsApproved() {
        DmRequest nobody = Asks.anonymous("home", "telegram", "1795181109.66", Duration.ofMinutes(4));
        home.change(now -> now.requests.add(nobody));
        String title = "Code of " + new Words(Locale.ENGLISH, ZoneOffset.UTC).time(nobody.requestedAt());

        robot.clickOn(fixture.armed("Approve " + title + ", Telegram, home"));
        fixture.until(() -> fixture.robot.lookup("#detail-person").tryQuery().isPresent()
                && fixture.node("detail-person").isFocused());
        assertThat(home.performed()).isEmpty();
        robot.write("987654321");
        robot.type(KeyCode.ENTER);
        assertThat(fixture.node("detail-person").isFocused()).isTrue();
        assertThat(home.performed()).isEmpty();

        robot.clickOn("#detail-approve");
        fixture.until(() -> home.performed().size() == 1);
        assertThat(((Decision.Approve) home.performed().getFirst()).granted().subject())
                .isEqualTo("987654321");
    }

    @Test
    void whoEntersAPinThatWasCopiedIsIn() {
        PinRequest desk = Asks.client("home", "clasp:J7", "Desk", "847291", 0, "read:/**");
        home.change(now -> now.requests.add(desk));
        fixture.untilSeen("Desk");
        robot.clickOn("Desk");
        robot.type(KeyCode.ENTER);
        fixture.untilSeen("May read");

        robot.clickOn("#pin-copy");
        home.change(now -> now.requests.replaceAll(request -> entered(desk)));
        fixture.until(() -> home.performed().size() == 1);
    }

    private static PinRequest entered(PinRequest of) {
        return new PinRequest(
                of.key(),
                of.id(),
                of.name(),
                of.access(),
                of.client(),
                of.pin(),
                of.wrong(),
                of.tries(),
                true,
                of.requestedAt(),
                of.lastAskedAt(),
                of.expiresAt());
    }

    @Test
    void aPinIsHiddenUntilWantedAndItsClientGetsWhatIsTyped() {
        PinRequest desk = Asks.client("home", "clasp:J7", "Desk", "847291", 1, "read:/**");
        home.change(now -> now.requests.add(desk));
        fixture.untilSeen("Desk");
        robot.clickOn("Desk");
        robot.type(KeyCode.ENTER);
        fixture.untilSeen("May read");
        Label pin = WindowFixture.onUi(() -> (Label) robot.lookup(".pin-text").query());
        assertThat(pin.getText()).isEqualTo("••• •••");

        robot.clickOn("#pin-reveal");
        fixture.until(() -> pin.getText().equals("847 291"));
        WindowFixture.onUi(fixture.window::picture);
        fixture.until(() -> pin.getText().equals("••• •••"));

        WindowFixture.onUi(() -> {
            ((TextArea) fixture.node("detail-read")).setText("sensors");
            return true;
        });
        fixture.until(() -> fixture.node("detail-approve").isDisabled());
        WindowFixture.onUi(() -> {
            ((TextArea) fixture.node("detail-read")).setText("/sensors/**");
            return true;
        });
        fixture.until(() -> !fixture.node("detail-approve").isDisabled());
        robot.clickOn("#detail-approve");
        fixture.until(() -> home.performed().size() == 1);
        assertThat(((Decision.Approve) home.performed().getFirst())
                        .access()
                        .rights()
                        .getFirst()
                        .name())
                .isEqualTo("read:/sensors/**");
    }

    @Test
    void aCodeThatWasReadOutFindsItsRequest() {
        DmRequest nobody = Asks.anonymous("home", "telegram", "1795181109.66", Duration.ofMinutes(4));
        home.change(now -> {
            now.requests.addAll(List.of(ann, nobody));
            now.byCode.put("39EAUHKR", nobody.key());
        });
        fixture.untilSeen("Code of");

        robot.clickOn("#search").write("39EAUHKR");
        fixture.untilSeen("Find by code");
        robot.type(KeyCode.ENTER);

        fixture.untilSeen("The code that you entered belongs to this request.");
        assertThat(((TextField) fixture.node("search")).getText()).isEmpty();
        assertThat(home.performed()).isEmpty();
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

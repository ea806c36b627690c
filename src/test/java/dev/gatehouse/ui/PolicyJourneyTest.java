package dev.gatehouse.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.console.ApprovalPolicy;
import dev.gatehouse.console.HistoryEntry;
import dev.gatehouse.console.HistoryEntry.Method;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.Decision.Options;
import dev.gatehouse.pairing.DeviceRequest;
import dev.gatehouse.pairing.DmRequest;
import dev.gatehouse.pairing.Kind;
import dev.gatehouse.testing.Asks;
import dev.gatehouse.testing.StubGateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TextField;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;

/** A gateway at which the code that was told has to be typed, in the real window. */
class PolicyJourneyTest {
    private static final String CODE = "EFGH2345";

    private final DmRequest ann =
            Asks.dm("home", "telegram", "default", "111111111", CODE, "ann", Duration.ofMinutes(52));
    private final DeviceRequest mac = Asks.device(
            "home", Kind.DEVICE, "c325af15", "Kitchen Mac", "macOS", Duration.ofMinutes(4), "operator.read");

    private final Path folder;
    private final WindowFixture fixture;
    private final StubGateway home;
    private final FxRobot robot;

    PolicyJourneyTest(@TempDir Path folder) throws TimeoutException {
        this.folder = folder;
        fixture = new WindowFixture(folder, 1280, OtherPlaces::of);
        robot = fixture.robot;
        home = fixture.console.gateway("home", "home");
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private void choose(ApprovalPolicy policy) {
        robot.clickOn("#go-gateways");
        fixture.untilSeen("Your gateways");
        robot.type(KeyCode.J, KeyCode.ENTER);
        fixture.untilSeen("Before an approval");
        WindowFixture.onUi(() -> {
            ((MenuButton) fixture.node("gateway-policy"))
                    .getItems()
                    .get(policy.ordinal())
                    .fire();
            return true;
        });
        assertThat(fixture.console.console().approvals().of("home")).isEqualTo(policy);
    }

    private boolean typing() {
        return fixture.node("detail-code").isFocused();
    }

    @Test
    void theCodeThatWasToldIsTypedBeforeTheApproval() throws IOException {
        choose(ApprovalPolicy.CODE_FOR_ALL);
        fixture.untilSeen("Everybody is approved once you have typed");
        home.change(now -> now.requests.add(ann));
        robot.clickOn("#go-requests");
        fixture.armed("Approve ann, Telegram, home");
        robot.clickOn("ann");
        assertThat(fixture.sees("Pairing code")).isFalse();

        robot.type(KeyCode.A);
        fixture.until(this::typing);
        assertThat(((TextField) fixture.node("detail-code")).getText()).isEmpty();
        robot.write("EFGH2346");
        fixture.untilSeen("That is not the code of this request.");
        robot.type(KeyCode.ENTER);
        assertThat(home.performed()).isEmpty();

        robot.eraseText(8).write("efgh 2345");
        fixture.untilSeen("The code that you entered belongs to this request.");
        robot.type(KeyCode.ENTER);
        assertThat(home.performed()).isEmpty();
        robot.clickOn(fixture.armed("Approve ann, Telegram, home"));

        fixture.untilSeen("Approved");
        assertThat(home.performed())
                .containsExactly(new Decision.Approve(ann, new Options(false, false, "", "", ann.code(), null, null)));
        assertThat(fixture.console.console().history().all())
                .extracting(HistoryEntry::method)
                .containsExactly(Method.TYPED_CODE);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1))
                        .doesNotContainIgnoringCase(CODE);
            }
        }
    }

    @Test
    void aRequestThatItsCodeFoundIsApprovedWithAClick() {
        choose(ApprovalPolicy.CODE_FOR_FIRST);
        home.change(now -> now.requests.add(ann));
        robot.press(KeyCode.CONTROL).type(KeyCode.K).release(KeyCode.CONTROL);
        WindowFixture.onUi(() -> {
            ((TextField) fixture.node("search")).setText("efgh 2345");
            return true;
        });
        fixture.untilSeen("This looks like a code.");
        robot.type(KeyCode.ENTER);
        fixture.untilSeen("The code that you entered belongs to this request.");
        robot.clickOn(fixture.armed("Approve ann, Telegram, home"));

        fixture.untilSeen("Approved");
        assertThat(fixture.console.console().history().all())
                .extracting(HistoryEntry::method)
                .containsExactly(Method.TYPED_CODE);
    }

    @Test
    void aDeviceHasNoCodeAndIsAskedAboutWithWhatToCompare() {
        choose(ApprovalPolicy.CODE_FOR_ALL);
        home.change(now -> now.requests.add(mac));
        robot.clickOn("#go-requests");
        robot.clickOn(fixture.armed("Approve Kitchen Mac, device, home"));

        fixture.untilSeen("Approve Kitchen Mac at home?");
        assertThat(home.performed()).isEmpty();
        robot.clickOn("#dialog-act");
        fixture.until(() -> home.performed().equals(List.of(new Decision.Approve(mac))));
    }

    @Test
    void aLockedComputerForgetsWhatWasTypedOfACode() {
        choose(ApprovalPolicy.CODE_FOR_ALL);
        home.change(now -> now.requests.add(ann));
        robot.clickOn("#go-requests");
        robot.clickOn(fixture.armed("Approve ann, Telegram, home"));
        fixture.until(this::typing);
        WindowFixture.onUi(() -> {
            ((TextField) fixture.node("detail-code")).setText("EFGH234");
            ((TextField) fixture.node("search")).setText("ABCD2345");
            fixture.window.lock();
            return true;
        });
        assertThat(((TextField) fixture.node("search")).getText()).isEmpty();
        fixture.until(() -> robot.lookup("#detail-code")
                .tryQuery()
                .map(field -> ((TextField) field).getText().isEmpty())
                .orElse(true));
    }

    @Test
    void aHalfTypedCodeIsInNoPicture() {
        choose(ApprovalPolicy.CODE_FOR_ALL);
        home.change(now -> now.requests.add(ann));
        robot.clickOn("#go-requests");
        robot.clickOn(fixture.armed("Approve ann, Telegram, home"));
        fixture.until(this::typing);
        WritableImage empty = WindowFixture.onUi(() -> {
            ((TextField) fixture.node("detail-code")).setText("EFGH234");
            return fixture.window.picture();
        });
        WritableImage other = WindowFixture.onUi(() -> {
            ((TextField) fixture.node("detail-code")).setText("WXYZ987");
            return fixture.window.picture();
        });
        javafx.scene.Node field = fixture.node("detail-code");
        javafx.geometry.Bounds at = WindowFixture.onUi(() -> field.localToScene(field.getLayoutBounds()));
        int different = 0;
        for (int x = (int) at.getMinX() + 4; x < at.getMaxX() - 4; x++) {
            for (int y = (int) at.getMinY() + 4; y < at.getMaxY() - 4; y++) {
                different += empty.getPixelReader().getArgb(x, y)
                                == other.getPixelReader().getArgb(x, y)
                        ? 0
                        : 1;
            }
        }
        assertThat(different).isZero();
    }
}

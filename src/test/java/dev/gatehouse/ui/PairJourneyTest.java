package dev.gatehouse.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.gateway.CodeOffer;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.IssuedCode.State;
import dev.gatehouse.pairing.PairingCode;
import dev.gatehouse.pairing.SetupCode;
import dev.gatehouse.pairing.SubjectKey;
import dev.gatehouse.testing.Grants;
import dev.gatehouse.testing.StubGateway;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeoutException;
import javafx.scene.AccessibleAttribute;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PairJourneyTest {
    private static final String CODE = "7QX9KM";

    private final WindowFixture fixture;
    private final StubGateway smith;

    PairJourneyTest(@TempDir Path folder) throws TimeoutException {
        fixture = new WindowFixture(folder, 1000, OtherPlaces::of);
        smith = fixture.console.gateway("smith", "smith");
    }

    @BeforeEach
    void offer() {
        smith.change(now -> {
            now.offers.add(
                    new CodeOffer("pairing", List.of(new CodeOffer.Field("agent", true, "", List.of(), true)), null));
            now.nextCodes.add(new PairingCode(CODE, PairingCode.Direction.FROM_OPERATOR));
            now.nextCodes.add(new SetupCode("clasp-pair:1?c=0123456789"));
        });
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private String code() {
        return WindowFixture.onUi(() -> ((Label) fixture.node("pair-code")).getText());
    }

    /** Everything that a screen reader, a tooltip or the eye can get hold of. */
    private String everything() {
        return WindowFixture.onUi(() -> {
            StringBuilder all = new StringBuilder();
            for (Node node : fixture.stage.getScene().getRoot().lookupAll("*")) {
                all.append(node.getAccessibleText()).append(node.getAccessibleHelp());
                all.append(node.queryAccessibleAttribute(AccessibleAttribute.TEXT));
                if (node instanceof Labeled labeled) {
                    Tooltip tip = labeled.getTooltip();
                    all.append(labeled.getText()).append(tip == null ? "" : tip.getText());
                }
            }
            return all.toString();
        });
    }

    private void make() {
        fixture.robot.clickOn("#go-pair");
        fixture.until(() -> !fixture.node("pair-make").isDisabled());
        fixture.robot.clickOn("#pair-field-agent").write("research");
        fixture.robot.clickOn("#pair-make");
    }

    @Test
    void aCodeIsMadeRevealedCopiedAndSeenToBeUsed() {
        make();
        fixture.untilSeen("Reveal");
        assertThat(((Decision.IssueCode) smith.performed().getFirst()).values()).containsEntry("agent", "research");
        assertThat(code()).isEqualTo("••• •••");
        assertThat(everything()).doesNotContain(CODE).doesNotContain("7QX").doesNotContain("7 Q X");
        fixture.until(() -> fixture.node("pair-reveal").isFocused());

        fixture.robot.type(KeyCode.SPACE);
        fixture.until(() -> code().equals("7QX 9KM"));
        assertThat(WindowFixture.onUi(() -> fixture.node("pair-code").getAccessibleText()))
                .isEqualTo("7 Q X 9 K M");

        fixture.robot.clickOn("#pair-copy");
        fixture.until(() -> CODE.equals(Clipboard.getSystemClipboard().getString()));

        smith.change(now -> now.codes.replaceAll(made ->
                made.in(new State.Used(new SubjectKey("smith", "telegram", "", "222"), "carl", Instant.now()))));
        fixture.untilSeen("Used by carl");
        assertThat(everything()).doesNotContain(CODE).doesNotContain("7QX 9KM").doesNotContain("7 Q X");
    }

    @Test
    void aPictureOfTheWindowHidesWhatIsRevealed() {
        make();
        fixture.untilSeen("Reveal");
        fixture.robot.clickOn("#pair-reveal");
        fixture.until(() -> code().equals("7QX 9KM"));

        WindowFixture.onUi(fixture.window::picture);

        fixture.until(() -> code().equals("••• •••"));
    }

    @Test
    void aSetupCodeIsShownForScanningAndTheKeysDoIt() {
        make();
        fixture.untilSeen("Reveal");
        fixture.robot.clickOn("#pair-new");
        fixture.until(() -> fixture.node("pair-gateway").isFocused());
        fixture.robot.clickOn("#pair-make");
        fixture.untilSeen("The QR code is hidden");
        assertThat(fixture.robot.lookup(".qr").tryQuery()).isEmpty();

        WindowFixture.onUi(() -> {
            fixture.node("pair-list").requestFocus();
            return true;
        });
        fixture.robot.type(KeyCode.S);
        fixture.until(() -> fixture.robot.lookup(".qr").tryQuery().isPresent());
        assertThat(everything()).doesNotContain("0123456789");
        fixture.robot.type(KeyCode.ESCAPE);
        fixture.untilSeen("The QR code is hidden");
        assertThat(WindowFixture.onUi(() -> fixture.node("go-pair").getAccessibleText()))
                .isEqualTo("Pair, 2 open");

        fixture.robot.type(KeyCode.X);
        fixture.untilSeen("It was taken back");
    }

    @Test
    void whoUsedACodeIsTakenOutOrLookedAtBesideIt() {
        make();
        fixture.untilSeen("Reveal");
        smith.change(now -> now.grants.add(Grants.device("smith", "d1", "Pixel 8", "operator.read")));
        smith.change(now -> now.codes.replaceAll(
                made -> made.in(new State.Used(new SubjectKey("smith", "", "", "d1"), "Pixel 8", Instant.now()))));
        fixture.untilSeen("Pixel 8 joined: read.");
        fixture.until(() -> "Revoke access of Pixel 8 at smith"
                .equals(fixture.node("pair-revoke").getAccessibleText()));

        fixture.robot.clickOn("#pair-lead");
        fixture.untilSeen("Rights");
        assertThat(fixture.sees("Pixel 8")).isTrue();
        fixture.robot.clickOn("#go-pair");
        fixture.until(() -> {
            fixture.robot.clickOn("#pair-revoke");
            return fixture.sees("Pixel 8 was in by this code");
        });

        assertThat(smith.performed().getLast()).isInstanceOf(Decision.Revoke.class);
    }

    @Test
    void theMenuInTheHeaderKeepsWhatIsChosen() {
        fixture.robot.clickOn("#go-pair");
        assertThat(WindowFixture.onUi(() -> fixture.node("pair-menu").getAccessibleText()))
                .isEqualTo("How codes are shown");
        WindowFixture.onUi(() -> {
            fixture.node("pair-menu").requestFocus();
            return true;
        });
        fixture.robot.type(KeyCode.SPACE);
        fixture.untilSeen("Replace a code that ends");
        fixture.robot.type(KeyCode.DOWN, KeyCode.DOWN, KeyCode.ENTER);

        fixture.until(() -> fixture.console.console().settings().get().view().containsKey("pair.replaces"));
    }
}

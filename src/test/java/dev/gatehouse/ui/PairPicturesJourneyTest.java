package dev.gatehouse.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.console.Console;
import dev.gatehouse.gateway.CodeOffer;
import dev.gatehouse.pairing.IssuedCode.State;
import dev.gatehouse.pairing.PairingCode;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.SetupCode;
import dev.gatehouse.testing.PicturesHoldNoCode;
import dev.gatehouse.testing.QrReader;
import dev.gatehouse.testing.RecordedDialogs;
import dev.gatehouse.testing.StubGateway;
import dev.gatehouse.ui.common.Printing;
import dev.gatehouse.ui.common.Surroundings;
import dev.gatehouse.ui.pair.PairView;
import dev.gatehouse.ui.pair.PracticePhone;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import javafx.scene.control.Label;
import javafx.scene.image.Image;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kordamp.ikonli.feather.Feather;

/** A code over the whole screen and in a file, and in no other picture. */
class PairPicturesJourneyTest {
    private static final String SETUP = "clasp-pair:1?u=wss://router.lan:7330&c=V2hhdCBhIHNlY3JldCE";

    private final RecordedDialogs dialogs = new RecordedDialogs();
    private final Path folder;
    private final WindowFixture fixture;
    private final StubGateway gateway;

    PairPicturesJourneyTest(@TempDir Path folder) throws TimeoutException {
        this.folder = folder;
        fixture = new WindowFixture(folder, 1000, this::places);
        gateway = fixture.console.gateway("home", "home");
        gateway.change(now -> now.offers.add(new CodeOffer("setup", List.of(), null)));
    }

    private List<Place> places(Console console, Surroundings with) {
        PairView pair = new PairView(
                console, with, PracticePhone.NONE, dialogs, (title, picture) -> Printing.Result.NO_PRINTER);
        return List.of(new Place("pair", Phrase.of("pair.title"), Feather.GRID, pair, pair.open()));
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private void make(dev.gatehouse.pairing.Code code) {
        gateway.change(now -> now.nextCodes.add(code));
        fixture.robot.clickOn("#go-pair");
        fixture.until(() -> !fixture.node("pair-make").isDisabled());
        fixture.robot.clickOn("#pair-make");
        fixture.untilSeen("Reveal");
    }

    /** Lets the window use the code list's keys. */
    private void toTheList() {
        WindowFixture.onUi(() -> {
            fixture.node("pair-list").requestFocus();
            return true;
        });
    }

    private boolean covered() {
        return WindowFixture.onUi(
                () -> fixture.stage.getScene().lookup("#cover").isVisible());
    }

    /** What somebody sees who looks at the window now. */
    private Image looked() {
        return WindowFixture.onUi(() -> fixture.stage.getScene().snapshot(null));
    }

    private void write(Image image, String name) throws IOException {
        int width = (int) image.getWidth();
        int height = (int) image.getHeight();
        int[] pixels = new int[width * height];
        image.getPixelReader().getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        picture.setRGB(0, 0, width, height, pixels, 0, width);
        ImageIO.write(picture, "png", folder.resolve(name).toFile());
    }

    private void picture(String name) throws IOException {
        WritableImage picture = WindowFixture.onUi(fixture.window::picture);
        write(picture, name);
    }

    @Test
    void ofAWholeJourneyOnlyWhatWasSavedHoldsTheCode() throws IOException {
        make(new SetupCode(SETUP));
        picture("made.png");
        fixture.robot.clickOn("#pair-reveal");
        fixture.until(() -> fixture.robot.lookup(".qr").tryQuery().isPresent());
        picture("revealed.png");
        toTheList();
        fixture.robot.type(KeyCode.F);
        fixture.until(this::covered);
        picture("full-screen.png");
        assertThat(covered()).isFalse();

        Path saved = folder.resolve("saved.png");
        dialogs.choose(saved);
        fixture.robot.clickOn("#pair-save");
        fixture.until(() -> !dialogs.questions().isEmpty());
        picture("asked.png");
        WindowFixture.onUi(() -> {
            dialogs.sayYes();
            return true;
        });
        fixture.untilSeen("Saved to " + saved);
        picture("saved-notice.png");
        fixture.robot.clickOn("#pair-print");
        fixture.until(() -> dialogs.questions().size() == 2);
        WindowFixture.onUi(() -> {
            dialogs.sayYes();
            return true;
        });
        fixture.untilSeen("This computer has no printer.");

        PicturesHoldNoCode.below(folder, Set.of(saved));
        assertThat(PicturesHoldNoCode.readBelow(folder)).isEqualTo(Map.of(saved, SETUP));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(saved)))
                .isEqualTo("rw-------");
        write(looked(), "looked.png");
        assertThat(PicturesHoldNoCode.readBelow(folder)).hasSize(1);
    }

    @Test
    void fHoldsItUpAndNothingStaysWhenItIsTakenDown() {
        make(new SetupCode(SETUP));
        toTheList();
        fixture.robot.type(KeyCode.F);
        fixture.until(this::covered);
        fixture.until(
                () -> QrReader.read(fixture.stage.getScene().snapshot(null)).isPresent());
        assertThat(QrReader.read(looked())).contains(SETUP);
        assertThat(WindowFixture.onUi(() -> fixture.node("big-code").getAccessibleText()))
                .isEqualTo("agent, account smith-default of home over the whole screen; Escape hides it");
        assertThat(WindowFixture.onUi(() -> fixture.node("big-code").isFocused()))
                .isTrue();

        fixture.robot.type(KeyCode.X);
        assertThat(gateway.performed()).as("keys reach nothing below").hasSize(1);
        fixture.robot.type(KeyCode.ESCAPE);
        fixture.until(() -> !covered());
        fixture.untilSeen("The QR code is hidden");
        assertThat(QrReader.read(looked())).isEmpty();
        assertThat(fixture.robot.lookup("#big-code").tryQuery()).isEmpty();

        fixture.robot.clickOn("#pair-full");
        fixture.until(this::covered);
        gateway.change(now -> now.codes.replaceAll(code -> code.in(new State.Used(null, "carl", null))));
        fixture.until(() -> !covered());
        fixture.untilSeen("Used by carl");
        assertThat(QrReader.read(looked())).isEmpty();
    }

    @Test
    void aCodeToReadOutIsHeldUpInGroups() {
        make(new PairingCode("7QX9KM", PairingCode.Direction.FROM_OPERATOR));
        fixture.robot.clickOn("#pair-full");
        fixture.until(this::covered);
        assertThat(WindowFixture.onUi(() -> ((Label) fixture.node("big-code-text")).getText()))
                .isEqualTo("7QX 9KM");
        assertThat(WindowFixture.onUi(() -> fixture.node("big-code-text").getAccessibleText()))
                .isEqualTo("7 Q X 9 K M");

        fixture.robot.clickOn("#big-code");
        fixture.until(() -> !covered());
        fixture.until(() -> ((Label) fixture.node("pair-code")).getText().equals("••• •••"));
    }
}

package dev.gatehouse.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.gateway.CodeOffer;
import dev.gatehouse.pairing.SetupCode;
import dev.gatehouse.testing.QrReader;
import dev.gatehouse.testing.StubGateway;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeoutException;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.image.WritableImage;
import javafx.scene.transform.Transform;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a camera sees of a code that is shown in the window, at every scale and in both themes. */
class QrOnScreenTest {
    /** As long as the setup code of a gateway with several addresses. */
    private static final String LONG =
            "eyJ1cmwiOiJ3c3M6Ly9nYXRld2F5LmV4YW1wbGUuY29tOjE4Nzg5IiwidXJscyI6WyJ3c3M6Ly9nYXRld2F5"
                    + "LmV4YW1wbGUuY29tOjE4Nzg5Iiwid3M6Ly8xOTIuMTY4LjEuMjA6MTg3ODkiLCJ3czovLzEwMC4xMDEuMTAyLjEwMzoxODc4OSJdLCJi"
                    + "b290c3RyYXBUb2tlbiI6IkFCQ0RFRkdISUpLTE1OT1BRUlNUVVZXWFlaYWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXoiLCJleHBpcmVzQX"
                    + "RNcyI6MTc5NTIwMDAwMDAwMCwibm9kZUlkIjoiMDEyMzQ1Njc4OWFiY2RlZiIsInByb2ZpbGUiOiJraXRjaGVuIHBob25lIiwidmVyc2lv"
                    + "biI6MiwiZmluZ2VycHJpbnQiOiJhMTowZjozYzo3Nzo1Mjo5ZTpkNCJ9";

    private static final String SHORT = "clasp-pair:1?c=0123456789";

    private final WindowFixture fixture;
    private final StubGateway gateway;

    QrOnScreenTest(@TempDir Path folder) throws TimeoutException {
        fixture = new WindowFixture(folder, 1000, OtherPlaces::of);
        gateway = fixture.console.gateway("home", "home");
    }

    @AfterEach
    void close() {
        WindowFixture.onUi(() -> {
            new Theme(Theme.Choice.LIGHT).apply();
            return true;
        });
        fixture.close();
    }

    private void reveal(String text) {
        gateway.change(now -> {
            now.offers.add(new CodeOffer("setup", List.of(), null));
            now.nextCodes.add(new SetupCode(text));
        });
        fixture.robot.clickOn("#go-pair");
        fixture.until(() -> !fixture.node("pair-make").isDisabled());
        fixture.robot.clickOn("#pair-make");
        fixture.untilSeen("Reveal");
        fixture.robot.clickOn("#pair-reveal");
        fixture.until(() -> shown() != null);
    }

    private @org.jspecify.annotations.Nullable Image shown() {
        return fixture.robot
                .lookup(".qr")
                .tryQuery()
                .map(qr -> ((ImageView) qr.lookup("ImageView")).getImage())
                .orElse(null);
    }

    private WritableImage seen(Node node, double scale) {
        return WindowFixture.onUi(() -> {
            SnapshotParameters as = new SnapshotParameters();
            as.setTransform(Transform.scale(scale, scale));
            return node.snapshot(as, null);
        });
    }

    /** Lays the window out as on a screen of that scale. */
    private void scale(double scale) {
        WindowFixture.onUi(() -> {
            fixture.stage.setRenderScaleX(scale);
            fixture.stage.setRenderScaleY(scale);
            fixture.stage.getScene().getRoot().requestLayout();
            fixture.stage.getScene().getRoot().layout();
            return true;
        });
    }

    @ParameterizedTest
    @CsvSource({
        "1,   LIGHT, true",
        "1,   DARK,  false",
        "1.5, LIGHT, false",
        "1.5, DARK,  true",
        "2,   LIGHT, true",
        "2,   DARK,  true",
        "1.25, DARK, true"
    })
    void aReaderThatIsNotOursReadsIt(double scale, Theme.Choice theme, boolean isLong) {
        String text = isLong ? LONG : SHORT;
        WindowFixture.onUi(() -> {
            new Theme(theme).apply();
            return true;
        });
        scale(scale);
        reveal(text);
        scale(scale);

        assertThat(QrReader.read(seen(fixture.node("pair-detail"), scale))).contains(text);
        assertThat(QrReader.read(seen(fixture.stage.getScene().getRoot(), scale)))
                .contains(text);
        wholePixels(scale);
    }

    /** Each module has as many pixels as the next, three at least, and begins where a pixel of the screen begins. */
    private void wholePixels(double scale) {
        Node qr = fixture.robot.lookup(".qr").query();
        ImageView view = (ImageView) qr.lookup("ImageView");
        Image drawn = view.getImage();
        int modules = modules(drawn);
        assertThat(drawn.getWidth() % modules).isZero();
        assertThat(drawn.getWidth() / modules).isGreaterThanOrEqualTo(3);
        assertThat(view.getFitWidth() * scale).isCloseTo(drawn.getWidth(), within());
        Bounds on = view.localToScene(view.getBoundsInLocal());
        assertThat(on.getMinX() * scale).isCloseTo(Math.rint(on.getMinX() * scale), within());
        assertThat(on.getMinY() * scale).isCloseTo(Math.rint(on.getMinY() * scale), within());

        // What is on screen is, pixel by pixel, what was drawn.
        WritableImage window = seen(fixture.stage.getScene().getRoot(), scale);
        int left = (int) Math.rint(on.getMinX() * scale);
        int top = (int) Math.rint(on.getMinY() * scale);
        int wrong = 0;
        for (int y = 0; y < drawn.getHeight(); y++) {
            for (int x = 0; x < drawn.getWidth(); x++) {
                int there = window.getPixelReader().getArgb(left + x, top + y);
                wrong += there == drawn.getPixelReader().getArgb(x, y) ? 0 : 1;
            }
        }
        assertThat(wrong).as("pixels that are not as drawn").isZero();
    }

    private static org.assertj.core.data.Offset<Double> within() {
        return org.assertj.core.data.Offset.offset(0.02);
    }

    /** How many modules are in {@code image}: its upper left finder pattern has seven, after four of quiet zone. */
    private static int modules(Image image) {
        int width = (int) image.getWidth();
        int dark = 0;
        int first = 0;
        while (image.getPixelReader().getArgb(first, first) != 0xFF000000) {
            first++;
        }
        while (image.getPixelReader().getArgb(first + dark, first) == 0xFF000000) {
            dark++;
        }
        assertThat(dark % 7).isZero();
        int module = dark / 7;
        assertThat(first).isEqualTo(4 * module);
        return width / module;
    }
}

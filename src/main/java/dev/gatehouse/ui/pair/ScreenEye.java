package dev.gatehouse.ui.pair;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.control.Labeled;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.transform.Transform;

/** Sees of a code what somebody before the screen sees: the pixels of a picture, the letters of a code. */
final class ScreenEye implements PhoneModel.Eye {
    private final Node place;

    /** Looks at {@code place}. */
    ScreenEye(Node place) {
        this.place = place;
    }

    @Override
    public CompletionStage<Optional<String>> look(boolean scans) {
        return scans ? scan() : read();
    }

    /** Reads the picture that is there, pixel by pixel as on the screen; empty if there is none, or none that can be read. */
    private CompletionStage<Optional<String>> scan() {
        Scene scene = place.getScene();
        if (scene == null) {
            return CompletableFuture.completedStage(Optional.empty());
        }
        // The whole window: what is scrolled out of sight or covered is not seen.
        double scale = scene.getWindow() == null ? 1 : scene.getWindow().getOutputScaleX();
        SnapshotParameters asShown = new SnapshotParameters();
        asShown.setTransform(Transform.scale(scale, scale));
        WritableImage seen = scene.getRoot().snapshot(asShown, null);
        Bounds there = place.localToScene(place.getLayoutBounds());
        int left = Math.max(0, (int) (there.getMinX() * scale));
        int top = Math.max(0, (int) (there.getMinY() * scale));
        int width = (int) Math.min(there.getWidth() * scale, seen.getWidth() - left);
        int height = (int) Math.min(there.getHeight() * scale, seen.getHeight() - top);
        if (width <= 0 || height <= 0) {
            return CompletableFuture.completedStage(Optional.empty());
        }
        int[] pixels = new int[width * height];
        seen.getPixelReader().getPixels(left, top, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
        CompletableFuture<Optional<String>> read = new CompletableFuture<>();
        Thread.ofVirtual()
                .name("practice-eye")
                .start(() -> read.completeAsync(
                        () -> decoded(new RGBLuminanceSource(width, height, pixels)), Runnable::run));
        return read;
    }

    private static Optional<String> decoded(RGBLuminanceSource picture) {
        try {
            return Optional.of(new QRCodeReader()
                    .decode(
                            new BinaryBitmap(new HybridBinarizer(picture)),
                            Map.of(DecodeHintType.TRY_HARDER, Boolean.TRUE))
                    .getText());
        } catch (ReaderException _) {
            // No picture of a code is there: it is hidden, say.
            return Optional.empty();
        }
    }

    /** Reads the letters and digits of the code that stands there; empty if it is hidden. */
    private CompletionStage<Optional<String>> read() {
        String letters = place.lookup(".large-code") instanceof Labeled label && label.getText() != null
                ? label.getText().replaceAll("[^\\p{L}\\p{Nd}]", "")
                : "";
        return CompletableFuture.completedStage(Optional.of(letters).filter(text -> !text.isEmpty()));
    }
}

package dev.gatehouse.testing;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.LuminanceSource;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.GlobalHistogramBinarizer;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.scene.image.Image;
import javafx.scene.image.PixelFormat;

/** A reader of QR codes that is not ours, on anything that can be looked at. */
public final class QrReader {
    private static final Map<DecodeHintType, Object> HARD = Map.of(DecodeHintType.TRY_HARDER, true);

    private QrReader() {}

    /** The text of a code anywhere in {@code image}. */
    public static Optional<String> read(Image image) {
        int width = (int) image.getWidth();
        int height = (int) image.getHeight();
        int[] pixels = new int[width * height];
        image.getPixelReader().getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
        return read(width, height, pixels);
    }

    /** The text of a code anywhere in {@code image}. */
    public static Optional<String> read(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        return read(width, height, image.getRGB(0, 0, width, height, null, 0, width));
    }

    private static Optional<String> read(int width, int height, int[] pixels) {
        LuminanceSource seen = new RGBLuminanceSource(width, height, pixels);
        for (LuminanceSource one : List.of(seen, seen.invert())) {
            for (BinaryBitmap bitmap : List.of(
                    new BinaryBitmap(new HybridBinarizer(one)), new BinaryBitmap(new GlobalHistogramBinarizer(one)))) {
                try {
                    return Optional.of(new QRCodeReader().decode(bitmap, HARD).getText());
                } catch (ReaderException _) {
                    // Not seen in this light; perhaps in another.
                }
            }
        }
        return Optional.empty();
    }
}

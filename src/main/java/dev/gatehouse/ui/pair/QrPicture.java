package dev.gatehouse.ui.pair;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.PixelWriter;
import javafx.scene.image.WritableImage;
import org.jspecify.annotations.Nullable;

/**
 * A text as a QR code: error correction M, four modules of quiet zone, black on white whatever the theme, since many
 * readers take nothing else.
 */
final class QrPicture {
    /** The fewest pixels a module has: below, cameras of phones do not tell modules apart. */
    static final int LEAST_MODULE = 3;

    private static final int QUIET_ZONE = 4;
    private static final int BLACK = 0xFF000000;
    private static final int WHITE = 0xFFFFFFFF;

    private final BitMatrix modules;

    private QrPicture(BitMatrix modules) {
        this.modules = modules;
    }

    /** The code of {@code text}, or null if that is too long for any. */
    static @Nullable QrPicture of(String text) {
        Map<EncodeHintType, Object> hints = new EnumMap<>(EncodeHintType.class);
        hints.put(EncodeHintType.ERROR_CORRECTION, ErrorCorrectionLevel.M);
        hints.put(EncodeHintType.MARGIN, QUIET_ZONE);
        if (!StandardCharsets.US_ASCII.newEncoder().canEncode(text)) {
            // Names its character set in the code, which some readers do not know; so only where it has to.
            hints.put(EncodeHintType.CHARACTER_SET, StandardCharsets.UTF_8.name());
        }
        try {
            return new QrPicture(new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, 0, 0, hints));
        } catch (WriterException e) {
            return null;
        }
    }

    /** How many modules it is wide, the quiet zone included. */
    int modules() {
        return modules.getWidth();
    }

    /** How many pixels a module has where there is room for so many pixels. */
    int moduleSize(int room) {
        return Math.max(LEAST_MODULE, room / modules());
    }

    /** Draws it, with so many pixels a module. */
    WritableImage drawn(int moduleSize) {
        int width = modules() * moduleSize;
        WritableImage image = new WritableImage(width, width);
        PixelWriter pixels = image.getPixelWriter();
        int[] line = new int[width];
        for (int row = 0; row < modules(); row++) {
            for (int x = 0; x < width; x++) {
                line[x] = modules.get(x / moduleSize, row) ? BLACK : WHITE;
            }
            for (int y = row * moduleSize; y < (row + 1) * moduleSize; y++) {
                pixels.setPixels(0, y, width, 1, PixelFormat.getIntArgbInstance(), line, 0, width);
            }
        }
        return image;
    }

    /** Its modules, the quiet zone included, for whoever draws elsewhere than on the screen. */
    BitMatrix matrix() {
        return modules.clone();
    }
}

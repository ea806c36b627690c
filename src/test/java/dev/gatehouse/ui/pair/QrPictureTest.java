package dev.gatehouse.ui.pair;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.Result;
import com.google.zxing.ResultMetadataType;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.util.Objects;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QrPictureTest {
    private static final String SETUP =
            "clasp-pair:1?u=wss://router.lan:7330&p=https://192.168.1.20:7351/pair&c=V2hhdCBhIHNlY3JldCE&e=1795200000";

    private static QrPicture picture(String text) {
        return Objects.requireNonNull(QrPicture.of(text));
    }

    private static int[] pixels(WritableImage image) {
        int width = (int) image.getWidth();
        int[] pixels = new int[width * width];
        image.getPixelReader().getPixels(0, 0, width, width, PixelFormat.getIntArgbInstance(), pixels, 0, width);
        return pixels;
    }

    private static Result read(WritableImage image) throws ReaderException {
        int width = (int) image.getWidth();
        RGBLuminanceSource seen = new RGBLuminanceSource(width, width, pixels(image));
        return new QRCodeReader().decode(new BinaryBitmap(new HybridBinarizer(seen)));
    }

    @ParameterizedTest
    @ValueSource(strings = {SETUP, "ABCD2345", "größer – 你好 🙂"})
    void whatIsDrawnIsReadBack(String text) throws ReaderException {
        assertThat(read(picture(text).drawn(3)).getText()).isEqualTo(text);
    }

    @Test
    void aQuarterOfItMayBeDirtyAtLevelM() throws ReaderException {
        assertThat(read(picture(SETUP).drawn(3)).getResultMetadata().get(ResultMetadataType.ERROR_CORRECTION_LEVEL))
                .isEqualTo("M");
    }

    @Test
    void fourModulesAllAroundStayWhite() {
        QrPicture picture = picture(SETUP);
        WritableImage image = picture.drawn(5);
        int width = (int) image.getWidth();
        assertThat(width).isEqualTo(picture.modules() * 5);
        for (int at = 0; at < width; at++) {
            for (int rim = 0; rim < 4 * 5; rim++) {
                assertThat(image.getPixelReader().getArgb(at, rim)).isEqualTo(0xFFFFFFFF);
                assertThat(image.getPixelReader().getArgb(rim, at)).isEqualTo(0xFFFFFFFF);
                assertThat(image.getPixelReader().getArgb(at, width - 1 - rim)).isEqualTo(0xFFFFFFFF);
                assertThat(image.getPixelReader().getArgb(width - 1 - rim, at)).isEqualTo(0xFFFFFFFF);
            }
        }
        assertThat(image.getPixelReader().getArgb(20, 20)).isEqualTo(0xFF000000);
    }

    @Test
    void aModuleIsAWholeNumberOfPixelsAndNeverLessThanThree() {
        QrPicture picture = picture(SETUP);
        int wide = picture.modules();
        assertThat(picture.moduleSize(10)).isEqualTo(3);
        assertThat(picture.moduleSize(wide * 7 - 1)).isEqualTo(6);
        assertThat(picture.moduleSize(wide * 7)).isEqualTo(7);
    }

    @Test
    void whatNoCodeCanHoldIsNotDrawn() {
        assertThat(QrPicture.of("x".repeat(4000))).isNull();
    }
}

package dev.gatehouse.ui.pair;

import com.google.zxing.client.j2se.MatrixToImageWriter;
import dev.gatehouse.pairing.Code;
import dev.gatehouse.pairing.PairingCode;
import dev.gatehouse.pairing.SetupCode;
import dev.gatehouse.ui.common.CodeGroups;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.LineBreakMeasurer;
import java.awt.font.TextAttribute;
import java.awt.font.TextLayout;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.text.AttributedString;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javafx.scene.image.Image;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A code for a file or for paper: black on white, and below it what it is and until when somebody can use it. Drawn by
 * Java 2D, which needs neither a window nor the JavaFX thread.
 */
final class CodeCard {
    /** How wide it is, in pixels of its smallest size. */
    private static final int WIDTH = 880;

    private static final int MARGIN = 40;
    private static final int ROOM = WIDTH - 2 * MARGIN;
    private static final int LARGE = 120;

    private record Line(TextLayout text, int above) {}

    private final Code code;
    private final String typeface;
    private final String title;
    private final List<String> lines;
    private final String end;

    /**
     * The card of {@code code}.
     *
     * @param typeface the family that a code is set in which is read out
     * @param title what sort of code it is
     * @param lines where it is from and what it is good for
     * @param end until when it can be used
     */
    CodeCard(Code code, CodeTypeface typeface, String title, List<String> lines, String end) {
        this.code = code;
        this.typeface = typeface.family();
        this.title = title;
        this.lines = List.copyOf(lines);
        this.end = end;
    }

    /** As the content of a PNG file, made in memory alone; null if the text is too long for a QR code. */
    byte @Nullable [] png() throws IOException {
        BufferedImage drawn = drawn(1);
        if (drawn == null) {
            return null;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        // Left to itself ImageIO writes through a temporary file, where the code would lie open.
        try (ImageOutputStream memory = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(drawn, "png", memory);
        }
        return bytes.toByteArray();
    }

    /** For a printer, which has more dots than a screen; null if the text is too long for a QR code. */
    @Nullable
    Image forPaper() {
        BufferedImage drawn = drawn(3);
        if (drawn == null) {
            return null;
        }
        int width = drawn.getWidth();
        int height = drawn.getHeight();
        WritableImage image = new WritableImage(width, height);
        image.getPixelWriter()
                .setPixels(
                        0,
                        0,
                        width,
                        height,
                        PixelFormat.getIntArgbInstance(),
                        drawn.getRGB(0, 0, width, height, null, 0, width),
                        0,
                        width);
        return image;
    }

    /** Draws it, {@code times} as large as it need be. */
    private @Nullable BufferedImage drawn(int times) {
        BufferedImage picture = null;
        if (code instanceof SetupCode scanned) {
            QrPicture qr = QrPicture.of(scanned.value());
            if (qr == null) {
                return null;
            }
            picture = MatrixToImageWriter.toBufferedImage(qr.matrix());
        }
        // Lines are measured before it is known how high the picture is.
        Graphics2D measure = graphics(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB));
        int large = picture == null ? 0 : (ROOM * times / picture.getWidth()) * picture.getWidth();
        List<Line> all = new ArrayList<>();
        if (code instanceof PairingCode spoken) {
            all.add(new Line(spoken(measure, spoken, times), 40 * times));
        }
        // The quiet zone of a QR code is room enough.
        add(all, measure, times, title, Font.BOLD, 34, picture == null ? 40 : 0);
        lines.forEach(line -> add(all, measure, times, line, Font.PLAIN, 26, 8));
        add(all, measure, times, end, Font.BOLD, 30, 24);
        measure.dispose();
        float below = 0;
        for (Line line : all) {
            below += line.above() + height(line.text());
        }
        int top = MARGIN * times;
        BufferedImage card =
                new BufferedImage(WIDTH * times, 2 * top + large + (int) Math.ceil(below), BufferedImage.TYPE_INT_RGB);
        Graphics2D on = graphics(card);
        on.setColor(Color.WHITE);
        on.fillRect(0, 0, card.getWidth(), card.getHeight());
        if (picture != null) {
            on.drawImage(picture, (card.getWidth() - large) / 2, top, large, large, null);
        }
        on.setColor(Color.BLACK);
        float y = top + large;
        for (Line line : all) {
            TextLayout text = line.text();
            y += line.above() + text.getAscent();
            text.draw(on, (card.getWidth() - text.getVisibleAdvance()) / 2, y);
            y += text.getDescent() + text.getLeading();
        }
        on.dispose();
        return card;
    }

    private static float height(TextLayout text) {
        return text.getAscent() + text.getDescent() + text.getLeading();
    }

    private static Graphics2D graphics(BufferedImage image) {
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
        return graphics;
    }

    /** The code in groups, on one line as large as it can be. */
    private TextLayout spoken(Graphics2D on, PairingCode spoken, int times) {
        String groups = CodeGroups.of(spoken.value());
        Font font = new Font(typeface, Font.BOLD, LARGE * times);
        TextLayout widest = new TextLayout(groups, font, on.getFontRenderContext());
        float share = ROOM * times / widest.getAdvance();
        return share >= 1
                ? widest
                : new TextLayout(groups, font.deriveFont(font.getSize() * share), on.getFontRenderContext());
    }

    private static void add(List<Line> all, Graphics2D on, int times, String text, int style, int size, int above) {
        if (text.isBlank()) {
            return;
        }
        AttributedString set =
                new AttributedString(text, Map.of(TextAttribute.FONT, new Font(Font.SANS_SERIF, style, size * times)));
        LineBreakMeasurer breaks = new LineBreakMeasurer(set.getIterator(), on.getFontRenderContext());
        while (breaks.getPosition() < text.length()) {
            boolean first = breaks.getPosition() == 0;
            all.add(new Line(breaks.nextLayout(ROOM * times), first ? above * times : 0));
        }
    }
}

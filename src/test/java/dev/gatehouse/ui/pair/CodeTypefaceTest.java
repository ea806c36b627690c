package dev.gatehouse.ui.pair;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.GlyphVector;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The letters themselves, drawn by another program than JavaFX's. */
class CodeTypefaceTest {
    private static final int SIZE = 60;

    static Stream<String> installed() {
        Set<String> there = Set.copyOf(Arrays.asList(
                java.awt.GraphicsEnvironment.getLocalGraphicsEnvironment().getAvailableFontFamilyNames()));
        return CodeTypeface.FAMILIES.stream().filter(there::contains);
    }

    /** {@code letter} stretched over a square, so that its width alone tells nothing. */
    private static boolean[][] drawn(String family, String letter) {
        BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        GlyphVector glyphs =
                new Font(family, Font.BOLD, 100).createGlyphVector(graphics.getFontRenderContext(), letter);
        Rectangle2D bounds = glyphs.getOutline().getBounds2D();
        AffineTransform fit = AffineTransform.getScaleInstance(SIZE / bounds.getWidth(), SIZE / bounds.getHeight());
        fit.translate(-bounds.getX(), -bounds.getY());
        graphics.setColor(Color.WHITE);
        graphics.fill(fit.createTransformedShape(glyphs.getOutline()));
        graphics.dispose();
        boolean[][] ink = new boolean[SIZE][SIZE];
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++) {
                ink[y][x] = (image.getRGB(x, y) & 0xFF) > 127;
            }
        }
        return ink;
    }

    /** Whether there is ink in the middle of {@code letter}. */
    private static boolean crossed(String family, String letter) {
        boolean[][] ink = drawn(family, letter);
        int dots = 0;
        for (int y = SIZE * 2 / 5; y < SIZE * 3 / 5; y++) {
            for (int x = SIZE * 2 / 5; x < SIZE * 3 / 5; x++) {
                dots += ink[y][x] ? 1 : 0;
            }
        }
        return dots > SIZE * SIZE / 25 / 4;
    }

    /** How much of the square is inked in one letter and not in the other. */
    private static double apart(String family, String one, String other) {
        boolean[][] first = drawn(family, one);
        boolean[][] second = drawn(family, other);
        int apart = 0;
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++) {
                apart += first[y][x] == second[y][x] ? 0 : 1;
            }
        }
        return (double) apart / (SIZE * SIZE);
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("installed")
    void zeroIsCrossedAndOneIsNoLetter(String family) {
        assertThat(crossed(family, "0")).as("0 of " + family).isTrue();
        assertThat(crossed(family, "O")).as("O of " + family).isFalse();
        for (List<String> pair : List.of(List.of("1", "I"), List.of("1", "l"), List.of("I", "l"))) {
            assertThat(apart(family, pair.getFirst(), pair.getLast()))
                    .as(pair + " of " + family)
                    .isGreaterThan(0.05);
        }
    }

    @Test
    void theFirstThatIsInstalledIsWorn() {
        assertThat(CodeTypeface.among(Set.of("Menlo", "Hack")::contains)).isEqualTo(new CodeTypeface("Menlo"));
        assertThat(CodeTypeface.among(family -> false)).isEqualTo(new CodeTypeface("Monospaced"));
    }

    @Test
    void whatIsInstalledIsFound() {
        assertThat(CodeTypeface.ofThisComputer().family())
                .as("what Java 2D knows, and what JavaFX chose")
                .isEqualTo(installed().findFirst().orElse("Monospaced"));
    }
}

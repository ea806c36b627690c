package dev.gatehouse.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.imageio.ImageIO;

/** Tries to read every picture that a run has written, as somebody would who finds it. */
public final class PicturesHoldNoCode {
    private static final List<String> ENDINGS = List.of(".png", ".jpg", ".jpeg", ".gif", ".bmp");

    private PicturesHoldNoCode() {}

    /** The text of each picture below {@code folder} in which a QR code can be read. */
    public static Map<Path, String> readBelow(Path folder) throws IOException {
        List<Path> pictures;
        try (var files = Files.walk(folder)) {
            pictures = files.filter(Files::isRegularFile)
                    .filter(PicturesHoldNoCode::isPicture)
                    .toList();
        }
        Map<Path, String> read = new HashMap<>();
        for (Path picture : pictures) {
            BufferedImage image = ImageIO.read(picture.toFile());
            if (image != null) {
                QrReader.read(image).ifPresent(text -> read.put(picture, text));
            }
        }
        return read;
    }

    private static boolean isPicture(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        return ENDINGS.stream().anyMatch(name::endsWith);
    }

    /** Fails if a code can be read in a picture below {@code folder} beside those that the operator had {@code saved}. */
    public static void below(Path folder, Set<Path> saved) throws IOException {
        Map<Path, String> read = readBelow(folder);
        read.keySet().removeAll(saved);
        assertThat(read).as("pictures in which a code can be read").isEmpty();
    }
}

package dev.gatehouse.interop;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What is on a screen. */
final class Picture {
    private final int width;
    private final int height;
    /** Red, green and blue of each pixel, a byte each, row by row. */
    private final byte[] pixels;

    private Picture(int width, int height, byte[] pixels) {
        this.width = width;
        this.height = height;
        this.pixels = pixels;
    }

    /** A point in a picture. */
    record Point(int x, int y) {}

    /** Reads a binary PPM with a byte a colour. */
    static Picture ofPpm(byte[] file) {
        int[] numbers = new int[3];
        if (!new String(file, 0, 2, StandardCharsets.US_ASCII).equals("P6")) {
            throw new IllegalArgumentException("not a PPM");
        }
        int at = 2;
        for (int i = 0; i < numbers.length; i++) {
            while (Character.isWhitespace(file[at])) {
                at++;
            }
            while (Character.isDigit(file[at])) {
                numbers[i] = numbers[i] * 10 + (file[at] - '0');
                at++;
            }
        }
        byte[] pixels = java.util.Arrays.copyOfRange(file, at + 1, file.length);
        if (numbers[2] != 255 || pixels.length != numbers[0] * numbers[1] * 3) {
            throw new IllegalArgumentException("an unexpected PPM of " + numbers[0] + "x" + numbers[1]);
        }
        return new Picture(numbers[0], numbers[1], pixels);
    }

    private int channel(int x, int y, int which) {
        return pixels[(y * width + x) * 3 + which] & 0xff;
    }

    /** Whether there is hardly anything on it: few colours, or one nearly everywhere. */
    boolean blank() {
        Map<Integer, Integer> colours = new HashMap<>();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                colours.merge(channel(x, y, 0) << 16 | channel(x, y, 1) << 8 | channel(x, y, 2), 1, Integer::sum);
            }
        }
        int most = colours.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        return colours.size() < 30 || most > 0.995 * width * height;
    }

    /** The middle of the topmost filled green button: the one thing in the window that is green over a wide strip. */
    Optional<Point> greenButton() {
        for (int y = 0; y < height; y++) {
            int run = 0;
            for (int x = 0; x < width; x++) {
                run = green(x, y) ? run + 1 : 0;
                if (run >= 48) {
                    int end = x;
                    while (end + 1 < width && green(end + 1, y)) {
                        end++;
                    }
                    int left = x - run + 1;
                    int middle = (left + end) / 2;
                    // Down its left edge, which no text interrupts.
                    int bottom = y;
                    while (bottom + 1 < height && green(left + 4, bottom + 1)) {
                        bottom++;
                    }
                    return Optional.of(new Point(middle, (y + bottom) / 2));
                }
            }
        }
        return Optional.empty();
    }

    private boolean green(int x, int y) {
        int red = channel(x, y, 0);
        int green = channel(x, y, 1);
        int blue = channel(x, y, 2);
        return green > red + 50 && green > blue + 40 && green < 190;
    }
}

package dev.gatehouse.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The display to draw on: the one that is there, or an Xvfb of our own. */
final class XServer implements AutoCloseable {
    private final String display;
    private final @Nullable Process own;

    private XServer(String display, @Nullable Process own) {
        this.display = display;
        this.own = own;
    }

    /**
     * The display of the environment, or a new one.
     *
     * @throws IOException if there is neither a display nor Xvfb
     */
    static XServer open() throws IOException {
        String there = System.getenv("DISPLAY");
        if (there != null && !there.isBlank()) {
            return new XServer(there, null);
        }
        Process process;
        try {
            process = new ProcessBuilder(
                            "Xvfb", "-displayfd", "1", "-screen", "0", "1600x1200x24", "-nolisten", "tcp", "-noreset")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new IOException("DISPLAY is not set and Xvfb is not installed (Debian: apt install xvfb)", e);
        }
        BufferedReader out = process.inputReader(StandardCharsets.US_ASCII);
        String number = out.readLine();
        if (number == null) {
            throw new IOException("Xvfb did not start");
        }
        return new XServer(":" + number.strip(), process);
    }

    String display() {
        return display;
    }

    /** Which it is, for the head of the table. */
    String description() {
        return own == null ? "the display " + display + " that was there" : "an Xvfb of the benchmark's own";
    }

    @Override
    public void close() throws InterruptedException {
        if (own != null) {
            own.destroy();
            if (!own.waitFor(5, TimeUnit.SECONDS)) {
                own.destroyForcibly();
            }
        }
    }
}

package dev.gatehouse.interop;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A screen that nobody sees, with a window manager, and hands to use what is on it. */
final class XDisplay implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String SIZE = "1400x1000x24";

    private final Map<String, String> variables;
    private final Path scratch;
    private final List<Process> processes = new ArrayList<>();

    private XDisplay(String number, Path scratch) {
        this.variables = Map.of("DISPLAY", ":" + number);
        this.scratch = scratch;
    }

    /** Opens one; skips the test where a tool is missing. */
    static XDisplay open(Path scratch) throws IOException, InterruptedException {
        return open(scratch, SIZE);
    }

    /** The same, of {@code size} as Xvfb takes it: width, height and depth. */
    static XDisplay open(Path scratch, String size) throws IOException, InterruptedException {
        for (String tool : List.of("Xvfb", "openbox", "xdotool", "import")) {
            if (!Command.of("sh", "-c", "command -v " + tool).run(LIMIT).well()) {
                throw Interop.missing(tool + " is not installed");
            }
        }
        // It chooses a free number by itself and tells it.
        Process server = Command.of("Xvfb", "-displayfd", "1", "-screen", "0", size, "-nolisten", "tcp")
                .builder()
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader said = server.inputReader(StandardCharsets.UTF_8);
        String number = said.readLine();
        if (number == null) {
            throw new AssertionError("Xvfb does not start");
        }
        XDisplay display = new XDisplay(number.strip(), scratch);
        display.processes.add(server);
        display.processes.add(Command.of("openbox", "--sm-disable")
                .with(display.variables)
                .builder()
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
        return display;
    }

    /** What a program needs in its environment to open its windows here. */
    Map<String, String> variables() {
        return variables;
    }

    private Command.Ended run(String... line) throws IOException, InterruptedException {
        return Command.of(line).with(variables).run(LIMIT);
    }

    /** The window with exactly that title, if it is on screen. */
    Optional<String> window(String title) throws IOException, InterruptedException {
        return run("xdotool", "search", "--onlyvisible", "--name", "^" + title + "$")
                .out()
                .lines()
                .filter(line -> line.matches("\\d+"))
                .findFirst();
    }

    /** The window that has the focus. */
    Optional<String> active() throws IOException, InterruptedException {
        return run("xdotool", "getactivewindow").out().lines().findFirst();
    }

    /** Takes the window out of sight. */
    void minimize(String window) throws IOException, InterruptedException {
        run("xdotool", "windowminimize", "--sync", window).outOrFail();
    }

    /** What the window shows now; kept in {@code file} too, for people to look at. */
    Picture picture(String window, Path file) throws IOException, InterruptedException {
        Path ppm = scratch.resolve("picture.ppm");
        run("import", "-window", window, "-depth", "8", ppm.toString()).outOrFail();
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        run("convert", ppm.toString(), file.toString()).outOrFail();
        return Picture.ofPpm(Files.readAllBytes(ppm));
    }

    /** Moves the mouse to a point in the window. */
    void point(String window, Picture.Point at) throws IOException, InterruptedException {
        run("xdotool", "mousemove", "--window", window, Integer.toString(at.x()), Integer.toString(at.y()))
                .outOrFail();
    }

    /** Clicks where the mouse is. */
    void click() throws IOException, InterruptedException {
        run("xdotool", "click", "1").outOrFail();
    }

    /** Presses a key in the window that has the focus. */
    void press(String key) throws IOException, InterruptedException {
        run("xdotool", "key", "--clearmodifiers", key).outOrFail();
    }

    @Override
    public void close() {
        for (Process process : processes.reversed()) {
            process.destroy();
            try {
                if (!process.waitFor(5, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }
}

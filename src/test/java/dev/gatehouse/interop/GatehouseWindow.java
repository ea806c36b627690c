package dev.gatehouse.interop;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The window of Gatehouse on a display, worked with mouse and keyboard alone.
 *
 * @param display where it is
 * @param id the window
 * @param pictures how the names of the pictures begin that are kept of it
 */
record GatehouseWindow(XDisplay display, String id, String pictures) {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** Longer than a row takes until its buttons take a click. */
    private static final Duration ARMING = Duration.ofSeconds(2);

    /** Waits until it is there, with something in it. */
    static GatehouseWindow opened(XDisplay display, String pictures) {
        GatehouseWindow window = new GatehouseWindow(
                display,
                await("the window")
                        .atMost(LIMIT)
                        .until(() -> display.window("Gatehouse"), Optional::isPresent)
                        .orElseThrow(),
                pictures);
        await("something in the window")
                .atMost(LIMIT)
                .until(() -> !window.picture("opened").blank());
        return window;
    }

    /** Selects the next row, and has the mouse point at its button to approve. */
    void pointAtApprove() throws Exception {
        display.press("j");
        Picture.Point approve = await("the button of the selected row")
                .atMost(LIMIT)
                .pollDelay(ARMING)
                .until(() -> picture("selected").greenButton(), Optional::isPresent)
                .orElseThrow();
        display.point(id, approve);
    }

    /** What it shows now; kept for people to look at. */
    Picture picture(String name) throws Exception {
        return display.picture(id, Path.of("target", "interop", pictures + "-" + name + ".png"));
    }

    /** Closes it, as its user does. */
    void close() throws Exception {
        display.press("alt+F4");
    }
}

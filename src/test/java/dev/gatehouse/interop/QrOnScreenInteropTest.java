package dev.gatehouse.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.io.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The QR code in a real window, at the scales of real screens, read by zbarimg (Debian's zbar-tools). */
@Tag("interop")
@Timeout(180)
class QrOnScreenInteropTest {
    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final String SIZE = "2200x1500x24";

    /** As long as the setup code of a gateway with several addresses. */
    private static final String TEXT =
            "clasp-pair:1?u=wss://router.lan:7330&p=https://192.168.1.20:7351/pair&e=1795200000"
                    + "&f=" + "a10f3c77529ed4086bee19c045f28a31a17d902b64bce813579a0df621c84eb5".repeat(4)
                    + "&c=" + "V2hhdCBhIHNlY3JldCE".repeat(5);

    @TempDir
    Path base;

    @ParameterizedTest
    @CsvSource({"1, LIGHT", "1, DARK", "1.5, LIGHT", "1.5, DARK", "2, LIGHT", "2, DARK"})
    void anotherReaderReadsTheScreen(String scale, String theme) throws Exception {
        if (!Command.of("sh", "-c", "command -v zbarimg").run(LIMIT).well()) {
            throw Interop.missing("zbarimg is not installed");
        }
        Path log = base.resolve("shown.log");
        try (XDisplay display = XDisplay.open(base, SIZE)) {
            Process process = new Command(
                            ChildJvm.line(
                                    List.of("-Dglass.gtk.uiScale=" + scale, "-Dprism.order=sw"),
                                    ShownCode.class,
                                    theme,
                                    Files.createDirectory(base.resolve("files")).toString(),
                                    TEXT),
                            display.variables())
                    .builder()
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            try {
                await("the code on the screen")
                        .atMost(LIMIT)
                        .failFast("it ended: " + log, () -> !process.isAlive())
                        .until(() -> Files.readString(log).contains(ShownCode.REVEALED));
                read(display, "window-qr-" + scale + "-" + theme.toLowerCase(java.util.Locale.ROOT));
            } finally {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                Files.copy(log, System.out);
            }
        }
    }

    private void read(XDisplay display, String name) throws Exception {
        String window = display.window("Gatehouse").orElseThrow();
        await("beside the list").atMost(LIMIT).until(() -> seen(display, window, name), Optional::isPresent);
        assertThat(seen(display, window, name)).contains(TEXT);

        display.press("f");
        await("over the whole screen")
                .atMost(LIMIT)
                .until(() -> seen(display, "root", name + "-full").isPresent() && fills(name + "-full"));
        assertThat(seen(display, "root", name + "-full")).contains(TEXT);

        display.press("Escape");
        await("taken down").atMost(LIMIT).until(() -> seen(display, "root", name + "-after"), Optional::isEmpty);
        display.press("f");
        await("once more").atMost(LIMIT).until(() -> seen(display, "root", name + "-full"), Optional::isPresent);
        display.press("alt+F4");
        await("closed in the middle")
                .atMost(LIMIT)
                .until(() -> seen(display, "root", name + "-after"), Optional::isEmpty);
    }

    /** The text that the other reader sees in the window. */
    private static Optional<String> seen(XDisplay display, String window, String name) throws Exception {
        display.picture(window, file(name));
        Command.Ended read = Command.of(
                        "zbarimg",
                        "-q",
                        "--raw",
                        "-Sdisable",
                        "-Sqrcode.enable",
                        file(name).toString())
                .run(LIMIT);
        return read.out().lines().findFirst();
    }

    /** Whether the picture is white up to its corners, as it is when nothing else is on the screen. */
    private static boolean fills(String name) throws Exception {
        Command.Ended corners = Command.of(
                        "convert", file(name).toString(), "-format", "%[pixel:p{2,2}] %[pixel:p{2190,1490}]", "info:")
                .run(LIMIT);
        return corners.outOrFail().matches("(?:white|s?rgb\\(255,255,255\\)) (?:white|s?rgb\\(255,255,255\\))");
    }

    private static Path file(String name) {
        return Path.of("target", "interop", name + ".png");
    }
}

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The program in the image: how it starts Java, and the cache that makes the start quick. */
final class Launcher {
    private static final String CACHE = "-XX:AOTCache=$APPDIR/gatehouse.aot";
    private static final String LEARNED = "-XX:AOTConfiguration=$APPDIR/gatehouse.aotconf";

    /** What Java is told. The cache fits only a Java that was told the same when it was made. */
    static final List<String> OPTIONS = List.of(
            "--enable-native-access=ALL-UNNAMED,javafx.graphics",
            // A window that waits most of the time: a small heap, and the quick compiler alone.
            "-XX:+UseSerialGC",
            "-Xms24m",
            "-XX:TieredStopAtLevel=1",
            // Native libraries lie beside the jars; nothing is unpacked.
            "-Dorg.sqlite.lib.path=$APPDIR",
            "-Djna.boot.library.path=$APPDIR",
            "-Djna.nounpack=true",
            CACHE);

    private final Platform platform;
    private final Path image;

    Launcher(Platform platform, Path image) {
        this.platform = platform;
        this.image = image;
    }

    /** Goes through the screens once, off screen and in an empty home, and keeps what Java learned. */
    void train(Path home) throws IOException, InterruptedException {
        Path learned = platform.app(image).resolve("gatehouse.aotconf");
        runWith(List.of("-XX:AOTMode=record", LEARNED), home, List.of("--rehearse"), learned);
        // Java ends by itself once the cache is made.
        Path cache = platform.app(image).resolve("gatehouse.aot");
        runWith(List.of("-XX:AOTMode=create", LEARNED, CACHE), home, List.of(), cache);
        Files.delete(learned);
        try (Stream<Path> left = Files.list(home)) {
            List<Path> traces = left.toList();
            if (!traces.isEmpty()) {
                throw new IllegalStateException("The rehearsal left " + traces);
            }
        }
    }

    /** Runs it with other options instead of the cache's; has to succeed and to make {@code file}. */
    private void runWith(List<String> options, Path home, List<String> args, Path file)
            throws IOException, InterruptedException {
        Path config = platform.config(image);
        String usual = Files.readString(config);
        Files.writeString(config, usual.replace(CACHE, String.join(platform.nextOption(), options)));
        Tools.Ended ended = run(home, args);
        Files.writeString(config, usual);
        if (ended.status() != 0 || !Files.exists(file)) {
            throw new IllegalStateException("No " + file + ": ended with " + ended.status() + "\n" + ended.said());
        }
    }

    /** Runs the program to its end with {@code home} as its user's home, made if it has to be. */
    Tools.Ended run(Path home, List<String> args) throws IOException, InterruptedException {
        Files.createDirectories(home);
        return Tools.start(home, surroundings(home), Stream.concat(
                        Stream.of(platform.program(image).toString()), args.stream())
                .toList());
    }

    /** Nothing of the person who builds is seen by the program. */
    private static Map<String, String> surroundings(Path home) {
        return Map.of(
                "HOME", home.toString(),
                "JAVA_TOOL_OPTIONS", "-Duser.home=\"" + home + "\"",
                "XDG_CONFIG_HOME", home.resolve(".config").toString(),
                "XDG_DATA_HOME", home.resolve(".local/share").toString(),
                "APPDATA", home.resolve("Roaming").toString(),
                "LOCALAPPDATA", home.resolve("Local").toString(),
                "DISPLAY", "",
                "DBUS_SESSION_BUS_ADDRESS", "");
    }
}

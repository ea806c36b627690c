import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether the package can do what the build can: it knows the same products, and opens every kind of gateway. Each of the
 * trial's gateways has to fail for its own reason, and none because a class or a native library is not there.
 */
final class Trial {
    private final Project project;
    private final Launcher launcher;

    Trial(Project project, Launcher launcher) {
        this.project = project;
        this.launcher = launcher;
    }

    void pass() throws IOException, InterruptedException {
        Path home = project.work().resolve("trial");
        sameProducts(home);
        everyGateway(home);
    }

    private void sameProducts(Path home) throws IOException, InterruptedException {
        String packaged = launcher.run(home, List.of("--version")).said();
        String classPath = Stream.concat(Stream.of(project.jar()), project.dependencies().stream())
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
        String built = Tools.run(home, Map.of(), List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp", classPath, Project.MAIN, "--version"));
        if (!told(packaged).equals(told(built)) || told(built).size() < 2) {
            throw new IllegalStateException("The package says\n" + packaged + "\nand the build\n" + built);
        }
    }

    private void everyGateway(Path home) throws IOException, InterruptedException {
        Path state = home.resolve("state");
        Path database = state.resolve("openclaw/state/openclaw.sqlite");
        Files.createDirectories(database.getParent());
        Files.write(database, emptyDatabase(17));
        String settings = Files.readString(project.resource("trial/settings.json"))
                .replace("@STATE@", state.toString().replace("\\", "\\\\"));
        for (String place : List.of(".config/gatehouse", "Roaming/Gatehouse", "Library/Application Support/Gatehouse")) {
            Path file = home.resolve(place).resolve("settings.json");
            Files.createDirectories(file.getParent());
            Files.writeString(file, settings);
        }
        Tools.Ended ended = launcher.run(home, List.of("--list"));
        List<String> lines = told(ended.said());
        System.out.println(String.join("\n", lines));
        if (lines.stream().anyMatch(line -> line.matches(".*(NoClassDef|ClassNotFound|UnsatisfiedLink|Exception|Error).*"))) {
            throw new IllegalStateException("Something is missing in the package, see above");
        }
        for (Matcher name = Pattern.compile("\"name\": \"(.*?)\"").matcher(settings); name.find(); ) {
            if (lines.stream().noneMatch(line -> line.startsWith(name.group(1) + ":"))) {
                throw new IllegalStateException("The package says nothing of " + name.group(1) + ", see above");
            }
        }
    }

    /** One page of SQLite without a table, so that the database is opened and its tables are missed. */
    private static byte[] emptyDatabase(int userVersion) {
        int page = 4096;
        return ByteBuffer.allocate(page)
                .put("SQLite format 3\0".getBytes(StandardCharsets.US_ASCII))
                .putShort((short) page)
                .put(new byte[] {1, 1, 0, 64, 32, 32})
                .putInt(28, 1) // pages
                .putInt(44, 4) // format of the schema
                .putInt(56, 1) // UTF-8
                .putInt(60, userVersion)
                .put(100, (byte) 13) // a leaf of a table
                .putShort(105, (short) page)
                .array();
    }

    private static List<String> told(String said) {
        return said.lines().filter(line -> !line.startsWith("Picked up JAVA_TOOL_OPTIONS")).toList();
    }
}

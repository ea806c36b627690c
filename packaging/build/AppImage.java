import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The folder that runs without being installed: runtime, jars and a program that starts them. */
final class AppImage {
    private final Project project;
    private final Platform platform;
    private final Libraries libraries;
    private final Icons icons;

    AppImage(Project project, Platform platform, Libraries libraries, Icons icons) {
        this.project = project;
        this.platform = platform;
        this.libraries = libraries;
        this.icons = icons;
    }

    /** Makes it around {@code runtime}. */
    Path make(Path runtime) throws IOException {
        Path folder = project.work().resolve("image");
        if (platform.system() == Platform.System.LINUX) {
            script(runtime, platform.image(folder));
        } else {
            jpackage(runtime, folder);
        }
        return platform.image(folder);
    }

    /** On Linux a script starts Java; jpackage's program would ask rpm and dpkg at every start to whom it belongs. */
    private void script(Path runtime, Path image) throws IOException {
        Tools.copy(libraries.folder(), platform.app(image));
        Tools.copy(runtime, image.resolve("lib/runtime"));
        String text = Files.readString(project.resource("linux/gatehouse.sh"))
                .replace("@OPTIONS@", "\"" + String.join("\" \\\n    \"", Launcher.OPTIONS) + "\"")
                .replace("@CLASSPATH@", libraries.jars().stream()
                        .map(jar -> "$APPDIR/" + jar.getFileName())
                        .collect(Collectors.joining(":")))
                .replace("@MAIN@", Project.MAIN);
        Path program = platform.program(image);
        Files.createDirectories(program.getParent());
        Files.writeString(program, text);
        if (!program.toFile().setExecutable(true, false)) {
            throw new IOException(program + " cannot be made executable");
        }
    }

    private void jpackage(Path runtime, Path folder) throws IOException {
        List<String> args = new ArrayList<>(List.of(
                "--type", "app-image",
                "--name", platform.name(),
                "--app-version", numbers(project.version(), platform),
                "--vendor", Project.VENDOR,
                "--description", Project.SUMMARY,
                "--copyright", "2026 " + Project.VENDOR,
                "--icon", icon().toString(),
                "--runtime-image", runtime.toString(),
                "--input", libraries.folder().toString(),
                "--main-jar", libraries.jars().getFirst().getFileName().toString(),
                "--main-class", Project.MAIN,
                "--dest", folder.toString()));
        if (platform.system() == Platform.System.MACOS) {
            args.addAll(List.of("--mac-package-identifier", Project.ID, "--mac-app-category", "public.app-category.utilities"));
        }
        Launcher.OPTIONS.forEach(option -> args.addAll(List.of("--java-options", option)));
        Tools.java("jpackage", args);
    }

    /** jpackage wants plain numbers, and macOS that the first is not zero. */
    static String numbers(String version, Platform platform) {
        String plain = version.replaceFirst("-.*", "");
        return platform.system() == Platform.System.MACOS && plain.startsWith("0.") ? "1" + plain.substring(1) : plain;
    }

    private Path icon() throws IOException {
        Path folder = Files.createDirectories(project.work().resolve("icons"));
        return switch (platform.system()) {
            case WINDOWS -> icons.ico(folder.resolve("gatehouse.ico"));
            case MACOS -> icons.icns(folder.resolve("gatehouse.icns"));
            case LINUX -> throw new IllegalStateException("Linux has its icons elsewhere");
        };
    }
}

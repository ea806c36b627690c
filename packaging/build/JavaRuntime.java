import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The Java runtime of the package: the modules that the application needs, and JavaFX. */
final class JavaRuntime {
    /** What is found by name at run time, where jdeps cannot see it. */
    private Set<String> unseen() {
        // Curves in TLS, where a JDK has them in a module of their own; how each language writes dates and numbers.
        Set<String> everywhere = Set.of("jdk.crypto.ec", "jdk.localedata");
        // The certificates of the system; screen readers.
        Set<String> windows = Set.of("jdk.crypto.mscapi", "jdk.accessibility");
        return platform.system() == Platform.System.WINDOWS
                ? Stream.concat(everywhere.stream(), windows.stream()).collect(Collectors.toSet())
                : everywhere;
    }

    private final Project project;
    private final Platform platform;
    private final Libraries libraries;

    JavaRuntime(Project project, Platform platform, Libraries libraries) {
        this.project = project;
        this.platform = platform;
        this.libraries = libraries;
    }

    /** Links it and returns its folder. */
    Path link() throws IOException {
        Path modules = jmods();
        Path runtime = project.work().resolve("runtime");
        String wanted = String.join(",", modules());
        System.out.println("modules: " + wanted);
        List<String> args = new ArrayList<>(List.of(
                "--module-path", modules.toString(),
                "--add-modules", wanted,
                "--include-locales", "en,de,fr,es,it,pt,nl,pl,sv,ja,zh,ko",
                "--strip-debug",
                "--no-header-files",
                "--no-man-pages",
                // The packages are compressed as a whole, which works better on what is not compressed yet.
                "--compress", "zip-0",
                "--output", runtime.toString()));
        boolean linux = platform.system() == Platform.System.LINUX;
        if (!linux) {
            // There, jpackage's program starts Java.
            args.add("--strip-native-commands");
        }
        Tools.java("jlink", args);
        if (linux) {
            nameOfProcess(runtime.resolve("bin"));
        }
        return runtime;
    }

    /** Java's program stays alone, under the name that a list of processes shall show. */
    private static void nameOfProcess(Path bin) throws IOException {
        Path program = Files.move(bin.resolve("java"), bin.resolveSibling("gatehouse"));
        Tools.empty(bin);
        Files.move(program, bin.resolve("gatehouse"));
    }

    /**
     * JavaFX as jmods, made from its jars. Linked from the jars, its native libraries would be unpacked into the operator's
     * home at the first start.
     */
    private Path jmods() throws IOException {
        Path folder = Files.createDirectories(project.work().resolve("jmods"));
        for (Path jar : libraries.javafx()) {
            Path classes = Files.createDirectories(folder.resolve(jar.getFileName() + "-classes"));
            Path natives = Files.createDirectories(folder.resolve(jar.getFileName() + "-natives"));
            Libraries.unpack(jar, classes, natives);
            // javafx-base-26.0.2-linux.jar
            String[] name = jar.getFileName().toString().split("-");
            Tools.java("jmod", List.of(
                    "create",
                    "--class-path", classes.toString(),
                    "--libs", natives.toString(),
                    "--module-version", name[2],
                    "--target-platform", platform.jmod(),
                    folder.resolve("javafx." + name[1] + ".jmod").toString()));
            Tools.empty(classes);
            Tools.empty(natives);
        }
        return folder;
    }

    /** What the classes refer to, and what they find by name. */
    private TreeSet<String> modules() throws IOException {
        Path plain = Files.createDirectories(project.work().resolve("plain"));
        List<String> jars = new ArrayList<>();
        for (Path jar : libraries.jars()) {
            // With its descriptor, jdeps would want every module of a jar to be there.
            Path copy = plain.resolve(jar.getFileName());
            Libraries.copyWithout(jar, copy, name -> name.endsWith("module-info.class"));
            jars.add(copy.toString());
        }
        String javafx = libraries.javafx().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        List<String> args = new ArrayList<>(List.of(
                "--print-module-deps",
                "--ignore-missing-deps",
                "--multi-release", String.valueOf(Runtime.version().feature()),
                "--module-path", javafx,
                "--class-path", String.join(File.pathSeparator, jars)));
        args.addAll(jars);
        TreeSet<String> modules = Stream.of(Tools.java("jdeps", args).strip().split(","))
                .collect(Collectors.toCollection(TreeSet::new));
        modules.addAll(unseen());
        Tools.empty(plain);
        return modules;
    }
}

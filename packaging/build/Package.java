import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Builds the packages that the system at hand wants. {@code mvn -Ppackage verify} starts it:
 *
 * <pre>Package BASE VERSION TIME JAR BOM HOME CLASSPATH</pre>
 *
 * the project's folder, the version, the time that files in packages have, the application's jar, the bill of materials
 * as XML, the address of the project, and the class path that the application needs.
 */
final class Package {
    private Package() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        try {
            build(new Project(args));
        } catch (Problem e) {
            System.err.println("packaging: " + e.getMessage());
            System.exit(1);
        }
    }

    private static void build(Project project) throws IOException, InterruptedException {
        Platform platform = Platform.here();
        Installers installers = Installers.of(platform, project);
        installers.check();

        Files.createDirectories(project.packages());
        Tools.empty(project.work());
        Libraries libraries = new Libraries(project, platform);
        libraries.collect();
        Path runtime = new JavaRuntime(project, platform, libraries).link();
        Icons icons = new Icons(project.base().resolve("icons/gatehouse.svg"));
        Path image = new AppImage(project, platform, libraries, icons).make(runtime);
        new Licences(project, libraries).write(platform.resources(image));
        Launcher launcher = new Launcher(platform, image);
        launcher.train(project.work().resolve("home"));
        new Trial(project, launcher).pass();

        List<Path> made = new ArrayList<>(installers.make(image, icons));
        made.add(project.bom());
        // The same for programs that read JSON.
        made.add(Path.of(project.bom().toString().replaceFirst("xml$", "json")));
        Path sums = Sums.write(project.packages(), made);
        try (Stream<Path> files = Stream.concat(made.stream(), Stream.of(sums))) {
            for (Path file : files.toList()) {
                System.out.printf("%6.1f MB  %s%n", Files.size(file) / 1e6, project.base().relativize(file));
            }
        }
    }
}

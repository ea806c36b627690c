import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is packaged.
 *
 * @param base the project's folder
 * @param version the version of the packages
 * @param time the time that files in packages have, so that two builds make the same
 * @param jar the application's jar
 * @param bom the bill of materials, as XML
 * @param home the address of the project
 * @param dependencies the jars that the application needs
 */
record Project(Path base, String version, Instant time, Path jar, Path bom, String home, List<Path> dependencies) {
    /** The main class. */
    static final String MAIN = "dev.gatehouse.Main";

    /** The name under which desktops know the application: its desktop file, icons and description. */
    static final String ID = "dev.gatehouse.Gatehouse";

    static final String VENDOR = "The Gatehouse authors";
    static final String SUMMARY = "Decides who may talk to your chat or agent gateways";

    /** What {@code mvn} says, see {@link Package}. */
    Project(String[] args) {
        this(
                Path.of(args[0]).toAbsolutePath(),
                args[1],
                Instant.parse(args[2]),
                Path.of(args[3]).toAbsolutePath(),
                Path.of(args[4]).toAbsolutePath(),
                args[5],
                Stream.of(args[6].split(File.pathSeparator))
                        .map(Path::of)
                        .filter(Files::isRegularFile)
                        .toList());
    }

    /** Where the packages go. */
    Path packages() {
        return base.resolve("target/packages");
    }

    /** Where they are made; emptied before. */
    Path work() {
        return base.resolve("target/packaging");
    }

    /** A file of this folder. */
    Path resource(String name) {
        return base.resolve("packaging").resolve(name);
    }
}

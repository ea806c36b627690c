import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * The jars of the application, as the package holds them. Native libraries are taken out of their jars: the ones of this
 * platform lie beside them, so that nothing is unpacked at a start, and those of the others stay away.
 */
final class Libraries {
    private static final Predicate<String> NATIVE =
            name -> name.matches("(org/sqlite/native|com/sun/jna)/.*\\.(so|dll|dylib|jnilib|a)");

    private final Project project;
    private final Platform platform;
    private final List<Path> jars = new ArrayList<>();
    private final List<Path> javafx = new ArrayList<>();

    Libraries(Project project, Platform platform) {
        this.project = project;
        this.platform = platform;
    }

    /** The folder that becomes the application's. */
    Path folder() {
        return project.work().resolve("app");
    }

    /** The jars in it, the application's first. */
    List<Path> jars() {
        return jars;
    }

    /** The jars of JavaFX, as they came; they become a part of the runtime. */
    List<Path> javafx() {
        return javafx;
    }

    void collect() throws IOException {
        Files.createDirectories(folder());
        take(project.jar());
        for (Path jar : project.dependencies()) {
            if (!jar.getFileName().toString().startsWith("javafx-")) {
                take(jar);
            } else if (hasClasses(jar)) {
                javafx.add(jar);
            }
        }
        for (String library : List.of(platform.sqlite(), platform.jna())) {
            Path file = folder().resolve(library.substring(library.lastIndexOf('/') + 1));
            if (!Files.exists(file)) {
                throw new IllegalStateException("No jar holds " + library);
            }
        }
    }

    /** JavaFX has an empty jar beside the one of each platform. */
    private static boolean hasClasses(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return zip.getEntry("module-info.class") != null;
        }
    }

    private void take(Path jar) throws IOException {
        Path target = folder().resolve(jar.getFileName());
        jars.add(target);
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            if (zip.stream().map(ZipEntry::getName).noneMatch(NATIVE)) {
                Files.copy(jar, target);
                return;
            }
            for (String library : List.of(platform.sqlite(), platform.jna())) {
                ZipEntry entry = zip.getEntry(library);
                if (entry != null) {
                    extract(zip, entry, folder().resolve(library.substring(library.lastIndexOf('/') + 1)));
                }
            }
        }
        copyWithout(jar, target, NATIVE);
    }

    /** Copies a jar without some of its entries. */
    static void copyWithout(Path jar, Path target, Predicate<String> unwanted) throws IOException {
        try (ZipFile from = new ZipFile(jar.toFile());
                ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(target))) {
            for (ZipEntry entry : from.stream().toList()) {
                if (!unwanted.test(entry.getName())) {
                    ZipEntry copy = new ZipEntry(entry.getName());
                    copy.setTime(entry.getTime());
                    to.putNextEntry(copy);
                    try (InputStream in = from.getInputStream(entry)) {
                        in.transferTo(to);
                    }
                }
            }
        }
    }

    /** Unpacks all of a jar; native libraries go to {@code natives}. */
    static void unpack(Path jar, Path classes, Path natives) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : zip.stream().filter(each -> !each.isDirectory()).toList()) {
                boolean library = entry.getName().matches("[^/]+\\.(so|dll|dylib)");
                extract(zip, entry, (library ? natives : classes).resolve(entry.getName()));
            }
        }
    }

    private static void extract(ZipFile zip, ZipEntry entry, Path file) throws IOException {
        Files.createDirectories(file.getParent());
        try (InputStream in = zip.getInputStream(entry)) {
            Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}

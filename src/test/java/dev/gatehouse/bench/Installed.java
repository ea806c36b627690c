package dev.gatehouse.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the package has installed: its own runtime, options and archive of classes. Its launcher reads them from a file
 * beside the jars, so a copy is measured in which that file names the onlooker too, behind everything else.
 *
 * @param launcher the program in the copy
 * @param configuration the file that it reads
 * @param told what stands there after the installation
 * @param folder where the benchmark works
 */
record Installed(Path launcher, Path configuration, List<String> told, Path folder) implements Program {
    private static final String MAIN = "app.mainclass=";
    private static final String OPTIONS = "[JavaOptions]";

    /** A copy of what was installed in {@code place}, such as {@code /opt/gatehouse}. */
    static Installed copy(Path place, Path folder) throws IOException {
        Path copy = folder.resolve("app");
        try (Stream<Path> all = Files.walk(place)) {
            all.forEach(from -> {
                try {
                    Files.copy(from, copy.resolve(place.relativize(from).toString()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        Path configuration = only(copy.resolve("lib/app"), ".cfg");
        return new Installed(only(copy.resolve("bin"), ""), configuration, Files.readAllLines(configuration), folder);
    }

    private static Path only(Path folder, String ending) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> file.toString().endsWith(ending))
                    .findFirst()
                    .orElseThrow(() -> new IOException("nothing in " + folder));
        }
    }

    @Override
    public String name() {
        return "as installed";
    }

    @Override
    public @Nullable Double start() {
        return 700.0;
    }

    @Override
    public double memory() {
        return 180;
    }

    @Override
    public List<String> plain(Path home, List<String> args) throws IOException {
        return configured(home, args, List.of(Program.classes()));
    }

    @Override
    public List<String> crowded(Path home, List<String> args) throws IOException {
        return configured(
                home, args, List.of(Program.classes(), Program.crowd(folder).toString()));
    }

    private List<String> configured(Path home, List<String> args, List<String> behind) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line : told) {
            if (line.startsWith(MAIN)) {
                behind.forEach(entry -> lines.add("app.classpath=" + entry));
                lines.add(MAIN + Observed.class.getName());
            } else {
                lines.add(line);
            }
            if (line.equals(OPTIONS)) {
                lines.add("java-options=-Duser.home=" + home);
                lines.add("java-options=-Dbench.java=" + Program.java());
                lines.add("java-options=-Dbench.classes=" + Program.classes());
            }
        }
        Files.write(configuration, lines);
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(args);
        return command;
    }
}

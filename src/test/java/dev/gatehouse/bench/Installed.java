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
 * What the package has installed on Linux: its own runtime, options and archive of classes. A script starts it, so a copy is
 * measured whose script names the onlooker too, behind everything else.
 *
 * @param launcher the script in the copy
 * @param told what it says after the installation
 * @param folder where the benchmark works
 */
record Installed(Path launcher, List<String> told, Path folder) implements Program {
    private static final String CLASS_PATH = "    -cp \"";
    private static final String MAIN = "dev.gatehouse.Main";

    /** A copy of what was installed in {@code place}, such as {@code /usr/lib/gatehouse}. */
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
        Path launcher = copy.resolve("bin/gatehouse");
        List<String> told = Files.readAllLines(launcher);
        if (told.stream().noneMatch(line -> line.startsWith(CLASS_PATH))) {
            throw new IOException("not what the package installs: " + launcher);
        }
        return new Installed(launcher, told, folder);
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
        return configured(home, args, Program.classes());
    }

    @Override
    public List<String> crowded(Path home, List<String> args) throws IOException {
        return configured(home, args, Program.classes() + ":" + Program.crowd(folder));
    }

    private List<String> configured(Path home, List<String> args, String behind) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line : told) {
            if (line.startsWith(CLASS_PATH)) {
                lines.add("    \"-Duser.home=%s\" \\".formatted(home));
                lines.add("    \"-Dbench.java=%s\" \\".formatted(Program.java()));
                lines.add("    \"-Dbench.classes=%s\" \\".formatted(Program.classes()));
                int end = line.lastIndexOf('"');
                lines.add(line.substring(0, end) + ":" + behind + line.substring(end));
            } else {
                lines.add(line.replace(MAIN, Observed.class.getName()));
            }
        }
        Files.write(launcher, lines);
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(args);
        return command;
    }
}

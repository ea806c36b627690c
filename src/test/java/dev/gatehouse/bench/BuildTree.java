package dev.gatehouse.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was compiled last.
 *
 * @param folder where the benchmark works
 */
record BuildTree(Path folder) implements Program {
    @Override
    public String name() {
        return "from the build tree";
    }

    @Override
    public @Nullable Double start() {
        return null;
    }

    @Override
    public double memory() {
        return 230;
    }

    /** As `mvn` starts it: from the module path, with the onlooker patched in. */
    @Override
    public List<String> plain(Path home, List<String> args) {
        List<String> command = new ArrayList<>(java(home));
        command.addAll(List.of(
                "--enable-native-access=javafx.graphics,com.sun.jna,org.xerial.sqlitejdbc",
                "--module-path",
                modulePath(),
                "--patch-module",
                "dev.gatehouse=" + Program.classes(),
                "--module",
                "dev.gatehouse/" + Observed.class.getName()));
        command.addAll(args);
        return command;
    }

    /** From the class path, as the installed package does. */
    @Override
    public List<String> crowded(Path home, List<String> args) throws IOException {
        List<String> command = new ArrayList<>(java(home));
        command.addAll(List.of(
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                Program.crowd(folder) + File.pathSeparator + System.getProperty("java.class.path"),
                Observed.class.getName()));
        command.addAll(args);
        return command;
    }

    private static List<String> java(Path home) {
        return List.of(
                Program.java(),
                "-XX:+UseSerialGC",
                "-Xms24m",
                "-XX:TieredStopAtLevel=1",
                "-Duser.home=" + home,
                "-Dbench.java=" + Program.java(),
                "-Dbench.classes=" + Program.classes());
    }

    private static String modulePath() {
        return String.join(
                File.pathSeparator,
                Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                        .filter(entry -> !entry.equals(Program.classes()))
                        .toList());
    }
}

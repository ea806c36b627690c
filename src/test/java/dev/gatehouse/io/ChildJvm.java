package dev.gatehouse.io;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Starts another JVM on the classes of the tests, to have a process of its own that can be killed. */
public final class ChildJvm {
    private ChildJvm() {}

    /** Runs {@code main}, its output going to this process's. */
    public static Process start(Class<?> main, String... arguments) throws IOException {
        return start(List.of(), main, arguments);
    }

    /** The same by way of another program, which starts what it is given. */
    static Process start(List<String> starter, Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(starter);
        command.addAll(line(List.of(), main, arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** The command line of {@code main}, with {@code options} for its JVM. */
    public static List<String> line(List<String> options, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(options);
        command.addAll(List.of(
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-cp",
                String.join(
                        System.getProperty("path.separator"),
                        testClasses(main).toString(),
                        System.getProperty("jdk.module.path", ""),
                        System.getProperty("java.class.path", "")),
                main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    private static Path testClasses(Class<?> main) {
        String name = main.getName().replace('.', '/') + ".class";
        URL url = Objects.requireNonNull(main.getResource("/" + name));
        try {
            Path file = Path.of(url.toURI());
            return Path.of(file.toString().substring(0, file.toString().length() - name.length()));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }
}

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** Runs the tools of this JDK and of the system. */
final class Tools {
    private static final int LIMIT_MINUTES = 10;

    private Tools() {}

    /** How a program ended. */
    record Ended(int status, String said) {}

    /** Runs a tool of this JDK and returns what it printed. */
    static String java(String name, List<String> args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        ToolProvider tool = ToolProvider.findFirst(name)
                .orElseThrow(() -> new Problem("This JDK has no " + name + "; take a whole one, for example Temurin 25."));
        int status = tool.run(new PrintWriter(out), new PrintWriter(err), args.toArray(String[]::new));
        if (status != 0) {
            throw new IllegalStateException(name + " " + String.join(" ", args) + "\n" + out + err);
        }
        return out.toString();
    }

    /** Runs a program of the system, which has to succeed. */
    static String run(Path folder, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        Ended ended = start(folder, environment, command);
        if (ended.status() != 0) {
            throw new IllegalStateException(
                    String.join(" ", command) + " ended with " + ended.status() + "\n" + ended.said());
        }
        return ended.said();
    }

    /** Runs a program of the system to its end. */
    static Ended start(Path folder, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        Path said = Files.createTempFile("gatehouse", ".out");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectInput(ProcessBuilder.Redirect.from(nothing()))
                    .redirectOutput(said.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IllegalStateException(command.getFirst() + " did not end in " + LIMIT_MINUTES + " minutes");
            }
            return new Ended(process.exitValue(), Files.readString(said, StandardCharsets.UTF_8));
        } finally {
            Files.delete(said);
        }
    }

    private static java.io.File nothing() {
        return new java.io.File(java.io.File.separatorChar == '\\' ? "NUL" : "/dev/null");
    }

    /** Whether the system has a program of that name. */
    static boolean has(String program) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Arrays.stream(path.split(java.io.File.pathSeparator))
                .map(Path::of)
                .anyMatch(folder -> Files.isExecutable(folder.resolve(program))
                        || Files.isExecutable(folder.resolve(program + ".exe")));
    }

    /** Makes {@code folder} an empty one. */
    static void empty(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
        Files.createDirectories(folder);
    }

    /** Copies a folder with all that is in it. */
    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Path copy = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(path, copy, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }
}

package dev.gatehouse.interop;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The {@code .deb} of this build and what it becomes on this computer. Needs root; only one is there at a time.
 *
 * @param file the package
 * @param scratch where others may be made of it
 */
record DebianPackage(Path file, Path scratch) {
    private static final String NAME = "gatehouse";
    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** The one that {@code mvn -Ppackage verify} has made; skips the test if there is none, or no apt. */
    static DebianPackage built(Path scratch) throws IOException, InterruptedException {
        for (String tool : List.of("apt-get", "dpkg-deb", "gio")) {
            if (!Command.of("sh", "-c", "command -v " + tool).run(LIMIT).well()) {
                throw Interop.missing(tool + " is not installed");
            }
        }
        Path packages = Path.of("target", "packages").toAbsolutePath();
        if (!Files.isDirectory(packages)) {
            throw Interop.missing("no package was built; mvn -Ppackage verify does");
        }
        try (Stream<Path> all = Files.list(packages)) {
            return new DebianPackage(
                    all.filter(file -> file.toString().endsWith(".deb"))
                            .findFirst()
                            .orElseThrow(() -> Interop.missing("no .deb was built")),
                    scratch);
        }
    }

    /** Installs it, or upgrades to it, with what it depends on. */
    void install(Duration limit) throws IOException, InterruptedException {
        apt(limit, "install", file.toString());
    }

    /** Takes it away, if it is there. */
    void remove(Duration limit) throws IOException, InterruptedException {
        if (Command.of("dpkg", "-s", NAME).run(LIMIT).well()) {
            apt(limit, "remove", NAME);
        }
    }

    private static void apt(Duration limit, String... what) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(
                List.of("apt-get", "-q", "-y", "-o", "DPkg::Lock::Timeout=120", "--no-install-recommends"));
        line.addAll(List.of(what));
        new Command(line, Map.of("DEBIAN_FRONTEND", "noninteractive"))
                .run(limit)
                .outOrFail();
    }

    /** The same with a higher version and nothing else changed, its scripts included. */
    DebianPackage higher() throws IOException, InterruptedException {
        Path tree = scratch.resolve("higher");
        Command.of("dpkg-deb", "--raw-extract", file.toString(), tree.toString())
                .run(LIMIT)
                .outOrFail();
        Path control = tree.resolve("DEBIAN/control");
        Files.writeString(control, Files.readString(control).replaceFirst("(?m)^Version: .*$", "Version: 99.0.0"));
        Path higher = scratch.resolve(NAME + "_99.0.0.deb");
        Command.of("dpkg-deb", "--root-owner-group", "-Znone", "--build", tree.toString(), higher.toString())
                .run(LIMIT)
                .outOrFail();
        return new DebianPackage(higher, scratch);
    }

    /** The version that is installed. */
    String version() throws IOException, InterruptedException {
        return Command.of("dpkg-query", "--show", "--showformat=${Version}", NAME)
                .run(LIMIT)
                .outOrFail();
    }

    /** What it brought. */
    List<Path> files() throws IOException, InterruptedException {
        return Command.of("dpkg", "-L", NAME)
                .run(LIMIT)
                .outOrFail()
                .lines()
                .map(Path::of)
                .toList();
    }

    private Path file(String pattern) throws IOException, InterruptedException {
        return files().stream()
                .filter(path -> path.toString().matches(pattern))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the package has no " + pattern));
    }

    /** Its command on the path. */
    Command command(String... arguments) {
        List<String> line = new ArrayList<>(List.of(NAME));
        line.addAll(List.of(arguments));
        return new Command(line, Map.of());
    }

    /** Starts it from its desktop file, as a double click does, for an operator without a session bus. */
    void launch(XDisplay display, Path home) throws IOException, InterruptedException {
        Path runtime = Files.createDirectories(home.resolve("run"));
        // What it starts keeps the output of its starter.
        File log = scratch.resolve("application.log").toFile();
        Process starter = Command.of(
                        "gio",
                        "launch",
                        file("/usr/share/applications/.*\\.desktop").toString())
                .with(display.variables())
                .with("HOME", home.toString())
                .with("XDG_RUNTIME_DIR", runtime.toString())
                .with("XDG_CONFIG_HOME", home.resolve(".config").toString())
                .with("XDG_DATA_HOME", home.resolve(".local/share").toString())
                .with("XDG_CACHE_HOME", home.resolve(".cache").toString())
                .with("DBUS_SESSION_BUS_ADDRESS", "disabled:")
                .builder()
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                .start();
        if (!starter.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS) || starter.exitValue() != 0) {
            throw new AssertionError("not started from its desktop file: " + Files.readString(log.toPath()));
        }
    }

    /** Its processes, in the order of their starts. */
    List<ProcessHandle> processes() throws IOException, InterruptedException {
        String program = file(".*/runtime/bin/[^/]+").toRealPath().toString();
        return ProcessHandle.allProcesses()
                .filter(process ->
                        process.info().command().filter(program::equals).isPresent())
                .sorted()
                .toList();
    }

    /** Ends what runs of it. */
    void end() throws IOException, InterruptedException {
        if (Command.of("dpkg", "-s", NAME).run(LIMIT).well()) {
            for (ProcessHandle process : processes()) {
                process.destroyForcibly();
                process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
            }
        }
    }
}

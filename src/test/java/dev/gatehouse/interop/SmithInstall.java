package dev.gatehouse.interop;

import dev.gatehouse.interop.OpenClawInstall.Unavailable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Smith's chat daemon from the npm registry, and the system's own servers that it works with.
 *
 * @param daemon the program
 */
record SmithInstall(Path daemon) {
    private static final String PACKAGE = "@sibyllinesoft/smith-services-linux-x64";
    private static final String VERSION = "0.2.6";

    /**
     * Installs into {@code cache} what is not there yet.
     *
     * @throws Unavailable if the registry does not give it, or a server is missing
     */
    static SmithInstall in(Path cache) throws IOException, InterruptedException, Unavailable {
        for (String server : List.of("redis-server", "nats-server", "node")) {
            if (!Command.of("sh", "-c", "command -v " + server)
                    .run(java.time.Duration.ofSeconds(10))
                    .well()) {
                throw new Unavailable(server + " is not installed");
            }
        }
        Files.createDirectories(cache);
        Path folder = cache.resolve("smith-" + VERSION);
        try (FileChannel channel = FileChannel.open(
                        cache.resolve("install.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (!lock.isValid()) {
                throw new IOException("no lock on " + cache);
            }
            OpenClawInstall.install(folder, PACKAGE + "@" + VERSION, List.of("--ignore-scripts"));
        }
        return new SmithInstall(
                folder.resolve("node_modules").resolve(PACKAGE).resolve("bin").resolve("smith-chat-daemon"));
    }
}

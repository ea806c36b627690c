package dev.gatehouse.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The product and the Node that it needs, from the npm registry. Both releases want Node 24 (2026.9.6: 24.16 or later),
 * which the package {@code node} carries.
 *
 * @param version the release
 * @param node the program
 * @param product the folder of the product's package
 */
record OpenClawInstall(OpenClawVersion version, Path node, Path product) {
    private static final Duration LIMIT = Duration.ofMinutes(6);

    /** It cannot be installed here; the message says why. */
    static final class Unavailable extends Exception {
        private static final long serialVersionUID = 1L;

        Unavailable(String reason) {
            super(reason);
        }
    }

    /**
     * Installs into {@code cache} what is not there yet. Runs at the same time wait for each other; what an interrupted run
     * left behind is done again.
     *
     * @throws Unavailable if the registry does not give it
     */
    static OpenClawInstall in(Path cache, OpenClawVersion version)
            throws IOException, InterruptedException, Unavailable {
        Files.createDirectories(cache);
        Path node = cache.resolve("node-24");
        Path product = cache.resolve("openclaw-" + version.number());
        try (FileChannel channel = FileChannel.open(
                        cache.resolve("install.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (!lock.isValid()) {
                throw new IOException("no lock on " + cache);
            }
            // The package of Node fetches its program in an install script; the product needs none of its own.
            install(node, "node@24", List.of());
            install(product, "openclaw@" + version.number(), List.of("--ignore-scripts"));
        }
        return new OpenClawInstall(
                version, node.resolve("node_modules/node/bin/node"), product.resolve("node_modules/openclaw"));
    }

    /** Installs {@code what} with npm, unless it is there. The caller holds the lock. */
    static void install(Path folder, String what, List<String> options)
            throws IOException, InterruptedException, Unavailable {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path part = folder.resolveSibling(folder.getFileName() + ".part");
        delete(part);
        Files.createDirectories(part);
        List<String> line = new ArrayList<>(List.of(
                "npm", "install", "--no-fund", "--no-audit", "--no-save", "--loglevel=error", "--fetch-retries=1"));
        line.addAll(options);
        line.addAll(List.of("--prefix", part.toString(), what));
        Command.Ended ended;
        try {
            ended = new Command(line, java.util.Map.of()).run(LIMIT);
        } catch (IOException e) {
            throw new Unavailable("npm cannot be started (" + e.getMessage() + ")");
        }
        if (!ended.well()) {
            throw new Unavailable("npm cannot install " + what + " (" + ended.complaint() + ")");
        }
        Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(folder)) {
            tree.sorted(Comparator.reverseOrder()).forEach(path -> {
                try {
                    Files.delete(path);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    /** The folder with the product's own functions. */
    Path functions() {
        return product.resolve("dist");
    }

    /** The product's command with {@code arguments}. */
    Command command(String... arguments) {
        List<String> line = new ArrayList<>(
                List.of(node.toString(), product.resolve("openclaw.mjs").toString()));
        line.addAll(List.of(arguments));
        return new Command(line, java.util.Map.of());
    }
}

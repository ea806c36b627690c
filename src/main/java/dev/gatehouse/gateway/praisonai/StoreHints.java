package dev.gatehouse.gateway.praisonai;

import dev.gatehouse.io.FileStat;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Passes a hint on if something has changed that is read: a running gateway writes much else into the folders around its
 * store, and each reading costs one of the few questions that it allows.
 */
final class StoreHints implements Runnable {
    private final List<Path> files;
    private final Path signs;
    private final Runnable hint;
    private volatile Map<Path, FileStat> last = Map.of();

    /** Passes on to {@code hint} what concerns {@code places} and {@code configs}. */
    StoreHints(Places places, List<Path> configs, Runnable hint) {
        this.files = Stream.concat(Stream.of(places.pairing(), places.secret()), configs.stream())
                .toList();
        this.signs = places.signs();
        this.hint = hint;
    }

    /** Where changes are to be looked for. */
    List<Path> folders() {
        return Stream.concat(
                        files.stream().map(file -> file.toAbsolutePath().getParent()),
                        Stream.of(signs.toAbsolutePath()))
                .filter(folder -> folder != null)
                .distinct()
                .toList();
    }

    @Override
    public void run() {
        Map<Path, FileStat> now = look();
        if (!now.equals(last)) {
            last = now;
            hint.run();
        }
    }

    /** What has changed up to now is known. */
    void seen() {
        last = look();
    }

    private Map<Path, FileStat> look() {
        Map<Path, FileStat> all = new HashMap<>();
        List<Path> looked = new ArrayList<>(files);
        if (Files.isDirectory(signs)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(signs, "gateway-*.pid")) {
                entries.forEach(looked::add);
            } catch (DirectoryIteratorException | IOException _) {
                // What cannot be looked at is no change; whoever reads will be told why.
                all.put(signs, FileStat.ABSENT);
            }
        }
        for (Path file : looked) {
            try {
                all.put(file, FileStat.of(file));
            } catch (IOException _) {
                all.put(file, FileStat.ABSENT);
            }
        }
        return all;
    }
}

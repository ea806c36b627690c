package dev.gatehouse.gateway.openclaw;

import dev.gatehouse.io.FileStat;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Passes a hint on if a file of the store has changed since the last look. It stands between the watch on the store's
 * folders and whoever reads because of it, for much is reported as a change that is none, and reading itself causes some of
 * it: in a process of root's, SQLite sets the owner of the log to what it is with every opening; a gateway that lists who
 * waits sets the rights of its folder and writes its log anew (OpenClaw 2026.9.6). Each reading would cause the next for
 * ever.
 *
 * <p>Two changes within a tick of the file system's clock that leave a file at one size count as one; lists are read from
 * time to time as well.
 */
final class StoreHints implements Runnable {
    /** What SQLite shares between processes; it changes with every look at the database. */
    private static final String INDEX = "-shm";

    /** One entry of a folder; whether it can be read belongs to it, so that one that became readable is read at once. */
    private record Seen(FileStat file, boolean readable) {
        private static final Seen NOTHING = new Seen(FileStat.ABSENT, false);

        static Seen of(Path entry) throws IOException {
            return new Seen(Files.isDirectory(entry) ? FileStat.ABSENT : FileStat.of(entry), Files.isReadable(entry));
        }
    }

    private final List<Path> folders;
    private final Runnable hint;
    private volatile Map<Path, Seen> last = Map.of();

    /** Passes on to {@code hint} what concerns the files in {@code folders}. */
    StoreHints(List<Path> folders, Runnable hint) {
        this.folders = List.copyOf(folders);
        this.hint = hint;
    }

    @Override
    public void run() {
        Map<Path, Seen> now = look();
        if (!now.equals(last)) {
            last = now;
            hint.run();
        }
    }

    /** What has changed up to now is known: whoever calls this has caused it, and reads what came of it. */
    void seen() {
        last = look();
    }

    private Map<Path, Seen> look() {
        Map<Path, Seen> all = new HashMap<>();
        for (Path folder : folders) {
            if (Files.isDirectory(folder)) {
                look(folder, all);
            }
        }
        return all;
    }

    private static void look(Path folder, Map<Path, Seen> all) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                if (!entry.toString().endsWith(INDEX)) {
                    all.put(entry, Seen.of(entry));
                }
            }
        } catch (DirectoryIteratorException | IOException _) {
            // What cannot be looked at is no change; whoever reads will be told why.
            all.put(folder, Seen.NOTHING);
        }
    }
}

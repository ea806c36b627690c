package dev.gatehouse.gateway.openclaw;

import dev.gatehouse.io.FileStat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Passes a hint on if the database or its log changed since the last one that was passed on. It stands between the watch on
 * {@link #folder()} and whoever reads because of it: in a process of root's, SQLite sets the owner of the log to what it is
 * with every opening, the system tells of that as of a change, and so each reading would cause the next for ever.
 *
 * <p>Two changes within a tick of the file system's clock that leave the log at one size count as one; the gateway writes
 * something every 30 s, and lists are read from time to time as well.
 */
final class SqliteHints implements Runnable {
    private final Path database;
    private final Runnable hint;
    private volatile List<FileStat> last = List.of();

    /** Passes on to {@code hint} what concerns {@code database}. */
    SqliteHints(Path database, Runnable hint) {
        this.database = database;
        this.hint = hint;
    }

    /** The folder to watch, of all that {@link StorePaths#folders()} names; the others are watched without this. */
    Path folder() {
        return Objects.requireNonNull(database.toAbsolutePath().getParent());
    }

    @Override
    public void run() {
        List<FileStat> now;
        try {
            now = List.of(FileStat.of(database), FileStat.of(Path.of(database + "-wal")));
        } catch (IOException _) {
            // Whoever reads will be told why.
            hint.run();
            return;
        }
        if (!now.equals(last)) {
            last = now;
            hint.run();
        }
    }
}

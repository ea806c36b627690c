package dev.gatehouse.gateway.openclaw;

import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.StoreProblems;
import dev.gatehouse.io.FileStat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteException;

/**
 * The product's database: read without leaving a trace, or changed in one short transaction. No connection outlives a call;
 * opening one takes about a millisecond, and one that was kept would keep the gateway from shortening its log.
 *
 * <p>Reading writes nothing. While a gateway runs, and after one was killed, there is a log ({@code -wal}) with its index
 * ({@code -shm}): both are only read, the index through SQLite's {@code readonly_shm}, without which it would note its
 * readers there. (A process of root's sets their owner to what it is, see {@link SqliteHints}.) Without a log all is in the database, and nobody has it open; then it is read as a file that does not
 * change, and if it did change meanwhile, what was read is thrown away. (Measured with SQLite 3.54.1 under strace. One trace
 * is possible: a gateway that takes its log away between the look and the opening finds an empty one afterwards, as SQLite
 * itself leaves it.)
 */
final class SqliteDatabase {
    /** How long one look may take. */
    static final Duration LOOK = Duration.ofSeconds(5);

    /** How long a change waits for others, as for every other lock of a store. */
    static final Duration PATIENCE = Duration.ofSeconds(8);

    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final int ATTEMPTS = 10;

    private final Path file;
    private final SqliteEra era;
    private final Duration patience;

    /** The database at {@code file}, which {@code era} may look at as well. */
    SqliteDatabase(Path file, SqliteEra era) {
        this(file, era, PATIENCE);
    }

    /** The same, with less patience. */
    SqliteDatabase(Path file, SqliteEra era, Duration patience) {
        this.file = file;
        this.era = era;
        this.patience = patience;
    }

    /**
     * What is done in one transaction.
     *
     * @param <T> what comes of it
     */
    interface Work<T> {
        T in(SqliteSession session) throws SQLException, GatewayException;
    }

    /** How the database is opened. */
    private enum Mode {
        WITH_LOG("mode=ro&readonly_shm=1", "BEGIN"),
        WITHOUT_LOG("mode=ro&immutable=1", "BEGIN"),
        WRITING("mode=rw", "BEGIN IMMEDIATE");

        private final String parameters;
        private final String begin;

        Mode(String parameters, String begin) {
            this.parameters = parameters;
            this.begin = begin;
        }
    }

    /** The database changed under a look that cannot stand it. */
    private static final class Unsettled extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Problem problem;

        Unsettled(Problem problem) {
            super(problem.toString());
            this.problem = problem;
        }
    }

    /** Does {@code work}, which only reads, and sees the database as it is at one moment. */
    <T> T read(Work<T> work) throws GatewayException {
        for (int attempt = 1; ; attempt++) {
            try {
                return look(work);
            } catch (Unsettled e) {
                if (attempt == ATTEMPTS) {
                    throw new GatewayException(e.problem, e);
                }
            } catch (SQLException e) {
                // The index of the log is taken away last when a gateway ends, and made last when one starts.
                if (attempt == ATTEMPTS || !(busy(e) || is(e, "SQLITE_CANTOPEN"))) {
                    throw new GatewayException(problem(e), e);
                }
            } catch (IOException e) {
                throw StoreProblems.exception(e, file);
            }
            pause(LOOK);
        }
    }

    private <T> T look(Work<T> work) throws IOException, SQLException, GatewayException, Unsettled {
        Path real = file.toRealPath();
        Traces before = Traces.of(real);
        if (before.log().exists() && before.index()) {
            return transaction(era.connected(), real, Mode.WITH_LOG, work);
        }
        if (before.log().size() > 0) {
            // A copy that somebody made. To read the log, SQLite would have to write an index.
            throw new Unsettled(new Problem.Missing(real + "-shm"));
        }
        if (before.journal()) {
            throw new Unsettled(new Problem.Contended(real.toString()));
        }
        T seen;
        try {
            // Alone in this process: it takes no lock, and takes those of others along when it closes the file.
            seen = transaction(era.alone(), real, Mode.WITHOUT_LOG, work);
        } catch (SQLException | GatewayException e) {
            before.require(real);
            throw e;
        }
        before.require(real);
        return seen;
    }

    private record Traces(FileStat database, FileStat log, boolean index, boolean journal) {
        static Traces of(Path real) throws IOException {
            return new Traces(
                    FileStat.of(real),
                    FileStat.of(Path.of(real + "-wal")),
                    FileStat.of(Path.of(real + "-shm")).exists(),
                    FileStat.of(Path.of(real + "-journal")).size() > 0);
        }

        /** Sees to it that nothing has changed. */
        void require(Path real) throws IOException, Unsettled {
            if (!equals(of(real))) {
                throw new Unsettled(new Problem.Contended(real.toString()));
            }
        }
    }

    /** Does {@code work} alone, all of it or nothing. */
    <T> T write(Work<T> work) throws GatewayException {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                // Alone in this process: connections of one process share the log's index, and one that a look has
                // opened to be read only cannot be written by another (seen with SQLite 3.54.1: SQLITE_READONLY).
                return transaction(era.alone(), file.toRealPath(), Mode.WRITING, work);
            } catch (SQLException e) {
                // Waiting is done here: SQLite would keep hold of a thread of the processor's meanwhile.
                if (!busy(e) || System.nanoTime() - end > 0) {
                    throw new GatewayException(problem(e), e);
                }
            } catch (IOException e) {
                throw StoreProblems.exception(e, file);
            }
            pause(patience);
        }
    }

    private <T> T transaction(Lock lock, Path real, Mode mode, Work<T> work) throws SQLException, GatewayException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(mode != Mode.WRITING);
        config.setBusyTimeout(0);
        hold(lock);
        try (Connection connection = config.createConnection("jdbc:sqlite:" + real.toUri() + "?" + mode.parameters);
                Statement statement = connection.createStatement()) {
            // Functions and tables that a schema names are not trusted, and what does not fit is not put into files.
            statement.execute("PRAGMA trusted_schema = OFF");
            statement.execute("PRAGMA temp_store = MEMORY");
            statement.execute(mode.begin);
            boolean open = true;
            try (SqliteSession session = new SqliteSession(connection, LOOK)) {
                T result = work.in(session);
                if (mode == Mode.WRITING) {
                    statement.execute("COMMIT");
                    open = false;
                }
                return result;
            } finally {
                if (open) {
                    rollBack(statement);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private static void hold(Lock lock) throws GatewayException {
        try {
            if (!lock.tryLock(SqliteEra.PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new GatewayException(new Problem.TimedOut(SqliteEra.PATIENCE));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GatewayException(new Problem.TimedOut(SqliteEra.PATIENCE), e);
        }
    }

    private static void rollBack(Statement statement) {
        try {
            statement.execute("ROLLBACK");
        } catch (SQLException _) {
            // SQLite has done so already, or does with the end of the connection.
            return;
        }
    }

    private void pause(Duration whole) throws GatewayException {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GatewayException(new Problem.TimedOut(whole), e);
        }
    }

    private static boolean busy(SQLException thrown) {
        return is(thrown, "SQLITE_BUSY") || is(thrown, "SQLITE_LOCKED");
    }

    private static boolean is(SQLException thrown, String code) {
        return name(thrown).startsWith(code);
    }

    private static String name(SQLException thrown) {
        return thrown instanceof SQLiteException sqlite ? sqlite.getResultCode().name() : "";
    }

    /** What {@code thrown} means to the operator. Says SQLite's name for it, and nothing of what stands in the database. */
    Problem problem(SQLException thrown) {
        String path = file.toString();
        String name = name(thrown);
        return switch (name.replaceFirst("^(SQLITE_[A-Z]+).*", "$1")) {
            case "SQLITE_BUSY", "SQLITE_LOCKED" -> new Problem.Locked(path, 0, null);
            case "SQLITE_READONLY", "SQLITE_PERM", "SQLITE_AUTH" -> new Problem.Denied(path);
            case "SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_TOOBIG", "SQLITE_ERROR" ->
                new Problem.Malformed(path, name);
            case "SQLITE_FULL" -> new Problem.DiskFull(path);
            case "SQLITE_INTERRUPT" -> new Problem.TimedOut(LOOK);
            case "SQLITE_CANTOPEN" ->
                Files.isReadable(file) ? new Problem.Broken(path, name) : new Problem.Denied(path);
            default -> new Problem.Broken(path, name.isEmpty() ? thrown.toString() : name);
        };
    }
}

package dev.gatehouse.gateway.openclaw;

import dev.gatehouse.io.FileStat;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a gateway keeps its pairings in SQLite: the database is there long before it counts, and only its
 * {@code user_version} says which. Read from the file's bytes, because opening a database can write to it. Formats: SQLite
 * file format, sections 1.3 (header) and 4.1 to 4.3 (write-ahead log).
 */
final class SqliteEra {
    /** The first version that no JSON file counts in (OpenClaw 2026.8.1). */
    static final int FIRST = 15;

    /** The last version in which all JSON files count (OpenClaw 2026.7.1). */
    static final int LAST_JSON = 1;

    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION_AT = 60;
    private static final int WAL_MAGIC = 0x377f0682;
    private static final int WAL_HEADER = 32;
    private static final int FRAME_HEADER = 24;

    /** Longer than any connection lasts. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path database;
    private final Path log;
    /** Shared by connections of SQLite's, alone to whoever opens the file past SQLite; see {@link #connected}. */
    private final ReentrantReadWriteLock opened = new ReentrantReadWriteLock();

    private volatile @Nullable Known known;

    /** For the database at {@code database}. */
    SqliteEra(Path database) {
        this.database = database;
        this.log = database.resolveSibling(database.getFileName() + "-wal");
    }

    private record Known(FileStat database, FileStat log, Instant at, int version) {}

    /**
     * To be held as long as SQLite has the database open in this process. The system drops all locks that a process has on
     * a file as soon as the process closes that file anywhere, and SQLite's locks with them; a gateway that ends just then
     * would take the log away from under our connection, and what is in it would be lost (sqlite.org, "How To Corrupt An
     * SQLite Database File", 2.2). So while this is held, {@link #version} does not open the file.
     */
    Lock connected() {
        return opened.readLock();
    }

    /** To be held by whoever opens the file in this process past SQLite's locks, or to write; see {@link #connected}. */
    Lock alone() {
        return opened.writeLock();
    }

    /**
     * The version of the database with what is committed in its log; 0 without a database.
     *
     * @throws IOException if it cannot be read or is no database
     */
    int version() throws IOException {
        FileStat databaseStat = FileStat.of(database);
        FileStat logStat = FileStat.of(log);
        Known last = known;
        if (last != null
                && last.database.equals(databaseStat)
                && last.log.equals(logStat)
                && databaseStat.settledAt(last.at)
                && logStat.settledAt(last.at)) {
            return last.version;
        }
        Instant now = Instant.now();
        // The log first: what moves from it to the database meanwhile is then found there.
        OptionalInt logged = logStat.exists() ? logged() : OptionalInt.empty();
        int version = logged.isPresent() ? logged.getAsInt() : written();
        known = new Known(databaseStat, logStat, now, version);
        return version;
    }

    private int written() throws IOException {
        if (!FileStat.of(database).exists()) {
            return 0;
        }
        waitForOthers();
        try (InputStream in = Files.newInputStream(database)) {
            byte[] header = in.readNBytes(100);
            if (header.length == 0) {
                return 0;
            }
            if (header.length < 100 || !Arrays.equals(header, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
                throw new IOException("not a SQLite database: " + database);
            }
            return ByteBuffer.wrap(header).getInt(VERSION_AT);
        } finally {
            alone().unlock();
        }
    }

    private void waitForOthers() throws IOException {
        try {
            if (!alone().tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException("in use here for more than " + PATIENCE.toSeconds() + " s: " + database);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    /** The version in the last committed copy of page 1 in the log. */
    private OptionalInt logged() throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(log), 1 << 16))) {
            byte[] header = in.readNBytes(WAL_HEADER);
            if (header.length < WAL_HEADER) {
                return OptionalInt.empty();
            }
            ByteBuffer fields = ByteBuffer.wrap(header);
            int pageSize = fields.getInt(8);
            if ((fields.getInt(0) & ~1) != WAL_MAGIC || pageSize < 512 || pageSize > 65536) {
                return OptionalInt.empty();
            }
            ByteOrder order = (fields.getInt(0) & 1) == 1 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
            Checksum sum = new Checksum(order);
            sum.add(header, 24);
            return sum.is(fields.getInt(24), fields.getInt(28))
                    ? frames(in, pageSize, fields.getLong(16), sum)
                    : OptionalInt.empty();
        }
    }

    private static OptionalInt frames(DataInputStream in, int pageSize, long salts, Checksum sum) throws IOException {
        OptionalInt committed = OptionalInt.empty();
        OptionalInt open = OptionalInt.empty();
        while (true) {
            byte[] header = in.readNBytes(FRAME_HEADER);
            byte[] page = in.readNBytes(pageSize);
            if (page.length < pageSize) {
                return committed;
            }
            ByteBuffer fields = ByteBuffer.wrap(header);
            sum.add(header, 8);
            sum.add(page, pageSize);
            // What follows is left over from an earlier use of the log, or was never finished.
            if (fields.getLong(8) != salts || !sum.is(fields.getInt(16), fields.getInt(20))) {
                return committed;
            }
            if (fields.getInt(0) == 1) {
                open = OptionalInt.of(ByteBuffer.wrap(page).getInt(VERSION_AT));
            }
            boolean commits = fields.getInt(4) != 0;
            if (commits && open.isPresent()) {
                committed = open;
            }
        }
    }

    /** The running checksum of a write-ahead log. */
    private static final class Checksum {
        private final ByteOrder order;
        private int first;
        private int second;

        Checksum(ByteOrder order) {
            this.order = order;
        }

        void add(byte[] bytes, int length) {
            ByteBuffer words = ByteBuffer.wrap(bytes, 0, length).order(order);
            while (words.hasRemaining()) {
                first += words.getInt() + second;
                second += words.getInt() + first;
            }
        }

        boolean is(int one, int other) {
            return first == one && second == other;
        }
    }
}

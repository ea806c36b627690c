package dev.gatehouse.io;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Why a file could not be read or replaced, where a program can tell. Everything else stays an {@link IOException}. */
public abstract sealed class FileFault extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Path path;

    private FileFault(Path path, String message, @Nullable Throwable cause) {
        super(message + ": " + path, cause);
        this.path = path;
    }

    /** The file it is about. */
    public Path path() {
        return path;
    }

    /** The file is larger than is read. */
    public static final class TooLarge extends FileFault {
        private static final long serialVersionUID = 1L;
        private final long bytes;
        private final long limit;

        TooLarge(Path path, long bytes, long limit) {
            super(path, "larger than " + limit + " bytes", null);
            this.bytes = bytes;
            this.limit = limit;
        }

        /** Its size. */
        public long bytes() {
            return bytes;
        }

        /** The most that is read. */
        public long limit() {
            return limit;
        }
    }

    /** The file is not the one any more that was read; nothing was written. */
    public static final class Changed extends FileFault {
        private static final long serialVersionUID = 1L;

        Changed(Path path) {
            super(path, "changed meanwhile", null);
        }
    }

    /** No room is left on the disk; the old content stands. */
    public static final class DiskFull extends FileFault {
        private static final long serialVersionUID = 1L;

        DiskFull(Path path, Throwable cause) {
            super(path, "no room left", cause);
        }
    }

    /** This process may not read or write the file. */
    public static final class Denied extends FileFault {
        private static final long serialVersionUID = 1L;

        Denied(Path path, Throwable cause) {
            super(path, "denied", cause);
        }
    }

    /** Somebody else held the lock of the file the whole time. */
    public static final class Locked extends FileFault {
        private static final long serialVersionUID = 1L;
        private final long pid;
        private final transient @Nullable Instant since;

        Locked(Path path, long pid, @Nullable Instant since) {
            super(path, "locked by process " + pid, null);
            this.pid = pid;
            this.since = since;
        }

        /** The process that holds it, or 0 if the lock does not tell. */
        public long pid() {
            return pid;
        }

        /** Since when, or null if the lock does not tell. */
        public @Nullable Instant since() {
            return since;
        }
    }

    /** Recognises what the system says of {@code path}; what it does not know comes back as it is. */
    static IOException recognise(Path path, IOException thrown) {
        if (thrown instanceof FileFault) {
            return thrown;
        }
        if (thrown instanceof AccessDeniedException) {
            return new Denied(path, thrown);
        }
        // The JDK has no exception of its own for these; it passes on the text of the C library or of Windows.
        String said = Objects.requireNonNullElse(
                        thrown instanceof FileSystemException system ? system.getReason() : thrown.getMessage(), "")
                .toLowerCase(Locale.ROOT);
        if (List.of("no space left", "quota exceeded", "not enough space").stream()
                .anyMatch(said::contains)) {
            return new DiskFull(path, thrown);
        }
        if (List.of("read-only file system", "permission denied", "operation not permitted").stream()
                .anyMatch(said::contains)) {
            return new Denied(path, thrown);
        }
        return thrown;
    }
}

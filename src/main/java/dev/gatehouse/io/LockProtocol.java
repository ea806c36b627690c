package dev.gatehouse.io;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a product writes into its lock files, and how it judges those of others. */
public interface LockProtocol {
    /** The content of a lock that this process takes now. */
    String content();

    /** Whom a lock names. */
    Holder holder(Seen lock);

    /** Whether the one who made the lock cannot need it any more. */
    boolean stale(Seen lock);

    /**
     * A lock as it was found.
     *
     * @param text its content
     * @param modified when it was written
     */
    record Seen(String text, Instant modified) {}

    /**
     * Who holds a lock.
     *
     * @param pid the process, or 0 if the lock does not tell
     * @param since since when, or null if the lock does not tell
     */
    record Holder(long pid, @Nullable Instant since) {
        /** A lock that tells nothing. */
        public static final Holder UNKNOWN = new Holder(0, null);
    }
}

package dev.gatehouse.io;

import java.nio.file.Path;
import java.util.Collection;

/**
 * Tells when something in a folder may have changed. One for the process, with one thread of its own; nothing is polled
 * but the identity of the folders, every 15 s.
 */
public final class FolderWatch implements AutoCloseable {
    /**
     * Calls {@code hint} from the watch's own thread whenever something directly in one of the {@code folders} may have
     * changed. The folders need not exist yet, and may go, come back or be retargeted links. {@code hint} returns at once
     * and does no work of its own.
     */
    public Registration watch(Collection<Path> folders, Runnable hint) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}

    /** Ends with {@link #close()}, after which the hint is not called any more. */
    public interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}

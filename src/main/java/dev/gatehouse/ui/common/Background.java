package dev.gatehouse.ui.common;

/** Where work that blocks is done; the JavaFX thread never waits for it. */
@FunctionalInterface
public interface Background {
    /** A virtual thread for each piece of work. */
    Background VIRTUAL_THREADS = (name, work) -> Thread.ofVirtual().name(name).start(work);

    /** Starts {@code work} on a thread of that name and returns at once. */
    void start(String name, Runnable work);
}

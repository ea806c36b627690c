package dev.gatehouse.testing;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/** Stands in for the screen's thread: keeps work until the test runs it on its own. */
public final class ThisThread implements Executor {
    private final ConcurrentLinkedQueue<Runnable> waiting = new ConcurrentLinkedQueue<>();

    @Override
    public void execute(Runnable work) {
        waiting.add(work);
    }

    /** Runs what waits, and what comes of it. */
    public void run() {
        for (Runnable next = waiting.poll(); next != null; next = waiting.poll()) {
            next.run();
        }
    }

    /** Runs what comes until {@code condition} holds. */
    public void until(BooleanSupplier condition) {
        ConsoleFixture.awaitOnThisThread(this::run, condition);
    }
}

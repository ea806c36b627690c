package dev.gatehouse.ui.common;

import dev.gatehouse.console.Subscription;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The timer of a running console. A thread of its own waits; a JavaFX animation would keep the toolkit drawing sixty
 * times a second for it.
 */
public final class UiTimer implements Timer, AutoCloseable {
    private final Executor ui;
    private final ScheduledExecutorService waiting;

    /** A timer that runs its work in {@code ui}. */
    public UiTimer(Executor ui) {
        this.ui = ui;
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("ui timer").factory());
        executor.setRemoveOnCancelPolicy(true);
        // The last windows to go may still ask for a tick.
        executor.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        this.waiting = executor;
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public Subscription in(Duration delay, Runnable work) {
        AtomicBoolean over = new AtomicBoolean();
        Future<?> due = waiting.schedule(
                () -> ui.execute(() -> {
                    if (over.compareAndSet(false, true)) {
                        work.run();
                    }
                }),
                Math.max(0, delay.toNanos()),
                TimeUnit.NANOSECONDS);
        return () -> {
            over.set(true);
            due.cancel(false);
        };
    }

    /** Nothing that still waits is run, nor what comes later. */
    @Override
    public void close() {
        waiting.shutdownNow();
    }
}

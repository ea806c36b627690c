package dev.gatehouse.io;

import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The body of an answer that does not end, as it comes; at most one piece is kept beyond what was taken. Thread-safe. */
final class EventBody implements HttpResponse.BodySubscriber<EventBody> {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final Queue<ByteBuffer> pieces = new ArrayDeque<>();
    private Flow.@Nullable Subscription subscription;
    private @Nullable Throwable failure;
    private boolean ended;
    private boolean closed;

    /** It ended, was closed, or broke for the reason there. */
    static final class Ended extends Exception {
        private static final long serialVersionUID = 1L;

        Ended(@Nullable Throwable cause) {
            super(cause);
        }
    }

    @Override
    public CompletionStage<EventBody> getBody() {
        return CompletableFuture.completedStage(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription made) {
        boolean unwanted;
        lock.lock();
        try {
            unwanted = closed || subscription != null;
            if (!unwanted) {
                subscription = made;
            }
        } finally {
            lock.unlock();
        }
        if (unwanted) {
            made.cancel();
        } else {
            made.request(1);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> some) {
        lock.lock();
        try {
            if (!closed) {
                pieces.addAll(some);
            }
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void onError(Throwable cause) {
        end(cause);
    }

    @Override
    public void onComplete() {
        end(null);
    }

    private void end(@Nullable Throwable cause) {
        lock.lock();
        try {
            ended = true;
            failure = cause;
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * The next piece.
     *
     * @param limit how long to wait for it
     * @return null if none came in time
     * @throws Ended if none will come
     */
    @Nullable
    ByteBuffer take(Duration limit) throws Ended, InterruptedException {
        Flow.Subscription asked = null;
        ByteBuffer piece;
        lock.lockInterruptibly();
        try {
            long left = limit.toNanos();
            while (pieces.isEmpty() && !ended && !closed) {
                if (left <= 0) {
                    return null;
                }
                left = news.awaitNanos(left);
            }
            piece = closed ? null : pieces.poll();
            if (piece == null) {
                throw new Ended(closed ? null : failure);
            }
            if (pieces.isEmpty() && !ended) {
                asked = subscription;
            }
        } finally {
            lock.unlock();
        }
        if (asked != null) {
            asked.request(1);
        }
        return piece;
    }

    /** Ends it here; whoever waits is told at once. */
    void close() {
        Flow.Subscription standing;
        lock.lock();
        try {
            closed = true;
            pieces.clear();
            standing = subscription;
            news.signalAll();
        } finally {
            lock.unlock();
        }
        if (standing != null) {
            standing.cancel();
        }
    }
}

package dev.gatehouse.console;

import dev.gatehouse.gateway.Attention;
import dev.gatehouse.gateway.Environment;
import dev.gatehouse.gateway.Gateway;
import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.GatewayProduct;
import dev.gatehouse.gateway.GatewayProfile;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.SecretStore;
import dev.gatehouse.gateway.Snapshot;
import dev.gatehouse.io.BackOff;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one gateway connected and read: connect, watch, read, wait for a hint or the interval; after a failure wait
 * longer and longer, and begin anew. One virtual thread.
 */
final class GatewaySession implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GatewaySession.class);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);
    private static final Duration READ_LIMIT = Duration.ofSeconds(20);
    /** What stood before the computer slept is often dead, and does not say so. */
    private static final Duration WAKE_LIMIT = Duration.ofSeconds(5);

    private static final Duration READ_SPACING = Duration.ofMillis(25);

    /** The longest that a decision keeps hints waiting. */
    private static final Duration ACT_LIMIT = Duration.ofMillis(300);

    private static final Duration FAILURE_SPACING = Duration.ofSeconds(1);

    /** Hears what becomes of the gateway; called from the session's thread and from decisions'. */
    interface Listener {
        /** It was read. */
        void read(Gateway gateway, Snapshot snapshot, GatewayState state);

        /** It could not be read. */
        void failed(GatewayState.Offline state);
    }

    private final GatewayProfile profile;
    private final GatewayProduct product;
    private final SecretStore secrets;
    private final Environment environment;
    private final Listener listener;
    private final BackOff backOff = new BackOff();

    /** Fair: a decision that waits to see its effect comes before the session's next read. */
    private final ReentrantLock reading = new ReentrantLock(true);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition woken = lock.newCondition();
    private final Condition connected = lock.newCondition();
    private boolean hinted;
    private boolean retried;
    private boolean woke;
    private int acts;
    private long heldUntil;
    private boolean closed;
    private boolean watching;
    private Attention attention = Attention.WATCHED;
    private @Nullable Gateway gateway;
    private @Nullable Problem problem;
    private @Nullable Instant failingSince;
    private @Nullable Thread thread;
    private volatile long lastRead = System.nanoTime();

    /** Touched only by who holds {@link #reading}. */
    private @Nullable Future<Snapshot> hangingRead;

    GatewaySession(
            GatewayProfile profile,
            GatewayProduct product,
            SecretStore secrets,
            Environment environment,
            Listener listener) {
        this.profile = profile;
        this.product = product;
        this.secrets = secrets;
        this.environment = environment;
        this.listener = listener;
    }

    void start() {
        thread = Thread.ofVirtual().name("session " + profile.name()).start(this::run);
    }

    /** Something may have changed: read soon. Returns at once. */
    void hint() {
        lock.lock();
        try {
            hinted = true;
            woken.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The operator wants it tried again, even what is not tried again by itself. Returns at once. */
    void retry() {
        lock.lock();
        try {
            retried = true;
            hinted = true;
            if (gateway != null) {
                gateway.retry();
            }
            woken.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The computer has slept: all that is known is old, and the network may only be coming. Returns at once. */
    void wake() {
        lock.lock();
        try {
            woke = true;
            hinted = true;
            backOff.reset();
            woken.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** A decision is being carried out: it looks afterwards itself, so no hint has to be followed meanwhile. */
    void beginAct() {
        lock.lock();
        try {
            acts++;
            heldUntil = System.nanoTime() + ACT_LIMIT.toNanos();
        } finally {
            lock.unlock();
        }
    }

    /** The decision is over. */
    void endAct() {
        lock.lock();
        try {
            acts--;
            woken.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Whether the operator looks. */
    void attention(Attention now) {
        lock.lock();
        try {
            if (attention != now) {
                attention = now;
                hinted = hinted || now == Attention.WATCHED;
                woken.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * The connection, waiting for it if it is being made.
     *
     * @throws GatewayException if there is none within {@code limit}
     */
    Gateway connection(Duration limit) throws GatewayException, InterruptedException {
        lock.lock();
        try {
            long left = limit.toNanos();
            while (gateway == null && problem == null && left > 0) {
                left = connected.awaitNanos(left);
            }
            if (gateway != null) {
                return gateway;
            }
            throw new GatewayException(problem != null ? problem : new Problem.TimedOut(limit));
        } finally {
            lock.unlock();
        }
    }

    /** The connection, or null if there is none now. Waits for nobody. */
    @Nullable
    Gateway standing() {
        lock.lock();
        try {
            return gateway;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Reads now and tells the listener. Reads of one gateway run one after the other, so that what is told last was read
     * last.
     *
     * @param limit how long to wait
     * @throws GatewayException if nothing could be read, or not within {@code limit}
     */
    Snapshot refresh(Gateway from, Duration limit) throws GatewayException {
        long deadline = System.nanoTime() + limit.toNanos();
        try {
            if (!reading.tryLock(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new GatewayException(new Problem.TimedOut(limit));
            }
            try {
                Snapshot snapshot = read(from, deadline, limit);
                backOff.reset();
                listener.read(from, snapshot, working(from));
                return snapshot;
            } finally {
                reading.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GatewayException(new Problem.TimedOut(limit), e);
        }
    }

    /**
     * Reads on a thread of its own, because a file on a dead network share cannot be told to stop. A read that hangs is
     * not joined by a second one.
     */
    private Snapshot read(Gateway from, long deadline, Duration limit) throws GatewayException, InterruptedException {
        Future<Snapshot> hanging = hangingRead;
        if (hanging != null) {
            result(hanging, deadline, limit);
            hangingRead = null;
        }
        lastRead = System.nanoTime();
        FutureTask<Snapshot> task = new FutureTask<>(from::read);
        Thread.ofVirtual().name("read " + profile.name()).start(task);
        hangingRead = task;
        Snapshot snapshot = result(task, deadline, limit);
        hangingRead = null;
        return snapshot;
    }

    private Snapshot result(Future<Snapshot> read, long deadline, Duration limit)
            throws GatewayException, InterruptedException {
        try {
            return read.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new GatewayException(new Problem.TimedOut(limit), e);
        } catch (ExecutionException e) {
            hangingRead = null;
            switch (e.getCause()) {
                case GatewayException expected -> throw expected;
                case RuntimeException bug -> throw bug;
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }

    private GatewayState working(Gateway from) {
        lock.lock();
        try {
            problem = null;
            failingSince = null;
            Duration every = from.pollEvery(attention);
            return watching ? new GatewayState.Live(every, from.polled()) : new GatewayState.Polling(every);
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        try {
            while (!isClosed()) {
                connectAndRead();
            }
        } catch (InterruptedException e) {
            LOG.debug("Session {} interrupted", profile.id(), e);
        } finally {
            disconnect();
        }
    }

    /** One connection from its making to its first failure. */
    private void connectAndRead() throws InterruptedException {
        try {
            begun();
            Gateway made = product.connect(profile, secrets, environment);
            if (!adopt(made)) {
                made.close();
                return;
            }
            watch(made);
            while (!isClosed()) {
                refresh(made, awoken() ? WAKE_LIMIT : READ_LIMIT);
                pause(READ_SPACING, () -> made.pollEvery(attention()));
            }
        } catch (GatewayException e) {
            LOG.info("Gateway {}: {}", profile.id(), e.getMessage());
            fail(e.problem());
        } catch (RuntimeException e) {
            // A bug in one adapter must not take the other gateways off the screen; it is shown and logged instead.
            LOG.error("Gateway {}", profile.id(), e);
            fail(new Problem.Bug(e.toString()));
        }
        disconnect();
    }

    /** Whether the computer has slept since this was asked last. */
    private boolean awoken() {
        lock.lock();
        try {
            boolean so = woke;
            woke = false;
            return so;
        } finally {
            lock.unlock();
        }
    }

    /** From here on a wish to try again is a new one. */
    private void begun() {
        lock.lock();
        try {
            retried = false;
        } finally {
            lock.unlock();
        }
    }

    private void watch(Gateway made) {
        boolean works = true;
        try {
            made.watch(this::hint);
        } catch (GatewayException e) {
            LOG.info("Gateway {} cannot be watched: {}", profile.id(), e.getMessage());
            works = false;
        }
        lock.lock();
        try {
            watching = works;
        } finally {
            lock.unlock();
        }
    }

    private void fail(Problem why) throws InterruptedException {
        Duration wait = longer(backOff.next(), why.leaveAlone());
        Instant now = environment.clock().instant();
        GatewayState.Offline state;
        lock.lock();
        try {
            if (closed) {
                return;
            }
            problem = why;
            failingSince = failingSince == null ? now : failingSince;
            state = new GatewayState.Offline(why, failingSince, why.halts() ? Instant.MAX : now.plus(wait));
            connected.signalAll();
        } finally {
            lock.unlock();
        }
        listener.failed(state);
        // The old connection stays open meanwhile: its watch tells when trying again is worth it.
        // A hint may shorten the wait, but a gateway that changes all the time and never answers is not asked all the
        // time.
        lastRead = System.nanoTime();
        if (why.halts()) {
            awaitRetry();
        } else {
            Duration spacing = wait.compareTo(FAILURE_SPACING) < 0 ? wait : FAILURE_SPACING;
            pause(longer(spacing, why.leaveAlone()), () -> wait);
            awoken();
        }
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    /** Waits for the operator: to try again by itself would get the same answer, or the console locked out. */
    private void awaitRetry() throws InterruptedException {
        lock.lock();
        try {
            while (!retried && !closed) {
                woken.await();
            }
            backOff.reset();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for a hint.
     *
     * @param spacing the least time since the last read, hint or not
     * @param limit the longest wait without a hint; a decision can make it shorter
     */
    private void pause(Duration spacing, Supplier<Duration> limit) throws InterruptedException {
        long begun = System.nanoTime();
        lock.lock();
        try {
            long left = limit.get().toNanos();
            while (!hinted && !closed && left > 0) {
                woken.awaitNanos(left);
                left = limit.get().toNanos() - (System.nanoTime() - begun);
            }
            long tooSoon = lastRead + spacing.toNanos() - System.nanoTime();
            while (!closed && tooSoon > 0) {
                tooSoon = woken.awaitNanos(tooSoon);
            }
            long held = heldUntil - System.nanoTime();
            while (!closed && acts > 0 && held > 0) {
                held = Math.min(woken.awaitNanos(held), heldUntil - System.nanoTime());
            }
            hinted = false;
        } finally {
            lock.unlock();
        }
    }

    private boolean adopt(Gateway made) {
        lock.lock();
        try {
            if (closed) {
                return false;
            }
            gateway = made;
            connected.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void disconnect() {
        Gateway old;
        lock.lock();
        try {
            old = gateway;
            gateway = null;
            watching = false;
        } finally {
            lock.unlock();
        }
        if (old != null) {
            old.close();
        }
    }

    private boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    private Attention attention() {
        lock.lock();
        try {
            return attention;
        } finally {
            lock.unlock();
        }
    }

    /** Ends the thread and the connection. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            woken.signalAll();
            connected.signalAll();
        } finally {
            lock.unlock();
        }
        Thread running = thread;
        if (running == null) {
            return;
        }
        try {
            if (!running.join(CLOSE_LIMIT)) {
                running.interrupt();
                LOG.warn("Session {} did not end within {} ms", profile.id(), TimeUnit.SECONDS.toMillis(2));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

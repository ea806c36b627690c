package dev.gatehouse.gateway.openclaw;

import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.io.BackOff;
import dev.gatehouse.io.Transport;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A gateway by way of its WebSocket. Connects on a thread of its own, so that a gateway that does not answer keeps nobody
 * waiting who can do without; after a failure it waits longer and longer, or until the operator says so where the answer
 * would be the same.
 */
final class LiveSide implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveSide.class);

    /** A connection that stood this long was a good one: the next failure is a first one again. */
    private static final Duration STEADY = Duration.ofSeconds(30);

    /** Finds the way to the gateway. */
    interface Ways {
        /**
         * The way as it is now; may block on a disk or keychain.
         *
         * @throws GatewayException if there is none
         */
        LiveWay find() throws GatewayException;
    }

    /** Says whether who answers is the gateway that is meant. */
    interface Doorkeeper {
        /**
         * Lets {@code up} pass.
         *
         * @throws GatewayException if it is another gateway
         */
        void admit(Up up) throws GatewayException;
    }

    /**
     * A connection that stands.
     *
     * @param way how it was made
     * @param transport what carries it
     * @param link the connection
     * @param senders people over it
     * @param devices devices over it
     * @param codes setup codes over it
     * @param since when it was made, by the monotonic clock
     */
    record Up(
            LiveWay way,
            Transport transport,
            LiveLink link,
            LiveSenders senders,
            LiveDevices devices,
            LiveCodes codes,
            long since) {
        private void close() {
            link.close();
            transport.close();
        }
    }

    private final String profile;
    private final Ways ways;
    private final SenderIds senders;
    private final LiveConsole console;
    private final LiveTime time;
    private final Doorkeeper doorkeeper;
    private final Runnable hint;
    private final BackOff backOff = new BackOff();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition settled = lock.newCondition();
    private @Nullable Up up;
    private @Nullable Problem problem;
    private boolean connecting;
    private boolean closed;
    private boolean waitsForOperator;
    private boolean retried;
    private int waiting;
    private long notBefore;

    /**
     * Not connected yet.
     *
     * @param hint called when there may be something new, from any thread; returns at once
     */
    LiveSide(
            String profile,
            Ways ways,
            SenderIds senders,
            LiveConsole console,
            LiveTime time,
            Doorkeeper doorkeeper,
            Runnable hint) {
        this.profile = profile;
        this.ways = ways;
        this.senders = senders;
        this.console = console;
        this.time = time;
        this.doorkeeper = doorkeeper;
        this.hint = hint;
        this.notBefore = time.nanos().getAsLong();
    }

    /**
     * The connection, or null if there is none now. If it is time, one is made.
     *
     * @param patience how long to wait for one that is being made
     */
    @Nullable
    Up up(Duration patience) {
        lock.lock();
        try {
            noticeEnd();
            if (up == null && !connecting && !closed && !waitsForOperator && due().isZero()) {
                connecting = true;
                retried = false;
                Thread.ofVirtual().name("connect " + profile).start(this::connect);
            }
            await(patience);
            return up;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** Until the connection that is being made stands or has failed, or {@code patience} is over. */
    private void await(Duration patience) throws InterruptedException {
        long left = patience.toNanos();
        waiting++;
        try {
            while (connecting && !closed && left > 0) {
                left = settled.awaitNanos(left);
            }
        } finally {
            waiting--;
        }
    }

    /** The connection, or null if there is none now. Only looks. */
    @Nullable
    Up standing() {
        lock.lock();
        try {
            noticeEnd();
            return up;
        } finally {
            lock.unlock();
        }
    }

    /** Why there is no connection; null if there is one, or the first is being made. */
    @Nullable
    Problem problem() {
        lock.lock();
        try {
            return up == null ? problem : null;
        } finally {
            lock.unlock();
        }
    }

    /** How long until {@link #up} will try again; {@code otherwise} if there is nothing to try. */
    Duration nextAttempt(Duration otherwise) {
        lock.lock();
        try {
            noticeEnd();
            if (up != null || connecting || waitsForOperator) {
                return otherwise;
            }
            Duration due = due();
            return due.compareTo(otherwise) < 0 ? due : otherwise;
        } finally {
            lock.unlock();
        }
    }

    /** The operator wants it tried again now. */
    void retry() {
        lock.lock();
        try {
            retried = true;
            atOnce();
        } finally {
            lock.unlock();
        }
    }

    private void atOnce() {
        waitsForOperator = false;
        notBefore = time.nanos().getAsLong();
        backOff.reset();
    }

    private Duration due() {
        long left = notBefore - time.nanos().getAsLong();
        return left <= 0 ? Duration.ZERO : Duration.ofNanos(left);
    }

    private void noticeEnd() {
        Up standing = up;
        Problem end = standing == null ? null : standing.link().ended();
        if (standing != null && end != null) {
            up = null;
            if (time.nanos().getAsLong() - standing.since() > STEADY.toNanos()) {
                backOff.reset();
            }
            fail(end);
            standing.transport().close();
        }
    }

    private void fail(Problem why) {
        LOG.info("Gateway {}: {}", profile, why);
        problem = why;
        waitsForOperator = why.halts();
        notBefore = time.nanos().getAsLong() + backOff.next().toNanos();
    }

    private void connect() {
        Up made = null;
        Problem why = null;
        try {
            made = open();
        } catch (GatewayException e) {
            why = e.problem();
        } catch (RuntimeException e) {
            // A bug in the making of one connection must not leave its gateway connecting for ever; it is shown
            // instead.
            LOG.error("Connecting {}", profile, e);
            why = new Problem.Bug(e.toString());
        }
        boolean unwanted;
        boolean news;
        lock.lock();
        try {
            connecting = false;
            unwanted = closed;
            // Who waited for a failure knows of it: a hint would have the next attempt come before its time.
            news = why == null || waiting == 0 || retried;
            if (why != null) {
                fail(why);
                if (retried) {
                    // It may have been made with a secret that is another one by now.
                    atOnce();
                }
            } else if (!unwanted) {
                up = made;
                problem = null;
            }
            settled.signalAll();
        } finally {
            lock.unlock();
        }
        if (made != null && unwanted) {
            made.close();
        }
        if (news) {
            hint.run();
        }
    }

    private Up open() throws GatewayException {
        LiveWay way = ways.find();
        LiveProblems problems = new LiveProblems(way.address().toString(), console.name());
        Transport transport = new Transport(way.rules());
        boolean stands = false;
        try {
            LiveConnector connector = new LiveConnector(
                    () -> transport.openMessages(way.address()),
                    new LiveHandshake(console, way.credential(), way.identity(), LiveScopes.WANTED, problems, time));
            LiveLink link = connector.connect(hint);
            LiveCalls calls = new LiveCalls(
                    link, new LiveRows(profile, senders, way.address().toString()));
            Up made = new Up(
                    way,
                    transport,
                    link,
                    new LiveSenders(link, calls),
                    new LiveDevices(link, calls),
                    new LiveCodes(link, calls),
                    time.nanos().getAsLong());
            try {
                doorkeeper.admit(made);
                stands = true;
                return made;
            } finally {
                if (!stands) {
                    link.close();
                }
            }
        } finally {
            if (!stands) {
                transport.close();
            }
        }
    }

    /** Ends the connection, and that being made when it is. */
    @Override
    public void close() {
        Up standing;
        lock.lock();
        try {
            closed = true;
            standing = up;
            up = null;
            settled.signalAll();
        } finally {
            lock.unlock();
        }
        if (standing != null) {
            standing.close();
        }
    }
}

package dev.gatehouse.console;

import dev.gatehouse.console.HistoryEntry.Method;
import dev.gatehouse.gateway.Feature;
import dev.gatehouse.gateway.Features;
import dev.gatehouse.gateway.Gateway;
import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Issued;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Receipt;
import dev.gatehouse.gateway.Snapshot;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.IssuedCode;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.SubjectKey;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one way from a click to an outcome: write down what is about to be done, do it, read afresh, write down how it
 * ended, then tell the row. One virtual thread a decision; those about one subject run one after the other.
 */
public final class Decisions implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Decisions.class);

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
    private static final Duration BETWEEN_READS = Duration.ofMillis(250);

    /** A last read is given this long even if the time is over: its word counts more than a few seconds. */
    private static final Duration LEAST_READ = Duration.ofSeconds(2);

    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);

    private final Function<String, @Nullable Connection> connections;
    private final History history;
    private final Minutes minutes;
    private final Function<Decision, Verdict.Before> before;
    private final BiFunction<Decision, Method, @Nullable Problem> objection;
    private final Rows rows;
    private final InstantSource time;
    private final Duration confirmLimit;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition freed = lock.newCondition();
    private final Set<SubjectKey> busy = new HashSet<>();
    private int running;
    private boolean closed;

    /** The rows that decisions are about. */
    interface Rows {
        /** Marks them as being decided, unless a decision is on its way or just done; then it says false. */
        boolean begin(Decision decision);

        /** Marks them as decided. */
        void end(Decision decision, Outcome outcome);

        /** A code was made. */
        void issued(Connection connection, Features features, IssuedCode code);
    }

    /**
     * A way for decisions.
     *
     * @param connections the connection of a profile, or null if it is not known any more
     * @param history where each is written down
     * @param labels the operator's own names, as they are on screen
     * @param before how things stand, as far as is known
     * @param objection why a decision must not be done as it was made, by the operator's own policy
     * @param rows what is on screen
     * @param time local time
     * @param confirmLimit how long the list has to show what was decided
     */
    Decisions(
            Function<String, @Nullable Connection> connections,
            History history,
            Labels labels,
            Function<Decision, Verdict.Before> before,
            BiFunction<Decision, Method, @Nullable Problem> objection,
            Rows rows,
            InstantSource time,
            Duration confirmLimit) {
        this.connections = connections;
        this.history = history;
        this.minutes = new Minutes(labels, time);
        this.before = before;
        this.objection = objection;
        this.rows = rows;
        this.time = time;
        this.confirmLimit = confirmLimit;
    }

    /**
     * Does what was decided and returns at once; the rows are told, and the future holds how it ended. While a decision
     * about a row is on its way, or just done, a second one about the same row is refused and leaves no trace: it is a
     * double click.
     */
    public CompletableFuture<Outcome> decide(Decision decision, Method method) {
        lock.lock();
        try {
            if (closed) {
                return CompletableFuture.completedFuture(new Outcome.Refused(new Problem.UnderWay()));
            }
            running++;
        } finally {
            lock.unlock();
        }
        if (!rows.begin(decision)) {
            finished();
            return CompletableFuture.completedFuture(new Outcome.Refused(new Problem.UnderWay()));
        }
        CompletableFuture<Outcome> ended = new CompletableFuture<>();
        Thread.ofVirtual().name("decision " + decision.profile()).start(() -> {
            try {
                Outcome outcome = run(decision, method);
                rows.end(decision, outcome);
                ended.complete(outcome);
            } finally {
                finished();
            }
        });
        return ended;
    }

    private void finished() {
        lock.lock();
        try {
            running--;
            freed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private Outcome run(Decision decision, Method method) {
        try {
            occupy(decision.about());
            try {
                return carryOut(decision, method);
            } finally {
                free(decision.about());
            }
        } catch (InterruptedException e) {
            LOG.warn("Decision at {} interrupted before it began", decision.profile(), e);
            return new Outcome.Refused(new Problem.Bug("interrupted"));
        }
    }

    private Outcome carryOut(Decision decision, Method method) {
        Connection connection = connections.apply(decision.profile());
        if (connection == null) {
            return new Outcome.Refused(new Problem.Changed(null));
        }
        Problem against = objection.apply(decision, method);
        if (against != null) {
            return new Outcome.Refused(against);
        }
        HistoryEntry entry = minutes.of(decision, method, connection.profile());
        try {
            history.begin(connection.log(), entry);
        } catch (IOException e) {
            LOG.warn("History", e);
            return new Outcome.Refused(
                    new Problem.Unrecorded(connection.log().file().toString(), e.toString()));
        }
        Outcome outcome = perform(decision, connection);
        try {
            history.end(connection.log(), entry, HistoryEntry.Result.of(outcome, time.instant()));
        } catch (IOException e) {
            LOG.warn("History", e);
            Problem unrecorded = new Problem.Unrecorded(connection.log().file().toString(), e.toString());
            return outcome instanceof Outcome.Confirmed(var receipt)
                    ? new Outcome.NotConfirmed(receipt, unrecorded.sentence(), unrecorded.remedy(), false)
                    : outcome;
        }
        return outcome;
    }

    private Outcome perform(Decision decision, Connection connection) {
        GatewaySession session = connection.session();
        session.beginAct();
        try {
            return performAndLook(decision, connection);
        } finally {
            session.endAct();
        }
    }

    private Outcome performAndLook(Decision decision, Connection connection) {
        GatewaySession session = connection.session();
        Gateway gateway;
        Look look;
        Receipt receipt;
        try {
            gateway = session.connection(CONNECT_LIMIT);
            if (decision instanceof Decision.IssueCode issue) {
                Issued issued = gateway.issue(issue);
                receipt = issued.receipt();
                Phrase notListed = gateway.features().whyNot(Feature.LIST_CODES);
                rows.issued(connection, gateway.features(), issued.code());
                look = fresh -> Verdict.issued(issued.code(), notListed, fresh);
            } else {
                Verdict.Before stood = before.apply(decision);
                receipt = gateway.perform(decision);
                look = fresh -> Verdict.of(decision, stood, fresh);
            }
        } catch (GatewayException e) {
            LOG.info("Decision at {}: {}", decision.profile(), e.getMessage());
            session.hint();
            return new Outcome.Refused(e.problem());
        } catch (InterruptedException e) {
            LOG.warn("Decision at {} interrupted", decision.profile(), e);
            return new Outcome.Refused(new Problem.Bug("interrupted"));
        } catch (RuntimeException e) {
            // The row must not wait for ever for a bug of ours; it is shown and logged instead.
            LOG.error("Decision at {}", decision.profile(), e);
            session.hint();
            return new Outcome.Refused(new Problem.Bug(e.toString()));
        }
        // From here on something was done: whatever goes wrong, nothing may say that nothing was.
        return confirm(decision, look, receipt, gateway, session);
    }

    /** What a fresh read says of what was done. */
    private interface Look {
        Verdict at(Snapshot fresh);
    }

    /** The list decides: reads until it shows what was decided, or the time is over. */
    private Outcome confirm(Decision decision, Look look, Receipt receipt, Gateway gateway, GatewaySession session) {
        long deadline = System.nanoTime() + confirmLimit.toNanos();
        while (true) {
            Duration left = Duration.ofNanos(deadline - System.nanoTime());
            Duration limit = left.compareTo(LEAST_READ) < 0 ? LEAST_READ : left;
            Verdict verdict = verdict(decision, look, receipt, gateway, session, limit);
            Verdict.Doubt doubt = verdict.doubt();
            if (doubt == null) {
                Phrase unseen = verdict.unseen();
                if (unseen == null) {
                    return new Outcome.Confirmed(receipt);
                }
                if (receipt.answered()) {
                    return new Outcome.Accepted(receipt, unseen);
                }
                // Nobody said yes, and no list can show it: that the request is gone proves nothing.
                Verdict.Doubt open = Verdict.UNANSWERED;
                return new Outcome.NotConfirmed(receipt, open.said(), open.next(), false);
            }
            boolean over = System.nanoTime() + BETWEEN_READS.toNanos() >= deadline;
            if (doubt.wider() || over || !rested()) {
                return new Outcome.NotConfirmed(receipt, doubt.said(), doubt.next(), doubt.wider());
            }
        }
    }

    private static boolean rested() {
        try {
            TimeUnit.NANOSECONDS.sleep(BETWEEN_READS.toNanos());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Verdict verdict(
            Decision decision, Look look, Receipt receipt, Gateway gateway, GatewaySession session, Duration limit) {
        try {
            return look.at(session.refresh(gateway, limit));
        } catch (GatewayException e) {
            return Verdict.unreadable(e.problem(), receipt.answered());
        } catch (RuntimeException e) {
            LOG.error("Reading {} after a decision", decision.profile(), e);
            return Verdict.unreadable(new Problem.Bug(e.toString()), receipt.answered());
        }
    }

    private void occupy(List<SubjectKey> subjects) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (subjects.stream().anyMatch(busy::contains)) {
                freed.await();
            }
            busy.addAll(subjects);
        } finally {
            lock.unlock();
        }
    }

    private void free(List<SubjectKey> subjects) {
        lock.lock();
        try {
            busy.removeAll(Set.copyOf(subjects));
            freed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Takes no more decisions, and waits for what is on its way, ten seconds at most. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            long left = CLOSE_LIMIT.toNanos();
            while (running > 0 && left > 0) {
                left = freed.awaitNanos(left);
            }
            if (running > 0) {
                LOG.warn("{} decisions were still on their way at the end", running);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}

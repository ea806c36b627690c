package dev.gatehouse.gateway;

import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.IssuedCode;
import dev.gatehouse.pairing.Kind;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.RequestKey;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * A connection to one gateway. Small, blocking, thread-safe; called from virtual threads, never from the screen's. Every
 * call has a time limit of its own.
 */
public interface Gateway extends AutoCloseable {
    /** What is at the other end. */
    Identity identity();

    /** What works on this connection, and why the rest does not; may change with every {@link #read()}. */
    Features features();

    /**
     * Everything that is pending and granted, now. Changes nothing at the gateway.
     *
     * @throws GatewayException if nothing at all could be read; what is wrong with a part stands in the snapshot
     */
    Snapshot read() throws GatewayException;

    /**
     * Calls {@code hint} when something may have changed, often for nothing and from any thread; the list is the truth.
     * Once at most for a connection; ends with {@link #close()}.
     *
     * @throws GatewayException if nothing can be watched; {@link #pollEvery} then counts alone
     */
    void watch(Runnable hint) throws GatewayException;

    /** How long to wait before the next {@link #read()} when no hint comes. */
    Duration pollEvery(Attention attention);

    /**
     * Does what was decided, after comparing what was shown with what is there now.
     *
     * @return what the gateway answered; only a fresh read confirms it
     * @throws GatewayException if nothing was done, with {@link Problem.Changed} if what was shown is not there any more;
     *     whoever does not know whether it was done gives a receipt that says so
     */
    Receipt perform(Decision decision) throws GatewayException;

    /**
     * Makes a code for somebody to redeem. {@link #perform} is never asked for that: its answer holds no secret.
     *
     * @return the code and what the gateway answered; only a fresh read confirms it
     * @throws GatewayException if none was made
     */
    default Issued issue(Decision.IssueCode decision) throws GatewayException {
        throw new GatewayException(new Problem.NotOffered(Phrase.of("feature.not-offered")));
    }

    /**
     * What is in {@code code}; empty where its text is not there any more, or holds nothing but itself. Asks nobody outside
     * this computer.
     */
    default Optional<CodeContents> contents(IssuedCode code) {
        return Optional.empty();
    }

    /**
     * Which request the code {@code typed} belongs to; empty if it is none of those that are pending. Asks nobody
     * outside this computer, and uses no code up.
     *
     * @throws GatewayException if that cannot be told
     */
    default Optional<RequestKey> find(String typed) throws GatewayException {
        return Optional.empty();
    }

    /** The kinds of request whose coming no hint tells: they are seen after {@link #pollEvery} at the latest. */
    default Set<Kind> polled() {
        return Set.of();
    }

    /** The operator wants everything tried again at the next read, even what is not tried again by itself. */
    default void retry() {}

    /** Lets go of everything; idempotent. */
    @Override
    void close();
}

package dev.gatehouse.gateway.openclaw;

import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Problem;
import org.jspecify.annotations.Nullable;

/** A call did not succeed. Says what became of it, because one that was sent may have been done. */
final class LiveCallException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What can become of a call. */
    enum Fate {
        /** It never left. */
        NOT_SENT,
        /** The gateway answered that it did not do it. */
        REFUSED,
        /** It left, and no answer came: it may have been done. */
        UNANSWERED
    }

    private final Fate fate;
    private final transient Problem problem;
    private final transient @Nullable LiveError refusal;

    private LiveCallException(Fate fate, Problem problem, @Nullable LiveError refusal) {
        super(fate + " " + problem, null);
        this.fate = fate;
        this.problem = problem;
        this.refusal = refusal;
    }

    /** It never left, because of {@code problem}. */
    static LiveCallException notSent(Problem problem) {
        return new LiveCallException(Fate.NOT_SENT, problem, null);
    }

    /** It was answered with {@code refusal}. */
    static LiveCallException refused(Problem problem, LiveError refusal) {
        return new LiveCallException(Fate.REFUSED, problem, refusal);
    }

    /** No answer came, because of {@code problem}. */
    static LiveCallException unanswered(Problem problem) {
        return new LiveCallException(Fate.UNANSWERED, problem, null);
    }

    Fate fate() {
        return fate;
    }

    Problem problem() {
        return problem;
    }

    /** The gateway's words, if it was {@link Fate#REFUSED}; else empty. */
    String words() {
        return refusal == null ? "" : refusal.message();
    }

    /** The same for who calls the console's port. */
    GatewayException toGateway() {
        return new GatewayException(problem, this);
    }
}

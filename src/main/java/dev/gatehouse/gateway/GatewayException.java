package dev.gatehouse.gateway;

import org.jspecify.annotations.Nullable;

/** Carries a {@link Problem} to whoever shows it. */
public final class GatewayException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    /** Wraps {@code problem}. */
    public GatewayException(Problem problem) {
        this(problem, null);
    }

    /** Wraps {@code problem}, which came of {@code cause}. */
    public GatewayException(Problem problem, @Nullable Throwable cause) {
        super(problem.toString(), cause);
        this.problem = problem;
    }

    /** What went wrong, for the operator. */
    public Problem problem() {
        return problem;
    }
}

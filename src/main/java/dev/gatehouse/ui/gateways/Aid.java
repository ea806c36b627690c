package dev.gatehouse.ui.gateways;

import dev.gatehouse.console.GatewayState;
import dev.gatehouse.console.GatewayStatus;
import dev.gatehouse.gateway.LinkProblem;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.SecretProblem;
import java.util.List;
import java.util.stream.Stream;

/** Something the operator can do on this screen about a problem. */
sealed interface Aid {
    /**
     * Enter a secret.
     *
     * @param kind the key of its field, or empty if it is not known which one is wanted
     */
    record Enter(String kind) implements Aid {}

    /**
     * Copy a line for the product's settings, with a secret made for it.
     *
     * @param beginning what stands before the secret
     */
    record Line(String beginning) implements Aid {}

    /** Have it tried again. */
    record Again() implements Aid {}

    /**
     * Trust a certificate.
     *
     * @param untrusted which, and where
     */
    record Trust(LinkProblem.Untrusted untrusted) implements Aid {}

    /**
     * Allow clear text.
     *
     * @param host to which computer
     */
    record Allow(String host) implements Aid {}

    /** Open the sealed file. */
    record Open() implements Aid {}

    /** Ask the system's keychain again. */
    record AskKeychain() implements Aid {}

    /** What helps against {@code problem}, the best first. */
    static List<Aid> against(Problem problem) {
        return switch (problem) {
            case LinkProblem.NoSecret(var kind) -> List.of(new Enter(kind), new Again());
            case LinkProblem.WrongSecret(var kind) -> List.of(new Enter(kind), new Again());
            case LinkProblem.SecretWanted wanted ->
                wanted.line().isEmpty()
                        ? List.of(new Enter(wanted.field()), new Again())
                        : List.of(new Enter(wanted.field()), new Line(wanted.line()), new Again());
            case LinkProblem.SecretElsewhere ignored -> List.of(new Enter(""), new Again());
            case LinkProblem.SecretsChanged ignored -> List.of(new Enter(""), new Again());
            case LinkProblem.LockedOut ignored -> List.of(new Enter(""), new Again());
            case LinkProblem.DeviceTokenRefused ignored -> List.of(new Enter(""), new Again());
            case LinkProblem.Removed ignored -> List.of(new Enter(""), new Again());
            case LinkProblem.Untrusted untrusted -> List.of(new Trust(untrusted), new Again());
            case LinkProblem.PlainText(var host) -> List.of(new Allow(host));
            case SecretProblem.SecretsLocked ignored -> List.of(new Open());
            case SecretProblem.WrongPassphrase ignored -> List.of(new Open());
            case SecretProblem.KeychainUnavailable ignored -> List.of(new AskKeychain());
            default -> problem.halts() ? List.of(new Again()) : List.of();
        };
    }

    /** What is wrong at a gateway as a whole: why it does not answer, or what it can do only in part. */
    static List<Problem> problems(GatewayStatus status) {
        return status.state() instanceof GatewayState.Offline(var problem, var since, var retryAt)
                ? List.of(problem)
                : status.notes();
    }

    /** Whether {@code problem} passes by itself, or when somebody approves. */
    static boolean passes(Problem problem) {
        return problem instanceof LinkProblem.Starting
                || problem instanceof LinkProblem.Restarting
                || problem instanceof LinkProblem.PairingRequired;
    }

    /** What the screen says of {@code status} first: a hindrance before what is only good to know. */
    static Stream<Problem> worst(GatewayStatus status) {
        return Stream.concat(
                status.notes().stream().filter(GatewayStatus::hinders),
                status.troubles().stream().map(trouble -> trouble.problem()));
    }
}

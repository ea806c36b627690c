package dev.gatehouse.gateway.smith;

import dev.gatehouse.gateway.LinkProblem;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.pairing.Phrase;

/** The problems that only Smith has. */
final class SmithProblems {
    /** How the line of {@code .env} begins that holds the admin token. */
    private static final String LINE = TokenWay.VARIABLE + "=";

    private SmithProblems() {}

    /** A server wants a password and there is none. */
    static Problem noPassword(String field, String server) {
        return new LinkProblem.SecretWanted(
                field, Phrase.of("smith.password.none", server), Phrase.of("smith.password.none.remedy", server));
    }

    /** A server does not accept the password. */
    static Problem wrongPassword(String field, String server) {
        return new LinkProblem.SecretWanted(
                field, Phrase.of("smith.password.wrong", server), Phrase.of("smith.password.wrong.remedy", server));
    }

    /** There is no admin token, neither here nor in {@code .env}. */
    static Problem noToken(String where) {
        return new LinkProblem.SecretWanted(
                SmithForm.TOKEN, LINE, Phrase.of("smith.token.none", where), Phrase.of("smith.token.none.remedy"));
    }

    /** The admin token stands in {@code .env} without a value: the daemon then turns everybody away. */
    static Problem emptyToken(String where) {
        return new LinkProblem.SecretWanted(
                SmithForm.TOKEN, LINE, Phrase.of("smith.token.empty", where), Phrase.of("smith.token.empty.remedy"));
    }

    /** The daemon does not accept a token that the operator entered. */
    static Problem enteredTokenRefused() {
        return new LinkProblem.SecretWanted(
                SmithForm.TOKEN, Phrase.of("smith.token.refused"), Phrase.of("smith.token.refused.remedy"));
    }

    /** The daemon does not accept the token of its own {@code .env}: it was started before that was written. */
    static Problem ownTokenRefused(String where) {
        return new LinkProblem.SecretWanted(
                SmithForm.TOKEN,
                Phrase.of("smith.token.refused-own", where),
                Phrase.of("smith.token.refused-own.remedy"));
    }

    /** The daemon was started without a token (503). */
    static Problem noTokenAtDaemon() {
        return new Problem.Particular(
                Phrase.of("smith.token.not-configured"), Phrase.of("smith.token.not-configured.remedy"), null);
    }

    /** The daemon could not keep the code (500): its Redis does not answer. */
    static Problem notKept(String detail) {
        return new Problem.Particular(
                Phrase.of("smith.issue.not-kept"), Phrase.of("smith.issue.not-kept.remedy"), detail);
    }

    /** The daemon does not run. */
    static Problem stopped(String address) {
        return new Problem.NotRunning(
                Phrase.of("smith.daemon.stopped", address), Phrase.of("smith.daemon.stopped.remedy"));
    }

    /** The daemon runs at another port. */
    static Problem otherPort(String address, int port) {
        return new Problem.NotRunning(
                Phrase.of("smith.daemon.other-port", address, Integer.toString(port)),
                Phrase.of("smith.daemon.other-port.remedy", Integer.toString(port)));
    }

    /** A daemon runs, and nobody answers at {@code address}. */
    static Problem elsewhere(String address) {
        return new Problem.NotRunning(
                Phrase.of("smith.daemon.elsewhere", address), Phrase.of("smith.daemon.elsewhere.remedy"));
    }
}

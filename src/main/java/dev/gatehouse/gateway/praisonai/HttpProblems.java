package dev.gatehouse.gateway.praisonai;

import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.LinkProblem;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.io.HttpAnswer;
import dev.gatehouse.io.JsonText;
import dev.gatehouse.pairing.Name;
import dev.gatehouse.pairing.Phrase;
import java.time.Duration;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What the answers of a gateway mean to the operator (4.7.0, gateway/server.py and pairing_routes.py).
 *
 * @param address where the gateway is
 */
record HttpProblems(String address) {
    /** How long the gateway is left alone where it does not tell. */
    private static final Duration LOCKOUT = Duration.ofSeconds(300);

    private static final long LONGEST_WAIT = 3600;

    /** What stays as it is until the operator enters something else. */
    private static final Set<String> FINAL = Set.of(
            "praisonai.http.session-over",
            "praisonai.http.session-refused",
            "praisonai.link.used",
            "praisonai.link.tries");

    /** What it means that {@code call}, made with {@code used}, was answered so. */
    Problem of(String call, HttpAnswer answer, Credential used) {
        String words = Name.of(error(answer)).text();
        return switch (answer.status()) {
            case 400 -> new LinkProblem.Misunderstood(call, words);
            case 401 -> unauthorised(used);
            case 403 -> forbidden(answer, used);
            case 404 -> new LinkProblem.Unsupported(call);
            case 405 -> new LinkProblem.Unsupported(call);
            case 429 -> new LinkProblem.Throttled(address, wait(answer));
            default -> {
                if (answer.redirects()) {
                    String to = Name.of(answer.header("location").orElse("").replaceFirst("\\?.*", ""))
                            .text();
                    yield new LinkProblem.Redirected(address, to);
                }
                yield answer.status() >= 500
                        ? new LinkProblem.ServerError(address, answer.status())
                        : new LinkProblem.Failed(call, answer.status() + " " + words);
            }
        };
    }

    private static Problem unauthorised(Credential used) {
        return switch (used) {
            case Credential.None _ -> new LinkProblem.NoSecret("token");
            case Credential.Token _ -> new LinkProblem.WrongSecret("token");
            case Credential.Cookie _ -> particular("praisonai.http.session-over");
        };
    }

    private static Problem forbidden(HttpAnswer answer, Credential used) {
        JsonNode scope = body(answer).path("required_scope");
        if (scope.isString()) {
            return used instanceof Credential.Cookie
                    ? particular("praisonai.http.session-scope")
                    : new LinkProblem.ScopeMissing(Name.of(scope.stringValue()).text());
        }
        return used instanceof Credential.Cookie
                ? particular("praisonai.http.session-refused")
                : new LinkProblem.WrongSecret("token");
    }

    /** How long the gateway wants to be left alone; it has no header for that. */
    static Duration wait(HttpAnswer answer) {
        JsonNode seconds = body(answer).path("retry_after_seconds");
        return seconds.isNumber() && seconds.asDouble(0) > 0 && seconds.asDouble(0) <= LONGEST_WAIT
                ? Duration.ofSeconds((long) Math.ceil(seconds.asDouble(0)))
                : LOCKOUT;
    }

    /** The gateway's own words for an error, or nothing. */
    static String error(HttpAnswer answer) {
        JsonNode error = body(answer).path("error");
        return error.isString() ? error.stringValue() : "";
    }

    /** The body as a tree; an empty object if it is none. */
    static JsonNode body(HttpAnswer answer) {
        if (answer.isJson()) {
            try {
                return JsonText.parse(answer.body());
            } catch (JsonText.Malformed _) {
                // As if it had said nothing: the status speaks.
                return JsonNodeFactory.instance.objectNode();
            }
        }
        return JsonNodeFactory.instance.objectNode();
    }

    /** A problem of this product's, by its name in the bundle. */
    static Problem particular(String key) {
        return new Problem.Particular(Phrase.of(key), Phrase.of(key + ".remedy"), null);
    }

    /** Whether asking again would be wrong until the operator says so. */
    static boolean halts(Problem problem) {
        return problem.halts()
                || (problem instanceof Problem.Particular particular
                        && FINAL.contains(particular.sentence().key()));
    }

    /** The same, ready to be thrown. */
    GatewayException exception(String call, HttpAnswer answer, Credential used) {
        return new GatewayException(of(call, answer, used));
    }
}

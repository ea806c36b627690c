package dev.gatehouse.gateway.clasp;

import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.LinkProblem;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.io.Address;
import dev.gatehouse.io.HttpAnswer;
import dev.gatehouse.pairing.Name;
import dev.gatehouse.pairing.Phrase;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** What the relay's admin API answers, and what that means to the operator (clasp-relay 4.5.0, auth.rs). */
final class RegistryAnswers {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int LONGEST_PAUSE = 3_600;

    private final Address address;

    RegistryAnswers(Address address) {
        this.address = address;
    }

    /** The body of an answer that says yes. */
    JsonNode json(HttpAnswer answer, String call) throws GatewayException {
        done(answer, call);
        if (!answer.isJson()) {
            throw new GatewayException(new LinkProblem.Foreign(address.web().toString(), answer.status()));
        }
        try {
            return JSON.readTree(answer.body());
        } catch (JacksonException e) {
            throw new GatewayException(
                    new LinkProblem.Garbled(address.web().toString(), e.getOriginalMessage() == null ? "" : "not JSON"),
                    e);
        }
    }

    /** Whether the answer's error is {@code text}. */
    boolean says(HttpAnswer answer, String text) {
        return error(answer).equalsIgnoreCase(text);
    }

    /** Throws what stands against it, unless the answer says yes. */
    void done(HttpAnswer answer, String call) throws GatewayException {
        if (!answer.ok()) {
            throw new GatewayException(problem(answer, call));
        }
    }

    private Problem problem(HttpAnswer answer, String call) {
        String there = address.web().toString();
        if (answer.redirects()) {
            return new LinkProblem.Redirected(
                    there, Name.of(answer.header("location").orElse("")).text());
        }
        String error = error(answer);
        return switch (answer.status()) {
            case 401 -> unauthorised(error);
            case 403 ->
                new Problem.Particular(
                        Phrase.of("clasp.admin-scope"), Phrase.of("clasp.admin-scope.remedy"), safe(error), true);
            case 404 ->
                new Problem.Particular(
                        Phrase.of("clasp.no-registry", there),
                        Phrase.of("clasp.no-registry.remedy"),
                        safe(error),
                        true);
            case 400, 409, 422 -> new LinkProblem.Misunderstood(call, safe(error));
            case 429 -> new LinkProblem.Throttled(there, pause(answer));
            default ->
                answer.status() >= 500
                        ? new LinkProblem.ServerError(there, answer.status())
                        : new LinkProblem.Foreign(there, answer.status());
        };
    }

    /** The token that the relay makes at its start dies with {@code --token-ttl}, a day later, whatever its log says. */
    private static Problem unauthorised(String error) {
        String key = error.equalsIgnoreCase("token expired") ? "clasp.token-expired" : "clasp.token-refused";
        return new LinkProblem.SecretWanted(ClaspSetup.TOKEN, Phrase.of(key), Phrase.of(key + ".remedy"));
    }

    private static Duration pause(HttpAnswer answer) {
        String seconds = answer.header("retry-after").orElse("");
        return Duration.ofSeconds(
                seconds.matches("[0-9]{1,9}") ? Math.min(LONGEST_PAUSE, Integer.parseInt(seconds)) : 60);
    }

    private static String error(HttpAnswer answer) {
        JsonNode body;
        try {
            body = answer.isJson() ? JSON.readTree(answer.body()) : MissingNode.getInstance();
        } catch (JacksonException _) {
            body = MissingNode.getInstance();
        }
        return body.path("error").asString("");
    }

    private static String safe(String text) {
        return Name.of(text).text();
    }
}

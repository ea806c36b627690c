package dev.gatehouse.gateway.smith;

import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.LinkProblem;
import dev.gatehouse.gateway.LinkProblems;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Secret;
import dev.gatehouse.io.Address;
import dev.gatehouse.io.HttpAnswer;
import dev.gatehouse.io.HttpAsk;
import dev.gatehouse.io.NetworkFault;
import dev.gatehouse.io.Transport;
import dev.gatehouse.pairing.Name;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The one admin call of Smith's chat daemon (smith-core 0.2.6, webhook.rs): it makes a code. */
final class AdminApi implements AutoCloseable {
    static final String PATH = "/admin/pairing-codes";
    private static final String CALL = "POST " + PATH;

    /** The longest that a code can live and still be taken for one: a day. Beyond is a mistake of units. */
    private static final long LONGEST = 366L * 24 * 3600;

    private final Transport transport;
    private final Address address;
    private final TokenWay tokens;
    private final Daemons daemons;
    private final JsonMapper json = new JsonMapper();

    AdminApi(Transport transport, Address address, TokenWay tokens, Daemons daemons) {
        this.transport = transport;
        this.address = address;
        this.tokens = tokens;
        this.daemons = daemons;
    }

    /**
     * A code that was made.
     *
     * @param code the code; a secret
     * @param life how long it lives, or null if the answer did not tell
     * @param where where the token came from
     */
    record Made(String code, @Nullable Duration life) {
        @Override
        public String toString() {
            return "Made[" + life + "]";
        }
    }

    /** Where it is. */
    Address address() {
        return address;
    }

    /** The token, or why there is none. */
    TokenWay tokens() {
        return tokens;
    }

    /**
     * Whether Smith's daemon answers there, by a question that makes nothing: it knows the path, and not for GET. Says
     * nothing of the token, which is not sent.
     *
     * @throws GatewayException if something else answers, or nobody
     */
    void probe() throws GatewayException {
        HttpAnswer answer = ask(HttpAsk.get(address, PATH));
        boolean knows = answer.status() == 405
                && answer.header("allow").orElse("").toUpperCase(Locale.ROOT).contains("POST");
        if (!knows) {
            throw new GatewayException(unexpected(answer));
        }
    }

    /**
     * Makes a code.
     *
     * @param agent whom it leads to
     * @param user the id of the user who alone may claim it, or empty
     * @throws GatewayException if none was made, or none that could be read
     */
    Made issue(String agent, String user) throws GatewayException {
        TokenWay.Found found = tokens.find(address);
        ObjectNode body = json.createObjectNode().put("agent_id", agent);
        if (!user.isEmpty()) {
            body.put("user_id", user);
        }
        HttpAsk question = HttpAsk.json("POST", address, PATH, body.toString());
        Secret token = found.token();
        HttpAnswer answer = ask(token == null ? question : question.header("Authorization", "Bearer " + token.value()));
        if (!answer.ok()) {
            throw new GatewayException(refusal(answer, found));
        }
        return made(answer);
    }

    private Made made(HttpAnswer answer) throws GatewayException {
        if (!answer.isJson()) {
            throw new GatewayException(new LinkProblem.Foreign(address.instance(), answer.status()));
        }
        try {
            JsonNode node = json.readTree(answer.body());
            JsonNode code = node.get("code");
            if (code != null && code.isString() && !code.stringValue().isBlank()) {
                return new Made(code.stringValue().strip(), life(node));
            }
            throw new GatewayException(new LinkProblem.Garbled(address.instance(), "no code in the answer"));
        } catch (JacksonException e) {
            // Its message may repeat what it read, a code among it.
            throw new GatewayException(new LinkProblem.Garbled(address.instance(), "no JSON in the answer"));
        }
    }

    /** Released daemons say {@code expires_in}; the product's page says {@code expires_in_secs}. */
    private static @Nullable Duration life(JsonNode node) {
        for (String field : List.of("expires_in", "expires_in_secs")) {
            JsonNode seconds = node.get(field);
            if (seconds != null && seconds.isNumber() && seconds.doubleValue() > 0 && seconds.doubleValue() < LONGEST) {
                return Duration.ofMillis((long) (seconds.doubleValue() * 1000));
            }
        }
        return null;
    }

    private Problem refusal(HttpAnswer answer, TokenWay.Found found) {
        return switch (answer.status()) {
            case 401 ->
                found.own()
                        ? SmithProblems.ownTokenRefused(String.valueOf(tokens.env()))
                        : SmithProblems.enteredTokenRefused();
            case 503 ->
                said(answer).contains("admin token")
                        ? SmithProblems.noTokenAtDaemon()
                        : new LinkProblem.ServerError(address.instance(), 503);
            case 400, 415, 422 -> new LinkProblem.Misunderstood(CALL, said(answer));
            case 500 ->
                said(answer).contains("failed to create pairing token")
                        ? SmithProblems.notKept(said(answer))
                        : new LinkProblem.ServerError(address.instance(), 500);
            default -> unexpected(answer);
        };
    }

    private Problem unexpected(HttpAnswer answer) {
        String there = address.instance();
        if (answer.redirects()) {
            return new LinkProblem.Redirected(
                    there, Name.of(answer.header("location").orElse("")).text());
        }
        return answer.status() >= 500
                ? new LinkProblem.ServerError(there, answer.status())
                : new LinkProblem.Foreign(there, answer.status());
    }

    /** The daemon's words, shortened and made safe. */
    private static String said(HttpAnswer answer) {
        String body = answer.body();
        return Name.of(body.substring(0, Math.min(body.length(), 300))).text();
    }

    private HttpAnswer ask(HttpAsk question) throws GatewayException {
        try {
            return transport.ask(question);
        } catch (NetworkFault e) {
            throw new GatewayException(why(e, question), e);
        }
    }

    private Problem why(NetworkFault fault, HttpAsk question) {
        String there = address.instance();
        if (fault instanceof NetworkFault.Refused && address.loopback()) {
            return absent();
        }
        boolean heard = fault instanceof NetworkFault.Silent
                || fault instanceof NetworkFault.Broken
                || fault instanceof NetworkFault.Closed
                || fault instanceof NetworkFault.TooLarge;
        // Then a code may have been made; it ends by itself.
        return heard && !question.method().equals("GET")
                ? new LinkProblem.NoAnswer(CALL, question.limit())
                : LinkProblems.of(fault, there);
    }

    /** Nobody listens there: the daemon does not run, or at another port. */
    private Problem absent() {
        String there = address.instance();
        List<Daemons.Daemon> running = daemons.running().orElse(null);
        if (running == null) {
            return new LinkProblem.Refused(there);
        }
        if (running.isEmpty()) {
            return SmithProblems.stopped(there);
        }
        return running.stream()
                .flatMap(daemon -> daemon.port().stream())
                .filter(port -> port != address.port())
                .findFirst()
                .map(port -> SmithProblems.otherPort(there, port))
                .orElseGet(() -> SmithProblems.elsewhere(there));
    }

    @Override
    public void close() {
        transport.close();
    }
}

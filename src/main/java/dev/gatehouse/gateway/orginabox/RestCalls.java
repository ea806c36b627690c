package dev.gatehouse.gateway.orginabox;

import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.LinkProblem;
import dev.gatehouse.gateway.LinkProblems;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.io.Address;
import dev.gatehouse.io.EventStream;
import dev.gatehouse.io.HttpAnswer;
import dev.gatehouse.io.HttpAsk;
import dev.gatehouse.io.NetworkFault;
import dev.gatehouse.io.Transport;
import dev.gatehouse.pairing.Phrase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Single calls to a server, and what its refusals mean. */
final class RestCalls {
    /** What a server that does not say gets as a pause. */
    private static final Duration PAUSE = Duration.ofSeconds(30);

    private static final long LONGEST_PAUSE = 3600;

    private final Transport transport;
    private final Address address;
    private final Credential credential;
    private final ServerTime time;
    private volatile List<String> roles = List.of();

    RestCalls(Transport transport, Address address, Credential credential, ServerTime time) {
        this.transport = transport;
        this.address = address;
        this.credential = credential;
        this.time = time;
    }

    /** The server, for the operator to recognise. */
    String place() {
        String web = address.web().toString();
        return web.endsWith("/") ? web.substring(0, web.length() - 1) : web;
    }

    /** As whom the server knows the console. */
    void roles(List<String> told) {
        roles = told;
    }

    /** The same. */
    List<String> roles() {
        return roles;
    }

    /** Asks without the credential; the answer may have any status. */
    HttpAnswer plain(String path) throws GatewayException {
        return send(HttpAsk.get(address, path));
    }

    /** Asks with the credential; the answer may have any status. */
    HttpAnswer get(String path) throws GatewayException {
        return send(authorised(HttpAsk.get(address, path)));
    }

    /** Sends JSON without the credential. */
    HttpAnswer post(String path, String json) throws GatewayException {
        return send(HttpAsk.json("POST", address, path, json));
    }

    /**
     * Asks for a change.
     *
     * @return empty if it is not known whether it was heard
     * @throws GatewayException if nothing was done
     */
    Optional<HttpAnswer> change(String method, String path, @Nullable String json) throws GatewayException {
        HttpAsk ask = json == null || method.equals("DELETE") && json.equals("{}")
                ? HttpAsk.get(address, path).method(method)
                : HttpAsk.json(method, address, path, json);
        try {
            return Optional.of(transport.ask(authorised(ask)));
        } catch (NetworkFault.Silent | NetworkFault.Broken | NetworkFault.Closed | NetworkFault.TooLarge _) {
            return Optional.empty();
        } catch (NetworkFault e) {
            throw new GatewayException(LinkProblems.of(e, place()), e);
        }
    }

    /**
     * Opens a stream of events.
     *
     * @throws NetworkFault why there is none
     * @throws GatewayException if the credential cannot be read
     */
    EventStream events(String path, String lastId) throws NetworkFault, GatewayException {
        return transport.openEvents(authorised(HttpAsk.get(address, path)), lastId);
    }

    private HttpAsk authorised(HttpAsk ask) throws GatewayException {
        Optional<Tokens> tokens = credential.now();
        return tokens.isEmpty()
                ? ask
                : ask.header("Authorization", "Bearer " + tokens.get().secret().value());
    }

    private HttpAnswer send(HttpAsk ask) throws GatewayException {
        try {
            return transport.ask(ask);
        } catch (NetworkFault e) {
            throw new GatewayException(LinkProblems.of(e, place()), e);
        }
    }

    /** What the JSON of {@code answer} is, or null if it is none. */
    static @Nullable JsonNode json(HttpAnswer answer) {
        return answer.isJson() ? JsonRows.parse(answer.body()) : null;
    }

    /**
     * Why the server refuses whoever asks, whatever they ask: the credential, the rights, a redirect, too many questions.
     * Null if {@code answer} is no such refusal.
     */
    @Nullable
    Problem refusal(HttpAnswer answer) throws GatewayException {
        if (answer.redirects()) {
            return new LinkProblem.Redirected(
                    place(), Plain.text(answer.header("location").orElse("")));
        }
        return switch (answer.status()) {
            case 401 -> unauthorised();
            case 403 -> forbidden(word(answer));
            case 429 -> new LinkProblem.Throttled(place(), pause(answer));
            default -> null;
        };
    }

    private Problem unauthorised() throws GatewayException {
        Optional<Tokens> tokens = credential.now();
        if (tokens.isEmpty()) {
            return new LinkProblem.NoSecret(OrgProduct.TOKEN);
        }
        return tokens.get().over(time.now())
                ? new Problem.Particular(Phrase.of("oiab.signed-out"), Phrase.of("oiab.signed-out.remedy"), "401", true)
                : new LinkProblem.WrongSecret(OrgProduct.TOKEN);
    }

    private Problem forbidden(String word) {
        if (word.equals("tenant_not_provisioned")) {
            return new Problem.Particular(Phrase.of("oiab.tenant"), Phrase.of("oiab.tenant.remedy"), word, true);
        }
        Phrase sentence = roles.isEmpty()
                ? Phrase.of("oiab.forbidden")
                : Phrase.of("oiab.forbidden.roles", String.join(", ", roles));
        return new Problem.Particular(sentence, Phrase.of("oiab.forbidden.remedy"), "403 " + word, true);
    }

    private static Duration pause(HttpAnswer answer) {
        return answer.header("retry-after")
                .map(String::strip)
                .filter(said -> said.matches("[0-9]{1,6}"))
                .map(said -> Duration.ofSeconds(Math.min(LONGEST_PAUSE, Long.parseLong(said))))
                .orElse(PAUSE);
    }

    /** What any other failure of {@code call} means. */
    Problem failure(String call, HttpAnswer answer) {
        if (answer.status() >= 500) {
            return new LinkProblem.ServerError(place(), answer.status());
        }
        return answer.isJson()
                ? new LinkProblem.Failed(call, answer.status() + " " + word(answer))
                : new LinkProblem.Foreign(place(), answer.status());
    }

    /** The server's code for what went wrong: {@code {"error": …}}. Its message is left out, it may repeat a pairing code. */
    static String word(HttpAnswer answer) {
        JsonNode body = json(answer);
        String word = body == null ? "" : body.path("error").asString("");
        return word.matches("[\\w .:-]{1,60}") ? word : "";
    }
}

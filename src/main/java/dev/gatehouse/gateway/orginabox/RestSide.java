package dev.gatehouse.gateway.orginabox;

import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.LinkProblem;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Secret;
import dev.gatehouse.io.HttpAnswer;
import dev.gatehouse.pairing.Origin;
import dev.gatehouse.pairing.Phrase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** A server by way of its HTTP API: looks and acts as the route profile says. */
final class RestSide {
    private final RestCalls calls;
    private final RouteProfile routes;
    private final Confirmed confirmed;
    private final Credential credential;
    private final ServerTime time;
    private volatile @Nullable Met met;

    RestSide(RestCalls calls, RouteProfile routes, Confirmed confirmed, Credential credential, ServerTime time) {
        this.calls = calls;
        this.routes = routes;
        this.confirmed = confirmed;
        this.credential = credential;
        this.time = time;
    }

    /**
     * What the server has said of itself and of the console.
     *
     * @param who the user's handle or mail address, empty for an API key
     * @param open whether it answers whoever asks, without a credential
     */
    record Met(String who, boolean open) {}

    /** What a change came to. */
    enum Ended {
        /** The server has said yes. */
        DONE,
        /** It is not there any more. */
        GONE,
        /** The server does not seem to know the route. */
        UNKNOWN_ROUTE,
        /** It may have been done or not. */
        UNCLEAR
    }

    /** The server, for the operator to recognise. */
    String place() {
        return calls.place();
    }

    Confirmed confirmed() {
        return confirmed;
    }

    RouteProfile routes() {
        return routes;
    }

    List<String> roles() {
        return calls.roles();
    }

    /** What the first look has shown, or null before it. */
    @Nullable
    Met met() {
        return met;
    }

    /** Where the credential rests. */
    Phrase secret() {
        return credential.where();
    }

    /**
     * Lists what the server has.
     *
     * @param which the gateways whose lists are wanted
     * @throws GatewayException if nothing could be read
     */
    Sighting look(Predicate<Bot> which) throws GatewayException {
        Met known = met;
        if (known == null) {
            greet();
        }
        credential.renew(time.now(), this::exchange);
        HttpRoute route = routes.of(Operation.GATEWAYS);
        HttpAnswer answer = calls.get(route.path(0, Map.of()));
        JsonNode list = list(answer, route);
        if (list == null) {
            throw new GatewayException(Objects.requireNonNullElseGet(
                    calls.refusal(answer),
                    () -> answer.ok()
                            ? new LinkProblem.Foreign(place(), answer.status())
                            : calls.failure(route.text(0), answer)));
        }
        Rows<Bot> bots = JsonRows.rows(list, JsonRows::bot);
        if (known == null) {
            met = new Met(who(), open());
        }
        Sighting seen = new Sighting(Origin.Type.GATEWAY, time.now(), bots.rows());
        seen.leftOut(bots.broken(), route.text(0));
        for (Bot bot : bots.rows()) {
            if (which.test(bot)) {
                paired(seen, bot);
                codes(seen, bot);
            }
        }
        return seen;
    }

    /** Whether it is such a server and its database is there; and what time it is there. */
    private void greet() throws GatewayException {
        HttpAnswer health = calls.plain("/v1/healthz");
        JsonNode said = RestCalls.json(health);
        if (health.status() == 503) {
            throw new GatewayException(new Problem.Particular(
                    Phrase.of("oiab.no-database", place()), Phrase.of("oiab.no-database.remedy"), "503"));
        }
        if (!health.ok() || said == null || !said.has("ok")) {
            Problem refusal = calls.refusal(health);
            throw new GatewayException(
                    refusal != null
                            ? refusal
                            : health.status() >= 500
                                    ? new LinkProblem.ServerError(place(), health.status())
                                    : new LinkProblem.Foreign(place(), health.status()));
        }
        Instant there = JsonRows.time(said, "ts");
        if (there != null) {
            time.told(there);
        }
    }

    /** Who the console is there, where it tells: an API key is nobody. */
    private String who() throws GatewayException {
        if (credential.now().isEmpty()) {
            return "";
        }
        JsonNode me = RestCalls.json(calls.get("/v1/auth/me"));
        if (me == null) {
            return "";
        }
        List<String> roles = new ArrayList<>();
        me.path("roles").values().forEach(role -> roles.add(Plain.text(role.asString(""))));
        calls.roles(roles.stream().filter(role -> !role.isEmpty()).limit(10).toList());
        return Plain.text(JsonRows.text(me.path("user"), "handle", "email", "displayName", "id"));
    }

    /** Whether it lists its gateways to whoever asks (no ORGINABOX_API_KEY: local development). */
    private boolean open() throws GatewayException {
        return credential.now().isEmpty()
                || calls.plain(routes.of(Operation.GATEWAYS).path(0, Map.of())).ok();
    }

    private Optional<Secret> exchange(Secret old) throws GatewayException {
        String body =
                JsonNodeFactory.instance.objectNode().put("token", old.value()).toString();
        JsonNode answer = RestCalls.json(calls.post("/v1/auth/refresh", body));
        String token = answer == null ? "" : answer.path("token").asString("");
        return token.isBlank() ? Optional.empty() : Optional.of(new Secret(token));
    }

    private static @Nullable JsonNode list(HttpAnswer answer, HttpRoute route) {
        JsonNode body = answer.ok() ? RestCalls.json(answer) : null;
        return body == null ? null : JsonRows.list(body, route.list());
    }

    private void paired(Sighting seen, Bot bot) throws GatewayException {
        HttpRoute route = routes.of(Operation.PAIRED);
        String path = route.path(0, Map.of("gateway", bot.id()));
        HttpAnswer answer = calls.get(path);
        JsonNode list = list(answer, route);
        String source = route.method() + " " + path;
        if (list == null) {
            stop(answer);
            seen.trouble(source, answer.ok() ? garbled() : calls.failure(source, answer));
            return;
        }
        confirmed.worked(Operation.PAIRED);
        seen.paired(JsonRows.rows(list, row -> JsonRows.paired(row, bot.id())), source);
    }

    private void codes(Sighting seen, Bot bot) throws GatewayException {
        HttpRoute route = routes.of(Operation.CODES);
        if (confirmed.unknown(Operation.CODES)) {
            seen.noCodes(unknownList(route));
            return;
        }
        int first = confirmed.path(Operation.CODES);
        int last = confirmed.is(Operation.CODES) ? first + 1 : route.paths().size();
        for (int which = first; which < last; which++) {
            String path = route.path(which, Map.of("gateway", bot.id()));
            HttpAnswer answer = calls.get(path);
            JsonNode list = list(answer, route);
            String source = route.method() + " " + path;
            if (list != null) {
                confirmed.codesAt(which);
                seen.pending(waiting(list, bot), source);
                return;
            }
            stop(answer);
            boolean elsewhere = answer.ok() || answer.status() == 404 || answer.status() == 405;
            if (!elsewhere || confirmed.is(Operation.CODES)) {
                seen.trouble(source, answer.ok() ? garbled() : calls.failure(source, answer));
                return;
            }
        }
        confirmed.lost(Operation.CODES);
        seen.noCodes(unknownList(route));
    }

    private static Rows<Pending> waiting(JsonNode list, Bot bot) {
        List<JsonNode> open = new ArrayList<>();
        list.values().stream().filter(row -> !JsonRows.consumed(row)).forEach(open::add);
        return JsonRows.rows(JsonNodeFactory.instance.arrayNode().addAll(open), row -> JsonRows.pending(row, bot.id()));
    }

    private Problem unknownList(HttpRoute route) {
        return new Problem.Particular(
                Phrase.of("oiab.list-unknown", route.text(0)), Phrase.of("oiab.list-unknown.remedy"), null);
    }

    private Problem garbled() {
        return new LinkProblem.Garbled(place(), "no list in the answer");
    }

    /** Ends the look if the server refuses whatever is asked. */
    private void stop(HttpAnswer answer) throws GatewayException {
        Problem refusal = calls.refusal(answer);
        if (refusal != null) {
            throw new GatewayException(refusal);
        }
    }

    /**
     * Asks for a change. Only the one route of the profile is tried.
     *
     * @param values what is filled in
     * @throws GatewayException if nothing was done, and why
     */
    Ended act(Operation operation, Map<String, String> values) throws GatewayException {
        HttpRoute route = routes.of(operation);
        Optional<HttpAnswer> answered = calls.change(route.method(), route.path(0, values), route.body(values));
        if (answered.isEmpty()) {
            return Ended.UNCLEAR;
        }
        HttpAnswer answer = answered.get();
        stop(answer);
        boolean known = confirmed.is(operation);
        if (answer.ok()) {
            // A page instead of an answer: something else stands at that path.
            boolean page = !answer.body().isBlank() && !answer.isJson();
            return page && !known ? Ended.UNKNOWN_ROUTE : Ended.DONE;
        }
        return switch (answer.status()) {
            case 409, 410 -> Ended.GONE;
            case 404, 422 -> known ? Ended.GONE : Ended.UNKNOWN_ROUTE;
            case 400, 405, 415, 501 -> {
                if (known) {
                    throw new GatewayException(calls.failure(route.text(0), answer));
                }
                yield Ended.UNKNOWN_ROUTE;
            }
            default -> {
                if (answer.status() >= 500) {
                    yield Ended.UNCLEAR;
                }
                throw new GatewayException(calls.failure(route.text(0), answer));
            }
        };
    }

    /** Everything is asked anew, even what the server did not know. */
    void retry() {
        met = null;
        confirmed.forget();
    }
}

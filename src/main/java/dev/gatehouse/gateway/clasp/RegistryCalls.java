package dev.gatehouse.gateway.clasp;

import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.LinkProblem;
import dev.gatehouse.gateway.LinkProblems;
import dev.gatehouse.gateway.Secret;
import dev.gatehouse.io.Address;
import dev.gatehouse.io.HttpAnswer;
import dev.gatehouse.io.HttpAsk;
import dev.gatehouse.io.NetworkFault;
import dev.gatehouse.io.Transport;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The admin API of a relay with a registry ({@code clasp-relay --auth-port}, 4.5.0), with its ways: an update of the status
 * answers 200 with nothing, one of an unknown id answers 500, empty lists are left out, and there is no total.
 */
final class RegistryCalls {
    /** How many are asked for at once; the relay's own preset. */
    static final int PAGE = 100;

    /** The most pages that are read. */
    private static final int MOST_PAGES = 250;

    private static final String ENTITIES = "/api/entities";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Transport transport;
    private final Address address;
    private final AdminToken token;
    private final RegistryAnswers answers;
    private final Duration limit;

    /** Where the admin token comes from, asked anew for each call. */
    @FunctionalInterface
    interface AdminToken {
        /**
         * The token.
         *
         * @throws GatewayException if there is none
         */
        Secret get() throws GatewayException;
    }

    RegistryCalls(Transport transport, Address address, AdminToken token) {
        this(transport, address, token, HttpAsk.LIMIT);
    }

    /** Waiting for {@code limit} at most for each answer. */
    RegistryCalls(Transport transport, Address address, AdminToken token, Duration limit) {
        this.limit = limit;
        this.transport = transport;
        this.address = address;
        this.token = token;
        this.answers = new RegistryAnswers(address);
    }

    /** Where it is, as a browser would have it. */
    String there() {
        return address.web().toString();
    }

    /**
     * What is listed.
     *
     * @param entities by id, the newest first
     * @param leftOut how many make no sense, or are beyond what is read
     */
    record Listing(List<Entity> entities, int leftOut) {}

    /** Everything in the registry, page by page until one is short. */
    Listing list() throws GatewayException {
        // While it is read, a new entity shifts the pages: the same one may come twice.
        Map<String, Entity> all = new LinkedHashMap<>();
        int leftOut = 0;
        for (int page = 0; page < MOST_PAGES; page++) {
            HttpAnswer answer = ask(get(ENTITIES + "?offset=" + page * PAGE + "&limit=" + PAGE));
            JsonNode rows = answers.json(answer, "GET " + ENTITIES);
            if (!rows.isArray()) {
                throw new GatewayException(new LinkProblem.Garbled(there(), "no list of entities"));
            }
            for (JsonNode row : rows) {
                Optional<Entity> entity = EntityFormat.read(row);
                entity.ifPresent(known -> all.putIfAbsent(known.id(), known));
                leftOut += entity.isPresent() ? 0 : 1;
            }
            if (rows.size() < PAGE) {
                return new Listing(List.copyOf(all.values()), leftOut);
            }
        }
        return new Listing(List.copyOf(all.values()), leftOut + 1);
    }

    /** The entity {@code id}; empty if there is none. */
    Optional<Entity> get(EntityId id) throws GatewayException {
        HttpAnswer answer = ask(get(path(id)));
        if (answer.status() == 404 && answers.says(answer, "entity not found")) {
            return Optional.empty();
        }
        return Optional.of(EntityFormat.read(answers.json(answer, "GET " + ENTITIES + "/{id}"))
                .orElseThrow(() ->
                        new GatewayException(new LinkProblem.Garbled(there(), "an entity without id or status"))));
    }

    /** An id, so that no other text goes into a path. */
    record EntityId(String value) {}

    /**
     * Makes an entity.
     *
     * @return what the relay made of it
     * @throws Unanswered if it may have been made or not
     */
    Entity create(String publicHex, String name, List<String> scopes, Map<String, String> metadata)
            throws GatewayException, Unanswered {
        ObjectNode body = JSON.createObjectNode();
        // Lower case alone is understood.
        body.put("entity_type", "device");
        body.put("name", name);
        body.put("public_key", publicHex);
        body.putArray("tags").add(Entity.PAIRED);
        body.putArray("namespaces");
        body.set("scopes", JSON.valueToTree(scopes));
        body.set("metadata", JSON.valueToTree(metadata));
        HttpAnswer answer = change(HttpAsk.json("POST", address, ENTITIES, body.toString()));
        return EntityFormat.read(answers.json(answer, "POST " + ENTITIES))
                .orElseThrow(
                        () -> new GatewayException(new LinkProblem.Garbled(there(), "an entity without id or status")));
    }

    /** Sets the status of an entity; the answer is empty, so that only a fresh look tells whether it was. */
    void status(EntityId id, String status) throws GatewayException, Unanswered {
        String body = JSON.createObjectNode().put("status", status).toString();
        answers.done(
                change(HttpAsk.json("PUT", address, path(id) + "/status", body)), "PUT " + ENTITIES + "/{id}/status");
    }

    /** Deletes an entity; one that is gone already is as good as deleted. */
    void delete(EntityId id) throws GatewayException, Unanswered {
        HttpAnswer answer = change(get(path(id)).method("DELETE"));
        if (answer.status() != 404 || !answers.says(answer, "entity not found")) {
            answers.done(answer, "DELETE " + ENTITIES + "/{id}");
        }
    }

    /** No answer came: it may have been done or not. */
    static final class Unanswered extends Exception {
        private static final long serialVersionUID = 1L;

        private Unanswered(NetworkFault cause) {
            super(cause);
        }
    }

    private static String path(EntityId id) {
        return ENTITIES + "/"
                + URLEncoder.encode(id.value(), StandardCharsets.UTF_8).replace("+", "%20");
    }

    private HttpAsk get(String path) {
        return HttpAsk.get(address, path);
    }

    private HttpAnswer ask(HttpAsk question) throws GatewayException {
        try {
            return transport.ask(withToken(question));
        } catch (NetworkFault e) {
            throw new GatewayException(LinkProblems.of(e, there()), e);
        }
    }

    private HttpAnswer change(HttpAsk question) throws GatewayException, Unanswered {
        try {
            return transport.ask(withToken(question));
        } catch (NetworkFault.Silent | NetworkFault.Broken | NetworkFault.TooLarge e) {
            throw new Unanswered(e);
        } catch (NetworkFault e) {
            throw new GatewayException(LinkProblems.of(e, there()), e);
        }
    }

    private HttpAsk withToken(HttpAsk question) throws GatewayException {
        // "Bearer " is compared letter by letter there.
        return question.limit(limit)
                .header("Authorization", "Bearer " + token.get().value());
    }
}

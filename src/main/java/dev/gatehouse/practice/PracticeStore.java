package dev.gatehouse.practice;

import dev.gatehouse.practice.Asker.Device;
import dev.gatehouse.practice.Asker.Node;
import dev.gatehouse.practice.Asker.Person;
import dev.gatehouse.practice.StoreFile.Style;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The gateway's half of the store: what OpenClaw 2026.7.1 writes when somebody asks, asks again, or has waited too long.
 * The console's half, approving and rejecting, goes through the adapter.
 */
final class PracticeStore {
    /** How long a person's code lives, from their first message. */
    static final Duration DM_LIFE = Duration.ofHours(1);

    /** How long a device's request lives, from when it last asked. */
    static final Duration DEVICE_LIFE = Duration.ofMinutes(5);

    /** How many people may wait at one account of a channel; further ones get no answer. */
    static final int PLACES = 3;

    private final Path state;
    private final List<String> channels;
    private final Stamps stamps;
    private final InstantSource clock;

    PracticeStore(Path state, List<String> channels, Random random, InstantSource clock) {
        this.state = state;
        this.channels = List.copyOf(channels);
        this.stamps = new Stamps(random);
        this.clock = clock;
    }

    /** Everything that is there now. */
    Scene look() throws IOException {
        Map<String, ObjectNode> waiting = new HashMap<>();
        for (String channel : channels) {
            waiting.put(channel, pairing(channel).read());
        }
        return new Scene(
                waiting,
                keyed("devices", "pending").read(),
                keyed("devices", "paired").read(),
                keyed("nodes", "pending").read(),
                keyed("nodes", "paired").read());
    }

    /** What was there at one moment. */
    record Scene(
            Map<String, ObjectNode> waiting,
            ObjectNode devicesPending,
            ObjectNode devicesPaired,
            ObjectNode nodesPending,
            ObjectNode nodesPaired) {
        /** Whether {@code asker} waits. */
        boolean pending(Asker asker) {
            return switch (asker) {
                case Person person -> find(requests(waiting.get(person.channel())), person) != null;
                case Device device ->
                    has(devicesPending, "deviceId", device.identity().id());
                case Node node ->
                    has(nodesPending, "nodeId", node.device().identity().id());
            };
        }

        /** Whether a device or node is in. */
        boolean in(Asker asker) {
            return switch (asker) {
                case Person _ -> false;
                case Device device -> devicesPaired.has(device.identity().id());
                case Node node -> nodesPaired.has(node.device().identity().id());
            };
        }

        /** Whether {@code asker} would be heard. */
        boolean heard(Asker asker) {
            return switch (asker) {
                case Person person -> at(requests(waiting.get(person.channel())), person.account()) < PLACES;
                case Device _ -> true;
                // Only a node that has joined can offer commands.
                case Node node -> devicesPaired.has(node.device().identity().id());
            };
        }

        /** How many wait in all. */
        int count() {
            return waiting.values().stream()
                            .mapToInt(file -> requests(file).size())
                            .sum()
                    + devicesPending.size()
                    + nodesPending.size();
        }
    }

    /** Whether {@code asker} is in. */
    boolean in(Asker asker, Scene scene) throws IOException {
        return asker instanceof Person person ? allowed(person) : scene.in(asker);
    }

    /** {@code asker} asks, or asks again. Whoever finds no place is not heard. */
    void ask(Asker asker, Instant first, Instant last) throws IOException {
        switch (asker) {
            case Person person -> pairing(person.channel()).change(root -> ask(root, person, first, last));
            case Device device -> keyed("devices", "pending").change(root -> ask(root, device, first, last));
            case Node node -> keyed("nodes", "pending").change(root -> ask(root, node, last));
        }
    }

    private boolean ask(ObjectNode root, Person person, Instant first, Instant last) {
        root.put("version", 1);
        ArrayNode requests = root.withArray("requests");
        ObjectNode request = find(requests, person);
        if (request == null) {
            if (at(requests, person.account()) >= PLACES) {
                return false;
            }
            request = requests.addObject();
            request.put("id", person.id());
            request.put("code", unused(requests));
            request.put("createdAt", Stamps.iso(first));
        }
        request.put("lastSeenAt", Stamps.iso(last));
        ObjectNode meta = request.putObject("meta");
        new TreeMap<>(person.details()).forEach((key, value) -> {
            if (!value.isBlank()) {
                meta.put(key, value);
            }
        });
        meta.put("accountId", person.account());
        return true;
    }

    private String unused(ArrayNode requests) {
        String code = stamps.code();
        while (requests.valueStream()
                .anyMatch(request -> request.path("code").asString("").equals(code))) {
            return unused(requests);
        }
        return code;
    }

    private boolean ask(ObjectNode root, Device device, Instant first, Instant last) {
        String id = device.identity().id();
        for (JsonNode pending : root) {
            if (pending.path("deviceId").asString("").equals(id)) {
                ((ObjectNode) pending).put("refreshedAtMs", last.toEpochMilli());
                return true;
            }
        }
        String requestId = stamps.uuid();
        ObjectNode request = root.putObject(requestId);
        request.put("requestId", requestId);
        describe(request, device);
        request.put("silent", false);
        request.put("isRepair", false);
        request.put("ts", first.toEpochMilli());
        return true;
    }

    private boolean ask(ObjectNode root, Node node, Instant last) {
        Device device = node.device();
        for (JsonNode pending : root) {
            if (pending.path("nodeId").asString("").equals(device.identity().id())) {
                ((ObjectNode) pending).put("revision", stamps.uuid()).put("ts", last.toEpochMilli());
                return true;
            }
        }
        String requestId = stamps.uuid();
        ObjectNode request = root.putObject(requestId);
        request.put("requestId", requestId);
        request.put("revision", stamps.uuid());
        request.put("nodeId", device.identity().id());
        request.put("displayName", device.name());
        request.put("platform", device.platform());
        request.put("version", "2026.7.1");
        request.put("deviceFamily", device.family());
        node.capabilities().forEach(request.putArray("caps")::add);
        node.commands().forEach(request.putArray("commands")::add);
        request.put("remoteIp", device.address());
        request.put("silent", false);
        request.put("ts", last.toEpochMilli());
        return true;
    }

    private static void describe(ObjectNode record, Device device) {
        record.put("deviceId", device.identity().id());
        record.put("publicKey", device.identity().publicKey());
        record.put("displayName", device.name());
        record.put("platform", device.platform());
        record.put("deviceFamily", device.family());
        record.put("clientId", device.client());
        record.put("clientMode", device.mode());
        record.put("role", device.role());
        record.putArray("roles").add(device.role());
        device.scopes().forEach(record.putArray("scopes")::add);
        record.put("remoteIp", device.address());
    }

    /** A person is in from now on. */
    void admit(String channel, String account, String id) throws IOException {
        allowList(channel, account).change(root -> {
            root.put("version", 1);
            ArrayNode in = root.withArray("allowFrom");
            boolean there = in.valueStream().anyMatch(one -> one.asString("").equals(id));
            if (!there) {
                in.add(id);
            }
            return !there;
        });
    }

    /** A device is in from now on, with a new token; so is one that was in before. */
    void admit(Device device, Instant approved, Instant seen) throws IOException {
        keyed("devices", "paired").change(root -> {
            ObjectNode record = root.putObject(device.identity().id());
            describe(record, device);
            record.set("approvedScopes", record.path("scopes").deepCopy());
            ObjectNode token = record.putObject("tokens").putObject(device.role());
            token.put("token", stamps.token());
            token.put("role", device.role());
            token.set("scopes", record.path("scopes").deepCopy());
            token.put("createdAtMs", approved.toEpochMilli());
            token.put("lastUsedAtMs", seen.toEpochMilli());
            record.put("createdAtMs", approved.toEpochMilli());
            record.put("approvedAtMs", approved.toEpochMilli());
            record.put("lastSeenAtMs", seen.toEpochMilli());
            record.put("lastSeenReason", "connect");
            return true;
        });
        keyed("nodes", "paired").change(JsonNode::isEmpty);
    }

    /** Forgets what waited too long, as the gateway does when it looks. */
    void prune(Scene scene, Instant now) throws IOException {
        for (String channel : channels) {
            Predicate<JsonNode> expired = request -> expired(request, now);
            if (requests(scene.waiting().get(channel)).valueStream().anyMatch(expired)) {
                pairing(channel).change(root -> remove(requests(root), expired));
            }
        }
        for (String folder : List.of("devices", "nodes")) {
            Predicate<JsonNode> expired = request -> now.toEpochMilli()
                            - request.path("refreshedAtMs")
                                    .asLong(request.path("ts").asLong())
                    > DEVICE_LIFE.toMillis();
            ObjectNode seen = folder.equals("devices") ? scene.devicesPending() : scene.nodesPending();
            if (seen.valueStream().anyMatch(expired)) {
                keyed(folder, "pending").change(root -> remove(root, expired));
            }
        }
    }

    private static boolean expired(JsonNode request, Instant now) {
        return Instant.parse(request.path("createdAt").asString(""))
                .plus(DM_LIFE)
                .isBefore(now);
    }

    private static boolean remove(JsonNode container, Predicate<JsonNode> which) {
        int before = container.size();
        container.values().removeIf(which);
        return container.size() < before;
    }

    private boolean allowed(Person person) throws IOException {
        // WhatsApp's ids lose their plus when they are let in.
        String id = person.id().replaceFirst("^\\+", "");
        for (JsonNode entry :
                allowList(person.channel(), person.account()).read().path("allowFrom")) {
            if (entry.asString("").replaceFirst("^\\+", "").equals(id)) {
                return true;
            }
        }
        return false;
    }

    private StoreFile pairing(String channel) {
        return new StoreFile(state.resolve("credentials").resolve(channel + "-pairing.json"), Style.DM, clock);
    }

    private StoreFile allowList(String channel, String account) {
        return new StoreFile(
                state.resolve("credentials").resolve(channel + "-" + account + "-allowFrom.json"), Style.DM, clock);
    }

    private StoreFile keyed(String folder, String name) {
        return new StoreFile(state.resolve(folder).resolve(name + ".json"), Style.KEYED, clock);
    }

    private static ArrayNode requests(@Nullable ObjectNode pairing) {
        return Objects.requireNonNull(pairing, "a channel that does not play").withArray("requests");
    }

    private static @Nullable ObjectNode find(ArrayNode requests, Person person) {
        for (JsonNode request : requests) {
            if (request.path("id").asString("").equals(person.id())
                    && account(request).equals(person.account())) {
                return (ObjectNode) request;
            }
        }
        return null;
    }

    private static long at(ArrayNode requests, String account) {
        return requests.valueStream()
                .filter(request -> account(request).equals(account))
                .count();
    }

    private static String account(JsonNode request) {
        return request.path("meta").path("accountId").asString("default");
    }

    private static boolean has(ObjectNode pending, String field, String id) {
        return pending.valueStream()
                .anyMatch(request -> request.path(field).asString("").equals(id));
    }
}

package dev.gatehouse.gateway.openclaw;

import dev.gatehouse.pairing.CapabilityRequest;
import dev.gatehouse.pairing.Client;
import dev.gatehouse.pairing.DeviceGrant;
import dev.gatehouse.pairing.DeviceRequest;
import dev.gatehouse.pairing.Kind;
import dev.gatehouse.pairing.Name;
import dev.gatehouse.pairing.Origin;
import dev.gatehouse.pairing.Presence;
import dev.gatehouse.pairing.RequestKey;
import dev.gatehouse.pairing.SubjectKey;
import dev.gatehouse.pairing.TokenState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The entries of the files under {@code devices} and {@code nodes} (OpenClaw 2026.7.1, device-pairing and node-pairing).
 * Tokens are looked at, and never taken along.
 *
 * @param profile id of the gateway profile
 */
record DeviceRows(String profile) {
    /** How long a request lives. */
    static final Duration LIFE = Duration.ofMinutes(5);

    static final String NODE = "node";

    KeyedFormat<DeviceRequest> devicesPending() {
        return new KeyedFormat<>(this::deviceRequest);
    }

    KeyedFormat<DeviceGrant> devicesPaired(String place) {
        return new KeyedFormat<>((key, entry) -> deviceGrant(key, entry, new Origin(Origin.Type.STORE, place)));
    }

    KeyedFormat<CapabilityRequest> nodesPending() {
        return new KeyedFormat<>((key, entry) -> capabilityRequest(key, entry, LIFE));
    }

    KeyedFormat<DeviceGrant> nodesPaired(String place) {
        return new KeyedFormat<>((key, entry) -> nodeGrant(key, entry, new Origin(Origin.Type.STORE, place)));
    }

    /** Setup codes that were given out; only their owner and its key matter here. */
    KeyedFormat<String> bootstrap() {
        return new KeyedFormat<>((_, entry) -> entry.text("deviceId").strip());
    }

    /** A device that wants to join. */
    DeviceRequest deviceRequest(String id, Entry entry) throws Entry.Bad {
        Instant asked = entry.needMillis("ts");
        Instant refreshed = entry.millis("refreshedAtMs");
        Instant last = refreshed == null || refreshed.isBefore(asked) ? asked : refreshed;
        String device = entry.need("deviceId");
        List<String> roles = roles(entry);
        return new DeviceRequest(
                RequestKey.device(profile, kind(roles), entry.needId("deviceId", device), entry.need("publicKey")),
                entry.needId("requestId", id),
                Name.of(entry.text("displayName")),
                Rights.device(roles, entry.texts("scopes")),
                client(entry),
                entry.flag("silent"),
                entry.flag("isRepair"),
                asked,
                last,
                (refreshed == null ? asked : refreshed).plus(LIFE));
    }

    /** A device that joined. */
    DeviceGrant deviceGrant(String id, Entry entry, Origin origin) throws Entry.Bad {
        List<String> roles = roles(entry);
        List<String> scopes =
                entry.node().has("approvedScopes") ? entry.texts("approvedScopes") : entry.texts("scopes");
        return new DeviceGrant(
                new SubjectKey(profile, "", "", entry.needId("deviceId", id)),
                entry.need("publicKey"),
                name(entry),
                kind(roles),
                Rights.device(roles, scopes),
                tokens(entry.node().get("tokens")),
                client(entry),
                List.of(origin),
                since(entry),
                entry.millis("lastSeenAtMs"),
                presence(entry),
                Plain.text(entry.text("approvedVia")));
    }

    /** What a node asks for; it may do so for ever where there is no {@code life}. */
    CapabilityRequest capabilityRequest(String id, Entry entry, @Nullable Duration life) throws Entry.Bad {
        Instant asked = entry.needMillis("ts");
        String node = entry.need("nodeId");
        return new CapabilityRequest(
                RequestKey.device(profile, Kind.CAPABILITY, entry.needId("nodeId", node), ""),
                entry.needId("requestId", id),
                name(entry),
                Rights.node(entry.texts("caps"), entry.texts("commands")),
                client(entry),
                asked,
                asked,
                life == null ? null : asked.plus(life));
    }

    /** What a node may be told to do. */
    DeviceGrant nodeGrant(String id, Entry entry, Origin origin) throws Entry.Bad {
        Instant seen = entry.millis("lastSeenAtMs");
        return new DeviceGrant(
                new SubjectKey(profile, "", "", entry.needId("nodeId", id)),
                "",
                name(entry),
                Kind.CAPABILITY,
                Rights.node(entry.texts("caps"), entry.texts("commands")),
                List.of(),
                client(entry),
                List.of(origin),
                since(entry),
                seen == null ? entry.millis("lastConnectedAtMs") : seen);
    }

    /** The roles of a device, asked for or held: the list and the single one together. */
    static List<String> roles(Entry entry) throws Entry.Bad {
        Set<String> roles = new LinkedHashSet<>(entry.texts("roles"));
        String role = entry.text("role").strip();
        if (!role.isEmpty()) {
            roles.add(role);
        }
        return List.copyOf(roles);
    }

    /** The operator's name for it at the gateway if there is one (OpenClaw 2026.7, device.pair.rename), else its own. */
    private static Name name(Entry entry) throws Entry.Bad {
        Name given = Name.of(entry.text("operatorLabel"));
        return given.isEmpty() ? Name.of(entry.text("displayName")) : given;
    }

    private static Kind kind(List<String> roles) {
        return roles.contains(NODE) ? Kind.NODE : Kind.DEVICE;
    }

    /** Told over the wire alone. */
    private static Presence presence(Entry entry) throws Entry.Bad {
        if (!entry.node().has("connected")) {
            return Presence.UNKNOWN;
        }
        return entry.flag("connected") ? Presence.CONNECTED : Presence.AWAY;
    }

    private static @Nullable Instant since(Entry entry) throws Entry.Bad {
        Instant approved = entry.millis("approvedAtMs");
        return approved == null ? entry.millis("createdAtMs") : approved;
    }

    private static Client client(Entry entry) throws Entry.Bad {
        return new Client(
                Plain.text(entry.text("platform")),
                Plain.text(joined(" ", entry.text("deviceFamily"), entry.text("modelIdentifier"))),
                Plain.text(joined(" ", entry.text("clientId"), entry.text("version"))),
                Plain.text(entry.text("clientMode")),
                Plain.text(entry.text("remoteIp")));
    }

    private static String joined(String between, String... parts) {
        return Stream.of(parts).filter(part -> !part.isBlank()).collect(Collectors.joining(between));
    }

    /** The tokens of a device: keyed by role in the files, a list over the wire. */
    private static List<TokenState> tokens(@Nullable JsonNode tokens) throws Entry.Bad {
        List<TokenState> states = new ArrayList<>();
        switch (tokens) {
            case null -> {}
            case ObjectNode object -> {
                for (Map.Entry<String, JsonNode> token : object.properties()) {
                    states.add(token(token.getKey(), Entry.of(token.getValue())));
                }
            }
            case ArrayNode array -> {
                for (JsonNode token : array) {
                    Entry entry = Entry.of(token);
                    states.add(token(entry.need("role"), entry));
                }
            }
            default -> {
                if (!tokens.isNull()) {
                    throw new Entry.Bad("tokens");
                }
            }
        }
        return states;
    }

    private static TokenState token(String role, Entry entry) throws Entry.Bad {
        Instant rotated = entry.millis("rotatedAtMs");
        return new TokenState(
                Plain.text(role),
                rotated == null ? entry.millis("createdAtMs") : rotated,
                entry.millis("lastUsedAtMs"),
                entry.millis("revokedAtMs"));
    }
}

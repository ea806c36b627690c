package dev.gatehouse.gateway.openclaw;

import dev.gatehouse.gateway.Feature;
import dev.gatehouse.gateway.openclaw.LiveRows.Capability;
import dev.gatehouse.pairing.DeviceGrant;
import dev.gatehouse.pairing.DeviceRequest;
import dev.gatehouse.pairing.Kind;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.Right;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a connection may do with which device, before it is tried: the gateway's own rules (OpenClaw 2026.9.6,
 * server-methods/devices and nodes), so that a button that cannot work says which scope it needs.
 *
 * @param hello what the gateway said of the connection
 */
record DeviceRights(LiveHello hello) {
    private static final Map<Feature, String> DEVICE_CALLS = Map.of(
            Feature.APPROVE_DEVICE, LiveCalls.APPROVE_DEVICE,
            Feature.REJECT_DEVICE, LiveCalls.REJECT_DEVICE,
            Feature.REMOVE_DEVICE, LiveCalls.REMOVE_DEVICE,
            Feature.RENAME_DEVICE, LiveCalls.RENAME_DEVICE,
            Feature.ROTATE_TOKEN, LiveCalls.ROTATE_TOKEN,
            Feature.REVOKE_ROLE, LiveCalls.REVOKE_TOKEN);

    /** What belongs to the device itself and not to its commands. */
    private static final List<Feature> OF_DEVICE =
            List.of(Feature.RENAME_DEVICE, Feature.ROTATE_TOKEN, Feature.REVOKE_ROLE);

    /** Why {@code call} is not there, or null if it is. */
    static @Nullable Phrase unknown(LiveHello hello, String call) {
        return hello.knows(call) ? null : Phrase.of("openclaw.absent.call", hello.version(), call);
    }

    /** Why a scope of {@code needed} is missing, or null if none is. */
    static @Nullable Phrase unscoped(LiveHello hello, List<String> needed) {
        String lacking = hello.scopes().lacks(needed);
        return lacking == null ? null : Phrase.of("openclaw.absent.scope", Plain.id(lacking));
    }

    /** Whether {@code device} is this console. */
    boolean own(String device) {
        return !device.isEmpty() && device.equals(hello.device());
    }

    /** What cannot be done with any device. */
    Map<Feature, Phrase> everywhere() {
        Map<Feature, Phrase> absent = new EnumMap<>(Feature.class);
        Phrase unscoped = unscoped(hello, List.of(LiveScopes.PAIRING));
        DEVICE_CALLS.forEach((feature, call) -> {
            Phrase unknown = unknown(hello, call);
            put(absent, feature, unknown == null ? unscoped : unknown);
        });
        return absent;
    }

    /** What cannot be done with {@code request}. */
    Map<Feature, Phrase> with(DeviceRequest request) {
        Map<Feature, Phrase> absent = others(request.key().subject());
        // Fased and OpenClaw of early 2026 let whoever may approve at all approve everything.
        if (!hello.early()) {
            List<String> needed = new ArrayList<>();
            if (request.key().kind() == Kind.NODE
                    || request.access().names(Right.Type.SCOPE).stream()
                            .anyMatch(scope -> !hello.scopes().has(scope))) {
                needed.add(LiveScopes.ADMIN);
            }
            put(absent, Feature.APPROVE_DEVICE, unscoped(hello, needed));
        }
        return absent;
    }

    /** What cannot be done with the commands that {@code node} asks for. */
    Map<Feature, Phrase> with(Capability node) {
        Map<Feature, Phrase> absent = everywhere();
        replace(absent, Feature.APPROVE_DEVICE, LiveCalls.APPROVE_NODE, node.needed());
        replace(absent, Feature.REJECT_DEVICE, LiveCalls.REJECT_NODE, List.of());
        return absent;
    }

    /** What cannot be done with {@code grant}. */
    Map<Feature, Phrase> with(DeviceGrant grant) {
        if (grant.kind() == Kind.CAPABILITY) {
            Map<Feature, Phrase> absent = everywhere();
            replace(absent, Feature.REMOVE_DEVICE, LiveCalls.REMOVE_NODE, List.of());
            OF_DEVICE.forEach(feature -> absent.put(feature, Phrase.of("openclaw.absent.of-device")));
            return absent;
        }
        Map<Feature, Phrase> absent = others(grant.key().subject());
        if (grant.tokens().isEmpty() || grant.allTokensRevoked()) {
            put(absent, Feature.REVOKE_ROLE, Phrase.of("openclaw.absent.no-token"));
        }
        if (grant.tokens().isEmpty()) {
            put(absent, Feature.ROTATE_TOKEN, Phrase.of("openclaw.absent.no-token"));
        }
        if (own(grant.key().subject())) {
            put(absent, Feature.ROTATE_TOKEN, Phrase.of("openclaw.absent.own-token"));
        }
        return absent;
    }

    /** Who got in by its own token manages itself alone, unless it is an administrator. */
    private Map<Feature, Phrase> others(String device) {
        Map<Feature, Phrase> absent = everywhere();
        if (hello.byDeviceToken() && !hello.early() && !own(device)) {
            Phrase unscoped = unscoped(hello, List.of(LiveScopes.ADMIN));
            DEVICE_CALLS.keySet().forEach(feature -> put(absent, feature, unscoped));
        }
        return absent;
    }

    private void replace(Map<Feature, Phrase> absent, Feature feature, String call, List<String> needed) {
        absent.remove(feature);
        put(absent, feature, unknown(hello, call));
        put(absent, feature, unscoped(hello, List.of(LiveScopes.PAIRING)));
        put(absent, feature, unscoped(hello, needed));
    }

    private static void put(Map<Feature, Phrase> absent, Feature feature, @Nullable Phrase why) {
        if (why != null) {
            absent.putIfAbsent(feature, why);
        }
    }
}

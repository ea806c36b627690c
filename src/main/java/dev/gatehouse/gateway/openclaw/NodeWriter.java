package dev.gatehouse.gateway.openclaw;

import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Receipt;
import dev.gatehouse.gateway.openclaw.StoreFiles.Opened;
import dev.gatehouse.io.AtomicFile.LastWord;
import dev.gatehouse.pairing.CapabilityRequest;
import dev.gatehouse.pairing.DeviceGrant;
import dev.gatehouse.pairing.Phrase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Gives nodes their commands and takes them away, in {@code nodes/*.json} while no gateway runs, as the product does it
 * (OpenClaw 2026.7.1, node-pairing).
 */
final class NodeWriter {
    private final StoreAccess store;
    private final InstantSource clock;

    NodeWriter(StoreAccess store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Grants what {@code shown} asks for. {@code stopped} throws if a gateway runs. */
    Receipt approve(CapabilityRequest shown, LastWord<GatewayException> stopped) throws IOException, GatewayException {
        Opened<Row<CapabilityRequest>> pending = pending();
        Opened<Row<DeviceGrant>> paired = paired();
        Row<CapabilityRequest> row = PendingRows.match(pending, shown, clock.instant());
        ObjectNode all = (ObjectNode) paired.root();
        all.set(shown.key().subject(), record(row.node(), all.path(shown.key().subject())));
        paired.replace(stopped);
        PendingRows.removeCovered(pending, row.what());
        LaterWrite.after(1, 2, pending.file().path(), () -> pending.replace(stopped));
        return new Receipt(
                Phrase.of("openclaw.receipt.approved"),
                List.of(shown(store.paths().nodesPaired()), shown(store.paths().nodesPending())),
                List.of());
    }

    private ObjectNode record(ObjectNode request, JsonNode existing) {
        long now = clock.millis();
        ObjectNode record = JsonNodeFactory.instance.objectNode();
        record.set("nodeId", request.get("nodeId"));
        record.put("token", PairingToken.mint());
        for (String key : List.of(
                "clientId",
                "clientMode",
                "displayName",
                "platform",
                "version",
                "coreVersion",
                "uiVersion",
                "deviceFamily",
                "modelIdentifier",
                "caps",
                "commands",
                "permissions",
                "remoteIp")) {
            if (request.has(key)) {
                record.set(key, request.get(key));
            }
        }
        JsonNode created = existing.path("createdAtMs");
        if (created.isNumber()) {
            record.set("createdAtMs", created);
        } else {
            record.put("createdAtMs", now);
        }
        return record.put("approvedAtMs", now);
    }

    /** Forgets {@code shown}. {@code stopped} throws if a gateway runs. */
    Receipt reject(CapabilityRequest shown, LastWord<GatewayException> stopped) throws IOException, GatewayException {
        Opened<Row<CapabilityRequest>> pending = pending();
        PendingRows.match(pending, shown, clock.instant());
        PendingRows.remove(pending, row -> row.what().key().equals(shown.key()));
        pending.replace(stopped);
        return new Receipt(
                Phrase.of("openclaw.receipt.rejected"),
                List.of(shown(store.paths().nodesPending())),
                List.of());
    }

    /** Takes its commands from {@code shown}. {@code stopped} throws if a gateway runs. */
    Receipt remove(DeviceGrant shown, LastWord<GatewayException> stopped) throws IOException, GatewayException {
        Opened<Row<DeviceGrant>> paired = paired();
        PendingRows.matchGrant(paired, shown);
        ((ObjectNode) paired.root()).remove(shown.key().subject());
        paired.replace(stopped);
        return new Receipt(
                Phrase.of("openclaw.receipt.removed"),
                List.of(shown(store.paths().nodesPaired())),
                List.of());
    }

    private Opened<Row<CapabilityRequest>> pending() throws IOException, GatewayException {
        return store.files().open(store.paths().nodesPending(), store.devices().nodesPending());
    }

    private Opened<Row<DeviceGrant>> paired() throws IOException, GatewayException {
        Path file = store.paths().nodesPaired();
        return store.files().open(file, store.devices().nodesPaired(shown(file)));
    }

    private String shown(Path file) {
        return store.paths().shown(file);
    }
}

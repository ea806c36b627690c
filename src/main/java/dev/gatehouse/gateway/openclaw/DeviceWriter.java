package dev.gatehouse.gateway.openclaw;

import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Receipt;
import dev.gatehouse.gateway.openclaw.StoreFiles.Opened;
import dev.gatehouse.io.AtomicFile.LastWord;
import dev.gatehouse.pairing.DeviceGrant;
import dev.gatehouse.pairing.DeviceRequest;
import dev.gatehouse.pairing.Phrase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Lets devices in and out, in {@code devices/*.json} while no gateway runs. */
final class DeviceWriter {
    private final StoreAccess store;
    private final InstantSource clock;

    DeviceWriter(StoreAccess store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Lets the device of {@code shown} in. {@code stopped} throws if a gateway runs. */
    Receipt approve(DeviceRequest shown, LastWord<GatewayException> stopped) throws IOException, GatewayException {
        Opened<Row<DeviceRequest>> pending = pending();
        Opened<Row<DeviceGrant>> paired = paired();
        Row<DeviceRequest> row = PendingRows.match(pending, shown, clock.instant());
        Phrase obstacle = DevicePairing.obstacle(row.node());
        if (obstacle != null) {
            throw new GatewayException(new Problem.NotOffered(obstacle));
        }
        ObjectNode all = (ObjectNode) paired.root();
        String device = shown.key().subject();
        all.set(device, new DevicePairing(clock.millis()).record(row.node(), all.path(device)));
        paired.replace(stopped);
        PendingRows.removeCovered(pending, row.what());
        LaterWrite.after(1, 2, pending.file().path(), () -> pending.replace(stopped));
        return new Receipt(
                Phrase.of("openclaw.receipt.approved"),
                List.of(
                        shown(store.paths().devicesPaired()),
                        shown(store.paths().devicesPending())),
                List.of());
    }

    /** Turns the device of {@code shown} away, and the setup codes bound to it. {@code stopped} throws if a gateway runs. */
    Receipt reject(DeviceRequest shown, LastWord<GatewayException> stopped) throws IOException, GatewayException {
        Opened<Row<DeviceRequest>> pending = pending();
        // Read first: a code that cannot be ended would let the device come back.
        Opened<Row<String>> codes =
                store.files().open(store.paths().bootstrap(), store.devices().bootstrap());
        PendingRows.match(pending, shown, clock.instant());
        PendingRows.remove(pending, row -> row.what().key().equals(shown.key()));
        pending.replace(stopped);
        List<String> touched = new ArrayList<>(List.of(shown(store.paths().devicesPending())));
        if (((ObjectNode) codes.root()).properties().removeIf(code -> boundTo(shown, code.getValue()))) {
            LaterWrite.after(1, 2, codes.file().path(), () -> codes.replace(stopped));
            touched.add(shown(store.paths().bootstrap()));
        }
        return new Receipt(Phrase.of("openclaw.receipt.rejected"), touched, List.of());
    }

    private static boolean boundTo(DeviceRequest request, JsonNode code) {
        return code.path("deviceId").asString("").strip().equals(request.key().subject())
                && code.path("publicKey")
                        .asString("")
                        .strip()
                        .equals(request.key().publicKey());
    }

    /** Takes the access of {@code shown} away, and what it asks for. {@code stopped} throws if a gateway runs. */
    Receipt remove(DeviceGrant shown, LastWord<GatewayException> stopped) throws IOException, GatewayException {
        Opened<Row<DeviceRequest>> pending = pending();
        Opened<Row<DeviceGrant>> paired = paired();
        PendingRows.matchGrant(paired, shown);
        String device = shown.key().subject();
        ((ObjectNode) paired.root()).remove(device);
        paired.replace(stopped);
        List<String> touched = new ArrayList<>(List.of(shown(store.paths().devicesPaired())));
        if (pending.rows().stream().anyMatch(row -> row.what().key().subject().equals(device))) {
            PendingRows.remove(pending, row -> row.what().key().subject().equals(device));
            LaterWrite.after(1, 2, pending.file().path(), () -> pending.replace(stopped));
            touched.add(shown(store.paths().devicesPending()));
        }
        return new Receipt(Phrase.of("openclaw.receipt.removed"), touched, List.of());
    }

    private Opened<Row<DeviceRequest>> pending() throws IOException, GatewayException {
        return store.files()
                .open(store.paths().devicesPending(), store.devices().devicesPending());
    }

    private Opened<Row<DeviceGrant>> paired() throws IOException, GatewayException {
        Path file = store.paths().devicesPaired();
        return store.files().open(file, store.devices().devicesPaired(shown(file)));
    }

    private String shown(Path file) {
        return store.paths().shown(file);
    }
}

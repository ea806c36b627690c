package dev.gatehouse.gateway.openclaw;

import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Snapshot.Trouble;
import dev.gatehouse.gateway.openclaw.FileNames.Door;
import dev.gatehouse.pairing.CapabilityRequest;
import dev.gatehouse.pairing.DeviceGrant;
import dev.gatehouse.pairing.DeviceRequest;
import dev.gatehouse.pairing.DmRequest;
import dev.gatehouse.pairing.Origin;
import dev.gatehouse.pairing.PairingRequest;
import dev.gatehouse.pairing.RequestKey;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/**
 * Understands the rows of one look into the database. They hold what the JSON files held before, so what is known of those
 * counts here too; beside that a paired device carries what it offers and asks for as a node. Used once.
 */
final class SqliteReader {
    private static final List<String> OF_DEVICE =
            List.of("operatorLabel", "displayName", "platform", "deviceFamily", "clientId", "clientMode", "remoteIp");

    private final StoreAccess store;
    private final SqliteStore sqlite;
    private final Instant now;
    private final DeviceRows rows;
    private final SenderList senders;
    private final Map<RequestKey, DmRequest> messages = new LinkedHashMap<>();
    private final Map<RequestKey, DeviceRequest> devices = new LinkedHashMap<>();
    private final Map<RequestKey, CapabilityRequest> capabilities = new LinkedHashMap<>();
    private final List<DeviceGrant> joined = new ArrayList<>();
    private final List<Trouble> troubles = new ArrayList<>();

    SqliteReader(StoreAccess store, SqliteStore sqlite, Instant now) {
        this.store = store;
        this.sqlite = sqlite;
        this.now = now;
        this.rows = store.devices();
        this.senders = new SenderList(store.profile(), store.senders());
    }

    List<DmRequest> messages() {
        return List.copyOf(messages.values());
    }

    List<DeviceRequest> devices() {
        return List.copyOf(devices.values());
    }

    List<CapabilityRequest> capabilities() {
        return List.copyOf(capabilities.values());
    }

    List<DeviceGrant> joined() {
        return List.copyOf(joined);
    }

    SenderList senders() {
        return senders;
    }

    List<Trouble> troubles() {
        return List.copyOf(troubles);
    }

    /** Reads every table; a table that cannot be read is told in the troubles and does not keep the others from it. */
    void read(SqliteSession session, Function<SQLException, Problem> problems) throws SQLException {
        read(session, problems, SqliteTable.MESSAGES, this::message);
        read(session, problems, SqliteTable.SENDERS, this::sender);
        read(session, problems, SqliteTable.WAITING, this::waiting);
        read(session, problems, SqliteTable.JOINED, this::joined);
    }

    private void read(
            SqliteSession session,
            Function<SQLException, Problem> problems,
            SqliteTable table,
            SqliteSession.Reader reader)
            throws SQLException {
        Set<String> columns = session.columns(table);
        String source = sqlite.source(table);
        List<String> missing = table.missing(columns);
        if (!missing.isEmpty()) {
            String what = columns.isEmpty() ? "no such table" : "no column " + String.join(", ", missing);
            troubles.add(new Trouble(source, new Problem.Malformed(source, what)));
            return;
        }
        try {
            long leftOut = session.read(table, columns, reader);
            if (leftOut > 0) {
                troubles.add(new Trouble(source, new Problem.LeftOut(source, leftOut)));
            }
        } catch (SQLException e) {
            troubles.add(new Trouble(source, problems.apply(e)));
        }
    }

    private void message(Entry entry) throws Entry.Bad {
        Door door = door(entry);
        entry.node().withObjectProperty("meta").put("accountId", door.account());
        keep(messages, store.pairing(door.channel()).request(entry));
    }

    private void sender(Entry entry) throws Entry.Bad {
        senders.addStored(door(entry), List.of(entry.need("entry")), sqlite.place());
    }

    /** At which door the row of a person is; the product reads the account regardless of case. */
    static Door door(Entry entry) throws Entry.Bad {
        return new Door(entry.needId("channel", entry.need("channel")), entry.needId("account", entry.need("account")));
    }

    private void waiting(Entry entry) throws Entry.Bad {
        keep(devices, rows.deviceRequest(entry.need("requestId"), entry));
    }

    private void joined(Entry entry) throws Entry.Bad {
        String device = entry.need("deviceId");
        Origin stored = new Origin(Origin.Type.STORE, sqlite.place());
        joined.add(rows.deviceGrant(device, entry, stored));
        if (entry.node().has("nodeSurface")) {
            joined.add(rows.nodeGrant(device, surface(entry, "nodeSurface"), stored));
        }
        if (entry.node().has("pendingNodeSurface")) {
            Entry surface = surface(entry, "pendingNodeSurface");
            keep(capabilities, rows.capabilityRequest(surface.need("requestId"), surface, null));
        }
    }

    /** What a device offers or asks for as a node, with what is known of the device where the node does not tell. */
    private static Entry surface(Entry device, String key) throws Entry.Bad {
        ObjectNode node = Entry.of(device.node().get(key)).node();
        for (String each : OF_DEVICE) {
            if (device.node().has(each) && (!node.has(each) || each.equals("operatorLabel"))) {
                node.set(each, device.node().get(each));
            }
        }
        node.put("nodeId", device.need("deviceId"));
        return new Entry(node);
    }

    private <T extends PairingRequest> void keep(Map<RequestKey, T> all, T request) {
        if (!request.expiredAt(now)) {
            all.merge(request.key(), request, PendingRows::newer);
        }
    }
}

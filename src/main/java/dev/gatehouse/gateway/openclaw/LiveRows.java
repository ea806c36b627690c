package dev.gatehouse.gateway.openclaw;

import dev.gatehouse.gateway.LinkProblem;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.openclaw.Format.Rows;
import dev.gatehouse.pairing.CapabilityRequest;
import dev.gatehouse.pairing.DeviceGrant;
import dev.gatehouse.pairing.DeviceRequest;
import dev.gatehouse.pairing.DmRequest;
import dev.gatehouse.pairing.Origin;
import dev.gatehouse.pairing.RequestKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a gateway's lists say, in the words of this program. A row that makes no sense is left out; those beside it stay.
 *
 * @param profile id of the gateway profile
 * @param senders how ids of senders are written
 * @param address where the gateway is
 */
record LiveRows(String profile, SenderIds senders, String address) {
    /** Understands one row. */
    private interface Reader<T> {
        T read(Entry row) throws Entry.Bad;
    }

    /**
     * A node that asks for commands.
     *
     * @param request the request
     * @param needed the scopes that approving it takes
     */
    record Capability(CapabilityRequest request, List<String> needed) {}

    /**
     * A sender who waits, with the words that a call about them needs.
     *
     * @param request the request
     * @param channel the channel as the gateway writes it
     * @param account the account as the gateway writes it
     * @param notifies whether the gateway can tell the sender of an approval
     */
    record Sender(DmRequest request, String channel, String account, boolean notifies) {}

    /**
     * A door that strangers can knock at.
     *
     * @param channel the channel
     * @param account the account
     */
    record Door(String channel, String account) {}

    /** Devices that wait. {@code now} is the gateway's time. */
    Rows<DeviceRequest> pendingDevices(ObjectNode result, String call, Instant now) {
        DeviceRows rows = new DeviceRows(profile);
        return rows(result, call, "pending", row -> mayOutlast(rows.deviceRequest(row.need("requestId"), row), now));
    }

    /**
     * A device that asks again keeps its request alive and the list does not tell: what is listed after its time was asked
     * for again, and until when it lives is not known (OpenClaw 2026.9.6, device-pairing).
     */
    private static DeviceRequest mayOutlast(DeviceRequest request, Instant now) {
        return !request.expiredAt(now)
                ? request
                : new DeviceRequest(
                        request.key(),
                        request.id(),
                        request.name(),
                        request.access(),
                        request.client(),
                        request.silent(),
                        request.repair(),
                        request.requestedAt(),
                        request.lastAskedAt(),
                        null);
    }

    /** Devices that are in. */
    Rows<DeviceGrant> pairedDevices(ObjectNode result, String call) {
        DeviceRows rows = new DeviceRows(profile);
        return rows(
                result,
                call,
                "paired",
                row -> rows.deviceGrant(row.need("deviceId"), row, new Origin(Origin.Type.GATEWAY, call)));
    }

    /** Nodes that ask for commands; {@code expire} says whether their requests end by themselves. */
    Rows<Capability> pendingNodes(ObjectNode result, String call, boolean expire) {
        DeviceRows rows = new DeviceRows(profile);
        return rows(
                result,
                call,
                "pending",
                row -> new Capability(
                        rows.capabilityRequest(row.need("requestId"), row, expire ? DeviceRows.LIFE : null),
                        row.texts("requiredApproveScopes")));
    }

    /** Nodes whose commands were approved. */
    Rows<DeviceGrant> pairedNodes(ObjectNode result, String call) {
        DeviceRows rows = new DeviceRows(profile);
        return rows(
                result,
                call,
                "paired",
                row -> rows.nodeGrant(row.need("nodeId"), row, new Origin(Origin.Type.GATEWAY, call)));
    }

    /** Senders who wait. */
    Rows<Sender> senders(ObjectNode result, String call) {
        return rows(result, call, "requests", this::sender);
    }

    /** The doors behind which senders may wait. */
    Rows<Door> doors(ObjectNode result, String call) {
        return rows(
                result,
                call,
                "accounts",
                row -> new Door(row.need("channel"), FileNames.account(row.text("accountId"))));
    }

    private Sender sender(Entry row) throws Entry.Bad {
        String channel = row.need("channel");
        String account = row.need("accountId");
        String sender = row.need("senderId");
        Instant created = row.needTime("createdAt");
        Instant seen = row.text("lastSeenAt").isBlank() ? created : row.needTime("lastSeenAt");
        Map<String, String> meta = PairingFormat.meta(row.node().get("metadata"));
        // The id as the allow list will have it, so that request and grant are about the same subject.
        String entered = senders.entry(channel, sender);
        String id = row.need("requestId");
        return new Sender(
                new DmRequest(
                        RequestKey.dm(
                                profile,
                                channel,
                                FileNames.account(account),
                                entered == null ? Plain.id(sender.strip()) : entered),
                        row.needId("requestId", id),
                        null,
                        PairingFormat.name(meta),
                        PairingFormat.details(meta),
                        created,
                        seen.isBefore(created) ? created : seen,
                        row.text("expiresAt").isBlank() ? created.plus(PairingFormat.LIFE) : row.needTime("expiresAt")),
                channel,
                account,
                row.flag("notifySupported"));
    }

    private <T> Rows<T> rows(ObjectNode result, String call, String list, Reader<T> reader) {
        if (!result.path(list).isArray()) {
            return Rows.bad(garbled(call + ": " + list));
        }
        List<T> rows = new ArrayList<>();
        @Nullable Problem problem = null;
        int place = 0;
        for (JsonNode node : result.path(list)) {
            place++;
            try {
                rows.add(reader.read(Entry.of(node)));
            } catch (Entry.Bad e) {
                problem = garbled("%s: %s %d: %s".formatted(call, list, place, e.getMessage()));
            }
        }
        return new Rows<>(rows, problem);
    }

    private Problem garbled(String where) {
        return new LinkProblem.Garbled(address, where);
    }
}

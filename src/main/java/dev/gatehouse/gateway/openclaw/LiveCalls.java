package dev.gatehouse.gateway.openclaw;

import dev.gatehouse.gateway.openclaw.Format.Rows;
import dev.gatehouse.pairing.DeviceGrant;
import dev.gatehouse.pairing.DeviceRequest;
import dev.gatehouse.pairing.SetupCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The calls about pairing that a gateway knows (OpenClaw 2026.9.6; Fased knows those about devices and nodes). */
final class LiveCalls {
    static final String LIST_DEVICES = "device.pair.list";
    static final String APPROVE_DEVICE = "device.pair.approve";
    static final String REJECT_DEVICE = "device.pair.reject";
    static final String REMOVE_DEVICE = "device.pair.remove";
    static final String RENAME_DEVICE = "device.pair.rename";
    static final String ROTATE_TOKEN = "device.token.rotate";
    static final String REVOKE_TOKEN = "device.token.revoke";
    static final String LIST_NODES = "node.pair.list";
    static final String APPROVE_NODE = "node.pair.approve";
    static final String REJECT_NODE = "node.pair.reject";
    static final String REMOVE_NODE = "node.pair.remove";
    static final String LIST_SENDERS = "channels.pairing.list";
    static final String APPROVE_SENDER = "channels.pairing.approve";
    static final String DISMISS_SENDER = "channels.pairing.dismiss";
    /** Neither is among the calls that the gateway says it knows (OpenClaw 2026.9.6). */
    static final String MAKE_CODE = "device.pair.setupCode";

    static final String CODE_STATUS = "device.pair.setupStatus";

    /** Shorter than for other calls: several lists make one reading. */
    private static final Duration LIST_LIMIT = Duration.ofSeconds(6);

    /** The channel is asked before the answer comes: 2 s and more where it does not answer (OpenClaw 2026.9.6). */
    private static final Duration NOTIFY_LIMIT = Duration.ofSeconds(30);

    private static final int PLACES = 3;
    private static final int MOST_PLACES = 100_000;

    private final LiveLink link;
    private final LiveRows rows;

    LiveCalls(LiveLink link, LiveRows rows) {
        this.link = link;
        this.rows = rows;
    }

    /**
     * Devices, waiting and in.
     *
     * @param pending those that wait
     * @param paired those that are in
     */
    record Devices(Rows<DeviceRequest> pending, Rows<DeviceGrant> paired) {}

    /**
     * Commands of nodes, asked for and approved.
     *
     * @param pending those asked for
     * @param paired those approved
     */
    record Nodes(Rows<LiveRows.Capability> pending, Rows<DeviceGrant> paired) {}

    /**
     * Senders who wait.
     *
     * @param pending the senders
     * @param doors where senders may wait
     * @param places how many may wait at each door
     * @param hasOwner whether the gateway has an owner who may give it commands
     */
    record Senders(Rows<LiveRows.Sender> pending, Rows<LiveRows.Door> doors, int places, boolean hasOwner) {}

    /**
     * What came of an approval beside the approval.
     *
     * @param notification the gateway's word for what came of telling the sender
     * @param owner the gateway's word for what came of making the sender its owner
     */
    record Approved(String notification, String owner) {}

    Devices devices() throws LiveCallException {
        ObjectNode result = list(LIST_DEVICES);
        return new Devices(
                rows.pendingDevices(result, LIST_DEVICES, link.now()), rows.pairedDevices(result, LIST_DEVICES));
    }

    void approveDevice(String request) throws LiveCallException {
        call(APPROVE_DEVICE, params().put("requestId", request));
    }

    void rejectDevice(String request) throws LiveCallException {
        call(REJECT_DEVICE, params().put("requestId", request));
    }

    void removeDevice(String device) throws LiveCallException {
        call(REMOVE_DEVICE, params().put("deviceId", device));
    }

    void renameDevice(String device, String label) throws LiveCallException {
        call(RENAME_DEVICE, params().put("deviceId", device).put("label", label));
    }

    /** Gives the device a new token for {@code role}. If the answer holds it, it is dropped here. */
    void rotateToken(String device, String role) throws LiveCallException {
        call(ROTATE_TOKEN, params().put("deviceId", device).put("role", role));
    }

    void revokeToken(String device, String role) throws LiveCallException {
        call(REVOKE_TOKEN, params().put("deviceId", device).put("role", role));
    }

    Nodes nodes() throws LiveCallException {
        ObjectNode result = list(LIST_NODES);
        // Since the state is in SQLite such a request waits for ever; the calls about senders came with it.
        boolean expire = !link.hello().knows(LIST_SENDERS);
        return new Nodes(rows.pendingNodes(result, LIST_NODES, expire), rows.pairedNodes(result, LIST_NODES));
    }

    void approveNode(String request) throws LiveCallException {
        call(APPROVE_NODE, params().put("requestId", request));
    }

    void rejectNode(String request) throws LiveCallException {
        call(REJECT_NODE, params().put("requestId", request));
    }

    void removeNode(String node) throws LiveCallException {
        call(REMOVE_NODE, params().put("nodeId", node));
    }

    Senders senders() throws LiveCallException {
        ObjectNode result = list(LIST_SENDERS);
        JsonNode places = result.path("limits").path("pendingPerAccount");
        return new Senders(
                rows.senders(result, LIST_SENDERS),
                rows.doors(result, LIST_SENDERS),
                places.isInt() ? Math.clamp(places.intValue(), 0, MOST_PLACES) : PLACES,
                result.path("commandOwnerConfigured").asBoolean(false));
    }

    Approved approveSender(LiveRows.Sender sender, boolean notify, boolean makeOwner) throws LiveCallException {
        ObjectNode params = about(sender);
        if (notify) {
            params.put("notify", true);
        }
        if (makeOwner) {
            params.put("bootstrapCommandOwner", true);
        }
        ObjectNode result = link.call(APPROVE_SENDER, params, notify ? NOTIFY_LIMIT : LiveLink.LIMIT);
        return new Approved(
                result.path("notification").asString(""),
                result.path("commandOwnerBootstrap").asString(""));
    }

    void dismissSender(LiveRows.Sender sender) throws LiveCallException {
        call(DISMISS_SENDER, about(sender));
    }

    /**
     * A setup code that was just made. Prints without it.
     *
     * @param text the code
     * @param id the gateway's own id of it, or empty before 2026.8
     * @param expiresAt when it ends, or null before 2026.8
     * @param url the address in it
     * @param access the gateway's word for what it was made for, or empty before 2026.8
     * @param downgraded whether that is less than was asked for, because the address is not encrypted
     */
    record Made(
            SetupCode text, String id, @Nullable Instant expiresAt, String url, String access, boolean downgraded) {}

    /**
     * Makes a setup code.
     *
     * @param url the address in it, or empty if the gateway is to choose
     * @param profile the gateway's word for what it is made for, or empty for its usual one
     */
    Made makeCode(String url, String profile) throws LiveCallException {
        ObjectNode params = params().put("includeQr", false);
        if (!url.isEmpty()) {
            params.put("publicUrl", url);
        }
        if (!profile.isEmpty()) {
            params.put("bootstrapProfile", profile);
        }
        Entry result = new Entry(call(MAKE_CODE, params));
        try {
            String id = result.text("setupId");
            return new Made(
                    new SetupCode(result.need("setupCode")),
                    id.isEmpty() ? "" : result.needId("setupId", id),
                    result.millis("expiresAtMs"),
                    Plain.text(result.text("gatewayUrl")),
                    result.text("access"),
                    result.flag("accessDowngraded"));
        } catch (Entry.Bad e) {
            throw LiveCallException.unanswered(link.problems().garbled(MAKE_CODE + ": " + e.getMessage()));
        }
    }

    /** Who has used the code {@code id}; empty if nobody has, or it is none of the gateway's. */
    Optional<SetupUse> codeUse(String id) throws LiveCallException {
        ObjectNode result = link.call(CODE_STATUS, params().put("setupId", id), LIST_LIMIT);
        JsonNode certain = result.path("completion");
        JsonNode use = certain.isObject() ? certain : result.path("deliveryUncertain");
        try {
            return use.isObject() ? Optional.of(SetupUse.of(Entry.of(use), "ts", use == certain)) : Optional.empty();
        } catch (Entry.Bad e) {
            throw LiveCallException.unanswered(link.problems().garbled(CODE_STATUS + ": " + e.getMessage()));
        }
    }

    private static ObjectNode about(LiveRows.Sender sender) {
        return params().put("channel", sender.channel())
                .put("accountId", sender.account())
                .put("requestId", sender.request().id());
    }

    private ObjectNode list(String method) throws LiveCallException {
        return link.call(method, params(), LIST_LIMIT);
    }

    private ObjectNode call(String method, ObjectNode params) throws LiveCallException {
        return link.call(method, params);
    }

    private static ObjectNode params() {
        return JsonNodeFactory.instance.objectNode();
    }
}

package dev.gatehouse.interop;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * The owner of a gateway at its own loopback: the shared token, no device, all rights. It asks the product's own lists, to
 * hold what the console says against them.
 */
final class AdminClient implements AutoCloseable {
    private final Wire wire;

    private AdminClient(Wire wire) {
        this.wire = wire;
    }

    /** Connects to a gateway, which must let it in with all that it asks for. */
    static AdminClient at(URI gateway) {
        List<String> scopes = List.of("operator.admin", "operator.pairing", "operator.read");
        Wire wire = Wire.open(
                gateway,
                challenge -> Greeting.params(
                        Device.Client.BACKEND, "owner", "operator", scopes, Map.of("token", OpenClawState.TOKEN)));
        JsonNode granted = wire.hello().path("auth").path("scopes");
        if (granted.size() != scopes.size()) {
            throw new AssertionError("the gateway gives the owner only " + granted);
        }
        return new AdminClient(wire);
    }

    /** The connection: frames, events and the gateway's hello. */
    Wire wire() {
        return wire;
    }

    /**
     * Calls {@code method} and gives its result.
     *
     * @throws Wire.Refused if the gateway says no
     */
    JsonNode call(String method, Map<String, ?> params) {
        return wire.call(method, params);
    }

    /** The same without parameters. */
    JsonNode call(String method) {
        return call(method, Map.of());
    }

    /** Ids of the devices whose requests wait. */
    List<String> pendingDevices() {
        return column(call("device.pair.list").path("pending"), "deviceId");
    }

    /** Ids of the devices that are in. */
    List<String> pairedDevices() {
        return column(call("device.pair.list").path("paired"), "deviceId");
    }

    /** Ids of the nodes that ask for commands. */
    List<String> pendingNodes() {
        return column(call("node.pair.list").path("pending"), "nodeId");
    }

    /** Ids of those who wait to write to the bot, in every account; only where the product lists them. */
    List<String> pendingSenders() {
        return column(call("channels.pairing.list").path("requests"), "senderId");
    }

    /** The id of the request of {@code device} that waits now. */
    String requestOf(Device device) {
        for (JsonNode one : call("device.pair.list").path("pending")) {
            if (one.path("deviceId").asString().equals(device.id())) {
                return one.path("requestId").asString();
            }
        }
        throw new AssertionError("no request of " + device.name());
    }

    /** What the product keeps of {@code device} that is in; missing if it is not. */
    JsonNode paired(Device device) {
        return call("device.pair.list")
                .path("paired")
                .valueStream()
                .filter(one -> one.path("deviceId").asString().equals(device.id()))
                .findFirst()
                .orElse(MissingNode.getInstance());
    }

    /** Lets {@code device} in. */
    void approve(Device device) {
        call("device.pair.approve", Map.of("requestId", requestOf(device)));
    }

    private static List<String> column(JsonNode rows, String name) {
        List<String> all = new ArrayList<>();
        rows.forEach(row -> all.add(row.path(name).asString()));
        return all;
    }

    @Override
    public void close() {
        wire.close();
    }
}

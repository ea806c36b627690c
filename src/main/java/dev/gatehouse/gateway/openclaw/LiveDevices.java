package dev.gatehouse.gateway.openclaw;

import dev.gatehouse.gateway.Feature;
import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Listed;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Receipt;
import dev.gatehouse.gateway.Snapshot.Trouble;
import dev.gatehouse.gateway.openclaw.LiveRows.Capability;
import dev.gatehouse.pairing.CapabilityRequest;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.DeviceGrant;
import dev.gatehouse.pairing.DeviceRequest;
import dev.gatehouse.pairing.Grant;
import dev.gatehouse.pairing.Kind;
import dev.gatehouse.pairing.PairingRequest;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.RequestKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Devices, nodes and the commands of nodes, read and decided over the gateway's WebSocket. */
final class LiveDevices {
    /** The most characters of a name that the gateway takes (OpenClaw 2026.9.6, device.pair.rename). */
    static final int LONGEST_NAME = 64;

    private final LiveLink link;
    private final LiveCalls calls;
    private final LiveActs acts;
    private final DeviceRights rights;

    LiveDevices(LiveLink link, LiveCalls calls) {
        this.link = link;
        this.calls = calls;
        this.acts = new LiveActs(link);
        this.rights = new DeviceRights(link.hello());
    }

    /** What cannot be done on this connection with any device, and why. */
    Map<Feature, Phrase> absent() {
        return rights.everywhere();
    }

    /**
     * Everything about devices and nodes, now.
     *
     * @throws GatewayException if the connection has ended
     */
    LivePart read() throws GatewayException {
        List<Trouble> troubles = new ArrayList<>();
        Map<RequestKey, Listed<PairingRequest>> requests = new LinkedHashMap<>();
        List<Listed<Grant>> grants = new ArrayList<>();
        acts.list(LiveCalls.LIST_DEVICES, calls::devices, troubles).ifPresent(devices -> {
            trouble(LiveCalls.LIST_DEVICES, troubles, devices.pending().problem());
            trouble(LiveCalls.LIST_DEVICES, troubles, devices.paired().problem());
            devices.pending().rows().forEach(request -> add(requests, listed(request)));
            devices.paired().rows().forEach(grant -> grants.add(listed(grant, LiveCalls.LIST_DEVICES)));
        });
        if (link.hello().knows(LiveCalls.LIST_NODES)) {
            acts.list(LiveCalls.LIST_NODES, calls::nodes, troubles).ifPresent(nodes -> {
                trouble(LiveCalls.LIST_NODES, troubles, nodes.pending().problem());
                trouble(LiveCalls.LIST_NODES, troubles, nodes.paired().problem());
                nodes.pending().rows().forEach(node -> add(requests, listed(node)));
                nodes.paired().rows().forEach(grant -> grants.add(listed(grant, LiveCalls.LIST_NODES)));
            });
        }
        return new LivePart(List.copyOf(requests.values()), grants, List.of(), List.of(), troubles, Map.of());
    }

    private static void trouble(String call, List<Trouble> troubles, @Nullable Problem problem) {
        if (problem != null) {
            troubles.add(new Trouble(call, problem));
        }
    }

    private static void add(Map<RequestKey, Listed<PairingRequest>> requests, Listed<PairingRequest> listed) {
        requests.merge(
                listed.what().key(), listed, (a, b) -> PendingRows.newer(a.what(), b.what()) == a.what() ? a : b);
    }

    private Listed<PairingRequest> listed(DeviceRequest request) {
        return new Listed<>(
                request,
                LiveCalls.LIST_DEVICES,
                rights.with(request),
                rights.own(request.key().subject()));
    }

    private Listed<PairingRequest> listed(Capability node) {
        return new Listed<>(
                node.request(),
                LiveCalls.LIST_NODES,
                rights.with(node),
                rights.own(node.request().key().subject()));
    }

    private Listed<Grant> listed(DeviceGrant grant, String source) {
        return new Listed<>(
                grant, source, rights.with(grant), rights.own(grant.key().subject()));
    }

    /**
     * Does what was decided about a device or node. Of all that is to be revoked, the devices and nodes alone belong here.
     *
     * @throws GatewayException if it was not done
     */
    Receipt perform(Decision decision) throws GatewayException {
        return switch (decision) {
            case Decision.Approve(DeviceRequest shown, var _) -> approve(shown);
            case Decision.Approve(CapabilityRequest shown, var _) -> approve(shown);
            case Decision.Reject(DeviceRequest shown, var _) -> reject(shown);
            case Decision.Reject(CapabilityRequest shown, var _) -> reject(shown);
            case Decision.Revoke(DeviceGrant shown, String role) when role != null -> revokeRole(shown, role);
            case Decision.Revoke(DeviceGrant shown, var _) -> remove(shown);
            case Decision.RotateToken(DeviceGrant shown, String role) -> rotate(shown, role);
            case Decision.Rename(DeviceGrant shown, String name) -> rename(shown, name);
            case Decision.RevokeAll all -> removeAll(all.shown());
            case Decision.AboutNobody _ ->
                throw new GatewayException(new Problem.NotOffered(Phrase.of("feature.not-offered")));
            case Decision.Approve _, Decision.Reject _, Decision.Revoke _ ->
                throw new IllegalArgumentException("not about a device");
        };
    }

    private Receipt approve(DeviceRequest shown) throws GatewayException {
        DeviceRequest now = PendingRows.match(pending(), shown);
        offered(rights.with(now), Feature.APPROVE_DEVICE);
        return acts.act(
                LiveCalls.APPROVE_DEVICE,
                Phrase.of("openclaw.receipt.live.approved"),
                () -> {
                    calls.approveDevice(now.id());
                    return List.of();
                },
                () -> LiveActs.changed(pending(), shown));
    }

    private Receipt approve(CapabilityRequest shown) throws GatewayException {
        List<Capability> nodes = pendingNodes();
        CapabilityRequest now = PendingRows.match(requests(nodes), shown);
        for (Capability node : nodes) {
            if (node.request() == now) {
                offered(rights.with(node), Feature.APPROVE_DEVICE);
            }
        }
        return acts.act(
                LiveCalls.APPROVE_NODE,
                Phrase.of("openclaw.receipt.live.approved"),
                () -> {
                    calls.approveNode(now.id());
                    return List.of();
                },
                () -> LiveActs.changed(requests(pendingNodes()), shown));
    }

    private Receipt reject(DeviceRequest shown) throws GatewayException {
        DeviceRequest now = PendingRows.match(pending(), shown);
        offered(rights.with(now), Feature.REJECT_DEVICE);
        return acts.act(
                LiveCalls.REJECT_DEVICE,
                Phrase.of("openclaw.receipt.live.rejected"),
                () -> {
                    calls.rejectDevice(now.id());
                    return List.of();
                },
                () -> LiveActs.changed(pending(), shown));
    }

    private Receipt reject(CapabilityRequest shown) throws GatewayException {
        CapabilityRequest now = PendingRows.match(requests(pendingNodes()), shown);
        return acts.act(
                LiveCalls.REJECT_NODE,
                Phrase.of("openclaw.receipt.live.rejected"),
                () -> {
                    calls.rejectNode(now.id());
                    return List.of();
                },
                () -> LiveActs.changed(requests(pendingNodes()), shown));
    }

    private Receipt remove(DeviceGrant shown) throws GatewayException {
        DeviceGrant now = current(shown);
        offered(rights.with(now), Feature.REMOVE_DEVICE);
        boolean commands = now.kind() == Kind.CAPABILITY;
        return acts.act(
                commands ? LiveCalls.REMOVE_NODE : LiveCalls.REMOVE_DEVICE,
                Phrase.of("openclaw.receipt.live.removed"),
                () -> {
                    if (commands) {
                        calls.removeNode(now.key().subject());
                        return List.of(Phrase.of("openclaw.remark.node-removed"));
                    }
                    calls.removeDevice(now.key().subject());
                    return stays();
                },
                () -> gone(shown));
    }

    private Receipt removeAll(List<Grant> shown) throws GatewayException {
        List<DeviceGrant> others = shown.stream()
                .map(DeviceGrant.class::cast)
                .filter(grant -> !rights.own(grant.key().subject()))
                .toList();
        List<String> touched = new ArrayList<>();
        List<Phrase> remarks = new ArrayList<>();
        int done = 0;
        for (DeviceGrant grant : others) {
            try {
                Receipt receipt = remove(grant);
                touched.addAll(receipt.touched());
                receipt.remark().stream()
                        .filter(remark -> !remarks.contains(remark))
                        .forEach(remarks::add);
                done++;
            } catch (GatewayException e) {
                // Gone with a device that was removed a moment ago, or by somebody else: it is out.
                Problem problem = e.problem() instanceof Problem.GrantChanged ? unlessAbsent(grant) : e.problem();
                if (problem != null) {
                    throw new GatewayException(
                            done == 0 ? problem : new Problem.Partial(done, others.size(), problem), e);
                }
                done++;
            }
        }
        if (others.size() < shown.size()) {
            remarks.add(Phrase.of("openclaw.remark.own-kept"));
        }
        return new Receipt(
                Phrase.of("openclaw.receipt.live.removed-all", others.size()),
                touched.stream().distinct().toList(),
                remarks);
    }

    private Receipt revokeRole(DeviceGrant shown, String role) throws GatewayException {
        DeviceGrant now = current(shown);
        offered(rights.with(now), Feature.REVOKE_ROLE);
        return acts.act(
                LiveCalls.REVOKE_TOKEN,
                Phrase.of("openclaw.receipt.live.revoked", Plain.text(role)),
                () -> {
                    calls.revokeToken(now.key().subject(), role);
                    return stays();
                },
                () -> gone(shown));
    }

    private Receipt rotate(DeviceGrant shown, String role) throws GatewayException {
        DeviceGrant now = current(shown);
        offered(rights.with(now), Feature.ROTATE_TOKEN);
        return acts.act(
                LiveCalls.ROTATE_TOKEN,
                Phrase.of("openclaw.receipt.live.rotated", Plain.text(role)),
                () -> {
                    calls.rotateToken(now.key().subject(), role);
                    return List.of(Phrase.of("openclaw.remark.rotated"));
                },
                () -> gone(shown));
    }

    private Receipt rename(DeviceGrant shown, String name) throws GatewayException {
        String label = name.strip();
        if (label.isEmpty() || label.length() > LONGEST_NAME) {
            throw new GatewayException(new Problem.NotOffered(Phrase.of("openclaw.absent.name-length", LONGEST_NAME)));
        }
        DeviceGrant now = current(shown);
        offered(rights.with(now), Feature.RENAME_DEVICE);
        return acts.act(
                LiveCalls.RENAME_DEVICE,
                Phrase.of("openclaw.receipt.live.renamed"),
                () -> {
                    calls.renameDevice(now.key().subject(), label);
                    return List.of();
                },
                () -> gone(shown));
    }

    private List<Phrase> stays() {
        return link.hello().early() ? List.of(Phrase.of("openclaw.remark.stays-connected")) : List.of();
    }

    private @Nullable Problem gone(DeviceGrant shown) throws GatewayException {
        try {
            current(shown);
            return null;
        } catch (GatewayException e) {
            return e.problem();
        }
    }

    /** Why {@code shown} may still be in: it has changed, or that cannot be told; null if it is out. */
    private @Nullable Problem unlessAbsent(DeviceGrant shown) {
        try {
            boolean out =
                    grants(shown.kind()).stream().noneMatch(grant -> grant.key().equals(shown.key()));
            return out ? null : new Problem.GrantChanged();
        } catch (GatewayException e) {
            return e.problem();
        }
    }

    private DeviceGrant current(DeviceGrant shown) throws GatewayException {
        return PendingRows.matchGrant(grants(shown.kind()), shown);
    }

    private List<DeviceGrant> grants(Kind kind) throws GatewayException {
        return kind == Kind.CAPABILITY
                ? acts.need(calls::nodes).paired().rows()
                : acts.need(calls::devices).paired().rows();
    }

    private List<DeviceRequest> pending() throws GatewayException {
        return acts.need(calls::devices).pending().rows();
    }

    private List<Capability> pendingNodes() throws GatewayException {
        return acts.need(calls::nodes).pending().rows();
    }

    private static List<CapabilityRequest> requests(List<Capability> nodes) {
        return nodes.stream().map(Capability::request).toList();
    }

    private static void offered(Map<Feature, Phrase> absent, Feature feature) throws GatewayException {
        Phrase obstacle = absent.get(feature);
        if (obstacle != null) {
            throw new GatewayException(new Problem.NotOffered(obstacle));
        }
    }
}

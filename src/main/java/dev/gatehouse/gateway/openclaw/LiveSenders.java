package dev.gatehouse.gateway.openclaw;

import dev.gatehouse.gateway.Feature;
import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Listed;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Receipt;
import dev.gatehouse.gateway.Snapshot.DoorPolicy;
import dev.gatehouse.gateway.Snapshot.Quota;
import dev.gatehouse.gateway.Snapshot.Trouble;
import dev.gatehouse.gateway.openclaw.LiveCalls.Approved;
import dev.gatehouse.gateway.openclaw.LiveCalls.Senders;
import dev.gatehouse.gateway.openclaw.LiveRows.Door;
import dev.gatehouse.gateway.openclaw.LiveRows.Sender;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.DmRequest;
import dev.gatehouse.pairing.Kind;
import dev.gatehouse.pairing.PairingRequest;
import dev.gatehouse.pairing.Phrase;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Senders who wait, read and decided over the gateway's WebSocket (OpenClaw 2026.8 and later). Who was approved is not told
 * over it, and cannot be taken back over it.
 */
final class LiveSenders {
    private final LiveHello hello;
    private final LiveCalls calls;
    private final LiveActs acts;

    LiveSenders(LiveLink link, LiveCalls calls) {
        this.hello = link.hello();
        this.calls = calls;
        this.acts = new LiveActs(link);
    }

    /** Why senders are not to be had over this connection at all, or null if they are. */
    @Nullable
    Phrase obstacle() {
        return hello.knows(LiveCalls.LIST_SENDERS)
                ? null
                : Phrase.of("openclaw.absent.senders-in-files", hello.version());
    }

    /** What cannot be done on this connection with any sender, and why. */
    Map<Feature, Phrase> absent() {
        Map<Feature, Phrase> absent = new EnumMap<>(Feature.class);
        absent.put(Feature.REVOKE_SENDER, Phrase.of("openclaw.absent.senders-in-store"));
        Phrase obstacle = obstacle();
        Phrase unscoped = DeviceRights.unscoped(hello, List.of(LiveScopes.PAIRING));
        Phrase approve = obstacle == null ? DeviceRights.unknown(hello, LiveCalls.APPROVE_SENDER) : obstacle;
        Phrase dismiss = obstacle == null ? DeviceRights.unknown(hello, LiveCalls.DISMISS_SENDER) : obstacle;
        for (Feature feature : List.of(Feature.APPROVE_DM, Feature.NOTIFY, Feature.MAKE_OWNER)) {
            put(absent, feature, approve);
            put(absent, feature, unscoped);
        }
        put(absent, Feature.REJECT_DM, dismiss);
        put(absent, Feature.REJECT_DM, unscoped);
        put(absent, Feature.MAKE_OWNER, DeviceRights.unscoped(hello, List.of(LiveScopes.ADMIN)));
        return absent;
    }

    /**
     * Everybody who waits, now; nobody where there is an {@link #obstacle}.
     *
     * @throws GatewayException if the connection has ended
     */
    LivePart read() throws GatewayException {
        List<Trouble> troubles = new ArrayList<>();
        List<Listed<PairingRequest>> requests = new ArrayList<>();
        List<Quota> quotas = new ArrayList<>();
        List<DoorPolicy> policies = new ArrayList<>();
        if (obstacle() == null) {
            acts.list(LiveCalls.LIST_SENDERS, calls::senders, troubles).ifPresent(senders -> {
                trouble(troubles, senders.pending().problem());
                trouble(troubles, senders.doors().problem());
                for (Sender sender : senders.pending().rows()) {
                    requests.add(new Listed<>(sender.request(), LiveCalls.LIST_SENDERS, with(sender, senders)));
                }
                for (Door door : senders.doors().rows()) {
                    quotas.add(new Quota(door.channel(), door.account(), waiting(senders, door), senders.places()));
                    policies.add(new DoorPolicy(door.channel(), door.account(), DoorPolicy.Mode.PAIRING, ""));
                }
            });
        }
        return new LivePart(
                requests, List.of(), quotas, policies, troubles, Map.of(Kind.DM, Phrase.of("openclaw.unseen.senders")));
    }

    private static void trouble(List<Trouble> troubles, @Nullable Problem problem) {
        if (problem != null) {
            troubles.add(new Trouble(LiveCalls.LIST_SENDERS, problem));
        }
    }

    private static int waiting(Senders senders, Door door) {
        return (int) senders.pending().rows().stream()
                .map(sender -> sender.request().key())
                .filter(key ->
                        key.channel().equals(door.channel()) && key.account().equals(door.account()))
                .count();
    }

    private Map<Feature, Phrase> with(Sender sender, Senders all) {
        Map<Feature, Phrase> absent = absent();
        if (!sender.notifies()) {
            put(absent, Feature.NOTIFY, Phrase.of("openclaw.absent.no-notify", Plain.id(sender.channel())));
        }
        if (all.hasOwner()) {
            put(absent, Feature.MAKE_OWNER, Phrase.of("openclaw.absent.has-owner"));
        }
        return absent;
    }

    private static void put(Map<Feature, Phrase> absent, Feature feature, @Nullable Phrase why) {
        if (why != null) {
            absent.putIfAbsent(feature, why);
        }
    }

    /**
     * Does what was decided about a sender.
     *
     * @throws GatewayException if it was not done
     */
    Receipt perform(Decision decision) throws GatewayException {
        return switch (decision) {
            case Decision.Approve(DmRequest shown, Decision.Options options) -> approve(shown, options);
            case Decision.Reject(DmRequest shown, var _) -> dismiss(shown);
            case Decision.Revoke _, Decision.RevokeAll _ ->
                throw new GatewayException(new Problem.NotOffered(Phrase.of("openclaw.absent.senders-in-store")));
            case Decision.AboutNobody _ ->
                throw new GatewayException(new Problem.NotOffered(Phrase.of("feature.not-offered")));
            case Decision.Approve _, Decision.Reject _, Decision.RotateToken _, Decision.Rename _ ->
                throw new IllegalArgumentException("not about a sender");
        };
    }

    private Receipt approve(DmRequest shown, Decision.Options options) throws GatewayException {
        Senders listed = listed();
        Sender now = match(listed, shown);
        Map<Feature, Phrase> absent = with(now, listed);
        offered(absent, Feature.APPROVE_DM);
        if (options.tell()) {
            offered(absent, Feature.NOTIFY);
        }
        if (options.makeOwner()) {
            offered(absent, Feature.MAKE_OWNER);
        }
        return acts.act(
                LiveCalls.APPROVE_SENDER,
                Phrase.of("openclaw.receipt.live.approved"),
                () -> remarks(calls.approveSender(now, options.tell(), options.makeOwner())),
                () -> LiveActs.changed(requests(listed()), shown));
    }

    private Receipt dismiss(DmRequest shown) throws GatewayException {
        Senders listed = listed();
        Sender now = match(listed, shown);
        offered(with(now, listed), Feature.REJECT_DM);
        return acts.act(
                LiveCalls.DISMISS_SENDER,
                Phrase.of("openclaw.receipt.live.rejected"),
                () -> {
                    calls.dismissSender(now);
                    return List.of();
                },
                () -> LiveActs.changed(requests(listed()), shown));
    }

    private Senders listed() throws GatewayException {
        Phrase obstacle = obstacle();
        if (obstacle != null) {
            throw new GatewayException(new Problem.NotOffered(obstacle));
        }
        return acts.need(calls::senders);
    }

    private static Sender match(Senders listed, DmRequest shown) throws GatewayException {
        DmRequest now = PendingRows.match(requests(listed), shown);
        return listed.pending().rows().stream()
                .filter(sender -> sender.request() == now)
                .findFirst()
                .orElseThrow();
    }

    private static List<DmRequest> requests(Senders listed) {
        return listed.pending().rows().stream().map(Sender::request).toList();
    }

    private static void offered(Map<Feature, Phrase> absent, Feature feature) throws GatewayException {
        Phrase why = absent.get(feature);
        if (why != null) {
            throw new GatewayException(new Problem.NotOffered(why));
        }
    }

    /** What the gateway says of the rest, in its words of OpenClaw 2026.9.6. */
    private static List<Phrase> remarks(Approved approved) {
        List<Phrase> remarks = new ArrayList<>();
        switch (approved.notification()) {
            case "sent" -> remarks.add(Phrase.of("openclaw.remark.told"));
            case "failed" -> remarks.add(Phrase.of("openclaw.remark.not-told"));
            case "unsupported" -> remarks.add(Phrase.of("openclaw.remark.cannot-tell"));
            default -> {}
        }
        switch (approved.owner()) {
            case "configured" -> remarks.add(Phrase.of("openclaw.remark.owner"));
            case "already-configured" -> remarks.add(Phrase.of("openclaw.remark.owner-before"));
            case "unavailable" -> remarks.add(Phrase.of("openclaw.remark.no-owner"));
            default -> {}
        }
        return remarks;
    }
}

package dev.gatehouse.gateway.openclaw;

import dev.gatehouse.gateway.Feature;
import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Receipt;
import dev.gatehouse.gateway.StoreProblems;
import dev.gatehouse.io.FileFault;
import dev.gatehouse.pairing.CapabilityRequest;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.DeviceGrant;
import dev.gatehouse.pairing.DeviceRequest;
import dev.gatehouse.pairing.DmRequest;
import dev.gatehouse.pairing.Grant;
import dev.gatehouse.pairing.Kind;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.PinRequest;
import dev.gatehouse.pairing.SenderGrant;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Carries out decisions on a store. */
final class StoreWriter {
    /** How often to begin again when a file changes under the hands. */
    private static final int ATTEMPTS = 3;

    private final StoreAccess store;
    private final ConfigReader config;
    private final Obstacles obstacles;
    private final DmWriter dms;
    private final DeviceWriter devices;
    private final NodeWriter nodes;

    StoreWriter(StoreAccess store, ConfigReader config, InstantSource clock, StoreLocks locks, Obstacles obstacles) {
        this.store = store;
        this.config = config;
        this.obstacles = obstacles;
        this.dms = new DmWriter(store, locks, clock);
        this.devices = new DeviceWriter(store, clock);
        this.nodes = new NodeWriter(store, clock);
    }

    /** Tells why something does not work on the whole store now, or null if it does. */
    interface Obstacles {
        @Nullable
        Phrase now(Feature feature, Config config) throws GatewayException;
    }

    /** Something that reads, decides and writes, and may be begun again. */
    private interface Act {
        Receipt run() throws IOException, GatewayException;
    }

    /** Does what was decided. */
    Receipt perform(Decision decision) throws GatewayException {
        Config now = config.readAgain();
        return switch (decision) {
            case Decision.AboutNobody _ ->
                throw new GatewayException(new Problem.NotOffered(Phrase.of("feature.not-offered")));
            case Decision.Approve(PinRequest _, var _), Decision.Reject(PinRequest _, var _) ->
                throw new IllegalArgumentException("no gateway of this product has clients with a PIN");
            case Decision.Approve(DmRequest shown, var ignored) -> {
                require(Feature.APPROVE_DM, now);
                yield run(() -> dms.approve(shown, () -> offered(Feature.APPROVE_DM)));
            }
            case Decision.Approve(DeviceRequest shown, var ignored) -> {
                require(Feature.APPROVE_DEVICE, now);
                yield run(() -> devices.approve(shown, () -> require(Feature.APPROVE_DEVICE, now)));
            }
            case Decision.Approve(CapabilityRequest shown, var ignored) -> {
                require(Feature.APPROVE_DEVICE, now);
                yield run(() -> nodes.approve(shown, () -> require(Feature.APPROVE_DEVICE, now)));
            }
            case Decision.Reject(DmRequest shown, var _) -> {
                require(Feature.REJECT_DM, now);
                yield run(() -> dms.reject(shown, () -> offered(Feature.REJECT_DM)));
            }
            case Decision.Reject(DeviceRequest shown, var _) -> {
                require(Feature.REJECT_DEVICE, now);
                yield run(() -> devices.reject(shown, () -> require(Feature.REJECT_DEVICE, now)));
            }
            case Decision.Reject(CapabilityRequest shown, var _) -> {
                require(Feature.REJECT_DEVICE, now);
                yield run(() -> nodes.reject(shown, () -> require(Feature.REJECT_DEVICE, now)));
            }
            case Decision.Revoke(var ignored, var role) when role != null -> throw elsewhere();
            case Decision.Revoke revoke -> revoke(revoke.shown(), now);
            case Decision.RotateToken ignored -> throw elsewhere();
            case Decision.Rename ignored -> throw elsewhere();
            case Decision.RevokeAll all -> revokeAll(all.shown(), now);
        };
    }

    /** What is not done behind the back of a gateway: nothing would end the connection of the device. */
    private static GatewayException elsewhere() {
        return new GatewayException(new Problem.NotOffered(Phrase.of("openclaw.absent.by-gateway")));
    }

    private Receipt revoke(Grant shown, Config now) throws GatewayException {
        require(Feature.revoking(shown), now);
        return switch (shown) {
            case SenderGrant sender -> run(() -> dms.revoke(sender, () -> offered(Feature.REVOKE_SENDER)));
            case DeviceGrant device
            when device.kind() == Kind.CAPABILITY ->
                run(() -> nodes.remove(device, () -> require(Feature.REMOVE_DEVICE, now)));
            case DeviceGrant device -> run(() -> devices.remove(device, () -> require(Feature.REMOVE_DEVICE, now)));
        };
    }

    /** Revokes one after the other. Whom only the config lets in stays, and whoever is gone already is as wanted. */
    private Receipt revokeAll(List<Grant> shown, Config now) throws GatewayException {
        List<Grant> revocable =
                shown.stream().filter(grant -> !grant.revocable().isEmpty()).toList();
        for (Grant grant : revocable) {
            require(Feature.revoking(grant), now);
        }
        Set<String> touched = new LinkedHashSet<>();
        List<Phrase> remarks = new ArrayList<>();
        int done = 0;
        for (Grant grant : revocable) {
            try {
                Receipt receipt = revoke(grant, now);
                touched.addAll(receipt.touched());
                remarks.addAll(receipt.remark());
            } catch (GatewayException e) {
                if (!(e.problem() instanceof Problem.GrantChanged)) {
                    throw new GatewayException(new Problem.Partial(done, revocable.size(), e.problem()), e);
                }
            }
            done++;
        }
        if (revocable.size() < shown.size()) {
            remarks.add(Phrase.of("openclaw.remark.config-keeps", shown.size() - revocable.size()));
        }
        return new Receipt(Phrase.of("openclaw.receipt.revoked-all", done), List.copyOf(touched), remarks);
    }

    private void require(Feature feature, Config now) throws GatewayException {
        Phrase obstacle = obstacles.now(feature, now);
        if (obstacle != null) {
            throw new GatewayException(new Problem.NotOffered(obstacle));
        }
    }

    /** The config as it is now, with which {@code feature} works. */
    private Config offered(Feature feature) throws GatewayException {
        Config now = config.readAgain();
        require(feature, now);
        return now;
    }

    private Receipt run(Act act) throws GatewayException {
        LaterWrite.@Nullable Interrupted begun = null;
        for (int attempt = 1; ; attempt++) {
            try {
                return act.run();
            } catch (LaterWrite.Interrupted e) {
                begun = e;
                if (attempt == ATTEMPTS) {
                    throw failed(begun, e.problem(), e);
                }
            } catch (FileFault.Changed e) {
                if (attempt == ATTEMPTS) {
                    throw failed(begun, StoreProblems.of(e, e.path()), e);
                }
            } catch (IOException e) {
                throw failed(begun, StoreProblems.of(e, store.paths().state()), e);
            } catch (GatewayException e) {
                throw failed(begun, e.problem(), e);
            }
        }
    }

    /** What {@code problem} means after an earlier attempt that wrote a part of the whole, {@code begun}, or none. */
    private static GatewayException failed(LaterWrite.@Nullable Interrupted begun, Problem problem, Exception cause) {
        return new GatewayException(begun == null ? problem : begun.partial(problem), cause);
    }
}

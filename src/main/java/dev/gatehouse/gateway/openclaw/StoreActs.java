package dev.gatehouse.gateway.openclaw;

import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Receipt;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.DeviceGrant;
import dev.gatehouse.pairing.DmRequest;
import dev.gatehouse.pairing.Grant;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.SenderGrant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Does what was decided at a gateway whose store is here, by whichever way reaches what it is about: its WebSocket, its
 * files, or its database. Used once.
 */
final class StoreActs {
    private final StoreGateway files;
    private final SqliteSenders senders;
    private final String place;
    private final LiveSide.@Nullable Up up;
    private final Phrase away;

    /**
     * Acts on a store.
     *
     * @param files its files
     * @param senders the people in its database
     * @param place how the database is called on screen
     * @param up the gateway's WebSocket, or null if there is no connection
     * @param away why not
     */
    StoreActs(StoreGateway files, SqliteSenders senders, String place, LiveSide.@Nullable Up up, Phrase away) {
        this.files = files;
        this.senders = senders;
        this.place = place;
        this.up = up;
        this.away = away;
    }

    /** Does it. */
    Receipt perform(Decision decision) throws GatewayException {
        return switch (decision) {
            case Decision.Approve(DmRequest _, var _), Decision.Reject(DmRequest _, var _) -> byMessages(decision);
            case Decision.Revoke(SenderGrant shown, var _) -> revoke(shown);
            case Decision.RevokeAll all -> revokeAll(all);
            case Decision.Approve _, Decision.Reject _, Decision.Revoke _, Decision.RotateToken _, Decision.Rename _ ->
                byDevices(decision);
            case Decision.AboutNobody _ ->
                throw new GatewayException(new Problem.NotOffered(Phrase.of("feature.not-offered")));
        };
    }

    private Receipt byMessages(Decision decision) throws GatewayException {
        StoreGateway.Era era = files.era();
        boolean told = up != null && up.senders().obstacle() == null;
        if (era == StoreGateway.Era.FILES || (era == StoreGateway.Era.BETWEEN && !told)) {
            return files.perform(decision);
        }
        if (up == null) {
            throw new GatewayException(new Problem.NotOffered(away));
        }
        return up.senders().perform(decision);
    }

    private Receipt byDevices(Decision decision) throws GatewayException {
        if (up != null) {
            return up.devices().perform(decision);
        }
        if (files.era() == StoreGateway.Era.DATABASE) {
            throw new GatewayException(new Problem.NotOffered(away));
        }
        return files.perform(decision);
    }

    private Receipt revoke(SenderGrant shown) throws GatewayException {
        return files.era() == StoreGateway.Era.DATABASE
                ? senders.revoke(shown, files.config().readAgain())
                : files.perform(new Decision.Revoke(shown));
    }

    private Receipt revokeAll(Decision.RevokeAll all) throws GatewayException {
        List<Grant> people =
                all.shown().stream().filter(SenderGrant.class::isInstance).toList();
        List<Grant> devices =
                all.shown().stream().filter(DeviceGrant.class::isInstance).toList();
        if (people.isEmpty()) {
            return byDevices(all);
        }
        Receipt first = revokePeople(all.profile(), people, all.shown().size());
        if (devices.isEmpty()) {
            return first;
        }
        try {
            Receipt second = byDevices(new Decision.RevokeAll(all.profile(), devices));
            return new Receipt(
                    first.summary(),
                    Stream.concat(first.touched().stream(), second.touched().stream())
                            .toList(),
                    Stream.concat(first.remark().stream(), second.remark().stream())
                            .toList());
        } catch (GatewayException e) {
            int done = (int) people.stream()
                    .filter(person -> !person.revocable().isEmpty())
                    .count();
            throw partial(done, all.shown().size(), e);
        }
    }

    private Receipt revokePeople(String profile, List<Grant> people, int wanted) throws GatewayException {
        if (files.era() != StoreGateway.Era.DATABASE) {
            return files.perform(new Decision.RevokeAll(profile, people));
        }
        List<Phrase> remarks = new ArrayList<>();
        int done = 0;
        for (Grant person : people) {
            if (person.revocable().isEmpty()) {
                // Who is let in by the config alone was listed, and cannot be taken out here.
                continue;
            }
            try {
                remarks.addAll(revoke((SenderGrant) person).remark());
                done++;
            } catch (GatewayException e) {
                throw partial(done, wanted, e);
            }
        }
        return new Receipt(Phrase.of("openclaw.receipt.revoked"), List.of(place), remarks);
    }

    private static GatewayException partial(int done, int wanted, GatewayException cause) {
        if (done == 0) {
            return cause;
        }
        Problem why = cause.problem() instanceof Problem.Partial(int further, int _, Problem its)
                ? new Problem.Partial(done + further, wanted, its)
                : new Problem.Partial(done, wanted, cause.problem());
        return new GatewayException(why, cause);
    }
}

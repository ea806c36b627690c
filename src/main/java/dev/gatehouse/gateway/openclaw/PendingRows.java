package dev.gatehouse.gateway.openclaw;

import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.openclaw.StoreFiles.Opened;
import dev.gatehouse.pairing.DeviceGrant;
import dev.gatehouse.pairing.PairingRequest;
import dev.gatehouse.pairing.RequestKey;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import tools.jackson.databind.node.ObjectNode;

/** What approving and rejecting have in common, whoever asks. */
final class PendingRows {
    private PendingRows() {}

    /** Which of two requests of one key is shown: the newer one, and of two that asked at once the later in the file. */
    static <T extends PairingRequest> T newer(T earlierInFile, T laterInFile) {
        return laterInFile.lastAskedAt().isBefore(earlierInFile.lastAskedAt()) ? earlierInFile : laterInFile;
    }

    /**
     * The request as it is now, the newest of its key, if it still is what was shown. One that goes on under its id may
     * have another key by now, because it asks for another role; then that is what the operator is told.
     */
    static <T extends PairingRequest> Row<T> match(Opened<Row<T>> pending, T shown, Instant now)
            throws GatewayException {
        List<Row<T>> live = pending.rows().stream()
                .filter(row -> !row.what().expiredAt(now))
                .toList();
        T match = match(live.stream().map(Row::what).toList(), shown);
        return live.stream().filter(row -> row.what() == match).findFirst().orElseThrow();
    }

    /** The same among requests that are all {@code live}. */
    static <T extends PairingRequest> T match(List<T> live, T shown) throws GatewayException {
        RequestKey key = live.stream()
                .filter(request -> request.id().equals(shown.id()))
                .findFirst()
                .map(PairingRequest::key)
                .orElse(shown.key());
        T newest = live.stream()
                .filter(request -> request.key().equals(key))
                .reduce(PendingRows::newer)
                .orElseThrow(() -> new GatewayException(new Problem.Changed(null)));
        if (!shown.sameAsShown(newest)) {
            throw new GatewayException(new Problem.Changed(newest));
        }
        return newest;
    }

    /** The grant as it is now, if it still is what was shown. */
    static Row<DeviceGrant> matchGrant(Opened<Row<DeviceGrant>> paired, DeviceGrant shown) throws GatewayException {
        DeviceGrant match = matchGrant(paired.rows().stream().map(Row::what).toList(), shown);
        return paired.rows().stream()
                .filter(row -> row.what() == match)
                .findFirst()
                .orElseThrow();
    }

    /** The same among {@code grants}. */
    static DeviceGrant matchGrant(List<DeviceGrant> grants, DeviceGrant shown) throws GatewayException {
        return grants.stream()
                .filter(grant -> grant.key().equals(shown.key())
                        && grant.kind() == shown.kind()
                        && grant.publicKey().equals(shown.publicKey())
                        && grant.access().equals(shown.access()))
                .findFirst()
                .orElseThrow(() -> new GatewayException(new Problem.GrantChanged()));
    }

    /**
     * Takes away {@code approved} and what the same device asked for earlier, as far as it has that now: the product would
     * leave those to expire, and they would come back on screen.
     */
    static <T extends PairingRequest> void removeCovered(Opened<Row<T>> pending, T approved) {
        remove(
                pending,
                row -> row.what().key().equals(approved.key())
                        && approved.access().covers(row.what().access()));
    }

    /** Takes away every request that {@code which} picks. */
    static <T extends PairingRequest> void remove(Opened<Row<T>> pending, Predicate<Row<T>> which) {
        ObjectNode all = (ObjectNode) pending.root();
        pending.rows().stream()
                .filter(which)
                .forEach(row -> all.remove(row.what().id()));
    }
}

package dev.gatehouse.gateway.openclaw;

import dev.gatehouse.gateway.Listed;
import dev.gatehouse.gateway.Snapshot.DoorPolicy;
import dev.gatehouse.gateway.Snapshot.Quota;
import dev.gatehouse.gateway.Snapshot.Trouble;
import dev.gatehouse.pairing.Grant;
import dev.gatehouse.pairing.Kind;
import dev.gatehouse.pairing.PairingRequest;
import dev.gatehouse.pairing.Phrase;
import java.util.List;
import java.util.Map;

/**
 * What one part of a gateway has at one moment; a snapshot is made of several.
 *
 * @param requests what is pending, one a key
 * @param grants who is in
 * @param quotas places for pending requests
 * @param policies which doors are open at all
 * @param troubles what could not be read
 * @param unseen the kinds whose grants this way does not list, and which way does
 */
record LivePart(
        List<Listed<PairingRequest>> requests,
        List<Listed<Grant>> grants,
        List<Quota> quotas,
        List<DoorPolicy> policies,
        List<Trouble> troubles,
        Map<Kind, Phrase> unseen) {
    /** Keeps its own copies. */
    LivePart {
        requests = List.copyOf(requests);
        grants = List.copyOf(grants);
        quotas = List.copyOf(quotas);
        policies = List.copyOf(policies);
        troubles = List.copyOf(troubles);
        unseen = Map.copyOf(unseen);
    }
}

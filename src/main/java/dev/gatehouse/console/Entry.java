package dev.gatehouse.console;

import dev.gatehouse.gateway.Listed;
import dev.gatehouse.pairing.Name;
import dev.gatehouse.pairing.PairingRequest;
import dev.gatehouse.pairing.RequestKey;
import dev.gatehouse.pairing.Standing;
import org.jspecify.annotations.Nullable;

/**
 * A row of the inbox.
 *
 * @param listed the request as its gateway lists it
 * @param gateway what the operator calls the gateway
 * @param clock the time at that gateway
 * @param label the operator's own name for the asker, may be empty
 * @param standing the request beside what its asker has
 * @param lookalike another name at that gateway that this one could be taken for, or null
 * @param asked how often it was asked, as far as this console saw it; at least 1
 * @param stale whether it stands from an earlier read, because the last one failed
 * @param progress what has become of it
 */
public record Entry(
        Listed<PairingRequest> listed,
        String gateway,
        GatewayClock clock,
        String label,
        Standing standing,
        @Nullable Name lookalike,
        int asked,
        boolean stale,
        Progress progress) {

    /** Who asks for what. */
    public RequestKey key() {
        return request().key();
    }

    /** The request. */
    public PairingRequest request() {
        return listed.what();
    }

    /** Whether it waits for the operator's word. */
    public boolean needsYou() {
        return !(progress instanceof Progress.Expired)
                && !(progress instanceof Progress.Decided decided && decided.outcome() instanceof Outcome.Confirmed);
    }

    /** What to call the asker: the operator's label, else the name they chose, else the stable id. */
    public String title() {
        if (!label.isEmpty()) {
            return label;
        }
        return request().name().isEmpty() ? key().subject() : request().name().text();
    }

    Entry with(Progress newProgress) {
        return new Entry(listed, gateway, clock, label, standing, lookalike, asked, stale, newProgress);
    }

    Entry labelled(String newLabel) {
        return new Entry(listed, gateway, clock, newLabel, standing, lookalike, asked, stale, progress);
    }

    Entry turnedStale() {
        return new Entry(listed, gateway, clock, label, standing, lookalike, asked, true, progress);
    }
}

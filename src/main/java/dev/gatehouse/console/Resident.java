package dev.gatehouse.console;

import dev.gatehouse.gateway.Feature;
import dev.gatehouse.gateway.Listed;
import dev.gatehouse.pairing.Grant;
import dev.gatehouse.pairing.Kind;
import dev.gatehouse.pairing.Origin;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.SubjectKey;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A row of the roster: somebody who is in.
 *
 * @param listed the grant as its gateway lists it
 * @param gateway what the operator calls the gateway
 * @param label the operator's own name for them, may be empty
 * @param stale whether it stands from an earlier read, because the last one failed
 * @param progress what has become of a decision about them
 */
public record Resident(Listed<Grant> listed, String gateway, String label, boolean stale, Progress progress) {
    /**
     * What makes a row of the roster itself.
     *
     * @param subject who is in
     * @param kind as what: a device and the commands of the same node are two rows
     */
    public record Key(SubjectKey subject, Kind kind) {
        /** The key of {@code grant}. */
        public static Key of(Grant grant) {
            return new Key(grant.key(), grant.kind());
        }
    }

    /** What makes this row itself. */
    public Key key() {
        return Key.of(grant());
    }

    /** The grant. */
    public Grant grant() {
        return listed.what();
    }

    /** What to call them: the operator's label, else the name they chose, else the stable id. */
    public String title() {
        if (!label.isEmpty()) {
            return label;
        }
        return grant().name().isEmpty()
                ? grant().key().subject()
                : grant().name().text();
    }

    /** Why they cannot be taken out, or null if they can. */
    public @Nullable Phrase whyNotRevoke() {
        if (stale) {
            return Phrase.of("access.stale.why", gateway);
        }
        if (progress instanceof Progress.Deciding) {
            return Phrase.of("access.deciding.why");
        }
        Phrase absent = listed.whyNot(Feature.revoking(grant()));
        if (absent == null && grant().revocable().isEmpty()) {
            String places = grant().lasting().stream().map(Origin::place).collect(Collectors.joining(", "));
            return Phrase.of("access.config-only", places);
        }
        return absent;
    }

    Resident with(Progress newProgress) {
        return new Resident(listed, gateway, label, stale, newProgress);
    }

    Resident labelled(String newLabel) {
        return new Resident(listed, gateway, newLabel, stale, progress);
    }

    Resident turnedStale() {
        return new Resident(listed, gateway, label, true, progress);
    }
}

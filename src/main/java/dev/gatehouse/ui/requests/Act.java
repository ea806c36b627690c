package dev.gatehouse.ui.requests;

import dev.gatehouse.console.Entry;
import dev.gatehouse.console.Outcome;
import dev.gatehouse.console.Progress;
import dev.gatehouse.gateway.Feature;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.pairing.Access;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.Standing;
import dev.gatehouse.ui.requests.Line.Row;
import org.jspecify.annotations.Nullable;

/** What the operator can do with a row. */
enum Act {
    /** Let the asker in. */
    APPROVE,
    /** Turn the asker away. */
    REJECT;

    /**
     * Whether approving {@code entry} asks a second time: it gives much power, or the asker's key is another one now.
     *
     * @param instead the rights that are given instead of what was asked, or null for that
     */
    static boolean asksAgain(Entry entry, @Nullable Access instead) {
        Access given = instead == null ? entry.request().access() : instead;
        return given.grave() || entry.standing().kind() == Standing.Kind.KEY_CHANGED;
    }

    /** Whether the row has a button for this, working or not. */
    boolean isOffered(Row row) {
        Entry entry = row.entry();
        return !row.gone()
                && !entry.request().expiredAt(entry.clock().instant())
                && switch (row.entry().progress()) {
                    case Progress.Waiting ignored -> true;
                    // Nothing was sent, and the row shows what is there now: the operator may decide about that.
                    case Progress.Decided(var decision, Outcome.Refused(Problem.Changed(var now)), var at) ->
                        now != null;
                    case Progress.Decided ignored -> false;
                    case Progress.Deciding ignored -> false;
                    case Progress.Expired ignored -> false;
                };
    }

    /** Why it does not work with {@code row}, or null if it does. */
    @Nullable
    Phrase whyNot(Row row) {
        Entry entry = row.entry();
        if (entry.stale()) {
            return Phrase.of("requests.why.stale", entry.gateway());
        }
        return entry.listed()
                .whyNot(this == APPROVE ? Feature.approving(entry.request()) : Feature.rejecting(entry.request()));
    }
}

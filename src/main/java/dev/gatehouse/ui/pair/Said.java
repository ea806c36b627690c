package dev.gatehouse.ui.pair;

import dev.gatehouse.console.Outcome;
import dev.gatehouse.pairing.Phrase;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of the last act.
 *
 * @param said what happened, and what to do about it
 * @param good whether nothing is left to see to
 */
public record Said(List<Phrase> said, boolean good) {
    /** Keeps its own copy. */
    public Said {
        said = List.copyOf(said);
    }

    /** What is left to say where the row itself shows that it went well; null if that is nothing. */
    static @Nullable Said ofDoubt(@Nullable Outcome outcome) {
        return outcome instanceof Outcome.Confirmed ? null : of(outcome);
    }

    /** What {@code outcome} means; null where nobody knows how it went. */
    static Said of(@Nullable Outcome outcome) {
        return switch (outcome) {
            case Outcome.Confirmed(var receipt) -> new Said(List.of(receipt.summary()), true);
            case Outcome.Accepted(var receipt, var unseen) -> new Said(List.of(receipt.summary(), unseen), true);
            case Outcome.NotConfirmed(var receipt, var doubt, var next, var wider) ->
                new Said(List.of(doubt, next), false);
            case Outcome.Refused(var problem) -> new Said(List.of(problem.sentence(), problem.remedy()), false);
            case null -> new Said(List.of(Phrase.of("pair.failed")), false);
        };
    }
}

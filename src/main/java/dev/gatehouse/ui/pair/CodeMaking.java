package dev.gatehouse.ui.pair;

import dev.gatehouse.console.Change;
import dev.gatehouse.console.Console;
import dev.gatehouse.console.GatewayStatus;
import dev.gatehouse.console.HistoryEntry.Method;
import dev.gatehouse.console.Outcome;
import dev.gatehouse.console.ShelvedCode;
import dev.gatehouse.gateway.CodeOffer;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.IssuedCode;
import dev.gatehouse.ui.pair.PairItem.Row;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import org.jspecify.annotations.Nullable;

/** Makes codes, and others like those that were made here. */
final class CodeMaking {
    /**
     * So many codes may follow one another without anybody having done anything. A screen that is left open with a code
     * on it would otherwise hand out ways in all night; six codes of ten minutes are an hour, and longer than anybody
     * holds a phone to a screen.
     */
    static final int MOST_IN_A_ROW = 6;

    private final Console console;
    private final Executor screen;
    private final ReadOnlyBooleanWrapper making = new ReadOnlyBooleanWrapper();
    private final Map<IssuedCode.Key, Decision.IssueCode> made = new HashMap<>();
    private Decision.@Nullable IssueCode awaited;
    private IssuedCode.@Nullable Key replaced;
    private int inARow;

    /** A code that has just come, and which one it stands in for by itself, if any. */
    record Arrival(ShelvedCode code, IssuedCode.@Nullable Key replaced) {}

    CodeMaking(Console console, Executor screen) {
        this.console = console;
        this.screen = screen;
    }

    /** Whether a code is being made at this moment. */
    ReadOnlyBooleanProperty makingProperty() {
        return making.getReadOnlyProperty();
    }

    /** The operator is there: as many codes as before may follow by themselves. */
    void attended() {
        inARow = 0;
    }

    /** Makes what {@code decision} says; {@code ended} hears how that went. */
    void make(Decision.IssueCode decision, Consumer<@Nullable Outcome> ended) {
        if (!making.get()) {
            attended();
            start(decision, null, ended);
        }
    }

    /** Makes another code in the place of {@code ended} by itself, unless too many have followed one another already. */
    void replace(Row over, Consumer<@Nullable Outcome> ended) {
        Decision.IssueCode recipe = made.get(over.key());
        if (recipe != null && !making.get() && inARow < MOST_IN_A_ROW) {
            inARow++;
            start(recipe, over.key(), ended);
        }
    }

    private void start(
            Decision.IssueCode decision, IssuedCode.@Nullable Key instead, Consumer<@Nullable Outcome> ended) {
        making.set(true);
        awaited = decision;
        replaced = instead;
        console.decisions()
                .decide(decision, Method.ONE_CLICK)
                .whenCompleteAsync(
                        (outcome, thrown) -> {
                            making.set(false);
                            ended.accept(outcome);
                        },
                        screen);
    }

    /** The code among {@code change} that was made just now. */
    Optional<Arrival> arrived(Change<ShelvedCode> change) {
        change.removed().forEach(code -> made.remove(code.key()));
        Decision.IssueCode decision = awaited;
        if (decision == null) {
            return Optional.empty();
        }
        return change.added().stream()
                .filter(code -> code.here() && code.key().profile().equals(decision.profile()) && code.open())
                .findFirst()
                .map(code -> {
                    made.put(code.key(), decision);
                    awaited = null;
                    return new Arrival(code, replaced);
                });
    }

    /**
     * What another code like that of {@code row} is made with; null if it was not made here, or asked the operator to
     * confirm something, which nobody does in passing.
     *
     * @param gateway its gateway as it is now, or null if it is not known any more
     */
    Decision.@Nullable IssueCode recipe(Row row, @Nullable GatewayStatus gateway) {
        boolean offered = gateway != null
                && !row.shelved().stale()
                && gateway.offers().stream()
                        .anyMatch(offer -> offer.id().equals(row.code().offer())
                                && offer.whyNot() == null
                                && offer.fields().stream().noneMatch(CodeOffer.Field::confirms));
        return offered ? made.get(row.key()) : null;
    }
}

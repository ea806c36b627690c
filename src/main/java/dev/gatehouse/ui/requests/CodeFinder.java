package dev.gatehouse.ui.requests;

import dev.gatehouse.console.CodeSearch;
import dev.gatehouse.console.GatewayStatus;
import dev.gatehouse.pairing.Phrase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/** A code that somebody has read out, typed into the one field: which request it belongs to. It decides nothing. */
final class CodeFinder {
    /** How far it is. */
    sealed interface State {
        /** What is typed is no code, or nobody could tell whose it is. */
        record Nothing() implements State {}

        /** It can be looked for. */
        record Offered() implements State {}

        /** It is being looked for. */
        record Looking() implements State {}

        /**
         * It was not found.
         *
         * @param said why
         */
        record Missed(List<Phrase> said) implements State {}
    }

    private final Desk desk;
    private final Executor ui;
    private final Supplier<List<GatewayStatus>> gateways;
    private final Consumer<CodeSearch.Found> found;
    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(new State.Nothing());
    private String text = "";
    private int asked;
    private int missedAt = -1;

    /**
     * Nothing is typed.
     *
     * @param found is given what was found
     */
    CodeFinder(Desk desk, Executor ui, Supplier<List<GatewayStatus>> gateways, Consumer<CodeSearch.Found> found) {
        this.desk = desk;
        this.ui = ui;
        this.gateways = gateways;
        this.found = found;
    }

    /** How far it is. */
    ReadOnlyObjectProperty<State> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /** The field holds {@code typed} now. */
    void typed(String typed) {
        if (!typed.equals(text)) {
            text = typed;
            asked++;
            offer();
        }
    }

    /** A gateway may have come that can tell. */
    void offer() {
        if (!(state.get() instanceof State.Looking) || text.isEmpty()) {
            // Also where no gateway can tell whose a code is: then the answer says so.
            boolean can = CodeSearch.looksLikeCode(text) && !gateways.get().isEmpty();
            boolean missed = state.get() instanceof State.Missed && can;
            if (!missed || asked != missedAt) {
                state.set(can ? new State.Offered() : new State.Nothing());
            }
        }
    }

    /** Looks for it, if that is offered. */
    boolean find() {
        if (!(state.get() instanceof State.Offered)) {
            return false;
        }
        state.set(new State.Looking());
        int mine = ++asked;
        desk.find(text)
                .whenComplete((result, thrown) -> ui.execute(() -> {
                    if (mine == asked) {
                        told(result);
                    }
                }));
        return true;
    }

    private void told(CodeSearch.@Nullable Found result) {
        if (result != null && result.key() != null) {
            state.set(new State.Nothing());
            found.accept(result);
            return;
        }
        List<Phrase> said = new ArrayList<>();
        if (result == null) {
            said.add(Phrase.of("requests.find.failed"));
        } else {
            Phrase miss = result.miss();
            if (miss != null) {
                said.add(miss);
            }
            result.problems().forEach(problem -> {
                said.add(problem.sentence());
                said.add(problem.remedy());
            });
        }
        missedAt = asked;
        state.set(new State.Missed(said));
    }
}

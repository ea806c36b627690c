package dev.gatehouse.ui.requests;

import dev.gatehouse.console.CodeSearch.Compared;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.pairing.DmRequest;
import dev.gatehouse.pairing.PairingCode;
import dev.gatehouse.ui.requests.Line.Row;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/**
 * The code that somebody has told the operator, typed beside the open request: whether it is that request's. It is compared
 * here and by what the gateway's own files say; the gateway is sent nothing, and counts nothing.
 */
final class TypedCode {
    /** Codes of all products that hash theirs are as long (PraisonAI): before, nobody is asked to compare. */
    private static final int HASHED = 8;

    /** How it stands. */
    sealed interface State {
        /** Nothing is typed, or not all of it. */
        record Waiting() implements State {}

        /** It is being compared. */
        record Comparing() implements State {}

        /** It is the code of the request. */
        record Right() implements State {}

        /** It is another one. */
        record Wrong() implements State {}

        /**
         * That could not be told.
         *
         * @param why why not
         */
        record Unknown(Problem why) implements State {}
    }

    private final Desk desk;
    private final Executor ui;
    private final Besides besides;
    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(new State.Waiting());
    private int asked;

    TypedCode(Desk desk, Executor ui, Besides besides) {
        this.desk = desk;
        this.ui = ui;
        this.besides = besides;
    }

    /** How it stands. */
    ReadOnlyObjectProperty<State> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /** Another request is open, or it was found out elsewhere whether the code is right. */
    void begin(boolean right) {
        asked++;
        state.set(right ? new State.Right() : new State.Waiting());
    }

    /** {@code text} is typed for {@code row}. As long as it is too short for a code it is not called wrong. */
    void typed(Row row, String text) {
        if (length(text) >= whole(row)) {
            compare(row, text);
        } else {
            begin(false);
        }
    }

    /** Compares what is typed for {@code row}, however short it is. */
    void check(Row row, String text) {
        if (length(text) > 0 && !(state.get() instanceof State.Right)) {
            compare(row, text);
        }
    }

    private void compare(Row row, String text) {
        int mine = ++asked;
        state.set(new State.Comparing());
        desk.compare(row.entry().request(), text)
                .whenComplete((compared, thrown) -> ui.execute(() -> {
                    if (mine == asked) {
                        told(row, compared == null ? new Compared.Unknown(new Problem.Bug("" + thrown)) : compared);
                    }
                }));
    }

    private void told(Row row, Compared compared) {
        switch (compared) {
            case Compared.Same(PairingCode code) -> {
                state.set(new State.Right());
                besides.found(row, "", code, null);
            }
            case Compared.Another ignored -> state.set(new State.Wrong());
            case Compared.Unknown(Problem why) -> state.set(new State.Unknown(why));
        }
    }

    private static int whole(Row row) {
        PairingCode known = row.entry().request() instanceof DmRequest dm ? dm.code() : null;
        return known == null ? HASHED : length(known.value());
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.replaceAll("[\\s-]", "").length();
    }
}

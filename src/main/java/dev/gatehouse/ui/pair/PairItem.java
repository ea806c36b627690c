package dev.gatehouse.ui.pair;

import dev.gatehouse.console.ShelvedCode;
import dev.gatehouse.pairing.IssuedCode;
import dev.gatehouse.pairing.IssuedCode.State;

/** A line of the list. */
public sealed interface PairItem {
    /** Whether {@code other} is another version of this line. */
    boolean sameLine(PairItem other);

    /**
     * Stands above a part of the list.
     *
     * @param open whether the codes below can still be redeemed
     */
    record Heading(boolean open) implements PairItem {
        @Override
        public boolean sameLine(PairItem other) {
            return equals(other);
        }
    }

    /**
     * A code.
     *
     * @param shelved the code as the console has it
     * @param state what has become of it by now: one whose time is over is expired, whatever was last read
     */
    record Row(ShelvedCode shelved, State state) implements PairItem {
        static Row of(ShelvedCode shelved) {
            IssuedCode code = shelved.code();
            boolean over = code.state() instanceof State.Open
                    && !code.openAt(shelved.clock().instant());
            return new Row(shelved, over ? new State.Expired() : code.state());
        }

        IssuedCode code() {
            return shelved.code();
        }

        IssuedCode.Key key() {
            return shelved.code().key();
        }

        /** Whether somebody can still redeem it. */
        boolean open() {
            return state instanceof State.Open;
        }

        @Override
        public boolean sameLine(PairItem other) {
            return other instanceof Row row && row.key().equals(key());
        }
    }
}

package dev.gatehouse.ui.requests;

import dev.gatehouse.console.Entry;
import dev.gatehouse.console.Progress;
import dev.gatehouse.pairing.PairingRequest;
import dev.gatehouse.pairing.RequestKey;
import org.jspecify.annotations.Nullable;

/** A line of the list. */
sealed interface Line {
    /** Which part of the list a row belongs to. */
    enum Group {
        /** What waits for the operator, and what they decided a moment ago. */
        NEEDS_YOU,
        /** What nobody answered in time. */
        EXPIRED
    }

    /**
     * The title of a group that does not begin the list.
     *
     * @param group the group that follows
     */
    record Heading(Group group) implements Line {}

    /**
     * A request.
     *
     * @param entry the request as the inbox has it
     * @param haystack everything that a search looks at, in lower case; never a code
     * @param deadline when it ends, in milliseconds of local time; {@link Long#MAX_VALUE} if never
     * @param grave whether it asks to administer the gateway or to run commands
     * @param mark where it stands on screen; the same object as long as the row lives
     * @param gone whether it is not pending any more and only keeps its place
     */
    record Row(Entry entry, String haystack, long deadline, boolean grave, Mark mark, boolean gone) implements Line {
        RequestKey key() {
            return entry.key();
        }

        boolean expired() {
            return entry.progress() instanceof Progress.Expired;
        }

        /** The same row once its request is not pending any more. */
        Row left() {
            return gone ? this : new Row(entry, haystack, deadline, grave, mark, true);
        }
    }

    /** Where a row stands on screen and when its buttons take a click. Belongs to the JavaFX thread. */
    final class Mark {
        private int index = -1;
        private int generation = -1;
        private int wantedIn = -1;
        private long armsAt;
        private @Nullable PairingRequest shown;
        private @Nullable Row wanted;

        /** Notes that the row is wanted in list {@code number}, as {@code row}. */
        void want(Row row, int number) {
            wanted = row;
            wantedIn = number;
        }

        /** The row as it is wanted in list {@code number}, or null if it is not. */
        @Nullable
        Row wanted(int number) {
            return wantedIn == number ? wanted : null;
        }

        /** Whether it stands in list {@code number}. */
        boolean standsIn(int number) {
            return generation == number;
        }

        int index() {
            return index;
        }

        long armsAt() {
            return armsAt;
        }

        void armAt(long nanos) {
            armsAt = nanos;
        }

        /**
         * Notes its place in list {@code number}.
         *
         * @return whether it was not there before, moved, or shows something else
         */
        boolean place(int at, PairingRequest request, int number) {
            PairingRequest before = shown;
            boolean still = generation == number - 1
                    && index == at
                    && before != null
                    && (before == request || before.sameAsShown(request));
            index = at;
            generation = number;
            shown = request;
            return !still;
        }
    }
}

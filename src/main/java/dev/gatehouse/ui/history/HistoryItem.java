package dev.gatehouse.ui.history;

import dev.gatehouse.console.HistoryEntry;
import java.time.Instant;

/** A line of the list. */
public sealed interface HistoryItem {
    /** Whether {@code other} is another version of this line. */
    boolean sameLine(HistoryItem other);

    /**
     * Stands above the decisions of a day.
     *
     * @param text the day in words
     * @param noon a moment of it
     */
    record Day(String text, Instant noon) implements HistoryItem {
        @Override
        public boolean sameLine(HistoryItem other) {
            return other instanceof Day day && day.text.equals(text);
        }
    }

    /**
     * A decision.
     *
     * @param entry what is kept of it
     * @param ending how it ended
     */
    record Row(HistoryEntry entry, Ending ending) implements HistoryItem {
        @Override
        public boolean sameLine(HistoryItem other) {
            return other instanceof Row row && row.entry.id().equals(entry.id());
        }
    }

    /** How a decision ended. */
    enum Ending {
        /** The list showed it afterwards. */
        CONFIRMED,
        /** The gateway said yes, and nobody can see whether it is so. */
        ACCEPTED,
        /** The gateway said yes, its list did not. */
        NOT_CONFIRMED,
        /** Nothing was done, or not all. */
        REFUSED,
        /** A console stopped before it knew. */
        UNKNOWN,
        /** It is being done. */
        UNDER_WAY;

        static Ending of(HistoryEntry entry, boolean underWay) {
            HistoryEntry.Result result = entry.result();
            if (result == null) {
                return underWay ? UNDER_WAY : UNKNOWN;
            }
            return switch (result.outcome()) {
                case "confirmed" -> CONFIRMED;
                case "accepted" -> ACCEPTED;
                case "not-confirmed" -> NOT_CONFIRMED;
                case "refused" -> REFUSED;
                // A word of a newer console.
                default -> UNKNOWN;
            };
        }
    }
}

package dev.gatehouse.console;

import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Receipt;
import dev.gatehouse.pairing.Phrase;

/** How a decision ended. */
public sealed interface Outcome {
    /** Short stable word for the history: {@code confirmed}, {@code accepted}, {@code not-confirmed} or {@code refused}. */
    String word();

    /**
     * A fresh read shows it.
     *
     * @param receipt what the gateway answered
     */
    record Confirmed(Receipt receipt) implements Outcome {
        @Override
        public String word() {
            return "confirmed";
        }
    }

    /**
     * The gateway said yes, and by the ways there are nobody can see whether it is so.
     *
     * @param receipt what the gateway answered
     * @param unseen why not, and which way could show it
     */
    record Accepted(Receipt receipt, Phrase unseen) implements Outcome {
        @Override
        public String word() {
            return "accepted";
        }
    }

    /**
     * The gateway said yes, and a fresh read contradicts it or could not be had.
     *
     * @param receipt what the gateway answered
     * @param doubt what speaks against it
     * @param next what the operator does now
     * @param wider whether more was granted than was shown
     */
    record NotConfirmed(Receipt receipt, Phrase doubt, Phrase next, boolean wider) implements Outcome {
        @Override
        public String word() {
            return "not-confirmed";
        }
    }

    /**
     * Nothing was done, or not all of it.
     *
     * @param problem why
     */
    record Refused(Problem problem) implements Outcome {
        @Override
        public String word() {
            return "refused";
        }
    }
}

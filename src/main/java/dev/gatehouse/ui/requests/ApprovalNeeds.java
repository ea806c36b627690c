package dev.gatehouse.ui.requests;

import dev.gatehouse.console.ApprovalRules.Demand;
import dev.gatehouse.console.HistoryEntry.Method;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.Decision.Options;
import dev.gatehouse.pairing.DmRequest;
import dev.gatehouse.ui.requests.Line.Row;

/** What an approval still needs before it can go out: the code that was told, a person's id, a second question. */
final class ApprovalNeeds {
    /** The next thing that an approval needs. */
    enum Need {
        /** The code that the asker has told the operator has to be typed. */
        CODE,
        /** Nobody knows who asks: their id has to be typed. */
        PERSON,
        /** A second question has to be answered. */
        QUESTION,
        /** Nothing. */
        NOTHING
    }

    private final Desk desk;
    private final Besides besides;

    ApprovalNeeds(Desk desk, Besides besides) {
        this.desk = desk;
        this.besides = besides;
    }

    /** The next thing that approving {@code row} needs, with what is filled in for it. */
    Need of(Row row) {
        if (wantsCode(row) && !isMatched(row)) {
            return Need.CODE;
        }
        if (RowWords.isAnonymous(row.entry()) && besides.of(row).person().isEmpty()) {
            return Need.PERSON;
        }
        return asksAgain(row) ? Need.QUESTION : Need.NOTHING;
    }

    /** Whether approving {@code row} asks a second time. */
    boolean asksAgain(Row row) {
        Options options = besides.of(row);
        return Act.asksAgain(row.entry(), options.access())
                || options.makeOwner()
                || comparesIds(row)
                || besides.doubt(row) != null;
    }

    /** Whether the gateway's policy wants the code of {@code row}, which was typed already or not. */
    boolean wantsCode(Row row) {
        return demand(row) == Demand.CODE;
    }

    /** Whether the policy wants a second question, for want of a code: there the operator compares ids. */
    boolean comparesIds(Row row) {
        return demand(row) == Demand.SECOND_QUESTION;
    }

    /** Whether a code was typed that belongs to {@code row}. */
    boolean isMatched(Row row) {
        return row.entry().request() instanceof DmRequest && besides.of(row).code() != null;
    }

    /** How {@code row} is approved if it is now. */
    Method method(Row row) {
        if (isMatched(row)) {
            return Method.TYPED_CODE;
        }
        return asksAgain(row) ? Method.ASKED_AGAIN : Method.ONE_CLICK;
    }

    private Demand demand(Row row) {
        return desk.demand(new Decision.Approve(row.entry().request(), besides.of(row)));
    }
}

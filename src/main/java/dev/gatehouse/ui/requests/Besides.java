package dev.gatehouse.ui.requests;

import dev.gatehouse.console.GatewayStatus;
import dev.gatehouse.gateway.Feature;
import dev.gatehouse.pairing.Access;
import dev.gatehouse.pairing.Decision.Options;
import dev.gatehouse.pairing.PairingCode;
import dev.gatehouse.pairing.PairingRequest;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.ui.requests.Line.Row;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/**
 * What the approval of the open row is to do besides, and what is said with a rejection, as the operator filled it in. It
 * belongs to the request that was on screen then, and is forgotten as soon as another one is.
 */
final class Besides {
    private final ReadOnlyObjectWrapper<Options> ticked = new ReadOnlyObjectWrapper<>(Options.NONE);
    private final ReadOnlyObjectWrapper<@Nullable Phrase> fault = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyIntegerWrapper editions = new ReadOnlyIntegerWrapper();
    private final KnownGateways gateways;
    private @Nullable PairingRequest about;
    private String reason = "";
    private @Nullable Phrase doubt;

    /** Nothing is filled in. */
    Besides(KnownGateways gateways) {
        this.gateways = gateways;
    }

    /** What is filled in. */
    ReadOnlyObjectProperty<Options> ticked() {
        return ticked.getReadOnlyProperty();
    }

    /** Grows whenever what is filled in was forgotten, or came from elsewhere than the fields. */
    ReadOnlyIntegerProperty editions() {
        return editions.getReadOnlyProperty();
    }

    /** Why nothing can be approved as it is filled in, or null. */
    ReadOnlyObjectProperty<@Nullable Phrase> fault() {
        return fault.getReadOnlyProperty();
    }

    /** Fills in {@code options} for {@code row}. */
    void tick(Row row, Options options) {
        begin(row);
        ticked.set(options);
    }

    /**
     * It was found out for {@code row} who asks, and by which code; what was filled in besides stays.
     *
     * @param doubtful what speaks against it all the same, or null
     */
    void found(Row row, String person, @Nullable PairingCode code, @Nullable Phrase doubtful) {
        begin(row);
        doubt = doubtful;
        Options now = filledIn(row);
        tick(
                row,
                new Options(
                        now.tell(),
                        now.makeOwner(),
                        person.isEmpty() ? now.person() : person,
                        now.label(),
                        code,
                        now.access(),
                        now.lasts()));
        editions.set(editions.get() + 1);
    }

    /** The rights that are typed for {@code row} cannot be given, for {@code why}; null if they can. */
    void setFault(Row row, @Nullable Phrase why) {
        begin(row);
        fault.set(why);
    }

    /** What is said to the asker of {@code row} if they are turned away. */
    void setReason(Row row, String text) {
        begin(row);
        reason = text.strip();
    }

    private void begin(Row row) {
        if (!isAbout(row)) {
            forget();
        }
        about = row.entry().request();
    }

    /** What is filled in for {@code row}, whether it can be had or not. */
    Options filledIn(Row row) {
        return isAbout(row) ? ticked.get() : Options.NONE;
    }

    /** What approving {@code row} does besides: what is filled in for it and can be done. */
    Options of(Row row) {
        Options wish = filledIn(row);
        Access access = wish.access();
        boolean same = access != null && access.equals(row.entry().request().access());
        return new Options(
                wish.tell() && can(row, Feature.NOTIFY),
                wish.makeOwner() && can(row, Feature.MAKE_OWNER),
                RowWords.isAnonymous(row.entry()) ? wish.person() : "",
                can(row, Feature.LABEL) ? wish.label() : "",
                wish.code(),
                can(row, Feature.NARROW) && !same ? access : null,
                can(row, Feature.LIMIT) ? wish.lasts() : null);
    }

    /** What speaks against that it is {@code row} whose code was told, or null. */
    @Nullable
    Phrase doubt(Row row) {
        return isAbout(row) ? doubt : null;
    }

    /** What is said with a rejection of {@code row}, may be empty. */
    String reason(Row row) {
        return isAbout(row) && can(row, Feature.REASON) ? reason : "";
    }

    /** Why {@code row} cannot be approved as it is filled in, or null. */
    @Nullable
    Phrase fault(Row row) {
        return isAbout(row) && can(row, Feature.NARROW) ? fault.get() : null;
    }

    private boolean can(Row row, Feature option) {
        return whyNot(row, option) == null;
    }

    /** Why a decision about {@code row} cannot do {@code option} besides, or null if it can. */
    @Nullable
    Phrase whyNot(Row row, Feature option) {
        Phrase act = (option == Feature.REASON ? Act.REJECT : Act.APPROVE).whyNot(row);
        if (act != null) {
            return act;
        }
        Phrase own = row.entry().listed().whyNot(option);
        GatewayStatus at = gateways.get(row.key().profile());
        return own != null || at == null ? own : at.features().whyNot(option);
    }

    /** The operator is at {@code row} now, or at none. */
    void follow(@Nullable Row row) {
        if (row == null || !isAbout(row)) {
            forget();
        }
    }

    /** Nothing is filled in any more. */
    void forget() {
        boolean anything = about != null;
        about = null;
        reason = "";
        doubt = null;
        fault.set(null);
        ticked.set(Options.NONE);
        if (anything) {
            editions.set(editions.get() + 1);
        }
    }

    private boolean isAbout(Row row) {
        PairingRequest shown = about;
        return shown != null && shown.sameAsShown(row.entry().request());
    }
}

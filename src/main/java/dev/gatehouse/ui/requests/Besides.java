package dev.gatehouse.ui.requests;

import dev.gatehouse.console.GatewayStatus;
import dev.gatehouse.gateway.Feature;
import dev.gatehouse.pairing.Decision.Options;
import dev.gatehouse.pairing.PairingRequest;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.ui.requests.Line.Row;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/**
 * What the approval of the open row is to do besides, as the operator ticked it. It belongs to the request that was on
 * screen then, and is forgotten as soon as another one is.
 */
final class Besides {
    private final ReadOnlyObjectWrapper<Options> ticked = new ReadOnlyObjectWrapper<>(Options.NONE);
    private final KnownGateways gateways;
    private @Nullable PairingRequest about;

    /** Nothing is ticked. */
    Besides(KnownGateways gateways) {
        this.gateways = gateways;
    }

    /** What is ticked. */
    ReadOnlyObjectProperty<Options> ticked() {
        return ticked.getReadOnlyProperty();
    }

    /** Ticks {@code options} for {@code row}. */
    void tick(Row row, Options options) {
        about = row.entry().request();
        ticked.set(options);
    }

    /** What approving {@code row} does besides: what is ticked for it and can be done. */
    Options of(Row row) {
        Options wish = isAbout(row) ? ticked.get() : Options.NONE;
        return new Options(
                wish.tell() && whyNot(row, Feature.NOTIFY) == null,
                wish.makeOwner() && whyNot(row, Feature.MAKE_OWNER) == null);
    }

    /** Why an approval of {@code row} cannot do {@code option} besides, or null if it can. */
    @Nullable
    Phrase whyNot(Row row, Feature option) {
        Phrase approval = Act.APPROVE.whyNot(row);
        if (approval != null) {
            return approval;
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

    /** Nothing is ticked any more. */
    void forget() {
        about = null;
        ticked.set(Options.NONE);
    }

    private boolean isAbout(Row row) {
        PairingRequest shown = about;
        return shown != null && shown.sameAsShown(row.entry().request());
    }
}

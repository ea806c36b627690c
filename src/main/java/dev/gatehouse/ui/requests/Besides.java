package dev.gatehouse.ui.requests;

import dev.gatehouse.pairing.Decision.Options;
import dev.gatehouse.pairing.PairingRequest;
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
    private @Nullable PairingRequest about;

    /** What is ticked. */
    ReadOnlyObjectProperty<Options> ticked() {
        return ticked.getReadOnlyProperty();
    }

    /** Ticks {@code options} for {@code row}. */
    void tick(Row row, Options options) {
        about = row.entry().request();
        ticked.set(options);
    }

    /** What is ticked for {@code row}. */
    Options of(Row row) {
        return isAbout(row) ? ticked.get() : Options.NONE;
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

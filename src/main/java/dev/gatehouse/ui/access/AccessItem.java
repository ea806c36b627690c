package dev.gatehouse.ui.access;

import dev.gatehouse.console.Resident;
import dev.gatehouse.pairing.Phrase;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A line of the list. */
public sealed interface AccessItem {
    /** Whether {@code other} is another version of this line. */
    boolean sameLine(AccessItem other);

    /**
     * Stands above the rows of a gateway.
     *
     * @param profile which gateway
     * @param gateway what the operator calls it
     * @param rows how many rows are listed below
     * @param revocable how many of them can be revoked
     * @param filtered whether there are more that the filter hides
     * @param stale whether the rows stand from an earlier read
     * @param notAll why not all of them can be revoked at once, or null if they can
     * @param down whether the gateway does not run, so that the rows are what it keeps on disk
     */
    record Heading(
            String profile,
            String gateway,
            int rows,
            int revocable,
            @Nullable Phrase notAll,
            boolean filtered,
            boolean stale,
            boolean down)
            implements AccessItem {
        @Override
        public boolean sameLine(AccessItem other) {
            return other instanceof Heading heading && heading.profile.equals(profile);
        }
    }

    /**
     * Somebody who is in.
     *
     * @param resident who
     * @param twin somebody else at that gateway whom they could be taken for, or null
     * @param lasting what lets them in even after a revoke, in sentences
     * @param whyNot why they cannot be revoked, or null if they can
     */
    record Row(
            Resident resident,
            @Nullable Twin twin,
            List<Phrase> lasting,
            @Nullable Phrase whyNot) implements AccessItem {
        /** Keeps its own copy. */
        public Row {
            lasting = List.copyOf(lasting);
        }

        /** What makes this row itself. */
        public Resident.Key key() {
            return resident.key();
        }

        @Override
        public boolean sameLine(AccessItem other) {
            return other instanceof Row row && row.key().equals(key());
        }
    }

    /**
     * Another with a name that could be mistaken for this one.
     *
     * @param name the other's name
     * @param subject the other's id
     * @param same whether the names are equal, not only alike
     */
    record Twin(String name, String subject, boolean same) {}
}

package dev.gatehouse.ui.pair;

import dev.gatehouse.ui.pair.PairItem.Heading;
import dev.gatehouse.ui.pair.PairItem.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** How codes stand below each other: those that are open first, the one that ends next at the top. */
final class PairLines {
    private static final Comparator<Row> ENDS_FIRST = Comparator.comparing(
                    (Row row) -> row.code().expiresAt(), Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(row -> row.key().id());
    private static final Comparator<Row> LATEST_FIRST = Comparator.comparing(
                    (Row row) -> row.code().issuedAt(), Comparator.nullsFirst(Comparator.<Instant>naturalOrder()))
            .reversed()
            .thenComparing(row -> row.key().id());

    private PairLines() {}

    /** The lines for {@code rows}. */
    static List<PairItem> of(Collection<Row> rows) {
        List<PairItem> lines = new ArrayList<>();
        add(lines, true, rows.stream().filter(Row::open).sorted(ENDS_FIRST).toList());
        add(
                lines,
                false,
                rows.stream().filter(row -> !row.open()).sorted(LATEST_FIRST).toList());
        return lines;
    }

    private static void add(List<PairItem> lines, boolean open, List<Row> rows) {
        if (!rows.isEmpty()) {
            lines.add(new Heading(open));
            lines.addAll(rows);
        }
    }
}

package dev.gatehouse.ui.requests;

import dev.gatehouse.ui.requests.Line.Row;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The row that the operator is led to from elsewhere: by a code, by what became of a code, by a notification. It may come
 * into the list later than they ask for it.
 */
final class SoughtRow {
    private record Search(Predicate<Row> which, Consumer<Row> then) {}

    private final LineList lines;
    private final Runnable showAll;
    private @Nullable Search search;

    /**
     * None.
     *
     * @param showAll takes away the filter that may hide it
     */
    SoughtRow(LineList lines, Runnable showAll) {
        this.lines = lines;
        this.showAll = showAll;
    }

    /** From now on it is that one; {@code then} is done with it once, as soon as it is in the list. */
    void seek(Predicate<Row> which, Consumer<Row> then) {
        search = new Search(which, then);
        if (!look()) {
            showAll.run();
            look();
        }
    }

    /** The operator is at something else by now. */
    void giveUp() {
        search = null;
    }

    /** The list has changed. Whether it was there, or nothing is sought any more. */
    boolean look() {
        Search now = search;
        if (now == null) {
            return true;
        }
        Optional<Row> found = lines.stream()
                .filter(Row.class::isInstance)
                .map(Row.class::cast)
                .filter(now.which())
                .findFirst();
        found.ifPresent(row -> {
            search = null;
            now.then().accept(row);
        });
        return found.isPresent();
    }
}

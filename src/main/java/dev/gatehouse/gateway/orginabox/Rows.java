package dev.gatehouse.gateway.orginabox;

import java.util.List;

/**
 * What a list held.
 *
 * @param rows what could be understood
 * @param broken how many rows could not
 * @param <T> what the list is of
 */
record Rows<T>(List<T> rows, long broken) {
    /** Keeps its own copy. */
    Rows {
        rows = List.copyOf(rows);
    }
}

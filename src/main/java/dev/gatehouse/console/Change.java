package dev.gatehouse.console;

import java.util.List;

/**
 * What became of a list since it was last published.
 *
 * @param added what is new
 * @param changed what stands for another version of itself, by the same key
 * @param removed what is gone, as it was last published
 * @param <T> what the list holds
 */
public record Change<T>(List<T> added, List<T> changed, List<T> removed) {
    /** Keeps its own copies. */
    public Change {
        added = List.copyOf(added);
        changed = List.copyOf(changed);
        removed = List.copyOf(removed);
    }

    /** Whether nothing became of it. */
    public boolean isEmpty() {
        return added.isEmpty() && changed.isEmpty() && removed.isEmpty();
    }
}

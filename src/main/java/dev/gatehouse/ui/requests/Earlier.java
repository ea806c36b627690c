package dev.gatehouse.ui.requests;

import dev.gatehouse.console.Change;
import dev.gatehouse.console.HistoryEntry;
import dev.gatehouse.console.Shown;
import dev.gatehouse.pairing.SubjectKey;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Earlier decisions, by whom they were about. */
final class Earlier {
    private final Map<SubjectKey, Map<String, HistoryEntry>> decisions = new HashMap<>();

    /** Takes in what became of the history. */
    void apply(Change<HistoryEntry> change) {
        change.added().forEach(this::put);
        change.changed().forEach(this::put);
    }

    private void put(HistoryEntry entry) {
        for (Shown one : entry.shown()) {
            SubjectKey subject = new SubjectKey(entry.gateway(), one.channel(), one.account(), one.subject());
            decisions.computeIfAbsent(subject, any -> new LinkedHashMap<>()).put(entry.id(), entry);
        }
    }

    /** The decisions about {@code subject}, the latest first. */
    List<HistoryEntry> about(SubjectKey subject) {
        return List.copyOf(decisions.getOrDefault(subject, Map.of()).values()).reversed();
    }
}

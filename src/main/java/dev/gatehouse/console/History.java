package dev.gatehouse.console;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Every decision, as the History screen shows it; what is kept of it is in an {@link AuditLog}. */
public final class History {
    private final Published<String, HistoryEntry> entries;
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();

    /**
     * An empty history.
     *
     * @param publisher where changes are told; runs them in order
     */
    public History(Executor publisher) {
        this.entries = new Published<>(HistoryEntry::id, publisher);
    }

    /** Calls {@code listener} on the publisher's thread with all that is there, then with every change. */
    public Subscription subscribe(Consumer<Change<HistoryEntry>> listener) {
        return entries.subscribe(listener);
    }

    /** All decisions, the oldest first. */
    public List<HistoryEntry> all() {
        return entries.all();
    }

    /** Whether {@code entry} has no result because it is still being done, not because a console stopped over it. */
    public boolean isUnderWay(HistoryEntry entry) {
        return underWay.contains(entry.id());
    }

    /** Adds what is kept in {@code log}. Blocks on the disk. */
    void load(AuditLog log) throws IOException {
        List<HistoryEntry> kept = log.load();
        entries.edit(edit -> kept.stream()
                // What was decided meanwhile is newer here than in the file as it was read.
                .filter(entry -> edit.get(entry.id()) == null)
                .forEach(edit::put));
    }

    /** A decision is about to be done; written down when this returns. */
    void begin(AuditLog log, HistoryEntry decided) throws IOException {
        log.begin(decided);
        underWay.add(decided.id());
        entries.edit(edit -> edit.put(decided));
    }

    /** A decision has ended; written down when this returns. The screen is told even if it could not be. */
    void end(AuditLog log, HistoryEntry decided, HistoryEntry.Result result) throws IOException {
        try {
            log.end(decided.id(), result);
        } finally {
            underWay.remove(decided.id());
            entries.edit(edit -> edit.put(decided.ended(result)));
        }
    }
}

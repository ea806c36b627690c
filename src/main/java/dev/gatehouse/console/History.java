package dev.gatehouse.console;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Every decision, as the History screen shows it; what is kept of it is in an {@link AuditLog}. */
public final class History {
    private final Published<String, HistoryEntry> entries;

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

    /** Adds what is kept in {@code log}. Blocks on the disk. */
    void load(AuditLog log) throws IOException {
        List<HistoryEntry> kept = log.load();
        entries.edit(edit -> kept.forEach(edit::put));
    }

    /** A decision is about to be done; written down when this returns. */
    void begin(AuditLog log, HistoryEntry decided) throws IOException {
        log.begin(decided);
        entries.edit(edit -> edit.put(decided));
    }

    /** A decision has ended; written down when this returns. */
    void end(AuditLog log, HistoryEntry decided, HistoryEntry.Result result) throws IOException {
        log.end(decided.id(), result);
        entries.edit(edit -> edit.put(decided.ended(result)));
    }
}

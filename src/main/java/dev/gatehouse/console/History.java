package dev.gatehouse.console;

import dev.gatehouse.pairing.SubjectKey;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Every decision, as the History screen shows it; what is kept of it is in an {@link AuditLog}. */
public final class History {
    /** {@link Outcome#word()} of what was done. */
    private static final Set<String> ACCEPTED = Set.of("confirmed", "accepted");

    private final Published<String, HistoryEntry> entries;
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();
    private final Set<SubjectKey> letIn = ConcurrentHashMap.newKeySet();

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

    /** Whether an approval of {@code subject} stands here that a gateway has accepted. */
    boolean wasLetIn(SubjectKey subject) {
        return letIn.contains(subject);
    }

    private void remember(HistoryEntry entry) {
        HistoryEntry.Result result = entry.result();
        if (entry.act() == HistoryEntry.Act.APPROVE && result != null && ACCEPTED.contains(result.outcome())) {
            entry.shown()
                    .forEach(one ->
                            letIn.add(new SubjectKey(entry.gateway(), one.channel(), one.account(), one.subject())));
        }
    }

    /** Adds what is kept in {@code log}. Blocks on the disk. */
    void load(AuditLog log) throws IOException {
        List<HistoryEntry> kept = log.load();
        kept.forEach(this::remember);
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
            remember(decided.ended(result));
            entries.edit(edit -> edit.put(decided.ended(result)));
        }
    }
}

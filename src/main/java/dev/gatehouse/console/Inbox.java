package dev.gatehouse.console;

import dev.gatehouse.gateway.GatewayProfile;
import dev.gatehouse.gateway.Listed;
import dev.gatehouse.gateway.Snapshot;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.Grant;
import dev.gatehouse.pairing.Name;
import dev.gatehouse.pairing.PairingRequest;
import dev.gatehouse.pairing.RequestKey;
import dev.gatehouse.pairing.Standing;
import dev.gatehouse.pairing.SubjectKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is pending at any gateway, merged by key. A row that was decided, or that nobody answered in time, stays
 * a while so that the operator sees what became of it.
 */
public final class Inbox {
    /** How long a confirmed row stays. */
    static final Duration CONFIRMED_STAYS = Duration.ofSeconds(8);

    /** How long a refused row stays that is not pending any more; it leaves at the first read after that. */
    static final Duration REFUSED_STAYS = Duration.ofSeconds(30);

    /** How long an expired row stays. */
    static final Duration EXPIRED_STAYS = Duration.ofHours(1);

    private static final Progress WAITING = new Progress.Waiting();

    /** A row to look at again at a time of the monotonic clock: if it is still in that state, it expires or leaves. */
    private record Due(long at, RequestKey key, Progress then) {}

    private final Published<RequestKey, Entry> entries;
    private final Labels labels;
    private final InstantSource time;
    private final LongSupplier nanos;

    /** What was read last of each gateway that answers. Touched only while {@link #entries} is being edited. */
    private final Map<String, Snapshot> latest = new HashMap<>();

    /** Touched only while {@link #entries} is being edited. */
    private final PriorityQueue<Due> due = new PriorityQueue<>((one, other) -> Long.signum(one.at() - other.at()));

    /**
     * An empty inbox.
     *
     * @param labels the operator's own names
     * @param time local time
     * @param nanos a monotonic count of nanoseconds
     * @param publisher where changes are told; runs them in order
     */
    public Inbox(Labels labels, InstantSource time, LongSupplier nanos, Executor publisher) {
        this.labels = labels;
        this.time = time;
        this.nanos = nanos;
        this.entries = new Published<>(Entry::key, entry -> entry.key().profile(), publisher);
    }

    /** Calls {@code listener} on the publisher's thread with all that is there, then with every change. */
    public Subscription subscribe(Consumer<Change<Entry>> listener) {
        return entries.subscribe(listener);
    }

    /** All rows, in the order in which they came. */
    public List<Entry> all() {
        return entries.all();
    }

    /** The row of that key, or null. */
    public @Nullable Entry get(RequestKey key) {
        return entries.get(key);
    }

    /** A gateway was read. What it does not list any more leaves, unless it has a story to tell. */
    void accept(GatewayProfile profile, GatewayClock clock, Snapshot snapshot) {
        entries.edit(edit -> {
            Snapshot before = latest.put(profile.id(), snapshot);
            if (before != null && saysTheSame(before, snapshot) && nothingToTell(edit, profile.id())) {
                return;
            }
            Neighbours neighbours = new Neighbours(snapshot, labels);
            Set<RequestKey> listed = new HashSet<>();
            for (Listed<PairingRequest> request : snapshot.requests()) {
                RequestKey key = request.what().key();
                listed.add(key);
                put(edit, merged(profile, clock, request, neighbours, snapshot, edit.get(key)));
            }
            for (Entry old : edit.all(profile.id())) {
                if (!listed.contains(old.key())) {
                    unlisted(edit, old, snapshot);
                }
            }
        });
    }

    /** A safety read mostly finds what was there before; then nothing has to be compared row by row. */
    private static boolean saysTheSame(Snapshot one, Snapshot other) {
        return one.requests().equals(other.requests())
                && one.grants().equals(other.grants())
                && one.troubles().equals(other.troubles());
    }

    private static boolean nothingToTell(Published<RequestKey, Entry>.Edit edit, String profile) {
        return edit.all(profile).stream()
                .noneMatch(entry ->
                        entry.progress() instanceof Progress.Deciding || entry.progress() instanceof Progress.Decided);
    }

    private Entry merged(
            GatewayProfile profile,
            GatewayClock clock,
            Listed<PairingRequest> listed,
            Neighbours neighbours,
            Snapshot snapshot,
            @Nullable Entry old) {
        PairingRequest now = listed.what();
        return new Entry(
                listed,
                profile.name(),
                clock,
                labels.of(now.key().about()),
                neighbours.standing(now),
                neighbours.lookalike(now),
                asked(old, now),
                false,
                progress(old, now, snapshot));
    }

    private static int asked(@Nullable Entry old, PairingRequest now) {
        if (old == null) {
            return now.lastAskedAt().isAfter(now.requestedAt()) ? 2 : 1;
        }
        return old.asked() + (now.lastAskedAt().isAfter(old.request().lastAskedAt()) ? 1 : 0);
    }

    private Progress progress(@Nullable Entry old, PairingRequest now, Snapshot snapshot) {
        if (old == null || old.progress() instanceof Progress.Expired) {
            return WAITING;
        }
        boolean askedAnew = !old.request().id().equals(now.id());
        return askedAnew && old.progress() instanceof Progress.Decided ? WAITING : judged(old.progress(), snapshot);
    }

    /** A doubt ends when a later read shows after all what was decided. */
    private Progress judged(Progress progress, Snapshot snapshot) {
        if (progress instanceof Progress.Decided(var decision, Outcome.NotConfirmed doubted, var at)
                && !doubted.wider()
                && Verdict.shows(decision, snapshot)) {
            return new Progress.Decided(decision, new Outcome.Confirmed(doubted.receipt()), time.instant());
        }
        return progress;
    }

    private void unlisted(Published<RequestKey, Entry>.Edit edit, Entry old, Snapshot snapshot) {
        if (snapshot.troubles().stream()
                .anyMatch(trouble -> trouble.concerns(old.listed().source()))) {
            put(edit, old.turnedStale());
            return;
        }
        switch (old.progress()) {
            case Progress.Waiting ignored -> {
                Instant end = old.request().endsAt();
                if (end != null && old.request().expiredAt(snapshot.takenAt())) {
                    put(edit, old.with(new Progress.Expired(end)));
                } else {
                    edit.remove(old.key());
                }
            }
            case Progress.Decided(var decision, Outcome.Refused ignored, var at)
            when !time.instant().isBefore(at.plus(REFUSED_STAYS)) -> edit.remove(old.key());
            case Progress.Decided ignored -> put(edit, old.with(judged(old.progress(), snapshot)));
            case Progress.Deciding ignored -> {}
            case Progress.Expired ignored -> {}
        }
    }

    /** A gateway does not answer: what it had stays, marked stale. */
    void stale(String profile) {
        entries.edit(edit -> latest.remove(profile));
        change(profile, entry -> !entry.stale(), Entry::turnedStale);
    }

    /** A gateway was renamed. */
    void renamed(GatewayProfile profile) {
        change(
                profile.id(),
                entry -> true,
                entry -> new Entry(
                        entry.listed(),
                        profile.name(),
                        entry.clock(),
                        entry.label(),
                        entry.standing(),
                        entry.lookalike(),
                        entry.asked(),
                        entry.stale(),
                        entry.progress()));
    }

    /** A gateway was removed, and all it had. */
    void forget(String profile) {
        entries.edit(edit -> {
            latest.remove(profile);
            edit.all(profile).forEach(entry -> edit.remove(entry.key()));
        });
    }

    /** The operator named somebody. */
    void relabel(SubjectKey subject) {
        String label = labels.of(subject);
        // The label may also be what another name looks like.
        entries.edit(edit -> latest.remove(subject.profile()));
        change(subject.profile(), entry -> entry.key().about().equals(subject), entry -> entry.labelled(label));
    }

    /**
     * A decision goes out: its row says so.
     *
     * @return false if one is on its way already or was just done; a row that is not there hinders nothing
     */
    boolean begin(Decision decision) {
        RequestKey key = key(decision);
        if (key == null) {
            return true;
        }
        boolean[] free = {true};
        entries.edit(edit -> {
            Entry entry = edit.get(key);
            if (entry != null) {
                free[0] = !(entry.progress() instanceof Progress.Deciding) && entry.needsYou();
                if (free[0]) {
                    put(edit, entry.with(new Progress.Deciding(decision)));
                }
            }
        });
        return free[0];
    }

    /** A decision has ended: its row says how. */
    void end(Decision decision, Outcome outcome) {
        RequestKey key = key(decision);
        if (key != null) {
            entries.edit(edit -> {
                Entry entry = edit.get(key);
                if (entry != null && entry.progress() instanceof Progress.Deciding) {
                    put(edit, entry.with(new Progress.Decided(decision, outcome, time.instant())));
                }
            });
        }
    }

    private static @Nullable RequestKey key(Decision decision) {
        return switch (decision) {
            case Decision.Approve approve -> approve.shown().key();
            case Decision.Reject(var request, var _) -> request.key();
            case Decision.Revoke ignored -> null;
            case Decision.RevokeAll ignored -> null;
            case Decision.RotateToken ignored -> null;
            case Decision.Rename ignored -> null;
            case Decision.AboutNobody ignored -> null;
        };
    }

    /** The operator has read what became of a row: it leaves, or waits again if it is still pending. */
    public void dismiss(RequestKey key) {
        entries.edit(edit -> {
            Entry entry = edit.get(key);
            if (entry == null) {
                return;
            }
            switch (entry.progress()) {
                case Progress.Decided(var decision, Outcome.Refused ignored, var at) -> put(edit, entry.with(WAITING));
                case Progress.Decided ignored -> edit.remove(key);
                case Progress.Expired ignored -> edit.remove(key);
                case Progress.Waiting ignored -> {}
                case Progress.Deciding ignored -> {}
            }
        });
    }

    /** Lets rows expire and leave whose time has come. Costs nothing for the others. */
    void sweep() {
        entries.edit(edit -> {
            long now = nanos.getAsLong();
            for (Due next = due.peek(); next != null && next.at() - now <= 0; next = due.peek()) {
                due.remove();
                Entry entry = edit.get(next.key());
                if (entry != null && entry.progress().equals(next.then())) {
                    age(edit, entry);
                }
            }
        });
    }

    private void age(Published<RequestKey, Entry>.Edit edit, Entry entry) {
        if (!(entry.progress() instanceof Progress.Waiting)) {
            edit.remove(entry.key());
            return;
        }
        Instant end = entry.request().endsAt();
        if (end != null && entry.request().expiredAt(entry.clock().instant())) {
            put(edit, entry.with(new Progress.Expired(end)));
        } else {
            // The gateway's clock was set since: the time has not come after all.
            remind(entry);
        }
    }

    private void put(Published<RequestKey, Entry>.Edit edit, Entry entry) {
        Entry old = edit.get(entry.key());
        edit.put(entry);
        if (old == null
                || !old.progress().equals(entry.progress())
                || !Objects.equals(old.request().endsAt(), entry.request().endsAt())) {
            remind(entry);
        }
    }

    private void remind(Entry entry) {
        Duration left = switch (entry.progress()) {
            case Progress.Waiting ignored -> until(entry, entry.request().endsAt());
            case Progress.Expired(var at) -> until(entry, at.plus(EXPIRED_STAYS));
            case Progress.Decided(var decision, Outcome.Confirmed ignored, var at) -> CONFIRMED_STAYS;
            case Progress.Decided ignored -> null;
            case Progress.Deciding ignored -> null;
        };
        if (left != null) {
            due.add(new Due(nanos.getAsLong() + left.toNanos(), entry.key(), entry.progress()));
        }
    }

    private static @Nullable Duration until(Entry entry, @Nullable Instant end) {
        return end == null ? null : Duration.between(entry.clock().instant(), end);
    }

    private void change(String profile, Predicate<Entry> which, UnaryOperator<Entry> how) {
        entries.edit(edit -> edit.all(profile).stream().filter(which).map(how).forEach(entry -> put(edit, entry)));
    }

    /** Who else is at a gateway: for the rights that an asker has already, and for names that look alike. */
    private static final class Neighbours {
        private final Map<SubjectKey, List<Grant>> grants = new HashMap<>();
        private final Map<String, List<Named>> names = new HashMap<>();

        private record Named(SubjectKey subject, Name name) {}

        Neighbours(Snapshot snapshot, Labels labels) {
            for (Listed<Grant> listed : snapshot.grants()) {
                Grant grant = listed.what();
                grants.computeIfAbsent(grant.key(), key -> new ArrayList<>()).add(grant);
                named(grant.key(), grant.name());
                // Products that keep no names: the operator's own are what a stranger could be taken for.
                named(grant.key(), Name.of(labels.of(grant.key())));
            }
            snapshot.requests()
                    .forEach(listed ->
                            named(listed.what().key().about(), listed.what().name()));
        }

        private void named(SubjectKey subject, Name name) {
            if (!name.isEmpty()) {
                names.computeIfAbsent(name.skeleton(), skeleton -> new ArrayList<>())
                        .add(new Named(subject, name));
            }
        }

        Standing standing(PairingRequest request) {
            return Standing.of(request, grants.getOrDefault(request.key().about(), List.of()));
        }

        @Nullable
        Name lookalike(PairingRequest request) {
            return names.getOrDefault(request.name().skeleton(), List.of()).stream()
                    .filter(other -> !other.subject().equals(request.key().about()))
                    .map(Named::name)
                    .findFirst()
                    .orElse(null);
        }
    }
}

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
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is pending at any gateway, merged by key. A row that was decided, or that nobody answered in time, stays
 * a while so that the operator sees what became of it.
 */
public final class Inbox {
    /** How long a confirmed row stays. */
    static final Duration CONFIRMED_STAYS = Duration.ofSeconds(8);

    /** How long an expired row stays. */
    static final Duration EXPIRED_STAYS = Duration.ofHours(1);

    private static final Progress WAITING = new Progress.Waiting();

    /** A row to look at again at a time: it expires or leaves then. */
    private record Due(Instant at, RequestKey key) {}

    private final Published<RequestKey, Entry> entries;
    private final Labels labels;
    private final InstantSource time;

    /** Touched only while {@link #entries} is being edited. */
    private final PriorityQueue<Due> due = new PriorityQueue<>(Comparator.comparing(Due::at));

    /**
     * An empty inbox.
     *
     * @param labels the operator's own names
     * @param time local time
     * @param publisher where changes are told; runs them in order
     */
    public Inbox(Labels labels, InstantSource time, Executor publisher) {
        this.labels = labels;
        this.time = time;
        this.entries = new Published<>(Entry::key, publisher);
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
        Set<String> unread =
                snapshot.troubles().stream().map(Snapshot.Trouble::source).collect(Collectors.toUnmodifiableSet());
        Neighbours neighbours = new Neighbours(snapshot);
        entries.edit(edit -> {
            Set<RequestKey> listed = new HashSet<>();
            for (Listed<PairingRequest> request : snapshot.requests()) {
                RequestKey key = request.what().key();
                listed.add(key);
                put(edit, merged(profile, clock, request, neighbours, edit.get(key)));
            }
            for (Entry old : edit.all()) {
                if (old.key().profile().equals(profile.id()) && !listed.contains(old.key())) {
                    unlisted(
                            edit,
                            old,
                            snapshot.takenAt(),
                            unread.contains(old.listed().source()));
                }
            }
        });
    }

    private Entry merged(
            GatewayProfile profile,
            GatewayClock clock,
            Listed<PairingRequest> listed,
            Neighbours neighbours,
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
                progress(old, now));
    }

    private static int asked(@Nullable Entry old, PairingRequest now) {
        if (old == null) {
            return now.lastAskedAt().isAfter(now.requestedAt()) ? 2 : 1;
        }
        return old.asked() + (now.lastAskedAt().isAfter(old.request().lastAskedAt()) ? 1 : 0);
    }

    private static Progress progress(@Nullable Entry old, PairingRequest now) {
        if (old == null || old.progress() instanceof Progress.Expired) {
            return WAITING;
        }
        boolean askedAnew = !old.request().id().equals(now.id());
        return askedAnew && old.progress() instanceof Progress.Decided ? WAITING : old.progress();
    }

    private void unlisted(Published<RequestKey, Entry>.Edit edit, Entry old, Instant now, boolean unread) {
        if (unread) {
            put(edit, old.turnedStale());
            return;
        }
        switch (old.progress()) {
            case Progress.Waiting ignored -> {
                Instant end = old.request().expiresAt();
                if (end != null && old.request().expiredAt(now)) {
                    put(edit, old.with(new Progress.Expired(end)));
                } else {
                    edit.remove(old.key());
                }
            }
            case Progress.Decided(var decision, Outcome.Refused ignored, var at) -> edit.remove(old.key());
            case Progress.Deciding ignored -> {}
            case Progress.Decided ignored -> {}
            case Progress.Expired ignored -> {}
        }
    }

    /** A gateway does not answer: what it had stays, marked stale. */
    void stale(String profile) {
        change(entry -> entry.key().profile().equals(profile) && !entry.stale(), Entry::turnedStale);
    }

    /** A gateway was renamed. */
    void renamed(GatewayProfile profile) {
        change(
                entry -> entry.key().profile().equals(profile.id()),
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
        entries.edit(edit -> edit.all().stream()
                .filter(entry -> entry.key().profile().equals(profile))
                .forEach(entry -> edit.remove(entry.key())));
    }

    /** The operator named somebody. */
    void relabel(SubjectKey subject) {
        String label = labels.of(subject);
        change(entry -> entry.key().about().equals(subject), entry -> entry.labelled(label));
    }

    /** A decision went out, or ended. */
    void progress(Decision decision, Progress progress) {
        PairingRequest shown = switch (decision) {
            case Decision.Approve(var request) -> request;
            case Decision.Reject(var request) -> request;
            case Decision.Revoke ignored -> null;
            case Decision.RevokeAll ignored -> null;
        };
        if (shown != null) {
            change(entry -> entry.key().equals(shown.key()), entry -> entry.with(progress));
        }
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
            Instant now = time.instant();
            for (Due next = due.peek(); next != null && !next.at().isAfter(now); next = due.peek()) {
                due.remove();
                Entry entry = edit.get(next.key());
                if (entry != null) {
                    age(edit, entry, now);
                }
            }
        });
    }

    private void age(Published<RequestKey, Entry>.Edit edit, Entry entry, Instant now) {
        Instant there = entry.clock().instant();
        switch (entry.progress()) {
            case Progress.Waiting ignored
            when entry.request().expiredAt(there) ->
                put(
                        edit,
                        entry.with(new Progress.Expired(
                                Objects.requireNonNull(entry.request().expiresAt()))));
            case Progress.Expired(var at) when !there.isBefore(at.plus(EXPIRED_STAYS)) -> edit.remove(entry.key());
            case Progress.Decided(var decision, Outcome.Confirmed ignored, var at)
            when !now.isBefore(at.plus(CONFIRMED_STAYS)) -> edit.remove(entry.key());
            // The gateway's clock was set since: the time has not come after all.
            default -> remind(entry);
        }
    }

    private void put(Published<RequestKey, Entry>.Edit edit, Entry entry) {
        Entry old = edit.get(entry.key());
        edit.put(entry);
        if (old == null
                || !old.progress().equals(entry.progress())
                || !Objects.equals(old.request().expiresAt(), entry.request().expiresAt())) {
            remind(entry);
        }
    }

    private void remind(Entry entry) {
        Instant end = switch (entry.progress()) {
            case Progress.Waiting ignored -> entry.request().expiresAt();
            case Progress.Expired(var at) -> at.plus(EXPIRED_STAYS);
            case Progress.Decided(var decision, Outcome.Confirmed ignored, var at) -> at.plus(CONFIRMED_STAYS);
            case Progress.Decided ignored -> null;
            case Progress.Deciding ignored -> null;
        };
        if (end != null) {
            boolean localTime = entry.progress() instanceof Progress.Decided;
            Duration left =
                    Duration.between(localTime ? time.instant() : entry.clock().instant(), end);
            due.add(new Due(time.instant().plus(left), entry.key()));
        }
    }

    private void change(Predicate<Entry> which, UnaryOperator<Entry> how) {
        entries.edit(edit -> edit.all().stream().filter(which).map(how).forEach(entry -> put(edit, entry)));
    }

    /** Who else is at a gateway: for the rights that an asker has already, and for names that look alike. */
    private static final class Neighbours {
        private final Map<SubjectKey, List<Grant>> grants = new HashMap<>();
        private final Map<String, List<Named>> names = new HashMap<>();

        private record Named(SubjectKey subject, Name name) {}

        Neighbours(Snapshot snapshot) {
            for (Listed<Grant> listed : snapshot.grants()) {
                Grant grant = listed.what();
                grants.computeIfAbsent(grant.key(), key -> new ArrayList<>()).add(grant);
                named(grant.key(), grant.name());
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

package dev.gatehouse.console;

import dev.gatehouse.gateway.GatewayProfile;
import dev.gatehouse.gateway.Listed;
import dev.gatehouse.gateway.Snapshot;
import dev.gatehouse.pairing.Access;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.Grant;
import dev.gatehouse.pairing.Kind;
import dev.gatehouse.pairing.SubjectKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Everybody who is in at any gateway. */
public final class Roster {
    /** How long a confirmed decision is told on a row that stays. */
    static final Duration CONFIRMED_STAYS = Duration.ofSeconds(8);

    private static final Progress WAITING = new Progress.Waiting();

    private final Published<Resident.Key, Resident> residents;
    private final Labels labels;
    private final InstantSource time;

    /** What was read last of each gateway that answers. Touched only while {@link #residents} is being edited. */
    private final Map<String, Snapshot> latest = new HashMap<>();

    /**
     * An empty roster.
     *
     * @param labels the operator's own names
     * @param time local time
     * @param publisher where changes are told; runs them in order
     */
    public Roster(Labels labels, InstantSource time, Executor publisher) {
        this.labels = labels;
        this.time = time;
        this.residents = new Published<>(
                Resident::key, resident -> resident.grant().key().profile(), publisher);
    }

    /** Calls {@code listener} on the publisher's thread with all that is there, then with every change. */
    public Subscription subscribe(Consumer<Change<Resident>> listener) {
        return residents.subscribe(listener);
    }

    /** All rows, in the order in which they came. */
    public List<Resident> all() {
        return residents.all();
    }

    /** The row of that key, or null. */
    public @Nullable Resident get(Resident.Key key) {
        return residents.get(key);
    }

    /** What {@code subject} has, as far as is known. */
    Access accessOf(SubjectKey subject) {
        return Arrays.stream(Kind.values())
                .map(kind -> get(new Resident.Key(subject, kind)))
                .filter(Objects::nonNull)
                .map(resident -> resident.grant().access())
                .reduce(Access.NONE, Access::with);
    }

    /** Whether {@code subject} is in, as anything. */
    boolean holds(SubjectKey subject) {
        return Arrays.stream(Kind.values()).anyMatch(kind -> get(new Resident.Key(subject, kind)) != null);
    }

    /** A gateway was read. */
    void accept(GatewayProfile profile, Snapshot snapshot) {
        residents.edit(edit -> {
            Snapshot before = latest.put(profile.id(), snapshot);
            if (before != null
                    && before.grants().equals(snapshot.grants())
                    && before.troubles().equals(snapshot.troubles())
                    && edit.all(profile.id()).stream()
                            .allMatch(resident -> resident.progress() instanceof Progress.Waiting)) {
                return;
            }
            Set<Resident.Key> listed = new HashSet<>();
            for (Listed<Grant> grant : snapshot.grants()) {
                Resident.Key key = Resident.Key.of(grant.what());
                listed.add(key);
                Resident old = edit.get(key);
                String label = labels.of(grant.what().key());
                edit.put(new Resident(
                        grant, profile.name(), label, false, old == null ? WAITING : aged(old.progress())));
            }
            for (Resident old : edit.all(profile.id())) {
                if (listed.contains(old.key())) {
                    continue;
                }
                if (snapshot.troubles().stream()
                        .anyMatch(trouble -> trouble.concerns(old.listed().source()))) {
                    edit.put(old.turnedStale());
                } else if (!(old.progress() instanceof Progress.Deciding)) {
                    edit.remove(old.key());
                }
            }
        });
    }

    /** A gateway does not answer: what it had stays, marked stale. */
    void stale(String profile) {
        residents.edit(edit -> latest.remove(profile));
        change(profile, resident -> !resident.stale(), Resident::turnedStale);
    }

    /** A gateway was renamed. */
    void renamed(GatewayProfile profile) {
        change(
                profile.id(),
                resident -> true,
                resident -> new Resident(
                        resident.listed(), profile.name(), resident.label(), resident.stale(), resident.progress()));
    }

    /** A gateway was removed, and all it had. */
    void forget(String profile) {
        residents.edit(edit -> {
            latest.remove(profile);
            edit.all(profile).forEach(resident -> edit.remove(resident.key()));
        });
    }

    /** The operator named somebody. */
    void relabel(SubjectKey subject) {
        String label = labels.of(subject);
        change(
                subject.profile(),
                resident -> resident.grant().key().equals(subject),
                resident -> resident.labelled(label));
    }

    /** A confirmed decision about somebody who is still in, by the config, is told for a while. */
    private Progress aged(Progress progress) {
        return progress instanceof Progress.Decided(var decision, Outcome.Confirmed ignored, var at)
                        && !time.instant().isBefore(at.plus(CONFIRMED_STAYS))
                ? WAITING
                : progress;
    }

    /**
     * A decision goes out: its rows say so.
     *
     * @return false if one about any of them is on its way already; a row that is not there hinders nothing
     */
    boolean begin(Decision decision) {
        Set<Resident.Key> keys = keys(decision);
        boolean[] free = {true};
        residents.edit(edit -> {
            free[0] = keys.stream()
                    .map(edit::get)
                    .noneMatch(resident -> resident != null && resident.progress() instanceof Progress.Deciding);
            if (free[0]) {
                keys.stream()
                        .map(edit::get)
                        .filter(Objects::nonNull)
                        .forEach(resident -> edit.put(resident.with(new Progress.Deciding(decision))));
            }
        });
        return free[0];
    }

    /** A decision has ended: its rows say how, and those leave who are out. */
    void end(Decision decision, Outcome outcome) {
        residents.edit(edit -> keys(decision).forEach(key -> {
            Resident resident = edit.get(key);
            if (resident == null) {
                return;
            }
            boolean out = outcome instanceof Outcome.Confirmed
                    && takesAll(decision)
                    && resident.grant().lasting().isEmpty();
            if (out) {
                edit.remove(key);
            } else {
                edit.put(resident.with(new Progress.Decided(decision, outcome, time.instant())));
            }
        }));
    }

    private static boolean takesAll(Decision decision) {
        return decision instanceof Decision.RevokeAll
                || (decision instanceof Decision.Revoke revoke && revoke.role() == null);
    }

    private static Set<Resident.Key> keys(Decision decision) {
        List<Grant> shown = switch (decision) {
            case Decision.Revoke revoke -> List.of(revoke.shown());
            case Decision.RotateToken rotate -> List.of(rotate.shown());
            case Decision.Rename rename -> List.of(rename.shown());
            case Decision.RevokeAll all -> all.shown();
            case Decision.Approve ignored -> List.of();
            case Decision.Reject ignored -> List.of();
            case Decision.AboutNobody ignored -> List.of();
        };
        return shown.stream().map(Resident.Key::of).collect(Collectors.toUnmodifiableSet());
    }

    /** The operator has read what became of a row. */
    public void dismiss(Resident.Key key) {
        change(
                key.subject().profile(),
                resident -> resident.key().equals(key) && resident.progress() instanceof Progress.Decided,
                resident -> resident.with(WAITING));
    }

    private void change(String profile, Predicate<Resident> which, UnaryOperator<Resident> how) {
        residents.edit(edit -> edit.all(profile).stream().filter(which).map(how).forEach(edit::put));
    }
}

package dev.gatehouse.ui;

import dev.gatehouse.console.Change;
import dev.gatehouse.console.Entry;
import dev.gatehouse.console.GatewayStatus;
import dev.gatehouse.console.Subscription;
import dev.gatehouse.pairing.RequestKey;
import dev.gatehouse.pairing.SubjectKey;
import dev.gatehouse.ui.common.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides when somebody who asks while the window is not in front is worth a notification. It rings for what is new: not
 * for what was asked before the console began, for rows that only changed, nor in practice, where nobody real waits.
 * Nobody can keep it ringing: once for a subject in five minutes, once for all in ten seconds; who asks in between is
 * counted with the next ring. An asker of grave rights is not held back by having asked for less just before. Belongs to
 * the JavaFX thread.
 */
final class Doorbell {
    /** How long the same subject rings no second time. */
    static final Duration SAME_SUBJECT = Duration.ofMinutes(5);

    /** How long after one ring there is no other. */
    static final Duration APART = Duration.ofSeconds(10);

    /**
     * What is to be told.
     *
     * @param entry the gravest and latest of those who are new
     * @param more how many others have come since the operator looked, and still wait
     */
    record Ring(Entry entry, int more) {}

    /** What can be heard. */
    interface Bell {
        /** Tells {@code ring}, instead of what was told before. */
        void ring(Ring ring);

        /** Takes back what was told: nobody waits any more, or the operator looks. */
        void silence();
    }

    private record Caller(SubjectKey subject, boolean grave) {
        static Caller of(Entry entry) {
            return new Caller(entry.key().about(), entry.request().access().grave());
        }
    }

    private final Bell bell;
    private final Timer timer;
    private final long began;
    private final Set<String> practice = new HashSet<>();

    /** The requests that wait, to tell who is new. */
    private final Set<RequestKey> waiting = new HashSet<>();

    /** Who has come since the operator looked, and still waits. */
    private final Map<RequestKey, Entry> missed = new LinkedHashMap<>();

    private final Set<RequestKey> untold = new HashSet<>();
    private final Map<Caller, Long> rungAt = new HashMap<>();
    private boolean inFront;
    private boolean on = true;
    private boolean rung;
    private @Nullable Long lastRing;
    private @Nullable Subscription due;

    Doorbell(Bell bell, Timer timer) {
        this.bell = bell;
        this.timer = timer;
        this.began = timer.nanos();
    }

    /** Whether the operator has the window in front: then they see who is new, and nothing has to be told. */
    void inFront(boolean now) {
        inFront = now;
        if (now) {
            forget();
        }
    }

    /** Whether the operator wants to be told at all. */
    void switched(boolean now) {
        on = now;
        if (!now) {
            forget();
        }
    }

    /** The request that a click on what was told is about, or null if nobody of those waits any more. */
    @Nullable
    RequestKey wanted() {
        return gravest(missed.values().stream()
                        .filter(entry -> !untold.contains(entry.key()))
                        .toList())
                .map(Entry::key)
                .orElse(null);
    }

    void gatewaysChanged(Change<GatewayStatus> change) {
        Stream.concat(change.added().stream(), change.changed().stream())
                .filter(GatewayStatus::practice)
                .forEach(status -> practice.add(status.profile().id()));
    }

    void inboxChanged(Change<Entry> change) {
        change.removed().forEach(entry -> gone(entry.key()));
        Stream.concat(change.added().stream(), change.changed().stream()).forEach(this::seen);
        if (missed.isEmpty()) {
            forget();
        }
        tell();
    }

    private void seen(Entry entry) {
        RequestKey key = entry.key();
        if (!entry.needsYou()) {
            gone(key);
        } else if (waiting.add(key)) {
            if (on && !inFront && !practice.contains(key.profile()) && !askedBefore(entry)) {
                missed.put(key, entry);
                untold.add(key);
            }
        } else {
            missed.computeIfPresent(key, (any, old) -> entry);
        }
    }

    private void gone(RequestKey key) {
        waiting.remove(key);
        missed.remove(key);
        untold.remove(key);
    }

    /** By the gateway's clock, and not only for the first list: what is read in two ways may come in two pieces. */
    private boolean askedBefore(Entry entry) {
        Duration ago =
                Duration.between(entry.request().lastAskedAt(), entry.clock().instant());
        return ago.toNanos() > timer.nanos() - began;
    }

    private void tell() {
        stop();
        if (untold.isEmpty()) {
            return;
        }
        long now = timer.nanos();
        rungAt.values().removeIf(at -> now - at >= SAME_SUBJECT.toNanos());
        List<Entry> callers = missed.values().stream()
                .filter(entry -> untold.contains(entry.key()))
                .filter(entry -> !rungAt.containsKey(Caller.of(entry)))
                .toList();
        long free = lastRing == null ? now : lastRing + APART.toNanos();
        if (callers.isEmpty()) {
            long first = untold.stream()
                    .flatMap(key -> Stream.ofNullable(missed.get(key)))
                    .map(entry -> rungAt.getOrDefault(Caller.of(entry), now) + SAME_SUBJECT.toNanos())
                    .min(Long::compare)
                    .orElse(now);
            due = timer.in(Duration.ofNanos(Math.max(first, free) - now), this::tell);
        } else if (free - now > 0) {
            due = timer.in(Duration.ofNanos(free - now), this::tell);
        } else {
            ring(callers, now);
        }
    }

    private void ring(List<Entry> callers, long now) {
        for (Entry entry : callers) {
            rungAt.put(Caller.of(entry), now);
            untold.remove(entry.key());
        }
        lastRing = now;
        rung = true;
        gravest(callers).ifPresent(first -> bell.ring(new Ring(first, missed.size() - 1)));
        tell();
    }

    /** The latest of those who ask for grave rights, else the latest. */
    private static Optional<Entry> gravest(List<Entry> entries) {
        List<Entry> latestFirst = new ArrayList<>(entries).reversed();
        return latestFirst.stream()
                .filter(entry -> entry.request().access().grave())
                .findFirst()
                .or(() -> latestFirst.stream().findFirst());
    }

    private void forget() {
        missed.clear();
        untold.clear();
        stop();
        if (rung) {
            rung = false;
            bell.silence();
        }
    }

    private void stop() {
        Subscription next = due;
        if (next != null) {
            next.close();
            due = null;
        }
    }
}

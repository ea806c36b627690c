package dev.gatehouse.console;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A list by key that many threads write and one executor reads. Every listener gets every change in order, the first one
 * being all that is there.
 *
 * @param <K> key
 * @param <V> value; equal values are not published again
 */
final class Published<K, V> {
    private final Function<V, K> key;
    private final Function<V, String> profile;
    private final Executor publisher;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<K, V> values = new LinkedHashMap<>();
    private final Map<String, Set<K>> ofProfile = new HashMap<>();
    private final List<Consumer<Change<V>>> listeners = new ArrayList<>();

    Published(Function<V, K> key, Executor publisher) {
        this(key, value -> "", publisher);
    }

    /** A list whose values of one {@code profile} can be found without looking at the others. */
    Published(Function<V, K> key, Function<V, String> profile, Executor publisher) {
        this.key = key;
        this.profile = profile;
        this.publisher = publisher;
    }

    /** Calls {@code listener} on the publisher's thread with what is there and then with every change. */
    Subscription subscribe(Consumer<Change<V>> listener) {
        lock.lock();
        try {
            listeners.add(listener);
            Change<V> all = new Change<>(List.copyOf(values.values()), List.of(), List.of());
            publisher.execute(() -> listener.accept(all));
        } finally {
            lock.unlock();
        }
        return () -> {
            lock.lock();
            try {
                listeners.remove(listener);
            } finally {
                lock.unlock();
            }
        };
    }

    /** Reads and writes the list in one go, and publishes what {@code edit} did. */
    void edit(Consumer<Edit> edit) {
        lock.lock();
        try {
            Edit open = new Edit();
            try {
                edit.accept(open);
            } finally {
                // What was changed before an exception is told all the same, or it would never be.
                publish(open.change());
            }
        } finally {
            lock.unlock();
        }
    }

    private void publish(Change<V> change) {
        if (!change.isEmpty()) {
            for (Consumer<Change<V>> listener : List.copyOf(listeners)) {
                publisher.execute(() -> listener.accept(change));
            }
        }
    }

    /** A copy of what is there, in the order in which it came. */
    List<V> all() {
        lock.lock();
        try {
            return List.copyOf(values.values());
        } finally {
            lock.unlock();
        }
    }

    @Nullable
    V get(K wanted) {
        lock.lock();
        try {
            return values.get(wanted);
        } finally {
            lock.unlock();
        }
    }

    /** The list while it is being edited; not to be kept. */
    final class Edit {
        private final Map<K, V> before = new LinkedHashMap<>();
        private final List<K> touched = new ArrayList<>();

        private Edit() {}

        @Nullable
        V get(K wanted) {
            return values.get(wanted);
        }

        /** What is there, in the order in which it came; a copy. */
        List<V> all() {
            return List.copyOf(values.values());
        }

        /** What is there of one profile, in the order in which it came; a copy. */
        List<V> all(String wanted) {
            return ofProfile.getOrDefault(wanted, Set.of()).stream()
                    .map(values::get)
                    .toList();
        }

        void put(V value) {
            K at = key.apply(value);
            V old = values.put(at, value);
            if (old == null) {
                ofProfile
                        .computeIfAbsent(profile.apply(value), any -> new LinkedHashSet<>())
                        .add(at);
            }
            remember(at, old);
        }

        void remove(K wanted) {
            V old = values.remove(wanted);
            if (old != null) {
                ofProfile.getOrDefault(profile.apply(old), Set.of()).remove(wanted);
            }
            remember(wanted, old);
        }

        private void remember(K at, @Nullable V old) {
            if (!before.containsKey(at)) {
                touched.add(at);
                before.put(at, old);
            }
        }

        private Change<V> change() {
            List<V> added = new ArrayList<>();
            List<V> changed = new ArrayList<>();
            List<V> removed = new ArrayList<>();
            for (K at : touched) {
                V old = before.get(at);
                V now = values.get(at);
                if (old == null && now != null) {
                    added.add(now);
                } else if (old != null && now == null) {
                    removed.add(old);
                } else if (old != null && now != null && !old.equals(now)) {
                    changed.add(now);
                }
            }
            return new Change<>(added, changed, removed);
        }
    }
}

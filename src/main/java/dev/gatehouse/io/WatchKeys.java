package dev.gatehouse.io;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The folders that the system watches for us, each once, however many trails lead through it. Guarded by its owner, all
 * but {@link #service} and {@link #close}.
 */
final class WatchKeys implements AutoCloseable {
    /** Has the system watch a folder, as {@link Path#register(WatchService, WatchEvent.Kind[])} does. */
    @FunctionalInterface
    interface Registrar {
        /**
         * Registers {@code folder}.
         *
         * @throws IOException if it cannot be watched: it is gone, unreadable, or the system watches too many already
         */
        WatchKey register(Path folder, WatchService service, WatchEvent.Kind<?>... kinds) throws IOException;
    }

    /** A folder under watch; {@code inside} if changes of its files are told too, not only their coming and going. */
    private record Watched(WatchKey key, Object identity, boolean inside) {}

    /** A folder to watch and why. */
    private record Need(Object identity, List<Use> uses) {
        boolean inside() {
            return uses.stream().anyMatch(use -> use.entry() == null);
        }
    }

    /** {@code entry} of a folder lies on the way to {@code target}; all that is in the folder counts if null. */
    private record Use(FolderTarget target, @Nullable Path entry) {}

    private static final WatchEvent.Kind<?>[] NAMES = {ENTRY_CREATE, ENTRY_DELETE};
    private static final WatchEvent.Kind<?>[] EVERYTHING = {ENTRY_CREATE, ENTRY_DELETE, ENTRY_MODIFY};

    private final Registrar registrar;
    private final Map<Path, Watched> watched = new HashMap<>();
    private final Map<WatchKey, List<Use>> uses = new HashMap<>();
    private volatile @Nullable WatchService service;

    WatchKeys(Registrar registrar) {
        this.registrar = registrar;
    }

    /** Where the folders report, or null while there is none. */
    @Nullable
    WatchService service() {
        return service;
    }

    /** How many folders are watched. */
    int size() {
        return watched.size();
    }

    /** Whether every folder under watch still is. */
    boolean allValid() {
        return watched.values().stream().allMatch(folder -> folder.key().isValid());
    }

    /** Takes what happened at {@code key}, has it report again, and tells whom it may concern. */
    Set<FolderTarget> drain(WatchKey key) {
        Set<FolderTarget> concerned = new LinkedHashSet<>();
        Set<Path> names = new HashSet<>();
        boolean anything = false;
        for (WatchEvent<?> event : key.pollEvents()) {
            if (event.context() instanceof Path name) {
                names.add(name);
            } else {
                anything = true; // OVERFLOW
            }
        }
        // A dead key may be of a folder that was deleted and is there again under the same identity.
        anything |= !key.reset();
        for (Use use : uses.getOrDefault(key, List.of())) {
            if (anything || (use.entry() == null ? !names.isEmpty() : names.contains(use.entry()))) {
                concerned.add(use.target());
            }
        }
        return concerned;
    }

    /** Watches what lies on the way to the {@code targets} and nothing else, and tells each whether it is under watch. */
    void cover(Collection<FolderTarget> targets) {
        Map<Path, Need> needs = new HashMap<>();
        for (FolderTarget target : targets) {
            for (Trail.Step step : target.trail().steps()) {
                needs.computeIfAbsent(step.folder(), _ -> new Need(step.identity(), new ArrayList<>()))
                        .uses()
                        .add(new Use(target, step.entry()));
            }
        }
        Set<WatchKey> dropped = new HashSet<>();
        watched.values().forEach(folder -> dropped.add(folder.key()));
        watched.keySet().retainAll(needs.keySet());
        uses.clear();
        // Where the system's limit is reached, the folders themselves come before the way to them.
        needs.keySet().stream()
                .sorted(Comparator.comparing(Path::getNameCount).reversed())
                .forEach(folder -> {
                    Need need = Objects.requireNonNull(needs.get(folder));
                    WatchKey key = register(folder, need);
                    if (key != null) {
                        uses.computeIfAbsent(key, _ -> new ArrayList<>()).addAll(need.uses());
                    }
                });
        // The system gives one key for one folder, also under several paths.
        dropped.removeAll(uses.keySet());
        dropped.forEach(WatchKey::cancel);
        for (FolderTarget target : targets) {
            List<Trail.Step> steps = target.trail().steps();
            target.live(!steps.isEmpty() && watched.containsKey(steps.getLast().folder()));
        }
    }

    /** The key of a folder that is watched from now on, or null if the system does not watch it. */
    private @Nullable WatchKey register(Path folder, Need need) {
        Watched now = watched.remove(folder);
        if (now == null
                || !now.key().isValid()
                || !now.identity().equals(need.identity())
                || (need.inside() && !now.inside())) {
            try {
                now = new Watched(
                        registrar.register(folder, opened(), need.inside() ? EVERYTHING : NAMES),
                        need.identity(),
                        need.inside());
            } catch (IOException _) {
                // Gone or replaced (the next look tells), unreadable, or the system's limit is reached: whoever needs
                // this folder for itself is told by cover, and compares it instead.
                return null;
            }
        }
        watched.put(folder, now);
        return now.key();
    }

    private WatchService opened() throws IOException {
        WatchService open = service;
        if (open == null) {
            open = FileSystems.getDefault().newWatchService();
            service = open;
        }
        return open;
    }

    @Override
    public void close() throws IOException {
        WatchService open = service;
        if (open != null) {
            open.close();
        }
    }
}

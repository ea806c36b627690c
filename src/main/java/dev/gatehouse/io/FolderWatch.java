package dev.gatehouse.io;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells when something in a folder may have changed. One for the process, with one thread of its own; nothing is polled
 * but the identity of the folders, every 15 s.
 *
 * <p>The system watches a folder, not a path: it says nothing when the folder is renamed and another takes its place, when
 * a link on the way leads elsewhere, or when the folder comes into being. So every folder on the way is watched too, for
 * the one name in it that matters. A system that watches too many folders already (Linux:
 * {@code fs.inotify.max_user_watches}) refuses more; what it refuses is compared every 15 s, see {@link #compared}.
 */
public final class FolderWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FolderWatch.class);
    private static final Duration ROUND = Duration.ofSeconds(15);
    private static final Duration CLOSING = Duration.ofSeconds(2);

    /** After a failure, so that one that repeats itself does not keep a processor busy. */
    private static final Duration PAUSE = Duration.ofMillis(100);

    /** How often the way is looked up again while it keeps changing; the next event or round goes on from there. */
    private static final int LOOKS = 16;

    /** How many folders report before hints are called; more wait their turn. */
    private static final int BATCH = 64;

    private final long round;
    private final WatchKeys keys; // guarded by this
    private final Map<Path, FolderTarget> targets = new LinkedHashMap<>(); // guarded by this
    private final CountDownLatch closed = new CountDownLatch(1);
    private @Nullable Thread thread; // guarded by this
    private boolean toldOfLimit; // guarded by this

    /** Watches nothing yet. */
    public FolderWatch() {
        this(ROUND, Path::register);
    }

    FolderWatch(Duration round, WatchKeys.Registrar registrar) {
        this.round = round.toNanos();
        this.keys = new WatchKeys(registrar);
    }

    /**
     * Calls {@code hint} from the watch's own thread whenever something directly in one of the {@code folders} may have
     * changed. The folders need not exist yet, and may go, come back or be retargeted links. {@code hint} returns at once,
     * does no work of its own and waits for no lock.
     */
    public synchronized Registration watch(Collection<Path> folders, Runnable hint) {
        if (closed.getCount() == 0) {
            throw new IllegalStateException("closed");
        }
        Subscription subscription = new Subscription(hint);
        Set<FolderTarget> wanted = new LinkedHashSet<>();
        for (Path folder : folders) {
            FolderTarget target = targets.computeIfAbsent(folder.toAbsolutePath(), FolderTarget::new);
            target.subscriptions().add(subscription);
            wanted.add(target);
        }
        keys.cover(targets.values());
        settle(wanted);
        if (thread == null) {
            thread = Thread.ofPlatform().daemon().name("folder-watch").start(this::run);
        }
        return () -> end(subscription);
    }

    /** The folders that the system does not watch for us; a change of these is noticed within 15 s, not at once. */
    public synchronized Set<Path> compared() {
        return targets.values().stream()
                .filter(target -> !target.live())
                .map(FolderTarget::folder)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** How many folders the system watches for us. */
    synchronized int watched() {
        return keys.size();
    }

    private void end(Subscription subscription) {
        // Not inside the lock below: this waits for a call under way, and that may itself end a registration.
        subscription.close();
        synchronized (this) {
            targets.values().forEach(target -> target.subscriptions().remove(subscription));
            targets.values().removeIf(target -> target.subscriptions().isEmpty());
            if (closed.getCount() > 0) {
                keys.cover(targets.values());
            }
        }
    }

    private void run() {
        Set<Subscription> due = new LinkedHashSet<>();
        long nextRound = System.nanoTime() + round;
        boolean failed = false;
        try {
            while (closed.getCount() > 0) {
                try {
                    if (failed) {
                        due.addAll(everybody());
                        failed = false;
                    }
                    long now = System.nanoTime();
                    long wait = Math.max(0, nextRound - now);
                    for (Subscription subscription : due) {
                        wait = Math.min(wait, subscription.due(now));
                    }
                    WatchKey key = await(wait);
                    if (key != null) {
                        due.addAll(concerned(key));
                    }
                    if (System.nanoTime() - nextRound >= 0) {
                        nextRound = System.nanoTime() + round;
                        due.addAll(changedSinceLastRound());
                    }
                    due.removeIf(FolderWatch::called);
                } catch (ClosedWatchServiceException e) {
                    throw e;
                } catch (RuntimeException e) {
                    // A bug, here or in a file system. If it ended this thread, every gateway would go on saying that
                    // it
                    // is live and hear of nothing. What it cost is not known, so all is covered anew and
                    // everybody told to look.
                    LOG.error("Watching folders failed, and goes on", e);
                    failed = true;
                    closed.await(PAUSE.toNanos(), TimeUnit.NANOSECONDS);
                }
            }
        } catch (ClosedWatchServiceException _) {
            // How close() ends the wait.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Set<Subscription> everybody() {
        keys.cover(targets.values());
        settle(targets.values());
        return listeners(targets.values());
    }

    private static boolean called(Subscription subscription) {
        long now = System.nanoTime();
        if (subscription.due(now) > 0) {
            return false;
        }
        subscription.call(now);
        return true;
    }

    private @Nullable WatchKey await(long nanos) throws InterruptedException {
        WatchService service = keys.service();
        if (service != null) {
            return service.poll(nanos, TimeUnit.NANOSECONDS);
        }
        closed.await(nanos, TimeUnit.NANOSECONDS);
        return null;
    }

    /** Who wants to hear of what happened at {@code first} and at all the folders that reported since. */
    private synchronized Set<Subscription> concerned(WatchKey first) {
        Set<FolderTarget> concerned = new LinkedHashSet<>();
        WatchService service = keys.service();
        WatchKey key = first;
        for (int taken = 0; key != null && taken < BATCH; taken++) {
            concerned.addAll(keys.drain(key));
            key = service == null ? null : service.poll();
        }
        if (key != null) {
            concerned.addAll(keys.drain(key));
        }
        settle(concerned);
        return listeners(concerned);
    }

    private synchronized Set<Subscription> changedSinceLastRound() {
        List<FolderTarget> blind =
                targets.values().stream().filter(target -> !target.live()).toList();
        if (!blind.isEmpty()) {
            keys.cover(targets.values()); // the system may have room again
        }
        Set<FolderTarget> changed = settle(targets.values());
        blind.stream().filter(FolderTarget::differs).forEach(changed::add);
        return listeners(changed);
    }

    /**
     * Looks up again where the {@code suspects} are, and watches the way there. A folder may be replaced between the look
     * and the watch, so it is looked at again after.
     *
     * @return the ones whose way changed
     */
    private Set<FolderTarget> settle(Collection<FolderTarget> suspects) {
        Set<FolderTarget> changed = new LinkedHashSet<>();
        for (int look = 0; look < LOOKS; look++) {
            List<FolderTarget> moved =
                    suspects.stream().filter(FolderTarget::moved).toList();
            if (moved.isEmpty() && keys.allValid()) {
                break;
            }
            changed.addAll(moved);
            keys.cover(targets.values());
        }
        tellOfLimit();
        return changed;
    }

    private static Set<Subscription> listeners(Collection<FolderTarget> targets) {
        Set<Subscription> listeners = new HashSet<>();
        targets.forEach(target -> listeners.addAll(target.subscriptions()));
        return listeners;
    }

    private void tellOfLimit() {
        boolean limited = targets.values().stream().anyMatch(target -> !target.live());
        if (limited && !toldOfLimit) {
            LOG.warn(
                    "The system does not watch all folders for us; these are compared from time to time: {}",
                    compared());
        }
        toldOfLimit = limited;
    }

    /** Ends every registration and the thread; idempotent. */
    @Override
    public void close() {
        Thread ending;
        synchronized (this) {
            closed.countDown();
            ending = thread;
            thread = null;
            targets.values().forEach(target -> target.subscriptions().clear());
            targets.clear();
            try {
                keys.close();
            } catch (IOException e) {
                LOG.warn("The watch on folders did not end cleanly", e);
            }
        }
        if (ending != null && ending != Thread.currentThread()) {
            try {
                if (!ending.join(CLOSING)) {
                    LOG.warn("A listener to changed folders does not return");
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Ends with {@link #close()}, after which the hint is not called any more. */
    public interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}

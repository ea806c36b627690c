package dev.gatehouse.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.WatchKey;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FolderWatchTest {
    /** So long that no test can pass by it. */
    private static final Duration NEVER = Duration.ofHours(1);

    private static final Duration OFTEN = Duration.ofMillis(20);

    @TempDir
    Path temporary;

    private final AtomicInteger hints = new AtomicInteger();
    private FolderWatch watch = new FolderWatch(NEVER, Path::register);
    private Path base = Path.of("");

    @BeforeEach
    void resolveBase() throws IOException {
        base = temporary.toRealPath();
    }

    @AfterEach
    void close() {
        watch.close();
    }

    @Test
    void aFileWrittenIsToldAtOnce() throws IOException {
        Path folder = Files.createDirectory(base.resolve("store"));
        watch.watch(List.of(folder), hints::incrementAndGet);
        hintedBy(() -> Files.writeString(folder.resolve("a.json"), "1"));
        hintedBy(() -> Files.writeString(folder.resolve("a.json"), "2"));
    }

    @Test
    void aFailureThatNobodyExpectedDoesNotEndTheWatch() throws IOException {
        AtomicBoolean failing = new AtomicBoolean();
        AtomicInteger failed = new AtomicInteger();
        watch = new FolderWatch(OFTEN, (folder, service, kinds) -> {
            if (failing.get()) {
                failed.incrementAndGet();
                throw new IllegalStateException("a bug");
            }
            return folder.register(service, kinds);
        });
        Path folder = base.resolve("store");
        watch.watch(List.of(folder), hints::incrementAndGet);
        failing.set(true);
        Files.createDirectory(folder);
        await().until(() -> failed.get() > 0);
        failing.set(false);
        writesAreSeenIn(folder);
    }

    @Test
    void aRenameAndAnAtomicReplaceAreTold() throws IOException {
        Path folder = Files.createDirectory(base.resolve("store"));
        Path outside = Files.createDirectory(base.resolve("outside"));
        Path file = Files.writeString(folder.resolve("a.json"), "1");
        Path fresh = Files.writeString(outside.resolve("fresh"), "2");
        watch.watch(List.of(folder), hints::incrementAndGet);
        hintedBy(() -> Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE));
        hintedBy(() -> Files.move(file, folder.resolve("b.json")));
        hintedBy(() -> Files.delete(folder.resolve("b.json")));
    }

    @Test
    void aFolderDeletedAndMadeAgainIsWatchedOn() throws IOException {
        Path folder = Files.createDirectory(base.resolve("store"));
        watch.watch(List.of(folder), hints::incrementAndGet);
        for (int round = 0; round < 5; round++) {
            hintedBy(() -> {
                Files.delete(folder);
                Files.createDirectory(folder);
            });
            writesAreSeenIn(folder);
            Files.delete(folder.resolve("seen.json"));
        }
    }

    @Test
    void aFolderRenamedAwayIsLeftAndTheOneInItsPlaceWatched() throws IOException {
        Path folder = Files.createDirectory(base.resolve("store"));
        Path away = base.resolve("away");
        watch.watch(List.of(folder), hints::incrementAndGet);
        hintedBy(() -> Files.move(folder, away));
        hintedBy(() -> Files.createDirectory(folder));
        writesAreSeenIn(folder);
        Path second = Files.createDirectory(base.resolve("second"));
        Files.delete(folder.resolve("seen.json"));
        hintedBy(() -> Files.move(second, folder, StandardCopyOption.ATOMIC_MOVE));
        writesAreSeenIn(folder);
    }

    @Test
    void aParentRenamedAndBroughtBackIsNoticed() throws IOException {
        Path folder = Files.createDirectories(base.resolve("home/state/credentials"));
        watch.watch(List.of(folder), hints::incrementAndGet);
        hintedBy(() -> Files.move(base.resolve("home"), base.resolve("elsewhere")));
        hintedBy(() -> Files.createDirectories(folder));
        writesAreSeenIn(folder);
    }

    @Test
    void aFolderThatAppearsLaterIsNoticedLevelByLevel() throws IOException {
        Path folder = base.resolve("not/there/yet/credentials");
        watch.watch(List.of(folder), hints::incrementAndGet);
        hintedBy(() -> Files.createDirectory(base.resolve("not")));
        hintedBy(() -> Files.createDirectories(folder));
        writesAreSeenIn(folder);
    }

    @Test
    void aLinkAtTheFolderItselfMayBeRetargeted() throws IOException {
        Path first = Files.createDirectory(base.resolve("first"));
        Path second = Files.createDirectory(base.resolve("second"));
        Path link = Files.createSymbolicLink(base.resolve("store"), first);
        watch.watch(List.of(link), hints::incrementAndGet);
        writesAreSeenIn(first);
        hintedBy(() -> retarget(link, second));
        writesAreSeenIn(second);
    }

    @Test
    void aLinkInTheParentsMayBeRetargeted() throws IOException {
        Files.createDirectories(base.resolve("a/state/credentials"));
        Files.createDirectories(base.resolve("b/state/credentials"));
        Path links = Files.createDirectory(base.resolve("links"));
        // A link to a link, the second one relative and in a folder of its own.
        Path inner = Files.createSymbolicLink(links.resolve("inner"), Path.of("../a"));
        Path outer = Files.createSymbolicLink(base.resolve("outer"), inner);
        watch.watch(List.of(outer.resolve("state/credentials")), hints::incrementAndGet);
        writesAreSeenIn(base.resolve("a/state/credentials"));
        hintedBy(() -> retarget(inner, Path.of("../b")));
        writesAreSeenIn(base.resolve("b/state/credentials"));
        hintedBy(() -> retarget(outer, base.resolve("a")));
        Files.delete(base.resolve("a/state/credentials/seen.json"));
        writesAreSeenIn(base.resolve("a/state/credentials"));
    }

    @Test
    void linksInACircleAreAsGoodAsMissing() throws IOException {
        Path one = base.resolve("one");
        Files.createSymbolicLink(base.resolve("two"), one);
        Files.createSymbolicLink(one, base.resolve("two"));
        watch.watch(List.of(one.resolve("store")), hints::incrementAndGet);
        hintedBy(() -> Files.delete(one));
        hintedBy(() -> Files.createDirectories(one.resolve("store")));
        writesAreSeenIn(one.resolve("store"));
    }

    @Test
    void aChangeThatNoEventToldIsFoundInTheRound() throws IOException {
        watch.close();
        AtomicReference<Path> unseen = new AtomicReference<>();
        // The folder above cannot be watched, as where it may not be read.
        watch = new FolderWatch(OFTEN, (folder, service, kinds) -> {
            if (folder.equals(unseen.get())) {
                throw new IOException("Permission denied");
            }
            return folder.register(service, kinds);
        });
        Path above = Files.createDirectory(base.resolve("above"));
        unseen.set(above);
        Path folder = Files.createDirectory(above.resolve("store"));
        watch.watch(List.of(folder), hints::incrementAndGet);
        assertThat(watch.compared()).isEmpty();
        hintedBy(() -> Files.move(folder, base.resolve("away")));
        hintedBy(() -> Files.createDirectory(folder));
        writesAreSeenIn(folder);
    }

    @Test
    void theEndOfAFolderIsToldByItselfWhereItsParentCannotBeWatched() throws IOException {
        watch.close();
        Path above = Files.createDirectory(base.resolve("above"));
        watch = new FolderWatch(NEVER, (folder, service, kinds) -> {
            if (folder.equals(above)) {
                throw new IOException("Permission denied");
            }
            return folder.register(service, kinds);
        });
        Path folder = Files.createDirectory(above.resolve("store"));
        watch.watch(List.of(folder), hints::incrementAndGet);
        hintedBy(() -> Files.delete(folder));
    }

    @Test
    void whereTheSystemWatchesNoMoreFoldersAreComparedUntilItDoes() throws IOException {
        watch.close();
        AtomicBoolean limit = new AtomicBoolean(true);
        watch = new FolderWatch(OFTEN, (folder, service, kinds) -> {
            if (limit.get()) {
                throw new IOException("User limit of inotify watches reached");
            }
            return folder.register(service, kinds);
        });
        Path folder = Files.createDirectory(base.resolve("store"));
        Path later = base.resolve("later");
        watch.watch(List.of(folder, later), hints::incrementAndGet);
        assertThat(watch.compared()).containsExactlyInAnyOrder(folder, later);
        writesAreSeenIn(folder);
        hintedBy(() -> Files.writeString(folder.resolve("seen.json"), "longer than it was"));
        hintedBy(() -> Files.delete(folder.resolve("seen.json")));
        hintedBy(() -> Files.createDirectory(later));
        writesAreSeenIn(later);
        limit.set(false);
        await().until(() -> watch.compared().isEmpty());
        assertThat(watch.watched()).isGreaterThan(2);
    }

    @Test
    void nothingIsHintedWhileNothingChangesButRoundsGoOn() throws IOException {
        watch.close();
        Semaphore looks = new Semaphore(0);
        watch = new FolderWatch(OFTEN, (folder, service, kinds) -> {
            looks.release();
            throw new IOException("User limit of inotify watches reached");
        });
        Files.writeString(base.resolve("a.json"), "1");
        watch.watch(List.of(base), hints::incrementAndGet);
        int perRound = looks.availablePermits();
        await().until(() -> looks.availablePermits() > 5 * perRound);
        assertThat(hints).hasValue(0);
    }

    @Test
    void moreEventsThanTheSystemKeepsAreAHintToo() throws Exception {
        Path folder = Files.createDirectory(base.resolve("store"));
        Semaphore in = new Semaphore(0);
        CountDownLatch out = new CountDownLatch(1);
        watch.watch(List.of(folder), () -> {
            in.release();
            try {
                if (!out.await(30, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("not let go");
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        Files.createFile(folder.resolve("first"));
        assertThat(in.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
        // The JDK keeps 512 events of a folder; then it forgets them and says OVERFLOW.
        for (int i = 0; i < 2000; i++) {
            Files.createFile(folder.resolve("file" + i));
        }
        out.countDown();
        assertThat(in.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
        watch.close();
        assertThat(in.availablePermits())
                .as("what came while the listener was busy is one hint, or few")
                .isLessThan(200);
    }

    @Test
    void severalHearOfOneFolderAndAFailingOneDoesNotStopTheOthers() throws IOException {
        Path folder = Files.createDirectory(base.resolve("store"));
        AtomicInteger failed = new AtomicInteger();
        watch.watch(List.of(folder), () -> {
            failed.incrementAndGet();
            throw new IllegalStateException("thrown by the test on purpose");
        });
        watch.watch(List.of(folder), hints::incrementAndGet);
        AtomicInteger third = new AtomicInteger();
        FolderWatch.Registration ended = watch.watch(List.of(folder), third::incrementAndGet);
        ended.close();
        hintedBy(() -> Files.writeString(folder.resolve("a"), "1"));
        await().until(() -> failed.get() > 0);
        hintedBy(() -> Files.writeString(folder.resolve("b"), "1"));
        assertThat(third).hasValue(0);
    }

    @Test
    void whoEndsTheRegistrationsLeavesNoWatchBehind() throws IOException {
        watch.close();
        Set<WatchKey> given = ConcurrentHashMap.newKeySet();
        watch = new FolderWatch(NEVER, (folder, service, kinds) -> {
            WatchKey key = folder.register(service, kinds);
            given.add(key);
            return key;
        });
        Path shared = Files.createDirectory(base.resolve("shared"));
        Path own = Files.createDirectories(base.resolve("deep/er/own"));
        Path real = Files.createDirectory(base.resolve("real"));
        Path link = Files.createSymbolicLink(base.resolve("link"), real);
        FolderWatch.Registration one = watch.watch(List.of(shared, own), hints::incrementAndGet);
        int alone = watch.watched();
        FolderWatch.Registration two = watch.watch(List.of(shared, link), hints::incrementAndGet);
        assertThat(watch.watched()).isEqualTo(alone + 1);
        two.close();
        assertThat(watch.watched()).isEqualTo(alone);
        hintedBy(() -> Files.createFile(shared.resolve("still.json")));
        one.close();
        one.close();
        assertThat(watch.watched()).isZero();
        assertThat(given).isNotEmpty().noneMatch(WatchKey::isValid);
        int before = hints.get();
        CountDownLatch other = new CountDownLatch(1);
        watch.watch(List.of(real), other::countDown);
        Files.createFile(shared.resolve("a"));
        Files.createFile(real.resolve("b"));
        await().until(() -> other.getCount() == 0);
        assertThat(hints).hasValue(before);
    }

    @Test
    void aListenerMayEndItsOwnRegistrationAndClosingEndsTheThread() throws IOException {
        Path folder = Files.createDirectory(base.resolve("store"));
        AtomicReference<FolderWatch.Registration> own = new AtomicReference<>();
        AtomicReference<Thread> caller = new AtomicReference<>();
        own.set(watch.watch(List.of(folder), () -> {
            caller.set(Thread.currentThread());
            FolderWatch.Registration registration = own.get();
            if (registration != null) {
                registration.close();
            }
        }));
        Files.createFile(folder.resolve("a"));
        await().until(() -> watch.watched() == 0);
        Thread thread = caller.get();
        assertThat(thread).isNotNull();
        assertThat(thread.getName()).isEqualTo("folder-watch");
        watch.close();
        watch.close();
        assertThat(thread.isAlive()).isFalse();
        assertThatThrownBy(() -> watch.watch(List.of(folder), hints::incrementAndGet))
                .isInstanceOf(IllegalStateException.class);
    }

    private void retarget(Path link, Path target) throws IOException {
        Path fresh = Files.createSymbolicLink(link.resolveSibling("fresh-link"), target);
        Files.move(fresh, link, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Writes that come until the folder is seen to be watched: the watch may still be on its way there. */
    private void writesAreSeenIn(Path folder) throws IOException {
        settled();
        hintedBy(() -> Files.writeString(folder.resolve("seen.json"), "1"));
    }

    /** Waits until the hints of what was done before have all come. */
    private void settled() {
        AtomicInteger last = new AtomicInteger(-1);
        await().pollInterval(Duration.ofMillis(50)).until(() -> last.getAndSet(hints.get()) == hints.get());
    }

    private void hintedBy(Act act) throws IOException {
        settled();
        int before = hints.get();
        act.run();
        await().atMost(Duration.ofSeconds(10)).until(() -> hints.get() > before);
    }

    @FunctionalInterface
    private interface Act {
        void run() throws IOException;
    }
}

package dev.gatehouse.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockFileTest {
    private static final Instant SINCE = Instant.parse("2026-11-20T13:45:00Z");

    @TempDir
    Path folder;

    /** A lock that says "dead" is stale; one that says "mine" is process 4711's. */
    private record Words(String content) implements LockProtocol {
        @Override
        public Holder holder(Seen lock) {
            return lock.text().startsWith("mine") ? new Holder(4711, SINCE) : Holder.UNKNOWN;
        }

        @Override
        public boolean stale(Seen lock) {
            return lock.text().equals("dead");
        }
    }

    private LockFile lock(Duration patience) {
        return new LockFile(folder.resolve("store.json"), new Words("mine " + UUID.randomUUID()), patience);
    }

    private Path file() {
        return folder.resolve("store.json.lock");
    }

    @Test
    void isAFileBesideTheOtherWhileItIsHeld() throws Exception {
        try (LockFile.Held _ = lock(Duration.ZERO).acquire()) {
            assertThat(Files.readString(file())).startsWith("mine");
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void givesUpAndTellsWhoHoldsItSinceWhen() throws Exception {
        try (LockFile.Held _ = lock(Duration.ZERO).acquire()) {
            String content = Files.readString(file());
            assertThatThrownBy(() -> lock(Duration.ofMillis(50)).acquire())
                    .isInstanceOfSatisfying(FileFault.Locked.class, locked -> {
                        assertThat(locked.pid()).isEqualTo(4711);
                        assertThat(locked.since()).isEqualTo(SINCE);
                        assertThat(locked.path()).isEqualTo(folder.resolve("store.json"));
                    });
            assertThat(file()).hasContent(content);
        }
    }

    @Test
    void waitsUntilItIsGivenBack() throws Exception {
        LockFile.Held held = lock(Duration.ZERO).acquire();
        List<Throwable> failed = new ArrayList<>();
        Thread waiting = Thread.ofVirtual().name("waiting").start(() -> {
            try (LockFile.Held _ = lock(Duration.ofSeconds(8)).acquire()) {
                assertThat(file()).exists();
            } catch (IOException | AssertionError e) {
                failed.add(e);
            }
        });
        held.close();
        assertThat(waiting.join(Duration.ofSeconds(10))).isTrue();
        assertThat(failed).isEmpty();
    }

    @Test
    void takesAwayTheLockOfTheDead() throws Exception {
        Files.writeString(file(), "dead");
        try (LockFile.Held _ = lock(Duration.ZERO).acquire()) {
            assertThat(Files.readString(file())).startsWith("mine");
        }
    }

    @Test
    void aLockThatSaysNothingIsNotTaken() throws Exception {
        Files.createFile(file());
        assertThatThrownBy(() -> lock(Duration.ofMillis(30)).acquire())
                .isInstanceOfSatisfying(
                        FileFault.Locked.class,
                        locked -> assertThat(locked.pid()).isZero());
        assertThat(file()).exists();
    }

    @Test
    void whoeverReplacesADeadLockFirstKeepsIt() throws Exception {
        Files.writeString(file(), "dead");
        LockProtocol slow = new LockProtocol() {
            @Override
            public String content() {
                return "mine too";
            }

            @Override
            public Holder holder(Seen lock) {
                return new Holder(7, null);
            }

            @Override
            public boolean stale(Seen lock) {
                if (!lock.text().equals("dead")) {
                    return false;
                }
                try {
                    // Between this verdict and what follows from it, another process does the same and is faster.
                    Files.delete(file());
                    Files.writeString(file(), "mine");
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                return true;
            }
        };
        assertThatThrownBy(() -> new LockFile(folder.resolve("store.json"), slow, Duration.ofMillis(50)).acquire())
                .isInstanceOf(FileFault.Locked.class);
        assertThat(file()).hasContent("mine");
    }

    @Test
    void givesBackOnlyItsOwn() throws Exception {
        LockFile.Held held = lock(Duration.ZERO).acquire();
        Files.delete(file());
        Files.writeString(file(), "mine other");
        held.close();
        assertThat(file()).hasContent("mine other");
    }

    @Test
    void oneThatCannotBeGivenBackDoesNotUndoWhatWasDoneUnderIt() throws Exception {
        LockFile.Held held = lock(Duration.ZERO).acquire();
        Files.delete(file());
        // A link to itself: even root gets an error of it.
        Files.createSymbolicLink(file(), file());
        assertThatCode(held::close).doesNotThrowAnyException();
    }

    @Test
    void isFoundThroughALinkToTheFolder() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolveSibling(folder.getFileName() + "-link"), folder);
        try (LockFile.Held _ = new LockFile(link.resolve("store.json"), new Words("mine"), Duration.ZERO).acquire()) {
            assertThat(file()).exists();
        }
        Files.delete(link);
    }

    /** Four processes, each counting under the lock, and each leaving dead locks for the others to fight over. */
    @Test
    void processesThatContendLoseNothing() throws Exception {
        Path counter = Files.writeString(folder.resolve("store.json"), "0");
        Files.writeString(file(), "dead");
        List<Process> children = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            children.add(ChildJvm.start(Counting.class, counter.toString(), "150"));
        }
        for (Process child : children) {
            assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(child.exitValue()).isZero();
        }
        assertThat(counter).hasContent("600");
    }

    /** Adds one so many times, and dies with the lock, in a manner of speaking, every fifth time. */
    static final class Counting {
        private Counting() {}

        public static void main(String[] arguments) throws IOException {
            Path counter = Path.of(arguments[0]);
            Path file = counter.resolveSibling("store.json.lock");
            for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
                LockFile lock = new LockFile(counter, new Words("mine " + UUID.randomUUID()), Duration.ofSeconds(50));
                try (LockFile.Held _ = lock.acquire()) {
                    Files.writeString(counter, Integer.toString(Integer.parseInt(Files.readString(counter)) + 1));
                    if (i % 5 == 0) {
                        // In place of its own, in one step, as if this process had died holding it.
                        Path dead = Files.writeString(file.resolveSibling(UUID.randomUUID() + ".dead"), "dead");
                        Files.move(dead, file, StandardCopyOption.ATOMIC_MOVE);
                    }
                }
            }
        }
    }
}

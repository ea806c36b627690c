package dev.gatehouse.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AtomicFileTest {
    private static final AtomicFile.LastWord<RuntimeException> GO = () -> {};

    @TempDir
    Path folder;

    private Path file() throws IOException {
        return Files.writeString(folder.resolve("store.json"), "old");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void replacesWithAFileForItsOwnerAlone() throws Exception {
        AtomicFile file = new AtomicFile(file());
        file.replace(file.read(), "new".getBytes(UTF_8), GO);
        assertThat(file.path()).hasContent("new");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
                .isEqualTo("rw-------");
        assertThat(names()).containsExactly("store.json");
    }

    @Test
    void theTemporaryFileIsForItsOwnerAloneFromTheStart() throws Exception {
        AtomicFile file = new AtomicFile(file(), (step, target) -> {
            if (step == AtomicFile.Step.WRITE) {
                try (Stream<Path> files = Files.list(target.resolveSibling(""))) {
                    Path temporary = files.filter(one -> one.toString().endsWith(".tmp"))
                            .findFirst()
                            .orElseThrow();
                    assertThat(temporary.getFileName().toString()).startsWith("store.json.");
                    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(temporary)))
                            .isEqualTo("rw-------");
                }
            }
        });
        file.replace(file.read(), "new".getBytes(UTF_8), GO);
        assertThat(file.path()).hasContent("new");
    }

    @Test
    void refusesToReplaceWhatAnotherHasWrittenSince() throws Exception {
        AtomicFile file = new AtomicFile(file());
        AtomicFile.Content read = file.read();
        Files.writeString(file.path(), "OLD");
        assertThatThrownBy(() -> file.replace(read, "new".getBytes(UTF_8), GO)).isInstanceOf(FileFault.Changed.class);
        assertThat(file.path()).hasContent("OLD");
        Files.delete(file.path());
        assertThatThrownBy(() -> file.replace(read, "new".getBytes(UTF_8), GO)).isInstanceOf(FileFault.Changed.class);
        assertThat(names()).isEmpty();
    }

    @Test
    void refusesToReplaceWhatAppearedMeanwhile() throws Exception {
        AtomicFile file = new AtomicFile(folder.resolve("store.json"));
        AtomicFile.Content nothing = file.read();
        assertThat(nothing.exists()).isFalse();
        file();
        assertThatThrownBy(() -> file.replace(nothing, "new".getBytes(UTF_8), GO))
                .isInstanceOf(FileFault.Changed.class);
        assertThat(file.path()).hasContent("old");
    }

    @Test
    void theLastWordCanStopIt() throws Exception {
        AtomicFile file = new AtomicFile(file());
        assertThatThrownBy(() -> file.replace(file.read(), "new".getBytes(UTF_8), () -> {
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        assertThat(file.path()).hasContent("old");
        assertThat(names()).containsExactly("store.json");
    }

    @ParameterizedTest
    @EnumSource(value = AtomicFile.Step.class, names = "FORCE_FOLDER", mode = EnumSource.Mode.EXCLUDE)
    void aFullDiskAtAnyStepLeavesTheOldContentAndNothingElse(AtomicFile.Step full) throws Exception {
        AtomicFile file = new AtomicFile(file(), (step, target) -> {
            if (step == full) {
                throw new FileSystemException(target.toString(), null, "No space left on device");
            }
        });
        assertThatThrownBy(() -> file.replace(file.read(), "new".getBytes(UTF_8), GO))
                .isInstanceOf(FileFault.DiskFull.class);
        assertThat(file.path()).hasContent("old");
        assertThat(names()).containsExactly("store.json");
    }

    @Test
    void aFolderThatCannotBeForcedToTheDiskDoesNotUndoTheReplacement() throws Exception {
        AtomicFile file = new AtomicFile(file(), (step, target) -> {
            if (step == AtomicFile.Step.FORCE_FOLDER) {
                throw new FileSystemException(target.toString(), null, "Invalid argument");
            }
        });
        file.replace(file.read(), "new".getBytes(UTF_8), GO);
        assertThat(file.path()).hasContent("new");
        assertThat(names()).containsExactly("store.json");
    }

    @Test
    void tellsWhatTheSystemMeans() {
        assertThat(FileFault.recognise(folder, new AccessDeniedException("x"))).isInstanceOf(FileFault.Denied.class);
        assertThat(FileFault.recognise(folder, new IOException("Disk quota exceeded")))
                .isInstanceOf(FileFault.DiskFull.class);
        assertThat(FileFault.recognise(folder, new FileSystemException("x", null, "Read-only file system")))
                .isInstanceOf(FileFault.Denied.class);
        IOException other = new IOException("Input/output error");
        assertThat(FileFault.recognise(folder, other)).isSameAs(other);
    }

    @Test
    void refusesALargeFileBeforeReadingIt() throws Exception {
        Path path = folder.resolve("large.json");
        try (RandomAccessFile large = new RandomAccessFile(path.toFile(), "rw")) {
            large.setLength(200L << 20);
        }
        assertThatThrownBy(() -> new AtomicFile(path).read())
                .isInstanceOfSatisfying(
                        FileFault.TooLarge.class,
                        fault -> assertThat(fault.bytes()).isEqualTo(200L << 20));
    }

    @Test
    void refusesWhatIsNoFile() throws Exception {
        assertThatThrownBy(() -> new AtomicFile(folder).read()).isInstanceOf(IOException.class);
    }

    @Test
    void createsOnlyWhatIsNotThere() throws Exception {
        AtomicFile file = new AtomicFile(folder.resolve("store.json"));
        assertThat(file.createIfAbsent("empty".getBytes(UTF_8))).isTrue();
        assertThat(file.createIfAbsent("other".getBytes(UTF_8))).isFalse();
        assertThat(file.path()).hasContent("empty");
        assertThat(names()).containsExactly("store.json");
    }

    @Test
    void followsALinkToTheFolderAndReplacesALinkInPlaceOfTheFile() throws Exception {
        Path real = Files.createDirectory(folder.resolve("real"));
        Path elsewhere = Files.writeString(folder.resolve("elsewhere.json"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);
        Files.createSymbolicLink(real.resolve("store.json"), elsewhere);
        AtomicFile file = new AtomicFile(link.resolve("store.json"));
        file.replace(file.read(), "new".getBytes(UTF_8), GO);
        assertThat(Files.isRegularFile(real.resolve("store.json"), LinkOption.NOFOLLOW_LINKS))
                .isTrue();
        assertThat(real.resolve("store.json")).hasContent("new");
        assertThat(elsewhere).hasContent("old");
    }

    @ParameterizedTest
    @EnumSource(AtomicFile.Step.class)
    void aProcessKilledAtAnyStepLeavesTheOldContentOrTheNew(AtomicFile.Step step) throws Exception {
        Path path = file();
        Process child = ChildJvm.start(Killed.class, path.toString(), step.name());
        assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(child.exitValue()).isEqualTo(99);
        assertThat(path).hasContent(step == AtomicFile.Step.FORCE_FOLDER ? "new" : "old");
    }

    /** Replaces a file and halts at a step. */
    static final class Killed {
        private Killed() {}

        public static void main(String[] arguments) throws IOException {
            AtomicFile file = new AtomicFile(Path.of(arguments[0]), (step, _) -> {
                if (step.name().equals(arguments[1])) {
                    Runtime.getRuntime().halt(99);
                }
            });
            file.replace(file.read(), "new".getBytes(UTF_8), GO);
        }
    }
}

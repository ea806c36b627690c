package dev.gatehouse.practice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.io.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PracticeFolderTest {
    @TempDir
    Path temporary;

    private List<Path> folders() throws IOException {
        try (Stream<Path> files = Files.list(temporary)) {
            return files.toList();
        }
    }

    @Test
    void whatAKilledProcessLeftIsDeletedAndWhatALiveOneHasIsNot() throws Exception {
        Process other = ChildJvm.start(Waiting.class, temporary.toString());
        try {
            await().until(() ->
                    folders().size() == 1 && Files.exists(folders().getFirst().resolve("credentials")));
            Path theirs = folders().getFirst();
            try (PracticeFolder ours = PracticeFolder.create(temporary)) {
                assertThat(folders()).containsExactlyInAnyOrder(theirs, ours.path());
            }
            other.destroyForcibly();
            assertThat(other.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(folders()).containsExactly(theirs);
            try (PracticeFolder ours = PracticeFolder.create(temporary)) {
                assertThat(folders()).containsExactly(ours.path());
            }
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void twoOfOneProcessLeaveEachOtherAlone() throws IOException {
        try (PracticeFolder one = PracticeFolder.create(temporary);
                PracticeFolder two = PracticeFolder.create(temporary)) {
            assertThat(folders()).containsExactlyInAnyOrder(one.path(), two.path());
        }
        assertThat(folders()).isEmpty();
    }

    @Test
    void whatIsNotCertainlyAPracticeFolderIsLeftAlone() throws IOException {
        Path bare = Files.createDirectory(temporary.resolve("gatehouse-practice-1"));
        Path target = Files.createDirectory(temporary.resolve("target"));
        Files.createFile(target.resolve("gatehouse-owner"));
        Path link = Files.createSymbolicLink(temporary.resolve("gatehouse-practice-2"), target);
        PracticeFolder.create(temporary).close();
        assertThat(folders()).containsExactlyInAnyOrder(bare, target, link);
    }

    /** Has a folder until it is killed. */
    static final class Waiting {
        private Waiting() {}

        public static void main(String[] arguments) throws IOException {
            PracticeFolder folder = PracticeFolder.create(Path.of(arguments[0]));
            folder.createFolder("credentials");
            assertThat(System.in.read()).isEqualTo(-1);
        }
    }
}

package dev.gatehouse.practice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.io.FileFault;
import dev.gatehouse.practice.StoreFile.Style;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreFileTest {
    @TempDir
    Path folder;

    @Test
    void aChangeOfTheConsoleInBetweenIsKept() throws IOException {
        Path path = Files.writeString(folder.resolve("pending.json"), "{ \"theirs\": 1 }");
        StoreFile file = new StoreFile(path, Style.KEYED, InstantSource.system());
        AtomicInteger attempts = new AtomicInteger();
        file.change(root -> {
            if (attempts.incrementAndGet() == 1) {
                write(path, "{ \"theirs\": 2, \"more\": 3 }");
            }
            root.put("ours", 4);
            return true;
        });
        assertThat(attempts).hasValue(2);
        assertThat(path).hasContent("{\n  \"theirs\": 2,\n  \"more\": 3,\n  \"ours\": 4\n}");
    }

    @Test
    void whoNeverGetsAWordInGivesUpAndLeavesEverythingAsItIs() throws IOException {
        Path path = Files.writeString(folder.resolve("pending.json"), "{}");
        StoreFile file = new StoreFile(path, Style.KEYED, InstantSource.system());
        AtomicInteger attempts = new AtomicInteger();
        assertThatThrownBy(() -> file.change(root -> {
                    write(path, "{ \"theirs\": %d }".formatted(attempts.incrementAndGet()));
                    root.put("ours", 1);
                    return true;
                }))
                .isInstanceOf(FileFault.Changed.class);
        assertThat(path).hasContent("{ \"theirs\": %d }".formatted(attempts.get()));
        assertThat(folder).isDirectoryContaining(path::equals);
    }

    @Test
    void aFileThatMakesNoSenseIsAFailureOfTheDiskNotOfTheProgram() throws IOException {
        for (String text : List.of("{\"code\": JY829YJX}", "[]", "")) {
            Path path = Files.writeString(folder.resolve("pending.json"), text);
            StoreFile file = new StoreFile(path, Style.KEYED, InstantSource.system());
            assertThatThrownBy(file::read)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("pending.json")
                    .hasMessageNotContaining("JY829YJX");
            assertThat(path).hasContent(text);
        }
    }

    @Test
    void filesOfPeopleAreChangedUnderTheLockOnly() throws IOException {
        Path path = folder.resolve("telegram-pairing.json");
        Path lock = folder.resolve("telegram-pairing.json.lock");
        new StoreFile(path, Style.DM, InstantSource.system()).change(root -> {
            assertThat(lock)
                    .content()
                    .contains("\"pid\": " + ProcessHandle.current().pid());
            root.put("version", 1);
            return true;
        });
        assertThat(path).hasContent("{\n  \"version\": 1\n}\n");
        assertThat(lock).doesNotExist();
    }

    private static void write(Path path, String text) {
        try {
            Files.writeString(path, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

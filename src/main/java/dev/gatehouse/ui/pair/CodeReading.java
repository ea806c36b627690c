package dev.gatehouse.ui.pair;

import dev.gatehouse.gateway.CodeContents;
import dev.gatehouse.pairing.IssuedCode;
import dev.gatehouse.ui.pair.PairItem.Row;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/** What is in the code that is looked at: worked out beside the screen, and forgotten with its text. */
final class CodeReading {
    private final Function<IssuedCode, Optional<CodeContents>> reader;
    private final Executor screen;
    private final ReadOnlyObjectWrapper<@Nullable CodeContents> contents = new ReadOnlyObjectWrapper<>();
    private @Nullable IssuedCode read;

    /**
     * Nothing is read yet.
     *
     * @param reader tells what is in a code; may take its time
     * @param screen the thread of the screen
     */
    CodeReading(Function<IssuedCode, Optional<CodeContents>> reader, Executor screen) {
        this.reader = reader;
        this.screen = screen;
    }

    /** What is in it, or null while that is not known. */
    ReadOnlyObjectProperty<@Nullable CodeContents> contentsProperty() {
        return contents.getReadOnlyProperty();
    }

    /** From now on it is about {@code row}, or about none. */
    void read(@Nullable Row row) {
        IssuedCode code = row == null || !row.open() || row.code().text() == null ? null : row.code();
        if (code == null) {
            read = null;
            contents.set(null);
            return;
        }
        boolean another = read == null || !read.key().equals(code.key());
        if (another) {
            contents.set(null);
        }
        // A gateway that was away may be able to tell by now.
        if (another || !code.equals(read) || contents.get() == null) {
            read = code;
            Thread.ofVirtual().name("contents").start(() -> {
                Optional<CodeContents> told = reader.apply(code);
                screen.execute(() -> told(code, told));
            });
        }
    }

    private void told(IssuedCode code, Optional<CodeContents> what) {
        if (code.equals(read)) {
            contents.set(what.orElse(null));
        }
    }
}

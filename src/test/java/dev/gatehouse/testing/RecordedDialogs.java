package dev.gatehouse.testing;

import dev.gatehouse.ui.common.Dialogs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Keeps questions for a test to look at; answers when told to. */
public final class RecordedDialogs implements Dialogs {
    private final List<Question> questions = new ArrayList<>();
    private final List<String> targets = new ArrayList<>();
    private final List<Path> folders = new ArrayList<>();
    private Runnable yes = () -> {};
    private @Nullable Path chosen;

    /** Every question that was asked. */
    public List<Question> questions() {
        return List.copyOf(questions);
    }

    /** The names that were proposed for files. */
    public List<String> targets() {
        return List.copyOf(targets);
    }

    /** The folders in which those were to be chosen. */
    public List<Path> folders() {
        return List.copyOf(folders);
    }

    /** Says yes to the last question. */
    public void sayYes() {
        yes.run();
    }

    /** Every chooser chooses {@code path} from now on. */
    public void choose(Path path) {
        chosen = path;
    }

    @Override
    public void ask(Question question, Runnable then) {
        questions.add(question);
        yes = then;
    }

    @Override
    public void fill(Sheet sheet) {
        throw new UnsupportedOperationException("only a screen fills in");
    }

    @Override
    public void chooseFolder(String title, Consumer<Path> then) {
        choose(then);
    }

    @Override
    public void chooseFile(String title, Consumer<Path> then) {
        choose(then);
    }

    @Override
    public void chooseTarget(String title, String name, @Nullable Path folder, Consumer<Path> then) {
        targets.add(name);
        if (folder != null) {
            folders.add(folder);
        }
        choose(then);
    }

    private void choose(Consumer<Path> then) {
        if (chosen != null) {
            then.accept(chosen);
        }
    }
}

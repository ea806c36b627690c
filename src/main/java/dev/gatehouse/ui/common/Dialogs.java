package dev.gatehouse.ui.common;

import java.nio.file.Path;
import java.util.function.Consumer;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.Node;
import org.jspecify.annotations.Nullable;

/** Questions to the operator that stand before everything else. Never blocks; answers come on the JavaFX thread. */
public interface Dialogs {
    /**
     * A question with two answers, one of which does something.
     *
     * @param title what it is about
     * @param text what will happen
     * @param action the name of the act, on its button
     * @param grave whether the act is hard to undo or gives much power; Cancel has the focus in any case
     * @param tick a sentence that the operator has to tick before the act can be done, or null if there is none
     */
    record Question(
            String title,
            String text,
            String action,
            boolean grave,
            @Nullable String tick) {
        /** A question whose answer is enough. */
        public Question(String title, String text, String action, boolean grave) {
            this(title, text, action, grave, null);
        }
    }

    /** Asks, and runs {@code yes} if the operator wants it. Escape and Enter are no. */
    void ask(Question question, Runnable yes);

    /**
     * Something to fill in before an act.
     *
     * @param title what it is about
     * @param content what is filled in
     * @param first where filling in begins
     * @param action the name of the act, on its button
     * @param busy whether the act is on its way
     * @param act does it; Enter in a field is the same
     * @param done turns true when nothing is left to fill in, and it goes away
     * @param gone called after it went away, done or not
     */
    record Sheet(
            String title,
            Node content,
            Node first,
            String action,
            ObservableBooleanValue busy,
            Runnable act,
            ObservableBooleanValue done,
            Runnable gone) {}

    /** Lets the operator fill something in. Escape is no. */
    void fill(Sheet sheet);

    /** Lets the operator choose a folder. */
    void chooseFolder(String title, Consumer<Path> chosen);

    /** Lets the operator choose a file to open. */
    void chooseFile(String title, Consumer<Path> chosen);

    /** Lets the operator choose where to write a file. */
    default void chooseTarget(String title, String name, Consumer<Path> chosen) {
        chooseTarget(title, name, null, chosen);
    }

    /** The same, beginning in {@code folder}, which is there, or where the system likes if that is null. */
    void chooseTarget(String title, String name, @Nullable Path folder, Consumer<Path> chosen);
}

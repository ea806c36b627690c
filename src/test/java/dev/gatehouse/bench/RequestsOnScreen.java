package dev.gatehouse.bench;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/** The Requests screen as an onlooker finds it. Belongs to the JavaFX thread. */
record RequestsOnScreen(Scene scene, ListView<?> list) {
    private static final PseudoClass GOOD = PseudoClass.getPseudoClass("good");
    private static final PseudoClass UNARMED = PseudoClass.getPseudoClass("unarmed");

    /** The screen in the first window that shows it, or null if none does yet. */
    static @Nullable RequestsOnScreen find() {
        for (Window window : Window.getWindows()) {
            if (window instanceof Stage
                    && window.isShowing()
                    && window.getScene().lookup("#requests") instanceof ListView<?> list) {
                return new RequestsOnScreen(window.getScene(), list);
            }
        }
        return null;
    }

    /** The cells that show a row. */
    Stream<ListCell<?>> rows() {
        Set<Node> cells = list.lookupAll(".request-cell");
        return cells.stream()
                .filter(ListCell.class::isInstance)
                .<ListCell<?>>map(cell -> (ListCell<?>) cell)
                .filter(cell -> cell.isVisible() && !cell.isEmpty() && cell.lookup(".row-title") != null);
    }

    /** The cell of the person called {@code name}. */
    Optional<ListCell<?>> row(String name) {
        return rows().filter(cell -> cell.lookup(".row-title") instanceof Label title
                        && title.getText().contains(name))
                .findFirst();
    }

    /** The button that approves the person called {@code name}, once it takes a click. */
    Optional<Button> armed(String name) {
        return row(name)
                .flatMap(cell -> cell.lookup(".row-acts") instanceof Node acts
                                && !acts.getPseudoClassStates().contains(UNARMED)
                                && cell.lookup(".approve") instanceof Button button
                                && !button.isDisabled()
                        ? Optional.of(button)
                        : Optional.empty());
    }

    /** Whether the row of the person called {@code name} says that all went well. */
    boolean confirmed(String name) {
        return row(name)
                .map(cell -> cell.lookup(".row-state"))
                .filter(state -> state.getPseudoClassStates().contains(GOOD))
                .isPresent();
    }

    /** The one field. */
    TextField search() {
        return (TextField) scene.lookup("#search");
    }
}

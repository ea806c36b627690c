package dev.gatehouse.ui.common;

import atlantafx.base.controls.CustomTextField;
import javafx.beans.property.StringProperty;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.kordamp.ikonli.feather.Feather;

/** The field that narrows a list. Empty, it shows the key that leads to it; filled, a button that empties it. */
public final class SearchField extends CustomTextField {
    private static final double WIDTH = 240;
    private static final double NARROWEST = 130;

    /**
     * A field for {@code text}.
     *
     * @param prompt what can be entered, also its accessible name
     * @param clear the name of the button that empties it
     */
    public SearchField(String prompt, String clear, StringProperty text) {
        setPromptText(prompt);
        setAccessibleText(prompt);
        setPrefWidth(WIDTH);
        setMaxWidth(WIDTH);
        setMinWidth(NARROWEST);
        HBox.setHgrow(this, Priority.SOMETIMES);
        setLeft(Icons.of(Feather.SEARCH));
        Label hint = new Label("/");
        hint.getStyleClass().add("key-hint");
        Button empty = new Button(null, Icons.of(Feather.X));
        empty.getStyleClass().add("clear-button");
        empty.setFocusTraversable(false);
        empty.setAccessibleText(clear);
        empty.setOnAction(event -> clear());
        textProperty().bindBidirectional(text);
        text.subscribe(now -> setRight(now.isEmpty() ? hint : empty));
    }
}

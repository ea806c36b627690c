package dev.gatehouse.ui.common;

import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** A message above a list that stays until it is read. */
public final class Notice extends HBox {
    /**
     * A message.
     *
     * @param sentences what it says, the first being what happened
     * @param good whether nothing is left to see to
     * @param dismiss the name of the button that takes it away
     */
    public Notice(List<String> sentences, boolean good, String dismiss, Runnable dismissed) {
        super(10);
        getStyleClass().addAll("notice", "note", good ? "note-success" : "note-warning");
        setAlignment(Pos.CENTER_LEFT);
        VBox text = new VBox(2);
        sentences.forEach(sentence -> text.getChildren().add(Facts.text(sentence)));
        HBox.setHgrow(text, Priority.ALWAYS);
        Label icon = new Label(null, Icons.of(good ? Feather.CHECK : Feather.ALERT_TRIANGLE));
        Button close = new Button(null, Icons.of(Feather.X));
        close.getStyleClass().addAll("button-icon", "flat", "small");
        close.setAccessibleText(dismiss);
        close.setOnAction(event -> dismissed.run());
        getChildren().addAll(icon, text, close);
        setAccessibleText(String.join(" ", sentences));
    }
}

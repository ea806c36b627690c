package dev.gatehouse.ui.common;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextAlignment;
import org.kordamp.ikonli.Ikon;

/** Stands where a list would be: what would appear there, and what can be done about it. */
public final class EmptyState extends VBox {
    private static final double WIDTH = 400;

    /** Says {@code title} and {@code text} under {@code icon}. */
    public EmptyState(Ikon icon, String title, String text) {
        super(8);
        getStyleClass().add("empty-state");
        setAlignment(Pos.CENTER);
        Label heading = new Label(title);
        heading.getStyleClass().add("empty-title");
        Label body = Facts.text(text, "empty-text");
        body.setMaxWidth(WIDTH);
        body.setAlignment(Pos.CENTER);
        body.setTextAlignment(TextAlignment.CENTER);
        getChildren().addAll(Icons.of(icon, "empty-icon"), heading, body);
    }
}

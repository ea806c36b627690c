package dev.gatehouse.ui.gateways;

import dev.gatehouse.console.Words;
import dev.gatehouse.ui.common.Icons;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** A line in which a secret is typed: masked, unless the operator wants to see it. */
final class SecretField extends HBox {
    private final PasswordField masked = new PasswordField();
    private final TextField open = new TextField();
    private final BooleanProperty shown = new SimpleBooleanProperty();
    private final Button reveal = new Button(null, Icons.of(Feather.EYE));

    /**
     * A field for {@code text}.
     *
     * @param id of the masked field
     * @param label what a screen reader says
     */
    SecretField(String id, String label, MaskedText text, Words words) {
        super(8);
        setAlignment(Pos.CENTER_LEFT);
        masked.setId(id);
        masked.setAccessibleText(label);
        masked.textProperty().bindBidirectional(text);
        open.setId(id + "-open");
        open.setAccessibleText(label);
        open.getStyleClass().add("mono");
        open.textProperty().bindBidirectional(text);
        open.visibleProperty().bind(shown);
        masked.visibleProperty().bind(shown.not());
        reveal.setId(id + "-reveal");
        reveal.getStyleClass().add("button-icon");
        reveal.setOnAction(event -> shown.set(!shown.get()));
        shown.subscribe(now -> {
            String name = words.say(now ? "gateways.secret.hide" : "gateways.secret.show", label);
            reveal.setAccessibleText(name);
            reveal.setTooltip(new Tooltip(name));
            reveal.setGraphic(Icons.of(now ? Feather.EYE_OFF : Feather.EYE));
        });
        // What was emptied after use is masked again for the next.
        text.subscribe(now -> {
            if (now.isEmpty()) {
                shown.set(false);
            }
        });
        StackPane line = new StackPane(open, masked);
        HBox.setHgrow(line, Priority.ALWAYS);
        getChildren().addAll(line, reveal);
    }

    /** Where typing begins. */
    TextField first() {
        return masked;
    }

    /** Marks it as wrong, or not. */
    void setFault(@Nullable String fault) {
        for (TextField field : new TextField[] {masked, open}) {
            field.pseudoClassStateChanged(FormPane.DANGER, fault != null);
            field.setAccessibleHelp(fault);
        }
    }
}

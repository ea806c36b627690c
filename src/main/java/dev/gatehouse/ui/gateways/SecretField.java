package dev.gatehouse.ui.gateways;

import dev.gatehouse.console.Words;
import dev.gatehouse.ui.common.Icons;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
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
    private final ToggleButton reveal = new ToggleButton(null, Icons.of(Feather.EYE));

    /**
     * A field for {@code text}.
     *
     * @param id of the masked field
     * @param label what a screen reader says
     */
    SecretField(String id, String label, MaskedText text, Words words) {
        super(8);
        masked.setId(id);
        masked.setAccessibleText(label);
        masked.textProperty().bindBidirectional(text);
        open.setId(id + "-open");
        open.setAccessibleText(label);
        open.getStyleClass().add("mono");
        open.textProperty().bindBidirectional(text);
        open.visibleProperty().bind(reveal.selectedProperty());
        masked.visibleProperty().bind(reveal.selectedProperty().not());
        reveal.setId(id + "-reveal");
        reveal.getStyleClass().add("button-icon");
        reveal.setFocusTraversable(true);
        reveal.selectedProperty().subscribe(shown -> {
            String name = words.say(shown ? "gateways.secret.hide" : "gateways.secret.show", label);
            reveal.setAccessibleText(name);
            reveal.setTooltip(new Tooltip(name));
            reveal.setGraphic(Icons.of(shown ? Feather.EYE_OFF : Feather.EYE));
        });
        // What was emptied after use is masked again for the next.
        text.subscribe(now -> {
            if (now.isEmpty()) {
                reveal.setSelected(false);
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

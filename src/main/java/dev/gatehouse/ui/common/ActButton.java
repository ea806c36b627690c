package dev.gatehouse.ui.common;

import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A button that can say why it does not work: the reason is in a tooltip that also shows while the button is disabled, and
 * in the accessible text. Enter never presses it; Space and a click do.
 */
public final class ActButton extends StackPane {
    private final Button button;
    private final Tooltip reason = new Tooltip();
    private String named = "";
    private boolean explains;

    /** A button that runs {@code act}. */
    public ActButton(String text, Runnable act, String... styles) {
        button = new Button(text);
        button.getStyleClass().addAll(styles);
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setMaxWidth(Double.MAX_VALUE);
        button.setOnAction(event -> act.run());
        button.addEventFilter(KeyEvent.ANY, event -> {
            if (event.getCode() == KeyCode.ENTER) {
                event.consume();
            }
        });
        reason.setWrapText(true);
        reason.setMaxWidth(360);
        reason.setShowDelay(Duration.millis(300));
        getChildren().add(button);
        setMinWidth(Region.USE_PREF_SIZE);
    }

    /** The button itself, for its look and its id. */
    public Button button() {
        return button;
    }

    /** Gives it a text, and the name that a screen reader says: subject and act. */
    public void setText(String text, String accessible) {
        if (!text.equals(button.getText())) {
            button.setText(text);
        }
        named = accessible;
        say(explains ? reason.getText() : null);
    }

    /** Disables it for {@code why}, or enables it if that is null. */
    public void setWhyNot(@Nullable String why) {
        button.setDisable(why != null);
        if (why != null) {
            reason.setText(why);
        }
        if ((why != null) != explains) {
            explains = why != null;
            if (explains) {
                Tooltip.install(this, reason);
            } else {
                Tooltip.uninstall(this, reason);
            }
        }
        say(why);
    }

    private void say(@Nullable String why) {
        button.setAccessibleText(named);
        button.setAccessibleHelp(why);
        setAccessibleText(why == null ? null : named + ". " + why);
    }
}

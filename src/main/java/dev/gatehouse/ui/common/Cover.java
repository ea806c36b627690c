package dev.gatehouse.ui.common;

import javafx.beans.value.ChangeListener;
import javafx.scene.Node;
import javafx.scene.input.InputEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/**
 * One thing over everything else, and the window over the whole screen with it, until a key or a click takes it away. The
 * window itself grows, because another one would take the focus from it, and what is shown is hidden when that is lost.
 */
public final class Cover {
    private final StackPane layer = new StackPane();
    private final ChangeListener<Boolean> shrunk = (full, before, now) -> {
        if (!now) {
            close();
        }
    };
    private Runnable gone = () -> {};
    private @Nullable Node focusedBefore;
    private @Nullable Stage grown;

    /** Nothing yet. */
    public Cover() {
        layer.setVisible(false);
        layer.managedProperty().bind(layer.visibleProperty());
        layer.setId("cover");
        layer.addEventFilter(InputEvent.ANY, event -> {
            boolean away = event instanceof KeyEvent key
                    ? key.getEventType() == KeyEvent.KEY_PRESSED && closes(key.getCode())
                    : event.getEventType() == MouseEvent.MOUSE_CLICKED;
            // Nothing below may be used, nor seen to react.
            event.consume();
            if (away) {
                close();
            }
        });
    }

    private static boolean closes(KeyCode code) {
        return code == KeyCode.ESCAPE || code == KeyCode.F || code == KeyCode.ENTER || code == KeyCode.SPACE;
    }

    /** The layer that a window puts over everything else. */
    public Node layer() {
        return layer;
    }

    /** Whether something stands over everything else. */
    public boolean isOpen() {
        return layer.isVisible();
    }

    /**
     * Shows {@code content}.
     *
     * @param left is told when it is gone, for whatever reason
     */
    public void show(Node content, Runnable left) {
        close();
        gone = left;
        layer.getChildren().setAll(content);
        layer.setVisible(true);
        if (layer.getScene() == null) {
            return;
        }
        focusedBefore = layer.getScene().getFocusOwner();
        content.requestFocus();
        if (layer.getScene().getWindow() instanceof Stage stage && !stage.isFullScreen()) {
            grown = stage;
            // Escape is ours, and the system's own hint would stand before what is shown.
            stage.setFullScreenExitKeyCombination(KeyCombination.NO_MATCH);
            stage.setFullScreenExitHint("");
            stage.setFullScreen(true);
            stage.fullScreenProperty().addListener(shrunk);
        }
    }

    /** Takes away what stands. */
    public void close() {
        if (!layer.isVisible()) {
            return;
        }
        layer.setVisible(false);
        layer.getChildren().clear();
        Stage stage = grown;
        grown = null;
        if (stage != null) {
            stage.fullScreenProperty().removeListener(shrunk);
            stage.setFullScreen(false);
        }
        Node before = focusedBefore;
        focusedBefore = null;
        if (before != null) {
            before.requestFocus();
        }
        Runnable told = gone;
        gone = () -> {};
        told.run();
    }
}

package dev.gatehouse.ui.common;

import dev.gatehouse.console.Words;
import java.io.File;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.value.ChangeListener;
import javafx.event.EventTarget;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Questions inside the window, over a layer that dims the rest. A question that comes while one stands replaces it: no. */
public final class WindowDialogs implements Dialogs {
    private static final Logger LOG = LoggerFactory.getLogger(WindowDialogs.class);

    private final Words words;
    private final StackPane layer = new StackPane();
    private final ChangeListener<Node> keepFocus = (owner, before, now) -> returnFocus(now);
    private @Nullable Node first;
    private @Nullable Button filled;
    private Runnable gone = () -> {};
    private @Nullable Node focusedBefore;

    /** No question yet. */
    public WindowDialogs(Words words) {
        this.words = words;
        layer.getStyleClass().add("dialog-layer");
        layer.setVisible(false);
        layer.managedProperty().bind(layer.visibleProperty());
        layer.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                event.consume();
                close();
            } else if (event.getCode() == KeyCode.ENTER) {
                event.consume();
                enter(event.getTarget());
            }
        });
        // Keys of the screens below do nothing while a question stands.
        layer.addEventHandler(KeyEvent.ANY, KeyEvent::consume);
        layer.setOnMousePressed(event -> {
            if (event.getTarget() == layer) {
                close();
            }
        });
    }

    /** The layer that a window puts over everything else. */
    public Node layer() {
        return layer;
    }

    /** Whether something stands before everything else. */
    public boolean isOpen() {
        return layer.isVisible();
    }

    /** Enter is no to a question; in what is to be filled in it is the act, or what has the focus. */
    private void enter(EventTarget target) {
        Button act = filled;
        if (act == null) {
            close();
        } else if (target instanceof ButtonBase button) {
            button.fire();
        } else {
            act.fire();
        }
    }

    @Override
    public void ask(Question question, Runnable yes) {
        Button cancel = new Button(words.say("dialog.cancel"));
        cancel.setId("dialog-cancel");
        cancel.setCancelButton(true);
        cancel.setOnAction(event -> close());
        Button act = new Button(question.action());
        act.setId("dialog-act");
        act.getStyleClass().add(question.grave() ? "danger" : "accent");
        act.setOnAction(event -> {
            close();
            yes.run();
        });
        HBox buttons = new HBox(8, cancel, act);
        buttons.setAlignment(Pos.CENTER_RIGHT);

        Label text = new Label(question.text());
        text.setWrapText(true);
        text.setMinHeight(Region.USE_PREF_SIZE);
        VBox content = new VBox(14, text);
        if (question.tick() != null) {
            CheckBox tick = new CheckBox(question.tick());
            tick.setId("dialog-tick");
            tick.setWrapText(true);
            act.disableProperty().bind(tick.selectedProperty().not());
            content.getChildren().add(tick);
        }
        open(
                question.title(),
                question.grave() ? Icons.of(Feather.ALERT_TRIANGLE, "danger") : Icons.of(Feather.HELP_CIRCLE),
                content,
                buttons,
                cancel);
    }

    @Override
    public void fill(Sheet sheet) {
        Button cancel = new Button(words.say("dialog.cancel"));
        cancel.setId("dialog-cancel");
        cancel.setOnAction(event -> close());
        Button act = new Button(sheet.action());
        act.setId("dialog-act");
        act.getStyleClass().add("accent");
        act.disableProperty().bind(sheet.busy());
        act.setOnAction(event -> sheet.act().run());
        HBox buttons = new HBox(8, cancel, act);
        buttons.setAlignment(Pos.CENTER_RIGHT);
        open(sheet.title(), null, sheet.content(), buttons, sheet.first());
        filled = act;
        ChangeListener<Boolean> finished = (done, before, now) -> {
            if (now) {
                close();
            }
        };
        gone = () -> {
            sheet.done().removeListener(finished);
            sheet.gone().run();
        };
        sheet.done().addListener(finished);
    }

    /** Shows {@code content} until the operator closes it. */
    public void show(String title, Node content) {
        Button close = new Button(words.say("dialog.close"));
        close.setId("dialog-close");
        close.setCancelButton(true);
        close.setOnAction(event -> close());
        HBox buttons = new HBox(close);
        buttons.setAlignment(Pos.CENTER_RIGHT);
        open(title, null, content, buttons, close);
    }

    /** Takes away what stands, as if the operator had said no. */
    public void close() {
        Scene scene = layer.getScene();
        if (!layer.isVisible()) {
            return;
        }
        layer.setVisible(false);
        layer.getChildren().clear();
        first = null;
        filled = null;
        if (scene != null) {
            scene.focusOwnerProperty().removeListener(keepFocus);
        }
        Node before = focusedBefore;
        if (before != null) {
            before.requestFocus();
        }
        focusedBefore = null;
        Runnable told = gone;
        gone = () -> {};
        told.run();
    }

    private void open(String title, @Nullable Node icon, Node content, Node buttons, Node focused) {
        close();
        Label heading = new Label(title);
        heading.getStyleClass().add("dialog-title");
        heading.setWrapText(true);
        heading.setMinHeight(Region.USE_PREF_SIZE);
        HBox top = new HBox(10, heading);
        top.setAlignment(Pos.CENTER_LEFT);
        if (icon != null) {
            top.getChildren().addFirst(icon);
        }
        VBox box = new VBox(14, top, content, buttons);
        box.getStyleClass().add("dialog-box");
        box.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        box.setAccessibleText(title);
        layer.getChildren().setAll(box);
        layer.setVisible(true);
        Scene scene = layer.getScene();
        if (scene != null) {
            focusedBefore = scene.getFocusOwner();
            first = focused;
            focused.requestFocus();
            scene.focusOwnerProperty().addListener(keepFocus);
        }
    }

    private void returnFocus(@Nullable Node now) {
        Node wanted = first;
        if (wanted != null && layer.isVisible() && !within(now)) {
            wanted.requestFocus();
        }
    }

    private boolean within(@Nullable Node node) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (at == layer) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void chooseFolder(String title, Consumer<Path> chosen) {
        DirectoryChooser chooser = new DirectoryChooser();
        chooser.setTitle(title);
        choose(chooser::showDialog, chosen);
    }

    @Override
    public void chooseFile(String title, Consumer<Path> chosen) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(title);
        choose(chooser::showOpenDialog, chosen);
    }

    @Override
    public void chooseTarget(String title, String name, @Nullable Path folder, Consumer<Path> chosen) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(title);
        chooser.setInitialFileName(name);
        if (folder != null) {
            chooser.setInitialDirectory(folder.toFile());
        }
        choose(chooser::showSaveDialog, chosen);
    }

    private void choose(Function<@Nullable Window, @Nullable File> dialog, Consumer<Path> chosen) {
        Scene scene = layer.getScene();
        try {
            File file = dialog.apply(scene == null ? null : scene.getWindow());
            if (file != null) {
                chosen.accept(file.toPath());
            }
        } catch (UnsupportedOperationException e) {
            LOG.info("This platform has no file dialogs");
        }
    }
}

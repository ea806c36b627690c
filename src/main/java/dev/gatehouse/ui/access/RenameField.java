package dev.gatehouse.ui.access;

import dev.gatehouse.console.Words;
import dev.gatehouse.gateway.Feature;
import dev.gatehouse.pairing.DeviceGrant;
import dev.gatehouse.pairing.Kind;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.ui.access.AccessItem.Row;
import dev.gatehouse.ui.common.ActButton;
import dev.gatehouse.ui.common.Facts;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.TextFormatter;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The name that the gateway has for a device, for everybody who looks at that gateway. */
final class RenameField extends VBox {
    /** The longest name that a gateway takes (OpenClaw 2026.9.6, device.pair.rename). */
    private static final int LONGEST = 64;

    private final DeviceActs acts;
    private final Words say;
    private final TextField name = new TextField();
    private final ActButton rename;
    private final Label why = Facts.text("", "small-muted");
    private @Nullable Row row;
    private String listed = "";

    /**
     * A field without a device.
     *
     * @param back leads back to the list
     */
    RenameField(DeviceActs acts, AccessWords words, Runnable back) {
        super(6);
        this.acts = acts;
        this.say = words.plain();
        name.setId("access-name");
        name.setTextFormatter(
                new TextFormatter<>(change -> change.getControlNewText().length() <= LONGEST ? change : null));
        name.setOnAction(event -> rename());
        name.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                name.setText(listed);
                back.run();
                event.consume();
            }
        });
        name.textProperty().addListener((text, before, now) -> showAct());
        rename = new ActButton(say.say("access.rename"), this::rename);
        rename.button().setId("access-rename");
        HBox.setHgrow(name, Priority.ALWAYS);
        why.managedProperty().bind(why.visibleProperty());
        getChildren()
                .add(Facts.section(
                        say.say("access.name"),
                        new HBox(8, name, rename),
                        why,
                        Facts.text(say.say("access.name.what"), "small-muted")));
        managedProperty().bind(visibleProperty());
        setVisible(false);
    }

    /**
     * Shows the name of {@code next}; what is being typed stays if it is the same device.
     *
     * @param title what the device is called on screen
     */
    void show(@Nullable Row next, String title) {
        boolean another = row == null || next == null || !row.key().equals(next.key());
        row = next;
        boolean device = next != null
                && next.resident().grant() instanceof DeviceGrant
                && next.key().kind() != Kind.CAPABILITY;
        setVisible(device);
        if (next == null || !device) {
            return;
        }
        String before = listed;
        listed = next.resident().grant().name().text();
        if (another || name.getText().equals(before)) {
            name.setText(listed);
        }
        name.setAccessibleText(say.say("access.name.accessible", title));
        rename.setText(say.say("access.rename"), say.say("access.rename.accessible", title));
        showAct();
    }

    private void showAct() {
        Row now = row;
        if (now == null) {
            return;
        }
        Phrase absent = acts.whyNot(now, Feature.RENAME_DEVICE);
        name.setDisable(absent != null);
        boolean same = name.getText().isBlank() || name.getText().strip().equals(listed);
        rename.setWhyNot(absent != null ? say.say(absent) : same ? say.say("access.rename.same") : null);
        why.setVisible(absent != null);
        why.setText(absent == null ? "" : say.say(absent));
    }

    private void rename() {
        Row now = row;
        if (now != null) {
            acts.rename(now, name.getText());
        }
    }
}

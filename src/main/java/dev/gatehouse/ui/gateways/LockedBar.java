package dev.gatehouse.ui.gateways;

import dev.gatehouse.console.Words;
import dev.gatehouse.ui.common.Facts;
import dev.gatehouse.ui.common.Icons;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** Stands above the list while the sealed file is closed: a place for its passphrase. */
final class LockedBar extends HBox {
    private static final double FIELD = 250;

    private final SecretField passphrase;

    /** The bar of {@code secrets}. */
    LockedBar(SecretsModel secrets, Words words) {
        super(12);
        setId("secrets-locked");
        getStyleClass().add("locked-bar");
        setAlignment(Pos.CENTER_LEFT);
        Label title = Facts.text(words.say("gateways.locked.title"), "locked-title");
        Label under = Facts.text(words.say("gateways.locked.text"), "small-muted");
        secrets.opening().problemProperty().subscribe(problem -> {
            under.setText(
                    problem == null
                            ? words.say("gateways.locked.text")
                            : words.say(problem.sentence()) + " " + words.say(problem.remedy()));
            under.getStyleClass().setAll("label", problem == null ? "small-muted" : "fault");
        });
        VBox texts = new VBox(2, title, under);
        HBox.setHgrow(texts, Priority.ALWAYS);
        passphrase =
                new SecretField("secrets-passphrase", words.say("gateways.locked.field"), secrets.passphrase(), words);
        passphrase.first().setPromptText(words.say("gateways.locked.field"));
        passphrase.setPrefWidth(FIELD);
        passphrase.setMinWidth(FIELD);
        Button open = new Button(words.say("gateways.locked.open"));
        open.setId("secrets-open");
        open.setMinWidth(Region.USE_PREF_SIZE);
        open.setAccessibleText(words.say("gateways.locked.open.accessible"));
        open.disableProperty().bind(secrets.opening().busyProperty());
        secrets.opening()
                .busyProperty()
                .subscribe(busy -> open.setText(words.say(busy ? "gateways.locked.opening" : "gateways.locked.open")));
        open.setOnAction(event -> secrets.open());
        addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ENTER && event.getTarget() != open) {
                open.fire();
                event.consume();
            }
        });
        getChildren().addAll(new Label(null, Icons.of(Feather.LOCK)), texts, passphrase, open);
    }

    /** Puts the focus where the passphrase is typed. */
    void focusFirst() {
        passphrase.first().requestFocus();
    }
}

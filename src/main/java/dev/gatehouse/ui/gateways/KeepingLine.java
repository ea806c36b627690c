package dev.gatehouse.ui.gateways;

import dev.gatehouse.console.Words;
import dev.gatehouse.ui.common.Facts;
import dev.gatehouse.ui.common.Icons;
import dev.gatehouse.ui.gateways.SecretsModel.Keeping;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** Says under a secret where it will rest, and offers a better place. */
final class KeepingLine extends VBox {
    private final Label where = Facts.text("", "small-muted");
    private final FlowPane acts = new FlowPane(8, 6);
    private final Button seal = new Button();
    private final Button ask = new Button();

    /**
     * A line that follows {@code secrets}.
     *
     * @param sealing opens what makes a sealed file
     */
    KeepingLine(SecretsModel secrets, Words words, Runnable sealing) {
        super(6);
        where.setId("secret-keeping");
        HBox.setHgrow(where, Priority.ALWAYS);
        HBox line = new HBox(7, Icons.of(Feather.LOCK), where);
        line.getStyleClass().add("keeping");
        seal.setText(words.say("gateways.keep.seal"));
        seal.setId("secret-seal");
        seal.getStyleClass().add("small");
        seal.setOnAction(event -> sealing.run());
        ask.setText(words.say("gateways.aid.keychain"));
        ask.setId("secret-ask");
        ask.getStyleClass().add("small");
        ask.setOnAction(event -> secrets.askKeychain());
        acts.managedProperty().bind(acts.visibleProperty());
        getChildren().addAll(line, acts);
        secrets.keepingProperty().subscribe(keeping -> show(keeping, words));
    }

    private void show(Keeping keeping, Words words) {
        where.setText(words.say(keeping.where()));
        acts.getChildren().clear();
        if (keeping.sealable()) {
            acts.getChildren().add(seal);
        }
        if (keeping.askable()) {
            acts.getChildren().add(ask);
        }
        acts.setVisible(keeping.sealable() || keeping.askable());
    }
}

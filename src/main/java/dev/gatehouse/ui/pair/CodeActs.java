package dev.gatehouse.ui.pair;

import dev.gatehouse.console.Words;
import dev.gatehouse.pairing.IssuedCode.State;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.ui.common.ActButton;
import dev.gatehouse.ui.common.Facts;
import dev.gatehouse.ui.pair.PairItem.Row;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** What can be done with a code as a whole: taking it back while it is open, and off the list after that. */
final class CodeActs extends VBox {
    private static final double GAP = 8;

    private final PairViewModel model;
    private final PairWords words;
    private final Words say;
    private final Label why = Facts.text("", "detail-why");
    private final ActButton cancel;
    private final Button forget = new Button();
    private final Button another = new Button();
    private @Nullable Row row;

    CodeActs(PairViewModel model, PairWords words) {
        super(GAP);
        this.model = model;
        this.words = words;
        this.say = words.plain();
        cancel = new ActButton(say.say("pair.cancel"), () -> withRow(model::cancel), "cancel-code");
        cancel.button().setId("pair-cancel");
        forget.setText(say.say("pair.forget"));
        forget.setId("pair-forget");
        forget.setOnAction(event -> withRow(model::forget));
        another.setText(say.say("pair.another"));
        another.setId("pair-another");
        another.setOnAction(event -> withRow(model::makeAnother));
        another.disableProperty().bind(model.makingProperty());
        another.managedProperty().bind(another.visibleProperty());
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox line = new HBox(GAP, gap, cancel, forget, another);
        getStyleClass().add("detail-acts");
        getChildren().addAll(why, line);
        why.managedProperty().bind(why.visibleProperty());
        cancel.managedProperty().bind(cancel.visibleProperty());
        forget.managedProperty().bind(forget.visibleProperty());
    }

    /** Offers what can be done with {@code now}. */
    void show(@Nullable Row now) {
        row = now;
        if (now == null) {
            return;
        }
        Phrase reason = now.open() ? model.whyNotCancel(now) : null;
        cancel.setVisible(now.open());
        cancel.setText(
                say.say("pair.cancel"),
                say.say(
                        "pair.cancel.accessible",
                        words.title(now),
                        now.shelved().gateway()));
        cancel.setWhyNot(reason == null ? null : say.say(reason));
        why.setVisible(reason != null);
        why.setText(reason == null ? "" : say.say("pair.cancel.why", reason));
        forget.setVisible(!now.open());
        another.setVisible(model.canMakeAnother(now));
        // After a use another code is seldom the next thing to do.
        another.getStyleClass().remove("approve-filled");
        if (!(now.state() instanceof State.Used)) {
            another.getStyleClass().add("approve-filled");
        }
        another.setAccessibleText(say.say(
                "pair.another.accessible", words.title(now), now.shelved().gateway()));
        forget.setAccessibleText(say.say(
                "pair.forget.accessible", words.title(now), now.shelved().gateway()));
    }

    private void withRow(Consumer<Row> act) {
        Row now = row;
        if (now != null) {
            act.accept(now);
        }
    }
}

package dev.gatehouse.ui.requests;

import dev.gatehouse.console.Words;
import dev.gatehouse.gateway.Feature;
import dev.gatehouse.pairing.Decision.Options;
import dev.gatehouse.pairing.DmRequest;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.ui.common.Facts;
import dev.gatehouse.ui.requests.Line.Row;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** What the approval of a person can do besides: off until ticked, and off again for the next row. */
final class ApproveOptions extends VBox {
    private final RequestsModel model;
    private final Words say;
    private final CheckBox tell = new CheckBox();
    private final CheckBox makeOwner = new CheckBox();
    private final Label owner = Facts.text("", "small-muted");
    private final Label why = Facts.text("", "small-muted");
    private @Nullable Row row;

    ApproveOptions(RequestsModel model, Words say) {
        super(6);
        this.model = model;
        this.say = say;
        tell.setId("option-tell");
        tell.setText(say.say("requests.option.tell"));
        makeOwner.setId("option-owner");
        makeOwner.setText(say.say("requests.option.owner"));
        owner.setText(say.say("requests.option.owner.what"));
        owner.getStyleClass().add("option-what");
        tell.setOnAction(event -> tick());
        makeOwner.setOnAction(event -> tick());
        getChildren().addAll(tell, makeOwner, owner, why);
        why.managedProperty().bind(why.visibleProperty());
        owner.managedProperty().bind(owner.visibleProperty());
        model.besides().ticked().addListener((any, before, now) -> showTicks());
        show(null);
    }

    /** Whether {@code row} has any; where its gateway knows neither, nobody is told of what cannot be had. */
    boolean apply(Row row) {
        return row.entry().request() instanceof DmRequest
                && Act.APPROVE.isOffered(row)
                && (model.besides().whyNot(row, Feature.NOTIFY) == null
                        || model.besides().whyNot(row, Feature.MAKE_OWNER) == null);
    }

    /** Offers what can be done with {@code next}, or nothing. */
    void show(@Nullable Row next) {
        row = next;
        if (next != null) {
            Phrase notTell = model.besides().whyNot(next, Feature.NOTIFY);
            Phrase notOwner = model.besides().whyNot(next, Feature.MAKE_OWNER);
            allow(tell, notTell);
            allow(makeOwner, notOwner);
            why.setVisible(notTell != null || notOwner != null);
            why.setText(reasons(notTell, notOwner));
            owner.setVisible(notOwner == null);
            if (notOwner == null) {
                makeOwner.setAccessibleHelp(owner.getText());
            }
        }
        showTicks();
    }

    private void allow(CheckBox box, @Nullable Phrase whyNot) {
        box.setDisable(whyNot != null);
        box.setAccessibleHelp(whyNot == null ? null : say.say(whyNot));
    }

    /** A reason that both share is said once; one that only the second has names it. */
    private String reasons(@Nullable Phrase notTell, @Nullable Phrase notOwner) {
        if (notTell != null && (notOwner == null || notOwner.equals(notTell))) {
            return notOwner == null ? say.say("requests.option.tell") + ": " + say.say(notTell) : say.say(notTell);
        }
        String second = notOwner == null ? "" : say.say("requests.option.owner") + ": " + say.say(notOwner);
        return notTell == null ? second : say.say("requests.option.tell") + ": " + say.say(notTell) + "\n" + second;
    }

    private void tick() {
        Row now = row;
        if (now != null) {
            Options before = model.besides().filledIn(now);
            model.besides()
                    .tick(
                            now,
                            new Options(
                                    tell.isSelected(),
                                    makeOwner.isSelected(),
                                    before.person(),
                                    before.label(),
                                    before.code(),
                                    before.access(),
                                    before.lasts()));
        }
    }

    private void showTicks() {
        Row now = row;
        Options ticked = now == null ? Options.NONE : model.besides().of(now);
        tell.setSelected(ticked.tell());
        makeOwner.setSelected(ticked.makeOwner());
    }
}

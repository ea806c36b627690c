package dev.gatehouse.ui.requests;

import dev.gatehouse.console.Words;
import dev.gatehouse.pairing.Access;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.ui.common.ActButton;
import dev.gatehouse.ui.common.Facts;
import dev.gatehouse.ui.requests.Line.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The same buttons as on a row, with what an approval can do besides and the reason why one does not work. */
final class DecisionBar extends VBox {
    private static final PseudoClass UNARMED = PseudoClass.getPseudoClass("unarmed");

    private final RequestsModel model;
    private final RowWords words;
    private final Words say;
    private final ApproveOptions options;
    private final ActButton reject;
    private final ActButton approve;
    private final Label why = Facts.text("", "detail-why");
    private final HBox acts = new HBox(8);
    private @Nullable Row row;

    DecisionBar(RequestsModel model, RowWords words) {
        super(10);
        this.model = model;
        this.words = words;
        this.say = words.plain();
        options = new ApproveOptions(model, say);
        reject = new ActButton(say.say("requests.reject"), () -> withRow(model::reject));
        reject.button().setId("detail-reject");
        approve = new ActButton(say.say("requests.approve"), () -> withRow(model::approve), "approve-filled");
        approve.button().setId("detail-approve");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        acts.getChildren().addAll(reject, gap, approve);
        acts.getStyleClass().add("row-acts");
        getStyleClass().add("detail-acts");
        model.armings().addListener((any, before, now) -> show(row));
        model.edition().addListener((any, before, now) -> show(row));
        model.besides().ticked().addListener((any, before, now) -> show(row));
        model.besides().fault().addListener((any, before, now) -> show(row));
    }

    /** Offers what can be done with {@code next}, or nothing. */
    void show(@Nullable Row next) {
        row = next;
        if (next == null || !Act.APPROVE.isOffered(next)) {
            getChildren().clear();
            return;
        }
        Phrase noApprove = model.whyNot(next, Act.APPROVE);
        Phrase noReject = model.whyNot(next, Act.REJECT);
        approve.setText(say.say(approval(next)), words.accessibleAct(Act.APPROVE, next.entry()));
        approve.setWhyNot(noApprove == null ? null : say.say(noApprove));
        reject.setText(say.say("requests.reject"), words.accessibleAct(Act.REJECT, next.entry()));
        reject.setWhyNot(noReject == null ? null : say.say(noReject));
        acts.pseudoClassStateChanged(UNARMED, !model.isArmed(next));
        Phrase reason = noApprove == null ? noReject : noApprove;
        List<Node> wanted = new ArrayList<>();
        if (options.apply(next) && model.besides().fault(next) == null) {
            options.show(next);
            wanted.add(options);
        }
        if (reason != null) {
            why.setText(say.say(reason));
            wanted.add(why);
        }
        wanted.add(acts);
        // A button that is taken out and put back while the mouse is down on it would lose the click.
        if (!getChildren().equals(wanted)) {
            getChildren().setAll(wanted);
        }
    }

    private String approval(Row of) {
        if (model.besides().of(of).makeOwner()) {
            return "requests.approve.owner";
        }
        ApprovalNeeds.Need need = model.needs().of(of);
        if (need == ApprovalNeeds.Need.CODE || need == ApprovalNeeds.Need.PERSON) {
            return "requests.approve.again";
        }
        Access instead = model.besides().of(of).access();
        Access given = instead == null ? of.entry().request().access() : instead;
        return given.asksAdmin()
                ? "requests.approve.admin"
                : need == ApprovalNeeds.Need.QUESTION ? "requests.approve.again" : "requests.approve";
    }

    private void withRow(Consumer<Row> act) {
        Row now = row;
        if (now != null) {
            act.accept(now);
        }
    }
}

package dev.gatehouse.ui.requests;

import dev.gatehouse.console.Entry;
import dev.gatehouse.console.Words;
import dev.gatehouse.pairing.Access;
import dev.gatehouse.pairing.Right;
import dev.gatehouse.ui.common.Facts;
import java.util.List;
import java.util.stream.Stream;
import javafx.geometry.HPos;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** What an asker has, beside what it asks for. */
final class RightsTable extends GridPane {
    private static final double COLUMN = 72;

    RightsTable(Entry entry, RowWords words) {
        Words say = words.plain();
        Access held = entry.standing().granted();
        Access wanted = entry.request().access();
        getStyleClass().add("rights");
        ColumnConstraints name = new ColumnConstraints();
        name.setHgrow(Priority.ALWAYS);
        name.setMinWidth(0);
        ColumnConstraints yes = new ColumnConstraints(COLUMN);
        yes.setHalignment(HPos.CENTER);
        getColumnConstraints().addAll(name, yes, yes);
        add(Facts.text(say.say("requests.rights.now"), "small-muted"), 1, 0);
        add(Facts.text(say.say("requests.rights.asked"), "small-muted"), 2, 0);
        int at = 1;
        for (Right right : rolesLast(held.with(wanted))) {
            boolean has = held.covers(new Access(List.of(right)));
            boolean asks = wanted.rights().contains(right);
            Region rule = new Region();
            rule.getStyleClass().add("rule");
            add(rule, 0, at, 3, 1);
            Label what = Facts.text(words.rights().name(right));
            what.setTooltip(new Tooltip(right.name()));
            if (right.weight() != Right.Weight.ORDINARY) {
                what.getStyleClass().add("added-grave");
            }
            add(what, 0, at + 1);
            add(new Label(say.say(has ? "requests.rights.yes" : "requests.rights.no")), 1, at + 1);
            Label wish = new Label(
                    say.say(!asks ? "requests.rights.no" : has ? "requests.rights.yes" : "requests.rights.added"));
            if (asks && !has) {
                wish.getStyleClass().add(right.weight() == Right.Weight.ORDINARY ? "added" : "added-grave");
            }
            add(wish, 2, at + 1);
            at += 2;
        }
    }

    private static List<Right> rolesLast(Access all) {
        return Stream.concat(
                        all.rights().stream().filter(right -> right.type() != Right.Type.ROLE),
                        all.rights().stream().filter(right -> right.type() == Right.Type.ROLE))
                .toList();
    }
}

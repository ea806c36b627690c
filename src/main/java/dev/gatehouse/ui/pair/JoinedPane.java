package dev.gatehouse.ui.pair;

import dev.gatehouse.console.Entry;
import dev.gatehouse.console.Resident;
import dev.gatehouse.console.Words;
import dev.gatehouse.pairing.IssuedCode.State;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.SubjectKey;
import dev.gatehouse.ui.common.ActButton;
import dev.gatehouse.ui.common.Facts;
import dev.gatehouse.ui.common.Icons;
import dev.gatehouse.ui.common.Ways;
import dev.gatehouse.ui.pair.PairItem.Row;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** Who is in by a code, with the way to take them out again, or the request that came of it. */
final class JoinedPane extends HBox {
    private static final double GAP = 10;
    private static final int BUTTONS_APART = 8;

    private final PairWords words;
    private final Words say;
    private final Ways ways;
    private final Label what = Facts.text("", "joined-what");
    private final Label more = Facts.text("", "small-muted");
    private final ActButton revoke;
    private final Button lead = new Button();
    private final FlowPane acts = new FlowPane(BUTTONS_APART, BUTTONS_APART);
    private Runnable way = () -> {};

    JoinedPane(JoinedActs joined, PairWords words, Ways ways) {
        super(GAP);
        this.words = words;
        this.say = words.plain();
        this.ways = ways;
        setId("pair-joined");
        getStyleClass().add("note");
        managedProperty().bind(visibleProperty());
        more.managedProperty().bind(more.visibleProperty());
        revoke = new ActButton(say.say("pair.joined.revoke"), joined::revoke, "small", "revoke");
        revoke.button().setId("pair-revoke");
        revoke.managedProperty().bind(revoke.visibleProperty());
        lead.setId("pair-lead");
        lead.getStyleClass().add("small");
        lead.setOnAction(event -> way.run());
        lead.managedProperty().bind(lead.visibleProperty());
        acts.getChildren().addAll(revoke, lead);
        acts.visibleProperty().bind(revoke.visibleProperty().or(lead.visibleProperty()));
        acts.managedProperty().bind(acts.visibleProperty());
        VBox text = new VBox(BUTTONS_APART, what, more, acts);
        HBox.setHgrow(text, Priority.ALWAYS);
        getChildren().addAll(new Label(), text);
        setVisible(false);
    }

    /** Tells what {@code row} has led to. */
    void show(@Nullable Row row, Followed followed) {
        Resident in = followed.in();
        Entry asks = followed.asks();
        SubjectKey by = row == null ? null : CodeTrail.user(row);
        boolean uncertain = row != null && row.state() instanceof State.Uncertain;
        setVisible(row != null && (in != null || asks != null || followed.left() || uncertain));
        if (row == null || !isVisible()) {
            return;
        }
        boolean fine = in != null && !uncertain;
        getStyleClass().setAll("note", fine ? "note-success" : uncertain ? "note-warning" : "note-neutral");
        Node icon = Icons.of(
                fine
                        ? Feather.USER_CHECK
                        : uncertain ? Feather.ALERT_TRIANGLE : asks != null ? Feather.INBOX : Feather.INFO);
        getChildren().set(0, icon);
        what.setText(what(row, followed));
        Phrase whyNot = in == null ? null : in.whyNotRevoke();
        String next = uncertain
                ? say.say(in == null ? "pair.uncertain.unseen" : "pair.uncertain.in")
                : whyNot == null ? "" : say.say("pair.joined.why", whyNot);
        more.setText(next);
        more.setVisible(!next.isEmpty());
        revoke.setVisible(in != null);
        if (in != null) {
            revoke.setText(
                    say.say("pair.joined.revoke"), say.say("access.revoke.accessible", in.title(), in.gateway()));
            revoke.setWhyNot(whyNot == null ? null : say.say(whyNot));
        }
        if (asks != null) {
            leadTo("requests", asks.key().about(), "pair.joined.to-request");
        } else if (by != null && in != null) {
            leadTo("access", by, "pair.joined.to-access");
        } else {
            lead.setVisible(uncertain);
            lead.setText(say.say("pair.joined.to-access"));
            way = () -> ways.to("access");
        }
    }

    private String what(Row row, Followed followed) {
        Resident in = followed.in();
        Entry asks = followed.asks();
        if (in != null) {
            return words.joined(in);
        }
        if (asks != null) {
            return say.say(row.open() ? "pair.joined.newcomer" : "pair.joined.asks", asks.title());
        }
        return say.say(followed.left() ? "pair.joined.left" : "pair.uncertain.who", words.who(row));
    }

    private void leadTo(String place, SubjectKey whom, String key) {
        lead.setVisible(true);
        lead.setText(say.say(key));
        way = () -> ways.to(place, whom);
    }
}

package dev.gatehouse.ui.access;

import dev.gatehouse.console.Words;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.Presence;
import dev.gatehouse.ui.access.AccessItem.Heading;
import dev.gatehouse.ui.access.AccessItem.Row;
import dev.gatehouse.ui.access.AccessWords.Story;
import dev.gatehouse.ui.access.AccessWords.Tag;
import dev.gatehouse.ui.common.ActButton;
import dev.gatehouse.ui.common.Chip;
import dev.gatehouse.ui.common.Icons;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.event.Event;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** A line of the list: somebody who is in, with what can be done, or the name of a gateway. */
final class AccessCell extends ListCell<AccessItem> {
    private static final PseudoClass FADED = PseudoClass.getPseudoClass("faded");
    private static final PseudoClass BAD = PseudoClass.getPseudoClass("bad");
    private static final PseudoClass WARN = PseudoClass.getPseudoClass("warn");
    private static final PseudoClass EVERYBODY = PseudoClass.getPseudoClass("everybody");
    private static final PseudoClass CONNECTED = PseudoClass.getPseudoClass("connected");
    private static final PseudoClass HEADING = PseudoClass.getPseudoClass("heading");
    private static final int MOST_TAGS = 3;

    private final AccessViewModel model;
    private final AccessWords words;
    private final Words say;

    private final Label gateway = new Label();
    private final Label count = new Label();
    private final ActButton revokeAll;
    private final HBox headingBox;

    private final FontIcon icon = Icons.of(Feather.CIRCLE);
    private final Region presence = new Region();
    private final Label title = new Label();
    private final HBox chips = new HBox(6);
    private final Label id = new Label();
    private final Label second = new Label();
    private final Label state = new Label();
    private final ActButton revoke;
    private final ActButton dismiss;
    private final HBox acts = new HBox(8);
    private final HBox box;
    private final Tooltip whole = new Tooltip();
    private List<Tag> tags = List.of();

    AccessCell(AccessViewModel model, AccessWords words) {
        this.model = model;
        this.words = words;
        this.say = words.plain();
        getStyleClass().addAll("request-cell", "access-cell");
        setPrefWidth(0);

        gateway.getStyleClass().add("heading-name");
        gateway.setMinWidth(0);
        count.getStyleClass().add("heading-count");
        count.setMinWidth(Region.USE_PREF_SIZE);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        revokeAll = new ActButton(
                "",
                () -> {
                    if (getItem() instanceof Heading heading) {
                        model.revokeAll(heading);
                    }
                },
                "small",
                "flat",
                "revoke-all");
        headingBox = new HBox(8, gateway, count, gap, revokeAll);
        headingBox.setAlignment(Pos.CENTER_LEFT);
        headingBox.getStyleClass().add("gateway-heading");
        headingBox.setOnMousePressed(Event::consume);

        StackPane tile = new StackPane(icon, presence);
        tile.getStyleClass().add("tile");
        presence.getStyleClass().add("presence");
        StackPane.setAlignment(presence, Pos.BOTTOM_RIGHT);
        title.getStyleClass().add("row-title");
        title.setMinWidth(24);
        id.getStyleClass().add("row-id");
        id.setMinWidth(0);
        id.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(id, Priority.ALWAYS);
        chips.setMinWidth(Region.USE_PREF_SIZE);
        chips.setAlignment(Pos.CENTER_LEFT);
        HBox first = new HBox(8, title, chips, id);
        first.setAlignment(Pos.CENTER_LEFT);
        second.getStyleClass().add("row-second");
        second.setMaxWidth(Double.MAX_VALUE);
        whole.setWrapText(true);
        whole.setMaxWidth(480);
        Tooltip.install(second, whole);
        VBox texts = new VBox(3, first, second);
        texts.setAlignment(Pos.CENTER_LEFT);
        texts.setMinWidth(0);
        HBox.setHgrow(texts, Priority.ALWAYS);

        revoke = new ActButton(say.say("access.revoke"), () -> withRow(true), "row-act", "revoke");
        revoke.button().setFocusTraversable(false);
        dismiss = new ActButton(say.say("access.dismiss"), () -> withRow(false), "row-act");
        dismiss.button().setFocusTraversable(false);
        state.getStyleClass().add("row-state");
        state.setMinWidth(Region.USE_PREF_SIZE);
        acts.getStyleClass().add("row-acts");
        acts.setAlignment(Pos.CENTER_RIGHT);
        acts.setMinWidth(Region.USE_PREF_SIZE);

        box = new HBox(12, tile, texts, acts);
        box.setAlignment(Pos.CENTER_LEFT);
        box.getStyleClass().add("row-box");
        box.setMinWidth(0);

        setOnMousePressed(event -> {
            if (getItem() instanceof Row row) {
                model.select(row);
            }
        });
        setOnMouseClicked(event -> {
            if (event.getClickCount() == 2 && getItem() instanceof Row) {
                model.detailOpenProperty().set(true);
            }
        });
    }

    private void withRow(boolean revoking) {
        if (getItem() instanceof Row row) {
            model.select(row);
            if (revoking) {
                model.revoke(row);
            } else {
                model.dismiss(row);
            }
        }
    }

    @Override
    protected void updateItem(@Nullable AccessItem item, boolean empty) {
        super.updateItem(item, empty);
        setText(null);
        AccessItem shown = empty ? null : item;
        pseudoClassStateChanged(HEADING, shown instanceof Heading);
        switch (shown) {
            case null -> {
                setGraphic(null);
                setAccessibleText(null);
                pseudoClassStateChanged(FADED, false);
                pseudoClassStateChanged(EVERYBODY, false);
            }
            case Heading heading -> {
                setGraphic(headingBox);
                show(heading);
            }
            case Row row -> {
                setGraphic(box);
                show(row);
            }
        }
    }

    private void show(Heading heading) {
        pseudoClassStateChanged(FADED, false);
        pseudoClassStateChanged(EVERYBODY, false);
        gateway.setText(heading.gateway());
        String many = say.say(heading.filtered() ? "access.heading.filtered" : "access.heading.count", heading.rows());
        count.setText(
                heading.stale()
                        ? many + " · " + say.say("access.heading.stale")
                        : heading.down() ? many + " · " + say.say("access.heading.down") : many);
        revokeAll.setText(
                say.say(heading.filtered() ? "access.revoke-all.filtered" : "access.revoke-all", heading.revocable()),
                say.say("access.revoke-all.accessible", heading.revocable(), heading.gateway()));
        Phrase notAll = heading.notAll();
        revokeAll.setWhyNot(notAll == null ? null : say.say(notAll));
        revokeAll.setVisible(heading.revocable() > 0);
        setAccessibleText(heading.gateway() + ", " + count.getText());
    }

    private void show(Row row) {
        icon.setIconCode(
                AccessWords.everybody(row)
                        ? Feather.GLOBE
                        : Icons.grant(row.resident().grant()));
        Presence now = AccessWords.presence(row.resident().grant());
        presence.setVisible(now != Presence.UNKNOWN && !row.resident().stale());
        presence.pseudoClassStateChanged(CONNECTED, now == Presence.CONNECTED);
        title.setText(words.title(row));
        showTags(words.tags(row));
        id.setText(words.id(row));
        Story story = words.story(row);
        String line = story == null || story.text().isEmpty() ? words.second(row) : story.text();
        second.setText(line);
        whole.setText(line);
        second.pseudoClassStateChanged(BAD, story != null && story.tone() == Chip.Tone.DANGER);
        second.pseudoClassStateChanged(WARN, story != null && story.tone() == Chip.Tone.WARNING);
        showActs(row, story);
        pseudoClassStateChanged(FADED, row.resident().stale());
        pseudoClassStateChanged(EVERYBODY, AccessWords.everybody(row));
        setAccessibleText(words.accessible(row));
    }

    private void showTags(List<Tag> now) {
        if (now.equals(tags)) {
            return;
        }
        tags = now;
        chips.getChildren().clear();
        int most = tags.size() <= MOST_TAGS ? tags.size() : MOST_TAGS - 1;
        tags.subList(0, most).forEach(tag -> chips.getChildren().add(new Chip(tag.text(), tag.tone())));
        if (tags.size() > most) {
            Chip more = new Chip("+" + (tags.size() - most), Chip.Tone.NEUTRAL);
            more.setTooltip(new Tooltip(String.join(
                    "\n",
                    tags.subList(most, tags.size()).stream().map(Tag::text).toList())));
            chips.getChildren().add(more);
        }
    }

    private void showActs(Row row, @Nullable Story story) {
        String name = words.title(row);
        String where = row.resident().gateway();
        state.setText(story == null ? "" : story.word());
        state.pseudoClassStateChanged(WARN, story != null && story.tone() == Chip.Tone.WARNING);
        state.pseudoClassStateChanged(BAD, story != null && story.tone() == Chip.Tone.DANGER);
        if (story == null) {
            boolean asks = row.resident().grant().access().grave();
            revoke.setText(
                    say.say(asks ? "access.revoke.ask" : "access.revoke"),
                    say.say("access.revoke.accessible", name, where));
            Phrase why = row.whyNot();
            revoke.setWhyNot(why == null ? null : say.say(why));
            offer(List.of(revoke));
        } else if (story.tone() == Chip.Tone.NEUTRAL) {
            offer(List.of(state));
        } else {
            dismiss.setText(say.say("access.dismiss"), say.say("access.dismiss.accessible", name));
            offer(List.of(state, dismiss));
        }
    }

    private void offer(List<Node> wanted) {
        if (!acts.getChildren().equals(wanted)) {
            acts.getChildren().setAll(wanted);
        }
    }
}

package dev.gatehouse.ui.gateways;

import dev.gatehouse.console.GatewayStatus;
import dev.gatehouse.console.Words;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.ui.common.ActButton;
import dev.gatehouse.ui.common.Chip;
import dev.gatehouse.ui.common.Icons;
import dev.gatehouse.ui.gateways.GatewayItem.Connected;
import dev.gatehouse.ui.gateways.GatewayItem.Found;
import dev.gatehouse.ui.gateways.GatewayItem.Heading;
import dev.gatehouse.ui.gateways.GatewayItem.Nothing;
import dev.gatehouse.ui.gateways.GatewayItem.Part;
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

/** A line of the list: a gateway of the console's, one on this computer, or the name of a part. */
final class GatewayCell extends ListCell<GatewayItem> {
    private static final PseudoClass HEADING = PseudoClass.getPseudoClass("heading");
    private static final PseudoClass BAD = PseudoClass.getPseudoClass("bad");
    private static final PseudoClass WARN = PseudoClass.getPseudoClass("warn");

    private final GatewaysViewModel model;
    private final GatewayWords words;
    private final Words say;

    private final Label part = new Label();
    private final HBox partBox = new HBox(part);
    private final Label nothing = new Label();
    private final HBox nothingBox = new HBox(nothing);

    private final FontIcon icon = Icons.of(Feather.SERVER);
    private final Label title = new Label();
    private final HBox chips = new HBox(6);
    private final Label second = new Label();
    private final Tooltip whole = new Tooltip();
    private final ActButton act;
    private final HBox acts = new HBox(8);
    private final HBox box;

    GatewayCell(GatewaysViewModel model, GatewayWords words) {
        this.model = model;
        this.words = words;
        this.say = words.plain();
        getStyleClass().addAll("request-cell", "gateway-cell");
        setPrefWidth(0);

        partBox.getStyleClass().add("group-heading");
        partBox.setAlignment(Pos.BOTTOM_LEFT);
        partBox.setOnMousePressed(Event::consume);
        nothing.getStyleClass().add("row-second");
        nothing.setWrapText(true);
        nothingBox.getStyleClass().add("nothing");
        nothingBox.setAlignment(Pos.CENTER_LEFT);
        nothingBox.setOnMousePressed(Event::consume);

        StackPane tile = new StackPane(icon);
        tile.getStyleClass().add("tile");
        title.getStyleClass().add("row-title");
        title.setMinWidth(24);
        chips.setAlignment(Pos.CENTER_LEFT);
        chips.setMinWidth(Region.USE_PREF_SIZE);
        HBox first = new HBox(8, title, chips);
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
        act = new ActButton("", this::act, "row-act");
        act.button().setFocusTraversable(false);
        acts.getStyleClass().add("row-acts");
        acts.setAlignment(Pos.CENTER_RIGHT);
        acts.setMinWidth(Region.USE_PREF_SIZE);
        box = new HBox(12, tile, texts, acts);
        box.setAlignment(Pos.CENTER_LEFT);
        box.getStyleClass().add("row-box");
        box.setMinWidth(0);

        setOnMousePressed(event -> {
            if (getItem() instanceof Connected || getItem() instanceof Found) {
                model.select(getItem());
            }
        });
        setOnMouseClicked(event -> {
            if (event.getClickCount() == 2) {
                model.openDetail();
            }
        });
    }

    private void act() {
        switch (getItem()) {
            case null -> {}
            case Connected gateway -> {
                Aid aid = model.aid(gateway.status());
                if (aid != null) {
                    model.help(gateway, aid);
                }
            }
            case Found found -> model.connect(found);
            case Heading ignored -> {}
            case Nothing ignored -> {}
        }
    }

    @Override
    protected void updateItem(@Nullable GatewayItem item, boolean empty) {
        super.updateItem(item, empty);
        setText(null);
        GatewayItem now = empty ? null : item;
        pseudoClassStateChanged(HEADING, now instanceof Heading || now instanceof Nothing);
        setGraphic(
                switch (now) {
                    case null -> null;
                    case Heading heading -> heading(heading);
                    case Nothing none -> nothing(none);
                    case Connected gateway -> connected(gateway.status());
                    case Found found -> found(found);
                });
        if (now == null) {
            setAccessibleText(null);
        }
    }

    private Node heading(Heading heading) {
        part.setText(say.say("gateways.part." + heading.part()));
        setAccessibleText(part.getText());
        return partBox;
    }

    private Node nothing(Nothing none) {
        nothing.setText(say.say(
                none.part() == Part.CONNECTED
                        ? "gateways.nothing.connected"
                        : none.looking() ? "gateways.nothing.looking" : "gateways.nothing.found"));
        setAccessibleText(nothing.getText());
        return nothingBox;
    }

    private Node connected(GatewayStatus status) {
        String product = model.product(status.profile());
        String name = status.profile().name();
        icon.setIconCode(status.practice() ? Feather.PLAY : Feather.SERVER);
        title.setText(name);
        chips.getChildren().setAll(new Chip(words.brief(status), GatewayWords.tone(status)));
        if (status.practice()) {
            chips.getChildren().add(new Chip(say.say("gateways.practice"), Chip.Tone.ACCENT));
        }
        show(words.second(status, product));
        Problem problem = GatewayWords.problem(status);
        second.pseudoClassStateChanged(BAD, problem != null && !Aid.passes(problem));
        second.pseudoClassStateChanged(WARN, status.inPart());
        Aid aid = model.aid(status);
        if (aid instanceof Aid.Again) {
            act.setText(say.say("gateways.try"), say.say("gateways.try.accessible", name));
        } else if (aid != null) {
            act.setText(words.aid(aid), say.say("gateways.aid.accessible", words.aid(aid), name));
        }
        offer(aid != null);
        setAccessibleText(words.accessible(status, product));
        return box;
    }

    private Node found(Found found) {
        String name = found.profile().name();
        icon.setIconCode(Feather.HARD_DRIVE);
        title.setText(name);
        chips.getChildren().clear();
        show(found.product() + " · " + GatewayWords.place(found.profile()));
        second.pseudoClassStateChanged(BAD, false);
        second.pseudoClassStateChanged(WARN, false);
        act.setText(say.say("gateways.connect"), say.say("gateways.connect.accessible", name));
        offer(true);
        setAccessibleText(name + ", " + second.getText());
        return box;
    }

    private void offer(boolean wanted) {
        List<ActButton> now = wanted ? List.of(act) : List.of();
        if (!acts.getChildren().equals(now)) {
            acts.getChildren().setAll(now);
        }
    }

    private void show(String line) {
        second.setText(line);
        whole.setText(line);
    }
}

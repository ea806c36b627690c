package dev.gatehouse.ui.history;

import dev.gatehouse.console.HistoryEntry;
import dev.gatehouse.console.Words;
import dev.gatehouse.ui.common.Chip;
import dev.gatehouse.ui.common.Icons;
import dev.gatehouse.ui.history.HistoryItem.Day;
import dev.gatehouse.ui.history.HistoryItem.Ending;
import dev.gatehouse.ui.history.HistoryItem.Row;
import javafx.css.PseudoClass;
import javafx.event.Event;
import javafx.geometry.Pos;
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

/** A line of the list: a decision, or the name of a day. */
final class HistoryCell extends ListCell<HistoryItem> {
    private static final PseudoClass HEADING = PseudoClass.getPseudoClass("heading");

    private final HistoryWords words;
    private final Words say;

    private final Label day = new Label();
    private final HBox dayBox = new HBox(day);

    private final FontIcon icon = Icons.of(Feather.CIRCLE);
    private final Label act = new Label();
    private final Label title = new Label();
    private final Label id = new Label();
    private final Label second = new Label();
    private final Tooltip whole = new Tooltip();
    private final StackPane ending = new StackPane();
    private final Label time = new Label();
    private final HBox box;
    private @Nullable Ending shown;

    HistoryCell(HistoryViewModel model, HistoryWords words) {
        this.words = words;
        this.say = words.plain();
        getStyleClass().addAll("request-cell", "history-cell");
        setPrefWidth(0);

        dayBox.getStyleClass().add("group-heading");
        dayBox.setAlignment(Pos.BOTTOM_LEFT);
        dayBox.setOnMousePressed(Event::consume);

        StackPane tile = new StackPane(icon);
        tile.getStyleClass().add("tile");
        act.getStyleClass().add("row-act-word");
        act.setMinWidth(Region.USE_PREF_SIZE);
        title.getStyleClass().add("row-title");
        title.setMinWidth(24);
        id.getStyleClass().add("row-id");
        id.setMinWidth(0);
        id.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(id, Priority.ALWAYS);
        HBox first = new HBox(8, act, title, id);
        first.setAlignment(Pos.BASELINE_LEFT);
        second.getStyleClass().add("row-second");
        second.setMaxWidth(Double.MAX_VALUE);
        whole.setWrapText(true);
        whole.setMaxWidth(480);
        Tooltip.install(second, whole);
        VBox texts = new VBox(3, first, second);
        texts.setAlignment(Pos.CENTER_LEFT);
        texts.setMinWidth(0);
        HBox.setHgrow(texts, Priority.ALWAYS);
        time.getStyleClass().add("row-time");
        time.setMinWidth(Region.USE_PREF_SIZE);
        ending.setMinWidth(Region.USE_PREF_SIZE);
        box = new HBox(12, tile, texts, ending, time);
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

    @Override
    protected void updateItem(@Nullable HistoryItem item, boolean empty) {
        super.updateItem(item, empty);
        setText(null);
        HistoryItem now = empty ? null : item;
        pseudoClassStateChanged(HEADING, now instanceof Day);
        switch (now) {
            case null -> {
                setGraphic(null);
                setAccessibleText(null);
            }
            case Day its -> {
                day.setText(its.text());
                setGraphic(dayBox);
                setAccessibleText(its.text());
            }
            case Row row -> {
                show(row);
                setGraphic(box);
            }
        }
    }

    private void show(Row row) {
        HistoryEntry entry = row.entry();
        icon.setIconCode(HistoryWords.icon(entry.act()));
        act.setText(words.act(entry));
        title.setText(words.who(entry));
        id.setText(words.id(entry));
        String line = words.second(row);
        second.setText(line);
        whole.setText(line);
        time.setText(say.time(entry.at()));
        if (shown != row.ending()) {
            shown = row.ending();
            ending.getChildren().setAll(new Chip(words.ending(row.ending()), HistoryWords.tone(row.ending())));
        }
        setAccessibleText(words.accessible(row));
    }
}

package dev.gatehouse.ui.pair;

import dev.gatehouse.pairing.IssuedCode.State;
import dev.gatehouse.ui.common.Icons;
import dev.gatehouse.ui.common.SecondClock;
import dev.gatehouse.ui.common.TimePane;
import dev.gatehouse.ui.pair.PairItem.Heading;
import dev.gatehouse.ui.pair.PairItem.Row;
import javafx.css.PseudoClass;
import javafx.event.Event;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** A line of the list: a code with the time it has left or what has become of it. It never holds the code itself. */
final class PairCell extends ListCell<PairItem> {
    private static final PseudoClass FADED = PseudoClass.getPseudoClass("faded");
    private static final PseudoClass GOOD = PseudoClass.getPseudoClass("good");
    private static final PseudoClass WARN = PseudoClass.getPseudoClass("warn");

    private final PairWords words;
    private final SecondClock clock;
    private final Label heading = new Label();
    private final StackPane headingBox = new StackPane(heading);
    private final FontIcon icon = Icons.of(Feather.KEY);
    private final Label title = new Label();
    private final Label second = new Label();
    private final Tooltip whole = new Tooltip();
    private final TimePane time = new TimePane();
    private final HBox box;
    private final Runnable tick = this::tick;

    PairCell(PairViewModel model, PairWords words, SecondClock clock) {
        this.words = words;
        this.clock = clock;
        getStyleClass().addAll("request-cell", "pair-cell");
        setPrefWidth(0);
        headingBox.getStyleClass().add("group-heading");
        headingBox.setAlignment(Pos.BOTTOM_LEFT);
        headingBox.setOnMousePressed(Event::consume);
        StackPane tile = new StackPane(icon);
        tile.getStyleClass().add("tile");
        title.getStyleClass().add("row-title");
        title.setMinWidth(0);
        second.getStyleClass().add("row-second");
        second.setMinWidth(0);
        second.setMaxWidth(Double.MAX_VALUE);
        whole.setWrapText(true);
        whole.setMaxWidth(480);
        Tooltip.install(second, whole);
        VBox texts = new VBox(3, title, second);
        texts.setAlignment(Pos.CENTER_LEFT);
        texts.setMinWidth(0);
        HBox.setHgrow(texts, Priority.ALWAYS);
        box = new HBox(12, tile, texts, time);
        box.setAlignment(Pos.CENTER_LEFT);
        box.getStyleClass().add("row-box");
        box.setMinWidth(0);
        setOnMousePressed(event -> {
            if (getItem() instanceof Row row) {
                model.select(row);
            }
        });
    }

    @Override
    protected void updateItem(@Nullable PairItem item, boolean empty) {
        super.updateItem(item, empty);
        setText(null);
        clock.remove(tick);
        setMouseTransparent(empty || !(item instanceof Row));
        switch (empty ? null : item) {
            case null -> {
                setGraphic(null);
                setAccessibleText(null);
            }
            case Heading(boolean open) -> {
                heading.setText(words.plain().say(open ? "pair.group.open" : "pair.group.over"));
                setAccessibleText(heading.getText());
                setGraphic(headingBox);
                pseudoClassStateChanged(FADED, false);
            }
            case Row row -> {
                setGraphic(box);
                show(row);
                if (row.open()) {
                    clock.add(tick);
                }
            }
        }
    }

    private void show(Row row) {
        icon.setIconCode(PairWords.isForScanning(row) ? Feather.GRID : Feather.KEY);
        title.setText(words.title(row));
        String line = words.second(row);
        second.setText(line);
        whole.setText(line);
        second.pseudoClassStateChanged(GOOD, row.state() instanceof State.Used);
        second.pseudoClassStateChanged(
                WARN, row.state() instanceof State.Uncertain || row.state() instanceof State.Gone);
        time.setVisible(row.open());
        time.setManaged(row.open());
        time.set(words.left(row));
        pseudoClassStateChanged(FADED, !row.open() || row.shelved().stale());
        setAccessibleText(words.accessible(row));
    }

    private void tick() {
        if (getItem() instanceof Row row && row.open() && !isEmpty()) {
            time.set(words.left(row));
            setAccessibleText(words.accessible(row));
        }
    }
}

package dev.gatehouse.ui.requests;

import dev.gatehouse.console.Words;
import dev.gatehouse.ui.requests.Line.Group;
import dev.gatehouse.ui.requests.Line.Row;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Callback;
import org.jspecify.annotations.Nullable;

/** The list of requests: what is selected follows the model, and what the operator looks at stays where it is. */
final class RowsPane extends StackPane {
    /** The height of a row, in pixels; the same for all, so that a hundred thousand cost no more than ten. */
    private static final double ROW = 61;

    private final RequestsModel model;
    private final Words words;
    private final NothingPending empty;
    private final ListView<Line> list;
    private final Label group = new Label();
    private final HBox groupBar = new HBox(group);
    private final Button pill = new Button();
    private Filter scrolledFor = Filter.NONE;
    private int arrivedAbove;

    /**
     * A list.
     *
     * @param empty what stands in its place while there is no row
     */
    RowsPane(RequestsModel model, Words words, NothingPending empty, Callback<ListView<Line>, ListCell<Line>> cells) {
        this.model = model;
        this.words = words;
        this.empty = empty;
        list = new ListView<>(model.lines());
        list.setId("requests");
        list.getStyleClass().addAll("requests", "edge-to-edge");
        list.setFixedCellSize(ROW);
        list.setAccessibleText(words.say("requests.list.accessible"));
        list.setCellFactory(cells);

        group.getStyleClass().add("caption");
        groupBar.getStyleClass().add("group-bar");
        pill.setId("new-pill");
        pill.getStyleClass().add("new-pill");
        pill.setFocusTraversable(false);
        pill.setVisible(false);
        pill.setOnAction(event -> {
            model.showNew();
            arrivedAbove = 0;
            list.scrollTo(0);
            showPill();
        });
        StackPane.setAlignment(pill, Pos.TOP_CENTER);
        VBox.setVgrow(list, Priority.ALWAYS);
        getChildren().addAll(new VBox(groupBar, list), empty, pill);
        setMinWidth(0);
        listen();
    }

    private void listen() {
        list.addEventFilter(MouseEvent.MOUSE_MOVED, event -> model.touched());
        list.addEventFilter(MouseEvent.MOUSE_DRAGGED, event -> model.touched());
        list.addEventFilter(MouseEvent.MOUSE_PRESSED, event -> model.touched());
        list.addEventFilter(ScrollEvent.SCROLL, event -> model.touched());
        list.addEventFilter(KeyEvent.KEY_PRESSED, event -> model.touched());
        list.getSelectionModel().selectedIndexProperty().addListener((index, before, now) -> {
            if (!model.isChanging()
                    && now.intValue() >= 0
                    && now.intValue() < model.lines().size()) {
                if (model.lines().get(now.intValue()) instanceof Row row) {
                    model.select(row);
                } else {
                    model.move(now.intValue() > before.intValue() ? 1 : -1);
                }
            }
        });
        model.edition().addListener((any, before, now) -> refresh());
        model.selected().addListener((any, before, now) -> syncSelection());
        model.surroundings().addListener((any, before, now) -> {
            if (model.lines().isEmpty()) {
                empty.show();
            }
        });
        model.newAbove().addListener((any, before, now) -> showPill());
        list.skinProperty().addListener((skin, before, now) -> {
            VirtualFlow<?> flow = flow();
            if (flow != null) {
                flow.positionProperty().addListener((position, was, is) -> showGroup());
            }
        });
    }

    /** The list itself, for keys and clicks. */
    ListView<Line> list() {
        return list;
    }

    /** Moves the selection, and brings it into sight. */
    void go(int steps) {
        model.move(steps);
        Row row = model.selected().get();
        VirtualFlow<?> flow = flow();
        if (row == null || flow == null) {
            return;
        }
        int index = row.mark().index();
        IndexedCell<?> top = flow.getFirstVisibleCell();
        IndexedCell<?> end = flow.getLastVisibleCell();
        if (top == null || end == null || index <= top.getIndex() || index >= end.getIndex()) {
            flow.scrollTo(index);
        }
    }

    /** Brings the list up to date with the model. */
    void refresh() {
        keepScroll();
        syncSelection();
        boolean nothing = model.lines().isEmpty();
        empty.setVisible(nothing);
        empty.setManaged(nothing);
        if (nothing) {
            empty.show();
        }
        groupBar.setVisible(!nothing);
        groupBar.setManaged(!nothing);
        list.setVisible(!nothing);
        showGroup();
    }

    /** What was at the top of a list that is scrolled stays there, whatever came or went above it. */
    private void keepScroll() {
        Filter filter = model.filter().get();
        boolean sameQuestion = filter.equals(scrolledFor);
        scrolledFor = filter;
        VirtualFlow<?> flow = flow();
        IndexedCell<?> top = flow == null ? null : flow.getFirstVisibleCell();
        boolean scrolled = top != null && (top.getIndex() > 0 || top.getLayoutY() < 0);
        if (flow == null || top == null || !scrolled) {
            return;
        }
        if (!sameQuestion) {
            arrivedAbove = 0;
            list.scrollTo(0);
            return;
        }
        double offset = top.getLayoutY();
        if (top.getItem() instanceof Row row && model.isShown(row)) {
            int moved = row.mark().index() - top.getIndex();
            if (moved != 0) {
                arrivedAbove = Math.max(0, arrivedAbove + moved);
                list.layout();
                flow.scrollToTop(row.mark().index());
                flow.scrollPixels(-offset);
                showPill();
            }
        }
    }

    private void showPill() {
        int count = model.newAbove().get() + arrivedAbove;
        pill.setText(words.say("requests.new", count));
        pill.setVisible(count > 0);
    }

    private void syncSelection() {
        Row row = model.selected().get();
        int index = row == null ? -1 : row.mark().index();
        if (list.getSelectionModel().getSelectedIndex() != index) {
            list.getSelectionModel().clearAndSelect(index);
        }
        if (index >= 0) {
            list.getFocusModel().focus(index);
        }
    }

    private void showGroup() {
        VirtualFlow<?> flow = flow();
        IndexedCell<?> top = flow == null ? null : flow.getFirstVisibleCell();
        int first = top == null ? 0 : Math.max(0, top.getIndex());
        if (first == 0 && arrivedAbove > 0) {
            arrivedAbove = 0;
            showPill();
        }
        group.setText(
                words.say(model.groupAt(first) == Group.EXPIRED ? "requests.group.expired" : "requests.group.needs"));
    }

    private @Nullable VirtualFlow<?> flow() {
        return list.lookup(".virtual-flow") instanceof VirtualFlow<?> flow ? flow : null;
    }
}

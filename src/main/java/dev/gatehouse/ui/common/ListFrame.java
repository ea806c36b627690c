package dev.gatehouse.ui.common;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.IntConsumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableValue;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * What screens with a list share: a header, a message above the list, the list or what stands in its place, a detail
 * beside it, and the keys that move through it. What is selected is the view-model's to say; the list follows.
 *
 * @param <T> a line of the list
 */
public final class ListFrame<T> {
    private static final int PAGE = 10;

    /** From this width on the detail stands beside the list; below, over it and only when wanted. */
    private static final double ROOM_FOR_DETAIL = 900;

    private static final PseudoClass OVER = PseudoClass.getPseudoClass("over");

    private final BorderPane root = new BorderPane();
    private final HBox header = new HBox(12);
    private final VBox message = new VBox();
    private final StackPane place = new StackPane();
    private final StackPane beside = new StackPane();
    private final ListView<T> list = new ListView<>();
    private final Map<KeyCode, Runnable> keys = new EnumMap<>(KeyCode.class);
    private final ObservableValue<? extends @Nullable T> selected;
    private final BiPredicate<T, T> same;
    private IntConsumer move = rows -> {};
    private @Nullable TextField search;
    private boolean actedOnKey;
    private @Nullable Region detail;
    private BooleanProperty detailWanted = new SimpleBooleanProperty();
    private double roomForDetail = ROOM_FOR_DETAIL;

    /**
     * A frame round {@code items}.
     *
     * @param selected the selected line
     * @param same whether two elements are versions of one line
     */
    public ListFrame(
            ObservableList<T> items,
            Callback<ListView<T>, ListCell<T>> cells,
            ObservableValue<? extends @Nullable T> selected,
            BiPredicate<T, T> same) {
        this.selected = selected;
        this.same = same;
        header.getStyleClass().add("screen-header");
        message.managedProperty().bind(message.visibleProperty());
        message.setVisible(false);
        list.setCellFactory(cells);
        list.setItems(items);
        list.getStyleClass().addAll("rows", "edge-to-edge");
        place.getChildren().add(list);
        root.getStyleClass().add("screen");
        root.setTop(header);
        root.setCenter(new VBox(message, place));
        root.setRight(beside);
        root.widthProperty().addListener((width, before, now) -> arrangeDetail());
        VBox.setVgrow(place, Priority.ALWAYS);
        items.addListener((ListChangeListener<T>) change -> follow());
        selected.addListener((property, before, now) -> {
            follow();
            reveal();
            arrangeDetail();
        });
        root.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        root.addEventFilter(KeyEvent.KEY_TYPED, this::typed);
    }

    /** All of it. */
    public BorderPane node() {
        return root;
    }

    /** The line above, for the title and what narrows the list. */
    public HBox header() {
        return header;
    }

    /** The list, for its id and its accessible text. */
    public ListView<T> list() {
        return list;
    }

    /** What Up, Down and their like do: moves the selection over so many rows. */
    public void onMove(IntConsumer moves) {
        move = moves;
    }

    /** What a key does while no text is being entered. */
    public void onKey(KeyCode code, Runnable act) {
        keys.put(code, act);
    }

    /** The field that {@code /} leads to; Escape empties it, then leads back to the list. */
    public void setSearch(TextField field) {
        search = field;
        field.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            boolean leave = event.getCode() == KeyCode.DOWN
                    || event.getCode() == KeyCode.ENTER
                    || (event.getCode() == KeyCode.ESCAPE && field.getText().isEmpty());
            if (leave) {
                list.requestFocus();
                event.consume();
            } else if (event.getCode() == KeyCode.ESCAPE) {
                field.clear();
                event.consume();
            }
        });
    }

    /** Shows {@code what} above the list, or nothing. */
    public void setMessage(@Nullable Node what) {
        message.getChildren().clear();
        if (what != null) {
            message.getChildren().add(what);
        }
        message.setVisible(what != null);
    }

    /** Shows {@code what} over the list while that is empty. The list stays where it is and keeps the focus. */
    public void setInstead(@Nullable Node what) {
        place.getChildren().setAll(list);
        if (what != null) {
            place.getChildren().add(what);
        }
        arrangeDetail();
    }

    /**
     * What is told of the selected line. It stands beside the list whenever there is room and something to tell; where
     * there is none, it stands over the list while {@code wanted}.
     */
    public void setDetail(Region told, BooleanProperty wanted) {
        detail = told;
        detailWanted = wanted;
        StackPane.setAlignment(told, Pos.CENTER_RIGHT);
        wanted.subscribe(this::arrangeDetail);
    }

    /** The detail never comes over the list: the list is narrow, and work is done in the detail. */
    public void setDetailAlwaysBeside() {
        roomForDetail = 0;
        arrangeDetail();
    }

    private void arrangeDetail() {
        Region told = detail;
        if (told == null) {
            return;
        }
        boolean room = root.getWidth() >= roomForDetail;
        boolean something = selected.getValue() != null;
        put(told, beside, room && (something || detailWanted.get()));
        put(told, place, !room && detailWanted.get());
        told.pseudoClassStateChanged(OVER, !room);
    }

    private static void put(Region what, StackPane in, boolean wanted) {
        boolean there = in.getChildren().contains(what);
        if (wanted && !there) {
            in.getChildren().add(what);
            // What is inside can take the focus only once it is laid out.
            what.applyCss();
            what.layout();
        } else if (!wanted && there) {
            in.getChildren().remove(what);
        }
    }

    /** Puts the focus where work begins. */
    public void focus() {
        list.requestFocus();
    }

    private void follow() {
        int wanted = -1;
        T now = selected.getValue();
        if (now != null) {
            for (int i = 0; i < list.getItems().size() && wanted < 0; i++) {
                wanted = same.test(list.getItems().get(i), now) ? i : -1;
            }
        }
        if (wanted < 0) {
            list.getSelectionModel().clearSelection();
        } else if (list.getSelectionModel().getSelectedIndex() != wanted
                || list.getSelectionModel().getSelectedIndices().size() != 1) {
            list.getSelectionModel().clearAndSelect(wanted);
        }
    }

    private void reveal() {
        int index = list.getSelectionModel().getSelectedIndex();
        if (index >= 0 && list.lookup(".virtual-flow") instanceof VirtualFlow<?> flow) {
            // The heading above the first row comes into view with it.
            if (index == 1) {
                flow.scrollTo(0);
            }
            flow.scrollTo(index);
        }
    }

    private void typed(KeyEvent event) {
        if (actedOnKey) {
            // A key that led into a field is not its first letter.
            actedOnKey = false;
            event.consume();
            return;
        }
        TextField field = search;
        if (field != null && event.getCharacter().equals("/") && !entersText(event)) {
            field.requestFocus();
            field.selectAll();
            event.consume();
        }
    }

    private void pressed(KeyEvent event) {
        actedOnKey = false;
        if (entersText(event)
                || event.isShortcutDown()
                || event.isAltDown()
                || event.isControlDown()
                || event.isMetaDown()) {
            return;
        }
        int rows = rows(event);
        if (rows != 0) {
            move.accept(rows);
            event.consume();
            return;
        }
        Runnable act = keys.get(event.getCode());
        // Enter and Space belong to the control that has the focus, if it is not the list.
        boolean pressing = event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.SPACE;
        if (act != null && (!pressing || list.isFocused())) {
            actedOnKey = event.getCode().isLetterKey();
            act.run();
            event.consume();
        }
    }

    private int rows(KeyEvent event) {
        boolean list = this.list.isFocused();
        return switch (event.getCode()) {
            case J -> 1;
            case K -> -1;
            case DOWN -> list ? 1 : 0;
            case UP -> list ? -1 : 0;
            case PAGE_DOWN -> list ? PAGE : 0;
            case PAGE_UP -> list ? -PAGE : 0;
            case END -> list ? Integer.MAX_VALUE : 0;
            case HOME -> list ? -Integer.MAX_VALUE : 0;
            default -> 0;
        };
    }

    private static boolean entersText(KeyEvent event) {
        return event.getTarget() instanceof TextInputControl;
    }
}

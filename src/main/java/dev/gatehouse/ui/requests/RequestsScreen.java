package dev.gatehouse.ui.requests;

import atlantafx.base.controls.CustomTextField;
import dev.gatehouse.console.Console;
import dev.gatehouse.console.GatewayStatus;
import dev.gatehouse.console.Subscription;
import dev.gatehouse.console.Words;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.ui.common.Icons;
import dev.gatehouse.ui.common.Screen;
import dev.gatehouse.ui.common.SecondClock;
import dev.gatehouse.ui.common.SecretClipboard;
import dev.gatehouse.ui.common.Surroundings;
import dev.gatehouse.ui.common.Timer;
import dev.gatehouse.ui.requests.Filter.Kinds;
import dev.gatehouse.ui.requests.Line.Group;
import dev.gatehouse.ui.requests.Line.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.css.PseudoClass;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** The home of the console: what is pending at any gateway, and the operator's word on it. */
public final class RequestsScreen implements Screen, AutoCloseable {
    /** The height of a row, in pixels; the same for all, so that a hundred thousand cost no more than ten. */
    static final double ROW = 61;

    /** From this width of the screen on, the detail stands beside the list; below, it comes over it when called. */
    static final double ROOM_FOR_DETAIL = 900;

    private static final double ROOM_FOR_HINT = 190;
    private static final int LONGEST_GATEWAY = 18;
    private static final PseudoClass OVER = PseudoClass.getPseudoClass("over");

    private final Words words;
    private final RequestsModel model;
    private final ExecutorService background = Executors.newSingleThreadExecutor(
            Thread.ofVirtual().name("requests").factory());
    private final Subscription following;

    private final ListView<Line> list;
    private final DetailPane detail;
    private final EmptyState empty;
    private final ProblemStrip problems;
    private final CustomTextField search = new CustomTextField();
    private final Label group = new Label();
    private final HBox groupBar = new HBox(group);
    private final Button pill = new Button();
    private final MenuButton gateways = new MenuButton();
    private final ToggleGroup kinds = new ToggleGroup();
    private final BorderPane root = new BorderPane();
    private final StackPane middle = new StackPane();
    private final HBox beside = new HBox();
    private List<String> gatewaysInMenu = List.of();
    private Filter scrolledFor = Filter.NONE;
    private int arrivedAbove;
    private boolean detailCalled;
    private boolean detailFolded;

    /**
     * The screen over {@code console}.
     *
     * @param toGateways leads to the screen of the gateways
     */
    public RequestsScreen(Console console, Surroundings surroundings, Runnable toGateways) {
        this.words = surroundings.words();
        Timer timer = surroundings.timer();
        SecondClock clock = surroundings.clock();
        SecretClipboard clipboard = surroundings.clipboard();
        RowWords rowWords = new RowWords(words);
        this.model = new RequestsModel(
                new ConsoleDesk(console),
                surroundings.dialogs(),
                rowWords,
                new Listing(
                        right -> rowWords.rights().brief(right),
                        rowWords::channel,
                        console.environment().clock()),
                timer,
                background,
                surroundings.ui(),
                console.settings().get().view());

        list = new ListView<>(model.lines());
        list.setId("requests");
        list.getStyleClass().addAll("requests", "edge-to-edge");
        list.setFixedCellSize(ROW);
        list.setAccessibleText(words.say("requests.list.accessible"));
        list.setCellFactory(view -> new RequestCell(model, rowWords, clock, this::open));
        detail = new DetailPane(model, rowWords, clock, timer, clipboard, this::closeDetail);
        empty = new EmptyState(model, rowWords, toGateways);
        problems = new ProblemStrip(words, surroundings.dialogs(), clipboard);

        root.getStyleClass().add("screen");
        root.setId("requests-root");
        root.setTop(header());
        root.setCenter(content());
        root.addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
        root.addEventHandler(KeyEvent.KEY_TYPED, this::typed);
        root.widthProperty().addListener((width, before, now) -> arrangeDetail());
        root.sceneProperty().addListener((any, before, now) -> {
            if (now != null) {
                now.windowProperty().flatMap(window -> window.focusedProperty()).addListener((f, was, is) -> {
                    if (Boolean.FALSE.equals(is)) {
                        detail.hideCode();
                    }
                });
            }
        });
        listen(clipboard);
        this.following = model.follow(console);
        refresh();
    }

    @Override
    public Node node() {
        return root;
    }

    @Override
    public Phrase keys() {
        return Phrase.of("status.keys");
    }

    @Override
    public void shown() {
        list.requestFocus();
    }

    @Override
    public void hidden() {
        detail.hideCode();
    }

    /** How many requests wait at all gateways. */
    public ReadOnlyIntegerProperty waiting() {
        return model.waiting();
    }

    /** Hides every secret on the screen while {@code picture} is taken. */
    public void withoutSecrets(Runnable picture) {
        detail.hideCode();
        search.getStyleClass().add("masked");
        try {
            picture.run();
        } finally {
            search.getStyleClass().remove("masked");
        }
    }

    @Override
    public void close() {
        following.close();
        background.shutdownNow();
    }

    // Building

    private Node header() {
        Label title = new Label(words.say("requests.title"));
        title.getStyleClass().add("screen-title");
        title.setMinWidth(Region.USE_PREF_SIZE);

        HBox segments = new HBox(
                segment(Kinds.ALL, "segment-first"),
                segment(Kinds.MESSAGES, "segment-middle"),
                segment(Kinds.DEVICES, "segment-last"));
        segments.getStyleClass().add("segments");
        segments.setAlignment(Pos.CENTER_LEFT);
        segments.setMinWidth(Region.USE_PREF_SIZE);

        gateways.setId("gateway-filter");
        gateways.setMinWidth(Region.USE_PREF_SIZE);

        search.setId("search");
        search.setPromptText(words.say("requests.search.prompt"));
        search.setAccessibleText(words.say("requests.search.accessible"));
        search.setLeft(Icons.of(Feather.SEARCH));
        search.setPrefWidth(260);
        search.setMinWidth(110);
        Label hint = new Label(words.say("requests.search.keys"));
        hint.getStyleClass().add("key-hint");
        hint.setMinSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        hint.setMouseTransparent(true);
        hint.visibleProperty()
                .bind(search.textProperty().isEmpty().and(search.widthProperty().greaterThan(ROOM_FOR_HINT)));
        StackPane field = new StackPane(search, hint);
        StackPane.setAlignment(hint, Pos.CENTER_RIGHT);
        StackPane.setMargin(hint, new Insets(0, 8, 0, 0));
        field.setMaxWidth(300);
        Button clear = new Button(null, Icons.of(Feather.X));
        clear.getStyleClass().addAll("clear-button");
        clear.setFocusTraversable(false);
        clear.setAccessibleText(words.say("requests.search.clear"));
        clear.setOnAction(event -> search.clear());
        search.textProperty().addListener((text, before, now) -> {
            search.setRight(now.isEmpty() ? null : clear);
            model.look(now);
        });
        search.addEventFilter(KeyEvent.KEY_PRESSED, this::pressedInSearch);

        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox header = new HBox(12, title, segments, gateways, gap, field);
        header.getStyleClass().add("screen-header");
        return header;
    }

    private ToggleButton segment(Kinds kind, String style) {
        ToggleButton button = new ToggleButton();
        button.setId("kind-" + kind);
        button.getStyleClass().addAll(style, "segment");
        button.setToggleGroup(kinds);
        button.setUserData(kind);
        button.setSelected(model.filter().get().kinds() == kind);
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(event -> {
            button.setSelected(true);
            model.only(kind);
        });
        Runnable count = () -> {
            Counts now = model.counts().get();
            button.setText(words.say(
                    "requests.kind." + kind,
                    switch (kind) {
                        case ALL -> now.all();
                        case MESSAGES -> now.messages();
                        case DEVICES -> now.devices();
                    }));
        };
        model.counts().addListener((counts, before, now) -> count.run());
        model.filter().addListener((filter, before, now) -> button.setSelected(now.kinds() == kind));
        count.run();
        return button;
    }

    private Node content() {
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
        VBox rows = new VBox(groupBar, list);
        StackPane lists = new StackPane(rows, empty, pill);
        lists.setMinWidth(0);
        VBox.setVgrow(lists, Priority.ALWAYS);
        VBox left = new VBox(problems, lists);
        HBox.setHgrow(left, Priority.ALWAYS);
        left.setMinWidth(0);
        beside.getChildren().add(left);
        middle.getChildren().add(beside);
        StackPane.setAlignment(detail, Pos.CENTER_RIGHT);
        return middle;
    }

    private void listen(SecretClipboard clipboard) {
        list.addEventFilter(MouseEvent.MOUSE_MOVED, event -> model.touched());
        list.addEventFilter(MouseEvent.MOUSE_DRAGGED, event -> model.touched());
        list.addEventFilter(MouseEvent.MOUSE_PRESSED, event -> model.touched());
        list.addEventFilter(ScrollEvent.SCROLL, event -> model.touched());
        list.addEventFilter(KeyEvent.KEY_PRESSED, event -> pressedInList(event, clipboard));
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
        list.setOnMouseClicked(event -> {
            Row row = model.selected().get();
            if (event.getClickCount() == 2 && row != null) {
                open(row);
            }
        });
        model.edition().addListener((any, before, now) -> refresh());
        model.selected().addListener((any, before, now) -> {
            syncSelection();
            arrangeDetail();
        });
        model.surroundings().addListener((any, before, now) -> refreshSurroundings());
        model.newAbove().addListener((any, before, now) -> showPill());
        model.filter().addListener((filter, before, now) -> {
            if (!now.text().equals(search.getText())) {
                search.setText(now.text());
            }
            showGateways();
        });
        list.skinProperty().addListener((skin, before, now) -> {
            if (list.lookup(".virtual-flow") instanceof VirtualFlow<?> flow) {
                flow.positionProperty().addListener((position, was, is) -> showGroup());
            }
        });
    }

    // Bringing up to date

    private void refresh() {
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
        arrangeDetail();
    }

    /** What was at the top of a list that is scrolled stays there, whatever came or went above it. */
    private void keepScroll() {
        Filter filter = model.filter().get();
        boolean sameQuestion = filter.equals(scrolledFor);
        scrolledFor = filter;
        if (!(list.lookup(".virtual-flow") instanceof VirtualFlow<?> flow)) {
            return;
        }
        IndexedCell<?> top = flow.getFirstVisibleCell();
        boolean scrolled = top != null && (top.getIndex() > 0 || top.getLayoutY() < 0);
        if (!scrolled) {
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

    private void refreshSurroundings() {
        problems.show(model.gateways());
        showGateways();
        if (model.lines().isEmpty()) {
            empty.show();
        }
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
        int first = 0;
        if (list.lookup(".virtual-flow") instanceof VirtualFlow<?> flow) {
            IndexedCell<?> top = flow.getFirstVisibleCell();
            first = top == null ? 0 : Math.max(0, top.getIndex());
        }
        if (first == 0 && arrivedAbove > 0) {
            arrivedAbove = 0;
            showPill();
        }
        group.setText(
                words.say(model.groupAt(first) == Group.EXPIRED ? "requests.group.expired" : "requests.group.needs"));
    }

    private void showGateways() {
        List<GatewayStatus> all = model.gateways();
        List<String> names = new ArrayList<>();
        all.forEach(status ->
                names.add(status.profile().id() + " " + status.profile().name()));
        String chosen = model.filter().get().gateway();
        GatewayStatus at = model.gateway(chosen);
        String text =
                at == null ? words.say("requests.gateways.all") : at.profile().name();
        gateways.setText(text);
        gateways.setAccessibleText(words.say("requests.gateways.accessible", text));
        gateways.setVisible(all.size() > 1);
        gateways.setManaged(all.size() > 1);
        if (!names.equals(gatewaysInMenu)) {
            gatewaysInMenu = names;
            gateways.getItems().setAll(item("", words.say("requests.gateways.all")));
            all.forEach(status -> gateways.getItems()
                    .add(item(status.profile().id(), status.profile().name())));
        }
        gateways.getItems()
                .forEach(item -> ((RadioMenuItem) item)
                        .setSelected(at == null ? "".equals(item.getUserData()) : chosen.equals(item.getUserData())));
    }

    private static String shortened(String name) {
        return name.length() <= LONGEST_GATEWAY ? name : name.substring(0, LONGEST_GATEWAY - 1) + "…";
    }

    private RadioMenuItem item(String gateway, String name) {
        RadioMenuItem item = new RadioMenuItem(name);
        item.setMnemonicParsing(false);
        item.setUserData(gateway);
        item.setOnAction(event -> model.onlyAt(gateway));
        return item;
    }

    // The detail pane

    private void open(Row row) {
        model.select(row);
        detailCalled = true;
        detailFolded = false;
        arrangeDetail();
        // What has never been in sight has no parts yet that could take the focus.
        detail.applyCss();
        detail.layout();
        detail.enter();
    }

    private void closeDetail() {
        detailCalled = false;
        detailFolded = true;
        detail.hideCode();
        arrangeDetail();
        list.requestFocus();
    }

    /** Beside the list where there is room, unless it was closed; over the list otherwise, if it was called. */
    private void arrangeDetail() {
        boolean something = model.selected().get() != null;
        boolean room = root.getWidth() >= ROOM_FOR_DETAIL;
        place(beside, something && room && !detailFolded);
        place(middle, something && !room && detailCalled);
        detail.pseudoClassStateChanged(OVER, !room);
    }

    private void place(Pane in, boolean wanted) {
        boolean there = in.getChildren().contains(detail);
        if (wanted && !there) {
            in.getChildren().add(detail);
        } else if (!wanted && there) {
            in.getChildren().remove(detail);
        }
    }

    // Keys

    private void pressedInSearch(KeyEvent event) {
        switch (event.getCode()) {
            case ESCAPE -> {
                if (search.getText().isEmpty()) {
                    list.requestFocus();
                } else {
                    search.clear();
                }
                event.consume();
            }
            case ENTER, DOWN -> {
                list.requestFocus();
                event.consume();
            }
            default -> {}
        }
    }

    private void pressedInList(KeyEvent event, SecretClipboard clipboard) {
        model.touched();
        if (event.isControlDown() || event.isAltDown() || event.isMetaDown()) {
            return;
        }
        boolean taken = true;
        switch (event.getCode()) {
            case UP -> go(-1);
            case DOWN -> go(1);
            case HOME -> go(-model.lines().size());
            case END -> go(model.lines().size());
            case ENTER -> withSelected(this::open);
            case C -> withSelected(row -> clipboard.copy(row.key().subject()));
            default -> taken = false;
        }
        if (taken) {
            event.consume();
        }
    }

    private void pressed(KeyEvent event) {
        if (event.isShortcutDown() && event.getCode() == KeyCode.K) {
            startSearch();
            event.consume();
            return;
        }
        if (event.isControlDown() || event.isAltDown() || event.isMetaDown() || isTyping(event)) {
            if (event.getCode() == KeyCode.ESCAPE && isTyping(event)) {
                list.requestFocus();
                event.consume();
            }
            return;
        }
        boolean taken = true;
        switch (event.getCode()) {
            case J -> go(1);
            case K -> go(-1);
            case A -> withSelected(model::approve);
            case R -> withSelected(model::reject);
            case L ->
                withSelected(row -> {
                    open(row);
                    detail.editLabel();
                });
            case ESCAPE -> back();
            default -> taken = false;
        }
        if (taken) {
            event.consume();
        }
    }

    private void typed(KeyEvent event) {
        if ("/".equals(event.getCharacter()) && !isTyping(event)) {
            startSearch();
            event.consume();
        }
    }

    private static boolean isTyping(KeyEvent event) {
        return event.getTarget() instanceof TextInputControl;
    }

    private void back() {
        if (detailCalled && root.getWidth() < ROOM_FOR_DETAIL) {
            closeDetail();
        } else if (!search.getText().isEmpty()) {
            search.clear();
        } else {
            list.requestFocus();
        }
    }

    private void startSearch() {
        search.requestFocus();
        search.selectAll();
    }

    private void go(int steps) {
        model.move(steps);
        Row row = model.selected().get();
        if (row == null) {
            return;
        }
        int index = row.mark().index();
        if (list.lookup(".virtual-flow") instanceof VirtualFlow<?> flow) {
            IndexedCell<?> top = flow.getFirstVisibleCell();
            IndexedCell<?> end = flow.getLastVisibleCell();
            if (top == null || end == null || index <= top.getIndex() || index >= end.getIndex()) {
                flow.scrollTo(index);
            }
        }
    }

    private void withSelected(Consumer<Row> act) {
        Row row = model.selected().get();
        if (row != null) {
            act.accept(row);
        }
    }

    /** The model, for tests. */
    RequestsModel model() {
        return model;
    }

    /** The row that is selected, for tests. */
    @Nullable
    Row selected() {
        return model.selected().get();
    }
}

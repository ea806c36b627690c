package dev.gatehouse.ui.requests;

import dev.gatehouse.console.Console;
import dev.gatehouse.console.Subscription;
import dev.gatehouse.console.Words;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.RequestKey;
import dev.gatehouse.pairing.SubjectKey;
import dev.gatehouse.ui.common.Screen;
import dev.gatehouse.ui.common.SecondClock;
import dev.gatehouse.ui.common.SecretClipboard;
import dev.gatehouse.ui.common.Surroundings;
import dev.gatehouse.ui.common.Timer;
import dev.gatehouse.ui.requests.Line.Row;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** The home of the console: what is pending at any gateway, and the operator's word on it. */
public final class RequestsScreen implements Screen {
    /** From this width of the screen on, the detail stands beside the list; below, it comes over it when called. */
    static final double ROOM_FOR_DETAIL = 900;

    private static final PseudoClass OVER = PseudoClass.getPseudoClass("over");

    private final Console console;
    private final RequestsModel model;
    private final SecretClipboard clipboard;
    private final Words say;
    private final ExecutorService background = Executors.newSingleThreadExecutor(
            Thread.ofVirtual().name("requests").factory());
    private final Subscription following;

    private final RequestsHeader header;
    private final RowsPane rows;
    private final DetailPane detail;
    private final ProblemStrip problems;
    private final BorderPane root = new BorderPane();
    private final StackPane middle = new StackPane();
    private final HBox beside = new HBox();
    private boolean actedOnKey;
    private boolean detailCalled;
    private boolean detailFolded;

    /**
     * The screen over {@code console}.
     *
     * @param toGateways leads to the screen of the gateways
     */
    public RequestsScreen(Console console, Surroundings surroundings, Runnable toGateways) {
        this.console = console;
        Words words = surroundings.words();
        Timer timer = surroundings.timer();
        SecondClock clock = surroundings.clock();
        this.clipboard = surroundings.clipboard();
        this.say = words;
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

        header = new RequestsHeader(model, words, this::toList);
        rows = new RowsPane(
                model,
                words,
                new NothingPending(model, rowWords, toGateways),
                view -> new RequestCell(model, rowWords, clock, this::open));
        detail = new DetailPane(model, rowWords, clock, timer, clipboard, this::closeDetail);
        problems = new ProblemStrip(rowWords, surroundings.dialogs(), clipboard, toGateways);

        model.onMoreWanted(this::openDeciding);
        model.onCalled(row -> {
            rows.go(0);
            open(row);
        });
        root.getStyleClass().add("screen");
        root.setId("requests-root");
        root.setTop(header);
        root.setCenter(content());
        listen();
        this.following = model.follow(console);
        rows.refresh();
        arrangeDetail();
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
        toList();
    }

    @Override
    public void goTo(SubjectKey whom) {
        model.goTo(whom);
    }

    @Override
    public void hidden() {
        detail.hideCode();
    }

    /** Puts the focus into the one field, where requests are looked for and codes are typed. */
    public void startSearch() {
        header.startSearch();
    }

    /** How many requests wait at all gateways. */
    public ReadOnlyIntegerProperty waiting() {
        return model.waiting();
    }

    @Override
    public void locked() {
        detail.lock();
        header.forgetCode();
    }

    /** Opens the request {@code key}, whatever is looked for at the moment. */
    public void call(RequestKey key) {
        model.call(key);
    }

    @Override
    public void withoutSecrets(Runnable picture) {
        detail.hideCode();
        header.masked(() -> detail.masked(picture));
    }

    @Override
    public void closed() {
        following.close();
        background.shutdownNow();
    }

    private Node content() {
        VBox.setVgrow(rows, Priority.ALWAYS);
        VBox left = new VBox(new FindBar(model.finder(), say), problems, rows);
        HBox.setHgrow(left, Priority.ALWAYS);
        left.setMinWidth(0);
        beside.getChildren().add(left);
        middle.getChildren().add(beside);
        StackPane.setAlignment(detail, Pos.CENTER_RIGHT);
        return middle;
    }

    private void listen() {
        root.addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
        root.addEventHandler(KeyEvent.KEY_TYPED, this::typed);
        root.addEventFilter(KeyEvent.KEY_PRESSED, event -> actedOnKey = false);
        root.addEventFilter(KeyEvent.KEY_TYPED, event -> {
            // The letter of a command must not be typed into the field that the command leads to.
            if (actedOnKey) {
                event.consume();
            }
        });
        root.widthProperty().addListener((width, before, now) -> arrangeDetail());
        root.sceneProperty().addListener((any, before, now) -> {
            if (now != null) {
                now.windowProperty().flatMap(window -> window.focusedProperty()).addListener((f, was, is) -> {
                    if (Boolean.FALSE.equals(is) && hidesOnFocusLoss()) {
                        detail.hideCode();
                    }
                });
            }
        });
        rows.list().addEventFilter(KeyEvent.KEY_PRESSED, this::pressedInList);
        rows.list().setOnMouseClicked(event -> {
            Row row = model.selected().get();
            if (event.getClickCount() == 2 && row != null) {
                open(row);
            }
        });
        model.edition().addListener((any, before, now) -> arrangeDetail());
        model.selected().addListener((any, before, now) -> arrangeDetail());
        model.surroundings().addListener((any, before, now) -> problems.show(model.gateways()));
    }

    /** The choice is made on Pair, for codes everywhere. */
    private boolean hidesOnFocusLoss() {
        return console.settings().get().hidesUnfocused();
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

    /** As {@link #open}, with the focus where an approval still wants to know something. */
    private void openDeciding(Row row) {
        open(row);
        detail.enterDeciding();
    }

    private void closeDetail() {
        detailCalled = false;
        detailFolded = true;
        detail.hideCode();
        arrangeDetail();
        toList();
    }

    /** Beside the list where there is room, unless it was closed; over the list otherwise, if it was called. */
    private void arrangeDetail() {
        boolean something = model.selected().get() != null;
        boolean room = root.getWidth() >= ROOM_FOR_DETAIL;
        place(beside, something && room && !detailFolded);
        place(middle, something && !room && detailCalled);
        detail.pseudoClassStateChanged(OVER, !room);
        if (detail.getParent() == null) {
            // What nobody sees ticked must not count.
            model.besides().forget();
        }
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

    private void pressedInList(KeyEvent event) {
        if (event.isControlDown() || event.isAltDown() || event.isMetaDown()) {
            return;
        }
        boolean taken = true;
        switch (event.getCode()) {
            case UP -> rows.go(-1);
            case DOWN -> rows.go(1);
            case HOME -> rows.go(-model.lines().size());
            case END -> rows.go(model.lines().size());
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
            header.startSearch();
            event.consume();
            return;
        }
        if (event.isControlDown() || event.isAltDown() || event.isMetaDown() || isTyping(event)) {
            if (event.getCode() == KeyCode.ESCAPE && isTyping(event)) {
                toList();
                event.consume();
            }
            return;
        }
        boolean taken = true;
        switch (event.getCode()) {
            case J -> rows.go(1);
            case K -> rows.go(-1);
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
            actedOnKey = event.getCode().isLetterKey();
            event.consume();
        }
    }

    private void typed(KeyEvent event) {
        if ("/".equals(event.getCharacter()) && !isTyping(event)) {
            header.startSearch();
            event.consume();
        }
    }

    private static boolean isTyping(KeyEvent event) {
        return event.getTarget() instanceof TextInputControl;
    }

    private void back() {
        if (detailCalled && root.getWidth() < ROOM_FOR_DETAIL) {
            closeDetail();
        } else if (!header.clearSearch()) {
            toList();
        }
    }

    private void toList() {
        rows.list().requestFocus();
    }

    private void withSelected(Consumer<Row> act) {
        Row row = model.selected().get();
        if (row != null) {
            act.accept(row);
        }
    }
}

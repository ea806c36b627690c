package dev.gatehouse.ui;

import dev.gatehouse.console.Change;
import dev.gatehouse.console.Console;
import dev.gatehouse.console.GatewayState;
import dev.gatehouse.console.GatewayStatus;
import dev.gatehouse.console.Subscription;
import dev.gatehouse.console.Words;
import dev.gatehouse.gateway.Attention;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.RequestKey;
import dev.gatehouse.ui.common.Icons;
import dev.gatehouse.ui.common.Surroundings;
import dev.gatehouse.ui.common.TimeWords;
import dev.gatehouse.ui.requests.RequestsScreen;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import javafx.beans.value.ChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.Tooltip;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** The window: side bar, the screen in front, status bar, and the questions over all of it. */
public final class MainWindow implements AutoCloseable {
    /** Least width, in screen units. */
    public static final double LEAST_WIDTH = 900;

    /** Least height, in screen units. */
    public static final double LEAST_HEIGHT = 600;

    private static final List<String> KEYS = List.of(
            "move", "approve", "reject", "open", "label", "copy", "new", "reveal", "full", "end", "search", "back",
            "screens", "help");

    private final Console console;
    private final Words words;
    private final TimeWords times;
    private final Surroundings surroundings;
    private final RequestsScreen requests;
    private final Map<String, Place> places = new LinkedHashMap<>();
    private final Map<String, GatewayStatus> gateways = new LinkedHashMap<>();
    private final SideBar side;
    private final StackPane middle = new StackPane();
    private final HBox banner = new HBox(12);
    private final Label connected = new Label();
    private final Label updated = new Label();
    private final Label delay = new Label();
    private final Tooltip delays = new Tooltip();
    private final Label keys = new Label();
    private final HBox status = new HBox(16);
    private final BorderPane body = new BorderPane();
    private final StackPane root = new StackPane();
    private final Subscription following;
    private final Runnable tick = this::tick;
    private @Nullable Place front;
    private @Nullable Stage stage;
    private volatile @Nullable WindowMemory memory;
    private @Nullable Announcements announcements;

    /**
     * A window that shows {@code console}, with Requests in front.
     *
     * @param others the other places, in the order of the side bar; the one named {@code gateways} is where gateways are
     *     found and added
     */
    public MainWindow(Console console, Surroundings surroundings, List<Place> others) {
        this.console = console;
        this.surroundings = surroundings;
        this.words = surroundings.words();
        this.times = new TimeWords(words);
        this.requests = new RequestsScreen(console, surroundings, () -> go("gateways"));
        Place home = new Place("requests", Phrase.of("requests.title"), Feather.INBOX, requests, requests.waiting());
        Stream.concat(Stream.of(home), others.stream()).forEach(place -> places.put(place.id(), place));
        this.side = new SideBar(words, List.copyOf(places.values()), this::go);
        surroundings.ways().open((place, whom) -> {
            go(place);
            if (whom != null && places.containsKey(place)) {
                Objects.requireNonNull(places.get(place)).screen().goTo(whom);
            }
        });

        buildBanner();
        body.setLeft(side);
        body.setCenter(new BorderPane(middle, banner, null, statusBar(), null));
        body.addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
        body.addEventHandler(KeyEvent.KEY_TYPED, this::typed);
        root.getStyleClass().add("gatehouse");
        root.getChildren()
                .addAll(
                        body,
                        surroundings.dialogs().layer(),
                        surroundings.cover().layer());
        surroundings.clock().add(tick);
        this.following = console.gateways().subscribe(this::gatewaysChanged);
        go("requests");
    }

    /** All of it, for a scene. */
    public Parent root() {
        return root;
    }

    /** Brings a screen to the front. */
    public void go(String id) {
        Place next = places.get(id);
        if (next == null || next.equals(front)) {
            return;
        }
        Place before = front;
        front = next;
        if (before != null) {
            before.screen().hidden();
        }
        middle.getChildren().setAll(next.screen().node());
        keys.setText(words.say(next.screen().keys()));
        side.mark(id);
        next.screen().shown();
    }

    /** Shows the window on {@code stage}, where it was the last time. */
    public void show(Stage stage) {
        Scene scene = new Scene(root);
        Theme.dress(scene);
        stage.setScene(scene);
        stage.setTitle(words.say("app.name"));
        stage.setMinWidth(LEAST_WIDTH);
        stage.setMinHeight(LEAST_HEIGHT);
        WindowMemory place = new WindowMemory(stage, console.settings());
        place.restore();
        memory = place;
        ChangeListener<Object> looks = (any, before, now) -> attend(stage);
        stage.iconifiedProperty().addListener(looks);
        stage.focusedProperty().addListener(looks);
        stage.showingProperty().addListener(looks);
        stage.addEventHandler(WindowEvent.WINDOW_HIDING, event -> leave());
        this.stage = stage;
        stage.show();
        Objects.requireNonNull(front).screen().shown();
    }

    /**
     * Brings the window to the front of all others, as far as the system lets a program do that.
     *
     * @return false if it is closed
     */
    public boolean comeToFront() {
        Stage window = stage;
        if (window == null || !window.isShowing()) {
            return false;
        }
        window.setIconified(false);
        window.toFront();
        window.requestFocus();
        return true;
    }

    /** Has {@code announcer} tell from now on who asks while the window is not in front, if the operator wants that. */
    public void announceBy(Announcer announcer) {
        Announcements made = new Announcements(console, surroundings, announcer);
        announcements = made;
        status.getChildren().add(made.button());
        attend(Objects.requireNonNull(stage));
    }

    /** The operator has clicked on what was announced: leads to the one who asks. Nothing is decided by it. */
    public void announcementClicked() {
        Announcements made = announcements;
        RequestKey wanted = made == null ? null : made.wanted();
        comeToFront();
        go("requests");
        if (wanted != null) {
            requests.call(wanted);
        }
    }

    /** The computer was locked: no secret is left in sight behind that. */
    public void lock() {
        places.values().forEach(place -> place.screen().locked());
    }

    /**
     * Ends as if the operator had closed the window, also where the system ends the program: then JavaFX lets go of the
     * screen at the same moment, and a window cannot even be hidden any more.
     */
    public void end() {
        leave();
        close();
    }

    /** Keeps where the window is. May be called from any thread: that of JavaFX may be gone. */
    public void keepPlace() {
        WindowMemory place = memory;
        if (place != null) {
            place.keep();
        }
    }

    private void leave() {
        keepPlace();
        surroundings.clipboard().close();
    }

    /** A picture of the window as it is, every code hidden. */
    public WritableImage picture() {
        WritableImage[] picture = new WritableImage[1];
        Runnable take = () -> picture[0] = root.getScene().snapshot(null);
        for (Place place : places.values()) {
            Runnable inner = take;
            take = () -> place.screen().withoutSecrets(inner);
        }
        take.run();
        return Objects.requireNonNull(picture[0]);
    }

    @Override
    public void close() {
        Announcements made = announcements;
        if (made != null) {
            made.close();
        }
        following.close();
        surroundings.clock().remove(tick);
        places.values().forEach(place -> place.screen().closed());
    }

    private void attend(Stage stage) {
        boolean inSight = stage.isShowing() && !stage.isIconified();
        surroundings.clock().setWatched(inSight);
        boolean inFront = inSight && stage.isFocused();
        console.gateways().attention(inFront ? Attention.WATCHED : Attention.UNWATCHED);
        Announcements made = announcements;
        if (made != null) {
            made.inFront(inFront);
        }
    }

    // Building

    private void buildBanner() {
        Label text = new Label(words.say("practice.banner"));
        text.setWrapText(true);
        text.setMinHeight(Region.USE_PREF_SIZE);
        text.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(text, Priority.ALWAYS);
        Button lead = new Button(words.say("practice.act"));
        lead.setId("practice-act");
        lead.setMinWidth(Region.USE_PREF_SIZE);
        lead.getStyleClass().add("small");
        lead.setOnAction(event -> go("gateways"));
        banner.getChildren().addAll(Icons.of(Feather.INFO), text, lead);
        banner.setAlignment(Pos.CENTER_LEFT);
        banner.setId("practice-banner");
        banner.getStyleClass().add("practice-banner");
        banner.setVisible(false);
        banner.setManaged(false);
    }

    private HBox statusBar() {
        connected.setId("status-connected");
        connected.setMinWidth(Region.USE_PREF_SIZE);
        delay.setId("status-delay");
        delay.setMinWidth(0);
        delay.setTooltip(delays);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        status.getChildren().addAll(connected, updated, delay, gap, keys);
        status.setAlignment(Pos.CENTER_LEFT);
        status.getStyleClass().add("window-status");
        return status;
    }

    // Bringing up to date

    private void gatewaysChanged(Change<GatewayStatus> change) {
        change.removed().forEach(status -> gateways.remove(status.profile().id()));
        Stream.concat(change.added().stream(), change.changed().stream())
                .forEach(status -> gateways.put(status.profile().id(), status));
        List<GatewayStatus> all = List.copyOf(gateways.values());
        side.show(all);
        boolean practice = all.stream().anyMatch(GatewayStatus::practice);
        banner.setVisible(practice);
        banner.setManaged(practice);
        long answering = all.stream()
                .filter(status ->
                        status.state() instanceof GatewayState.Live || status.state() instanceof GatewayState.Polling)
                .count();
        String count = words.say("status.gateways", all.size(), answering);
        if (!count.equals(connected.getText())) {
            connected.setText(count);
        }
        WorstDelay worst = WorstDelay.of(all, words);
        if (!worst.whole().equals(delays.getText())) {
            delay.setText(worst.brief());
            delays.setText(worst.whole());
        }
        tick();
    }

    private void tick() {
        Instant latest = gateways.values().stream()
                .map(GatewayStatus::lastAnswer)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
        String text = latest == null
                ? ""
                : words.say(
                        "status.updated", times.ago(latest, surroundings.clock().now()));
        if (!text.equals(updated.getText())) {
            updated.setText(text);
        }
    }

    // Keys

    private void pressed(KeyEvent event) {
        if (!event.isShortcutDown() || event.isAltDown()) {
            return;
        }
        int number = switch (event.getCode()) {
            case DIGIT1, NUMPAD1 -> 1;
            case DIGIT2, NUMPAD2 -> 2;
            case DIGIT3, NUMPAD3 -> 3;
            case DIGIT4, NUMPAD4 -> 4;
            case DIGIT5, NUMPAD5 -> 5;
            default -> 0;
        };
        List<String> ids = new ArrayList<>(places.keySet());
        if (number > 0 && number <= ids.size()) {
            go(ids.get(number - 1));
            event.consume();
        } else if (event.getCode() == KeyCode.K) {
            // The one field, from anywhere: somebody reads out a code.
            go("requests");
            requests.startSearch();
            event.consume();
        }
    }

    private void typed(KeyEvent event) {
        if ("?".equals(event.getCharacter()) && !(event.getTarget() instanceof TextInputControl)) {
            showKeys();
            event.consume();
        }
    }

    private void showKeys() {
        GridPane grid = new GridPane();
        grid.getStyleClass().add("keys");
        for (String key : KEYS) {
            Label press = new Label(words.say("keys." + key));
            press.getStyleClass().add("key-hint");
            press.setMinSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
            Label does = new Label(words.say("keys." + key + ".does"));
            does.setWrapText(true);
            int at = grid.getRowCount();
            grid.add(press, 0, at);
            grid.add(does, 1, at);
        }
        surroundings.dialogs().show(words.say("keys.title"), new VBox(grid));
    }
}

package dev.gatehouse.ui.requests;

import atlantafx.base.controls.CustomTextField;
import dev.gatehouse.console.CodeSearch;
import dev.gatehouse.console.GatewayStatus;
import dev.gatehouse.console.Words;
import dev.gatehouse.ui.common.Icons;
import dev.gatehouse.ui.requests.Filter.Kinds;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.kordamp.ikonli.feather.Feather;

/** The line above the list: its title, and what narrows it. */
final class RequestsHeader extends HBox {
    private static final double ROOM_FOR_HINT = 190;

    private final RequestsModel model;
    private final Words words;
    private final Runnable toList;
    private final CustomTextField search = new CustomTextField();
    private final MenuButton gateways = new MenuButton();
    private final ToggleGroup kinds = new ToggleGroup();
    private List<String> gatewaysInMenu = List.of();

    /**
     * A header.
     *
     * @param toList leads from the field back to the list
     */
    RequestsHeader(RequestsModel model, Words words, Runnable toList) {
        super(12);
        this.model = model;
        this.words = words;
        this.toList = toList;
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

        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        getChildren().addAll(title, segments, gateways, gap, field());
        getStyleClass().add("screen-header");

        model.filter().addListener((filter, before, now) -> {
            if (!now.text().equals(search.getText())) {
                search.setText(now.text());
            }
            showGateways();
        });
        model.surroundings().addListener((any, before, now) -> showGateways());
        showGateways();
    }

    /** Puts the focus into the field. */
    void startSearch() {
        search.requestFocus();
        search.selectAll();
    }

    /** Empties the field; says whether there was anything in it. */
    boolean clearSearch() {
        boolean filled = !search.getText().isEmpty();
        search.clear();
        return filled;
    }

    /** Empties the field if it may hold a code. */
    void forgetCode() {
        if (CodeSearch.looksLikeCode(search.getText())) {
            search.clear();
        }
    }

    /** Hides what is looked for while {@code work} runs: it may be a code. */
    void masked(Runnable work) {
        search.getStyleClass().add("masked");
        try {
            work.run();
        } finally {
            search.getStyleClass().remove("masked");
        }
    }

    private StackPane field() {
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
        search.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        return field;
    }

    private void pressed(KeyEvent event) {
        switch (event.getCode()) {
            case ESCAPE -> {
                if (!clearSearch()) {
                    toList.run();
                }
                event.consume();
            }
            case ENTER -> {
                // Finds, and never decides.
                if (!model.finder().find()) {
                    toList.run();
                }
                event.consume();
            }
            case DOWN -> {
                toList.run();
                event.consume();
            }
            default -> {}
        }
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

    private RadioMenuItem item(String gateway, String name) {
        RadioMenuItem item = new RadioMenuItem(name);
        item.setMnemonicParsing(false);
        item.setUserData(gateway);
        item.setOnAction(event -> model.onlyAt(gateway));
        return item;
    }
}

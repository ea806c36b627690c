package dev.gatehouse.ui;

import dev.gatehouse.console.GatewayState;
import dev.gatehouse.console.GatewayStatus;
import dev.gatehouse.console.Words;
import dev.gatehouse.gateway.LinkProblem;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.ui.common.Icons;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import javafx.beans.value.ObservableIntegerValue;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The way to the screens, and under it the gateways with their state in words. */
final class SideBar extends VBox {
    private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");
    private static final double WIDTH = 212;
    private static final double MARK = 24;

    /** What a line says of a gateway. */
    private record GatewayLine(String name, String state, String style) {}

    private final Words words;
    private final Consumer<String> go;
    private final Map<String, Button> items = new LinkedHashMap<>();
    private final VBox gateways = new VBox(2);
    private final VBox gatewayPart = new VBox(6);
    private List<GatewayLine> shown = List.of();

    SideBar(Words words, List<Place> places, Consumer<String> go) {
        this.words = words;
        this.go = go;
        getStyleClass().add("side-bar");
        setMinWidth(WIDTH);
        setPrefWidth(WIDTH);
        setMaxWidth(WIDTH);

        ImageView mark = new ImageView(new Image(Objects.requireNonNull(
                        SideBar.class.getResource("/dev/gatehouse/icons/gatehouse-128.png"),
                        "icons are part of the program")
                .toExternalForm()));
        mark.setFitWidth(MARK);
        mark.setFitHeight(MARK);
        mark.setSmooth(true);
        Label name = new Label(words.say("app.name"));
        name.getStyleClass().add("brand-name");
        HBox brand = new HBox(9, mark, name);
        brand.setAlignment(Pos.CENTER_LEFT);
        brand.getStyleClass().add("brand");
        getChildren().add(brand);

        for (int at = 0; at < places.size(); at++) {
            Place place = places.get(at);
            Button item = item(place, at + 1);
            items.put(place.id(), item);
            getChildren().add(item);
        }

        Region gap = new Region();
        VBox.setVgrow(gap, Priority.ALWAYS);
        Label caption = new Label(words.say("side.gateways"));
        caption.getStyleClass().add("caption");
        ScrollPane scroll = new ScrollPane(gateways);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.getStyleClass().add("edge-to-edge");
        scroll.setFocusTraversable(false);
        gatewayPart.getStyleClass().add("side-gateways");
        gatewayPart.getChildren().addAll(caption, scroll);
        gatewayPart.setMaxHeight(Region.USE_PREF_SIZE);
        gatewayPart.setMinHeight(60);
        gatewayPart.setVisible(false);
        getChildren().addAll(gap, gatewayPart);
    }

    private Button item(Place place, int number) {
        ObservableIntegerValue count = place.count();
        String title = words.say(place.title());
        Label text = new Label(title);
        text.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(text, Priority.ALWAYS);
        HBox face = new HBox(10, Icons.of(place.icon()), text);
        face.setAlignment(Pos.CENTER_LEFT);
        Button button = new Button(null, face);
        button.setId("go-" + place.id());
        button.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        button.getStyleClass().addAll("side-item");
        button.setMaxWidth(Double.MAX_VALUE);
        button.setAccessibleText(title);
        button.setTooltip(new Tooltip(words.say("side.item.tip", title, Integer.toString(number))));
        button.setOnAction(event -> go.accept(place.id()));
        face.prefWidthProperty().bind(button.widthProperty().subtract(22));
        if (count != null) {
            Label badge = new Label();
            badge.getStyleClass().addAll("badge", "badge-" + place.id());
            badge.setMinWidth(Region.USE_PREF_SIZE);
            face.getChildren().add(badge);
            Runnable show = () -> {
                int now = count.get();
                badge.setText(now > 999 ? "999+" : Integer.toString(now));
                badge.setVisible(now > 0);
                badge.setManaged(now > 0);
                button.setAccessibleText(now > 0 ? words.say("side.item.count." + place.id(), title, now) : title);
            };
            count.addListener((value, before, now) -> show.run());
            show.run();
        }
        return button;
    }

    /** Marks the place where the operator is. */
    void mark(String id) {
        items.forEach((place, button) -> button.pseudoClassStateChanged(SELECTED, place.equals(id)));
    }

    /** Shows the gateways as they are now; leaves those alone that say the same as before. */
    void show(List<GatewayStatus> all) {
        List<GatewayLine> now = all.stream()
                .map(status -> new GatewayLine(status.profile().name(), state(status), style(status)))
                .toList();
        for (int at = 0; at < now.size(); at++) {
            if (at >= shown.size()) {
                gateways.getChildren().add(button(now.get(at)));
            } else if (!now.get(at).equals(shown.get(at))) {
                gateways.getChildren().set(at, button(now.get(at)));
            }
        }
        gateways.getChildren().remove(now.size(), gateways.getChildren().size());
        shown = now;
        gatewayPart.setVisible(!all.isEmpty());
    }

    private Button button(GatewayLine line) {
        Region dot = new Region();
        dot.getStyleClass().addAll("dot", line.style());
        Label who = new Label(line.name());
        who.setMinWidth(30);
        who.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(who, Priority.ALWAYS);
        Label how = new Label(line.state());
        how.getStyleClass().add("side-state");
        how.setMinWidth(Region.USE_PREF_SIZE);
        HBox face = new HBox(8, dot, who, how);
        face.setAlignment(Pos.CENTER_LEFT);
        Button button = new Button(null, face);
        button.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        button.getStyleClass().add("side-gateway");
        button.setMaxWidth(Double.MAX_VALUE);
        button.setAccessibleText(words.say("side.gateway", line.name(), line.state()));
        button.setTooltip(new Tooltip(words.say("side.gateway", line.name(), line.state())));
        button.setOnAction(event -> go.accept("gateways"));
        face.prefWidthProperty().bind(button.widthProperty().subtract(16));
        return button;
    }

    private static String style(GatewayStatus status) {
        return switch (status.state()) {
            case GatewayState.Connecting ignored -> "dot-waiting";
            case GatewayState.Live ignored -> status.inPart() ? "dot-warning" : "dot-good";
            case GatewayState.Polling ignored -> "dot-warning";
            case GatewayState.Offline(var problem, var since, var retryAt) ->
                passing(problem) == null ? "dot-bad" : "dot-waiting";
        };
    }

    private String state(GatewayStatus status) {
        return switch (status.state()) {
            case GatewayState.Connecting ignored -> words.say("state.connecting");
            case GatewayState.Live ignored when status.down() -> words.say("state.down");
            case GatewayState.Polling ignored when status.down() -> words.say("state.down");
            case GatewayState.Live ignored -> words.say(status.inPart() ? "state.live.partly" : "state.live");
            case GatewayState.Polling(var every) -> words.say("state.polling", every.toSeconds());
            case GatewayState.Offline(var problem, var since, var retryAt) -> {
                String passing = passing(problem);
                yield passing == null ? words.say("state.offline", since) : words.say(passing);
            }
        };
    }

    /** The word for a problem that passes by itself, or when somebody approves; else null. */
    private static @Nullable String passing(Problem problem) {
        return switch (problem) {
            case LinkProblem.Starting ignored -> "state.starting";
            case LinkProblem.Restarting ignored -> "state.restarting";
            case LinkProblem.PairingRequired ignored -> "state.pairing";
            default -> null;
        };
    }
}

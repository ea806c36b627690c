package dev.gatehouse.ui.requests;

import dev.gatehouse.console.GatewayState;
import dev.gatehouse.console.GatewayStatus;
import dev.gatehouse.console.Words;
import dev.gatehouse.ui.common.Icons;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextAlignment;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** What stands where no row is: what would appear, which doors are open, how to try. */
final class NothingPending extends VBox {
    private static final int MOST_DOORS = 6;

    private final RequestsModel model;
    private final RowWords words;
    private final Words say;
    private final Runnable toGateways;

    /**
     * Nothing yet.
     *
     * @param toGateways leads to the screen of the gateways
     */
    NothingPending(RequestsModel model, RowWords words, Runnable toGateways) {
        this.model = model;
        this.words = words;
        this.say = words.plain();
        this.toGateways = toGateways;
        getStyleClass().add("empty-state");
        setAlignment(Pos.CENTER);
        setMaxWidth(520);
        setFillWidth(true);
    }

    /** Says why the list is empty. */
    void show() {
        List<GatewayStatus> gateways = model.gateways();
        getChildren().clear();
        if (model.counts().get().total() > 0 && !model.filter().get().isEmpty()) {
            say(Feather.FILTER, "requests.empty.filtered", "requests.empty.filtered.text");
            act("requests.empty.filtered.act", model::showAll);
        } else if (gateways.isEmpty()) {
            say(Feather.SERVER, "requests.empty.none", "requests.empty.none.text");
            act("requests.empty.none.act", toGateways);
        } else if (gateways.stream().allMatch(status -> status.state() instanceof GatewayState.Connecting)) {
            say(Feather.SERVER, "requests.empty.connecting", null);
        } else if (gateways.stream().allMatch(status -> status.state() instanceof GatewayState.Offline)) {
            say(Feather.WIFI_OFF, "requests.empty.offline", "requests.empty.offline.text");
            act("requests.empty.offline.act", toGateways);
        } else {
            say(Feather.INBOX, "requests.empty", "requests.empty.text");
            doors(gateways);
            quiet(gateways);
            line(say.say("requests.empty.try"), "empty-text");
        }
    }

    private void say(Feather icon, String title, @Nullable String text) {
        getChildren().add(Icons.of(icon, "empty-icon"));
        line(say.say(title), "empty-title");
        if (text != null) {
            line(say.say(text), "empty-text");
        }
    }

    private void act(String text, Runnable run) {
        Button button = new Button(say.say(text));
        button.setOnAction(event -> run.run());
        getChildren().add(button);
    }

    private void doors(List<GatewayStatus> gateways) {
        VBox list = new VBox(3);
        list.getStyleClass().add("empty-doors");
        list.setMaxWidth(Region.USE_PREF_SIZE);
        boolean several = gateways.size() > 1;
        List<String> doors = gateways.stream()
                .flatMap(status -> status.policies().stream()
                        .map(policy -> several
                                ? say.say("requests.door.at", status.profile().name(), words.policy(policy))
                                : words.policy(policy)))
                .toList();
        doors.stream().limit(MOST_DOORS).forEach(door -> {
            Label label = new Label(door);
            label.setWrapText(true);
            label.setMinHeight(Region.USE_PREF_SIZE);
            list.getChildren().add(label);
        });
        if (doors.size() > MOST_DOORS) {
            list.getChildren().add(new Label(say.say("requests.door.more", doors.size() - MOST_DOORS)));
        }
        if (!doors.isEmpty()) {
            getChildren().add(list);
        }
    }

    /** What to check first, where a gateway knows why nothing may ever be pending. */
    private void quiet(List<GatewayStatus> gateways) {
        boolean several = gateways.size() > 1;
        List<String> hints = gateways.stream()
                .flatMap(status -> status.quiet().stream()
                        .map(hint -> several
                                ? say.say("requests.door.at", status.profile().name(), say.say(hint))
                                : say.say(hint)))
                .toList();
        if (hints.isEmpty()) {
            return;
        }
        VBox list = new VBox(3);
        list.getStyleClass().add("empty-doors");
        Label caption = new Label(say.say("requests.quiet"));
        caption.getStyleClass().add("caption");
        list.getChildren().add(caption);
        hints.stream().limit(MOST_DOORS).forEach(hint -> {
            Label label = new Label(hint);
            label.setWrapText(true);
            label.setMinHeight(Region.USE_PREF_SIZE);
            list.getChildren().add(label);
        });
        if (hints.size() > MOST_DOORS) {
            list.getChildren().add(new Label(say.say("requests.quiet.more", hints.size() - MOST_DOORS)));
        }
        getChildren().add(list);
    }

    private void line(String text, String style) {
        Label label = new Label(text);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        label.setTextAlignment(TextAlignment.CENTER);
        label.getStyleClass().add(style);
        getChildren().add(label);
    }
}

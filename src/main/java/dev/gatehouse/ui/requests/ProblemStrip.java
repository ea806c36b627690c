package dev.gatehouse.ui.requests;

import dev.gatehouse.console.GatewayState;
import dev.gatehouse.console.GatewayStatus;
import dev.gatehouse.console.Words;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Snapshot.Trouble;
import dev.gatehouse.ui.common.Icons;
import dev.gatehouse.ui.common.SecretClipboard;
import dev.gatehouse.ui.common.WindowDialogs;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** What is wrong with gateways, one line each: the sentence, the remedy, and the details on demand. */
final class ProblemStrip extends VBox {
    private static final int MOST = 3;

    /** Something wrong at a gateway, or with a part of it. */
    private record Wrong(String gateway, String source, Problem problem) {}

    private final Words words;
    private final WindowDialogs dialogs;
    private final SecretClipboard clipboard;
    private List<Wrong> shown = List.of();

    ProblemStrip(Words words, WindowDialogs dialogs, SecretClipboard clipboard) {
        this.words = words;
        this.dialogs = dialogs;
        this.clipboard = clipboard;
        getStyleClass().add("problem-strip");
        setManaged(false);
        setVisible(false);
    }

    /** Shows what is wrong with {@code gateways}. */
    void show(List<GatewayStatus> gateways) {
        List<Wrong> now = new ArrayList<>();
        for (GatewayStatus status : gateways) {
            String name = status.profile().name();
            if (status.state() instanceof GatewayState.Offline(var problem, var since, var retryAt)) {
                now.add(new Wrong(name, "", problem));
            } else {
                for (Trouble trouble : status.troubles()) {
                    now.add(new Wrong(name, trouble.source(), trouble.problem()));
                }
            }
        }
        if (now.equals(shown)) {
            return;
        }
        shown = now;
        getChildren().setAll(now.stream().limit(MOST).map(this::line).toList());
        if (now.size() > MOST) {
            Label more = new Label(words.say("requests.problems.more", now.size() - MOST));
            more.getStyleClass().add("problem-more");
            getChildren().add(more);
        }
        setManaged(!now.isEmpty());
        setVisible(!now.isEmpty());
    }

    private HBox line(Wrong trouble) {
        Label text = new Label(words.say(
                "requests.problem",
                trouble.gateway(),
                trouble.problem().sentence(),
                trouble.problem().remedy()));
        text.setWrapText(true);
        text.setMinHeight(Region.USE_PREF_SIZE);
        text.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(text, Priority.ALWAYS);
        Button details = new Button(words.say("requests.details"));
        details.getStyleClass().add("small");
        details.setMinWidth(Region.USE_PREF_SIZE);
        details.setAccessibleText(words.say("requests.details.accessible", trouble.gateway()));
        details.setOnAction(event -> explain(trouble));
        HBox line = new HBox(10, Icons.of(Feather.ALERT_TRIANGLE), text, details);
        line.setAlignment(Pos.CENTER_LEFT);
        line.getStyleClass().add("problem-line");
        return line;
    }

    private void explain(Wrong trouble) {
        String detail = trouble.problem().detail();
        StringBuilder all = new StringBuilder(words.say(trouble.problem().sentence()))
                .append("\n")
                .append(words.say(trouble.problem().remedy()));
        if (!trouble.source().isEmpty()) {
            all.append("\n\n").append(trouble.source());
        }
        if (detail != null) {
            all.append("\n\n").append(detail);
        }
        String whole = all.toString();
        Label text = new Label(whole);
        text.setWrapText(true);
        text.setMinHeight(Region.USE_PREF_SIZE);
        Button copy = new Button(words.say("requests.details.copy"));
        copy.setOnAction(event -> clipboard.copy(trouble.gateway() + "\n" + whole));
        dialogs.show(trouble.gateway(), new VBox(12, text, copy));
    }
}

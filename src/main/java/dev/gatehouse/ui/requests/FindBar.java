package dev.gatehouse.ui.requests;

import dev.gatehouse.console.Words;
import dev.gatehouse.ui.common.Facts;
import dev.gatehouse.ui.common.Icons;
import dev.gatehouse.ui.requests.CodeFinder.State;
import java.util.stream.Collectors;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.feather.Feather;

/** Stands under the field while that holds what may be a code: offers to find its request, and says why there is none. */
final class FindBar extends HBox {
    private final Words say;
    private final Label text = Facts.text("");
    private final Button find = new Button();

    FindBar(CodeFinder finder, Words say) {
        super(10);
        this.say = say;
        setId("find-bar");
        getStyleClass().addAll("problem-line", "problem-neutral");
        setAlignment(Pos.CENTER_LEFT);
        text.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(text, Priority.ALWAYS);
        find.setId("find-code");
        find.setText(say.say("requests.find"));
        find.setMinWidth(Region.USE_PREF_SIZE);
        find.getStyleClass().add("small");
        find.setOnAction(event -> finder.find());
        getChildren().addAll(Icons.of(Feather.KEY), text, find);
        finder.stateProperty().subscribe(this::show);
    }

    private void show(State state) {
        boolean shown = !(state instanceof State.Nothing);
        setVisible(shown);
        setManaged(shown);
        find.setVisible(state instanceof State.Offered);
        text.setText(
                switch (state) {
                    case State.Nothing ignored -> "";
                    case State.Offered ignored -> say.say("requests.find.offer");
                    case State.Looking ignored -> say.say("requests.find.looking");
                    case State.Missed(var said) -> said.stream().map(say::say).collect(Collectors.joining(" "));
                });
    }
}

package dev.gatehouse.ui.requests;

import dev.gatehouse.console.Words;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.ui.common.Facts;
import dev.gatehouse.ui.common.Icons;
import dev.gatehouse.ui.requests.Line.Row;
import dev.gatehouse.ui.requests.TypedCode.State;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.TextFormatter;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Where the code that was told is typed, and what became of it; once it is right only that is left. Enter only compares. */
final class TypedCodePart extends VBox {
    /** Room for a bot's whole message. */
    private static final int LONGEST = 4000;

    private final RequestsModel model;
    private final Words say;
    private final TextField field = new TextField();
    private final Label what;
    private final Label verdict = Facts.text("", "fault");
    private final FontIcon icon = Icons.of(Feather.CHECK);
    private final Label matched = Facts.text("");
    private final HBox right;
    private @Nullable Row row;
    private boolean filling;

    TypedCodePart(RequestsModel model, Words say) {
        super(6);
        this.model = model;
        this.say = say;
        field.setId("detail-code");
        field.getStyleClass().add("mono");
        field.setAccessibleText(say.say("requests.typed.accessible"));
        field.setTextFormatter(
                new TextFormatter<>(change -> change.getControlNewText().length() <= LONGEST ? change : null));
        field.textProperty().addListener((text, before, now) -> {
            Row of = row;
            if (of != null && !filling) {
                model.typedCode().typed(of, now);
            }
        });
        field.setOnAction(event -> {
            Row of = row;
            if (of != null) {
                model.typedCode().check(of, field.getText());
            }
        });
        what = Facts.text(say.say("requests.typed.what"), "small-muted");
        verdict.setId("detail-code-verdict");
        right = new HBox(10, icon, matched);
        right.setId("detail-code-right");
        model.typedCode().stateProperty().subscribe(this::show);
    }

    /** Types for {@code next} from now on. */
    void show(Row next) {
        row = next;
    }

    /** Empties the field; what is right already stays right. */
    void forget() {
        field.clear();
    }

    /**
     * Empties the field: the code is right, or nothing is typed for this request.
     *
     * @param doubt what speaks against it although the code is right, or null
     */
    void empty(boolean isRight, @Nullable Phrase doubt) {
        filling = true;
        field.clear();
        filling = false;
        icon.setIconCode(doubt == null ? Feather.CHECK : Feather.ALERT_TRIANGLE);
        matched.setText(doubt == null ? say.say("requests.typed.right") : say.say(doubt));
        right.getStyleClass().setAll("note", doubt == null ? "note-success" : "note-warning");
        model.typedCode().begin(isRight);
    }

    /** Puts the focus where the code is typed. */
    void ask() {
        field.requestFocus();
        field.selectAll();
    }

    /** Hides what is typed while {@code work} runs. */
    void masked(Runnable work) {
        field.getStyleClass().add("masked");
        try {
            work.run();
        } finally {
            field.getStyleClass().remove("masked");
        }
    }

    private void show(State state) {
        if (state instanceof State.Right) {
            getChildren().setAll(right);
            return;
        }
        String text = switch (state) {
            case State.Wrong ignored -> say.say("requests.typed.wrong");
            case State.Comparing ignored -> say.say("requests.typed.comparing");
            case State.Unknown(var why) -> say.say(why.sentence()) + " " + say.say(why.remedy());
            case State.Waiting ignored -> "";
            case State.Right ignored -> "";
        };
        verdict.setText(text);
        verdict.setVisible(!text.isEmpty());
        verdict.setManaged(!text.isEmpty());
        // What is typed into stays where it is.
        if (!getChildren().contains(field)) {
            getChildren().setAll(field, verdict, what);
        }
    }
}

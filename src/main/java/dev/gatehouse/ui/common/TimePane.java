package dev.gatehouse.ui.common;

import javafx.css.PseudoClass;
import javafx.scene.layout.Pane;
import javafx.scene.text.Text;

/** A time left in two lines, right-aligned. Its texts are laid out here alone, so a tick moves nothing else. */
public final class TimePane extends Pane {
    private static final double WIDTH = 66;
    private static final double HEIGHT = 40;
    private static final PseudoClass SOON = PseudoClass.getPseudoClass("soon");
    private static final PseudoClass NOW = PseudoClass.getPseudoClass("now");
    private static final PseudoClass OVER = PseudoClass.getPseudoClass("over");

    private final Text number = new Text();
    private final Text unit = new Text();

    /** No time yet. */
    public TimePane() {
        getStyleClass().add("time-left");
        number.getStyleClass().addAll("time-number");
        unit.getStyleClass().addAll("time-unit");
        number.setManaged(false);
        unit.setManaged(false);
        setMinSize(WIDTH, HEIGHT);
        setPrefSize(WIDTH, HEIGHT);
        setMaxSize(WIDTH, HEIGHT);
        getChildren().addAll(number, unit);
        number.layoutBoundsProperty().addListener((bounds, before, now) -> number.setX(WIDTH - now.getWidth()));
        unit.layoutBoundsProperty().addListener((bounds, before, now) -> unit.setX(WIDTH - now.getWidth()));
        number.setY(17);
        unit.setY(33);
    }

    /** Shows {@code left}. */
    public void set(TimeWords.Left left) {
        if (!left.number().equals(number.getText())) {
            number.setText(left.number());
        }
        if (!left.unit().equals(unit.getText())) {
            unit.setText(left.unit());
        }
        pseudoClassStateChanged(SOON, left.urgency() == TimeWords.Urgency.SOON);
        pseudoClassStateChanged(NOW, left.urgency() == TimeWords.Urgency.NOW);
        pseudoClassStateChanged(OVER, left.urgency() == TimeWords.Urgency.OVER);
    }
}

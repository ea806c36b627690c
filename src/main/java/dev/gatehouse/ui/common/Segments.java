package dev.gatehouse.ui.common;

import java.util.List;
import javafx.beans.property.Property;
import javafx.geometry.Pos;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;

/**
 * A row of joined buttons, one of which is chosen.
 *
 * @param <T> what is chosen from
 */
public final class Segments<T> extends HBox {
    /**
     * A button.
     *
     * @param value what it chooses
     * @param text what it says
     * @param <T> what is chosen from
     */
    public record Option<T>(T value, String text) {}

    private final Property<T> value;
    private final ToggleGroup group = new ToggleGroup();

    /** A choice of {@code value}. */
    public Segments(Property<T> value) {
        this.value = value;
        getStyleClass().add("segments");
        setMinWidth(USE_PREF_SIZE);
        setAlignment(Pos.CENTER_LEFT);
        value.addListener((property, before, now) -> mark());
        group.selectedToggleProperty().addListener((property, before, now) -> {
            if (now == null && before != null) {
                // A second click on what is chosen leaves it chosen.
                before.setSelected(true);
            }
        });
    }

    /** Offers {@code options}; buttons that stand there already keep the focus. */
    public void setOptions(List<Option<T>> options) {
        if (options.size() != getChildren().size()) {
            getChildren().clear();
            for (int i = 0; i < options.size(); i++) {
                String end = i == 0 ? "left-pill" : i == options.size() - 1 ? "right-pill" : "center-pill";
                ToggleButton button = new ToggleButton();
                button.getStyleClass().addAll(end, "segment");
                button.setToggleGroup(group);
                button.setMinWidth(USE_PREF_SIZE);
                getChildren().add(button);
            }
        }
        for (int i = 0; i < options.size(); i++) {
            ToggleButton button = (ToggleButton) getChildren().get(i);
            Option<T> option = options.get(i);
            button.setText(option.text());
            button.setUserData(option.value());
            button.setOnAction(event -> value.setValue(option.value()));
        }
        mark();
    }

    private void mark() {
        group.getToggles().forEach(toggle -> {
            if (value.getValue().equals(toggle.getUserData())) {
                toggle.setSelected(true);
            }
        });
    }
}

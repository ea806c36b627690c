package dev.gatehouse.ui.common;

import java.util.List;
import java.util.function.Function;
import javafx.beans.property.Property;
import javafx.scene.control.MenuButton;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.ToggleGroup;

/**
 * A button that shows what is chosen and opens a menu to choose something else.
 *
 * @param <T> what is chosen from
 */
public final class Choice<T> extends MenuButton {
    private final Property<T> value;
    private final Function<T, String> text;
    private final Function<String, String> accessible;
    private List<T> options = List.of();

    /**
     * A choice of {@code value}.
     *
     * @param text what an option is called
     * @param accessible what the button is called for a screen reader, of the name of the chosen option
     */
    public Choice(Property<T> value, Function<T, String> text, Function<String, String> accessible) {
        this.value = value;
        this.text = text;
        this.accessible = accessible;
        getStyleClass().add("choice");
        setMinWidth(USE_PREF_SIZE);
        value.addListener((property, before, now) -> offer());
    }

    /** Offers {@code offered}. */
    public void setOptions(List<T> offered) {
        options = List.copyOf(offered);
        offer();
    }

    private void offer() {
        ToggleGroup group = new ToggleGroup();
        getItems()
                .setAll(options.stream()
                        .map(option -> {
                            RadioMenuItem item = new RadioMenuItem(text.apply(option));
                            // Names of gateways are not to be read for mnemonics.
                            item.setMnemonicParsing(false);
                            item.setToggleGroup(group);
                            item.setSelected(option.equals(value.getValue()));
                            item.setOnAction(event -> value.setValue(option));
                            return item;
                        })
                        .toList());
        String chosen = text.apply(value.getValue());
        setMnemonicParsing(false);
        setText(chosen);
        setAccessibleText(accessible.apply(chosen));
    }
}

package dev.gatehouse.ui.pair;

import dev.gatehouse.console.Words;
import dev.gatehouse.ui.common.Icons;
import javafx.beans.property.BooleanProperty;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.MenuButton;
import javafx.scene.control.Tooltip;
import org.kordamp.ikonli.feather.Feather;

/** How codes are shown, behind a button in the header. */
final class PairMenu extends MenuButton {
    PairMenu(PairChoices choices, Words say) {
        super(null, Icons.of(Feather.SETTINGS));
        setId("pair-menu");
        getStyleClass().addAll("button-icon", "flat", "no-arrow");
        setAccessibleText(say.say("pair.menu"));
        setTooltip(new Tooltip(say.say("pair.menu")));
        getItems()
                .addAll(
                        item("pair-menu-hides", say.say("pair.menu.hides"), choices.hidesProperty()),
                        item("pair-menu-replaces", say.say("pair.menu.replaces"), choices.replacesProperty()));
    }

    private static CheckMenuItem item(String id, String text, BooleanProperty choice) {
        CheckMenuItem item = new CheckMenuItem(text);
        item.setId(id);
        item.selectedProperty().bindBidirectional(choice);
        return item;
    }
}

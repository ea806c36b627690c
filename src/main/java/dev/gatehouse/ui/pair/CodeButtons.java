package dev.gatehouse.ui.pair;

import dev.gatehouse.console.Words;
import dev.gatehouse.ui.common.Icons;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.feather.Feather;

/** What is done with a code less often than copying it: over the whole screen, to a file, on paper. */
final class CodeButtons extends HBox {
    CodeButtons(PairViewModel model, Words say, HeldUp heldUp, CodeOut out) {
        super(8);
        Button full = button("pair-full", say.say("pair.full"), Feather.MAXIMIZE);
        full.setOnAction(event -> heldUp.lift());
        Button save = button("pair-save", say.say("pair.save"), Feather.DOWNLOAD);
        save.setOnAction(event -> with(model, out::save));
        Button print = button("pair-print", say.say("pair.print"), Feather.PRINTER);
        print.setOnAction(event -> with(model, out::print));
        getChildren().addAll(full, save, print);
    }

    private static void with(PairViewModel model, Consumer<PairItem.Row> act) {
        PairItem.Row row = model.selectedProperty().get();
        if (row != null) {
            act.accept(row);
        }
    }

    private static Button button(String id, String name, Feather icon) {
        Button button = new Button(null, Icons.of(icon));
        button.setId(id);
        button.getStyleClass().add("button-icon");
        button.setAccessibleText(name);
        button.setTooltip(new Tooltip(name));
        return button;
    }
}

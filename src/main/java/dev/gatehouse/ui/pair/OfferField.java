package dev.gatehouse.ui.pair;

import dev.gatehouse.gateway.CodeOffer.Choice;
import dev.gatehouse.gateway.CodeOffer.Field;
import dev.gatehouse.ui.pair.MakeForm.Input;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.ListCell;
import javafx.scene.control.TextField;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/** What a code is made for: typed, chosen, or chosen with the freedom to type something else. */
final class OfferField extends StackPane {
    private static final Choice NOTHING = new Choice("", "–");

    OfferField(Input input, String name) {
        Field field = input.field();
        Control control = field.choices().isEmpty() ? typed(input) : field.free() ? both(input) : chosen(input);
        control.setId("pair-field-" + field.key());
        control.setAccessibleText(name);
        control.setMaxWidth(Double.MAX_VALUE);
        getChildren().add(control);
    }

    private static Control typed(Input input) {
        TextField text = new TextField();
        text.textProperty().bindBidirectional(input.value());
        return text;
    }

    /** The text that is typed is the value; what is chosen puts its value there. */
    private static Control both(Input input) {
        ComboBox<Choice> box = box(input.field());
        box.setEditable(true);
        box.setConverter(new javafx.util.StringConverter<>() {
            @Override
            public String toString(@Nullable Choice choice) {
                return choice == null ? input.value().get() : choice.value();
            }

            @Override
            public Choice fromString(String typed) {
                return new Choice(typed, "");
            }
        });
        box.getEditor().textProperty().bindBidirectional(input.value());
        return box;
    }

    private static Control chosen(Input input) {
        ComboBox<Choice> box = box(input.field());
        box.setButtonCell(new ChoiceCell(false));
        input.value()
                .subscribe(value -> input.field().choices().stream()
                        .filter(choice -> choice.value().equals(value))
                        .findFirst()
                        .ifPresent(box::setValue));
        box.valueProperty().subscribe(choice -> {
            if (choice != null) {
                input.value().set(choice.value());
            }
        });
        return box;
    }

    private static ComboBox<Choice> box(Field field) {
        ComboBox<Choice> box = new ComboBox<>();
        box.getItems().setAll(field.choices());
        boolean none =
                field.choices().stream().noneMatch(choice -> choice.value().isEmpty());
        if (!field.required() && !field.free() && none) {
            // What was chosen can be taken back.
            box.getItems().addFirst(NOTHING);
        }
        box.setCellFactory(list -> new ChoiceCell(field.free()));
        return box;
    }

    /** A choice by its name; where another value can be typed, with the value that it stands for. */
    private static final class ChoiceCell extends ListCell<Choice> {
        private final boolean withValue;

        ChoiceCell(boolean withValue) {
            this.withValue = withValue;
        }

        @Override
        protected void updateItem(@Nullable Choice item, boolean empty) {
            super.updateItem(item, empty);
            if (empty || item == null) {
                setText(null);
            } else if (item.text().isEmpty() || item.text().equals(item.value())) {
                setText(item.value());
            } else {
                boolean nameAlone = !withValue || item.value().isEmpty();
                setText(nameAlone ? item.text() : item.text() + " (" + item.value() + ")");
            }
        }
    }
}

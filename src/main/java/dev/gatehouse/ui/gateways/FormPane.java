package dev.gatehouse.ui.gateways;

import dev.gatehouse.console.Words;
import dev.gatehouse.gateway.FormField;
import dev.gatehouse.gateway.GatewayProduct;
import dev.gatehouse.gateway.Identity;
import dev.gatehouse.gateway.LinkProblem;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.ui.common.Dialogs;
import dev.gatehouse.ui.common.Facts;
import dev.gatehouse.ui.common.Icons;
import dev.gatehouse.ui.gateways.ConnectForm.Field;
import dev.gatehouse.ui.gateways.ConnectForm.State;
import java.nio.file.Path;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** What is filled in to add a gateway by hand. */
final class FormPane extends BorderPane {
    static final PseudoClass DANGER = PseudoClass.getPseudoClass("danger");

    private static final String YES = "true";
    private static final int LINES_SHOWN = 5;

    private final ConnectForm form;
    private final GatewayWords words;
    private final Words say;
    private final Dialogs dialogs;
    private final Sheets sheets;
    private final SecretsModel secrets;
    private final ComboBox<GatewayProduct> product = new ComboBox<>();
    private final TextField name = new TextField();
    private final VBox fields = new VBox(14);
    private final VBox said = new VBox();
    private final Button test = new Button();
    private final Button connect = new Button();

    FormPane(GatewaysViewModel model, GatewayWords words, Dialogs dialogs, Sheets sheets) {
        this.form = model.form();
        this.words = words;
        this.say = words.plain();
        this.dialogs = dialogs;
        this.sheets = sheets;
        this.secrets = model.secrets();
        setId("gateway-form");

        Label title = Facts.text("", "detail-title");
        form.editedProperty()
                .subscribe(profile -> title.setText(
                        profile == null
                                ? say.say("gateways.form.title")
                                : say.say("gateways.form.edit", profile.name())));
        HBox.setHgrow(title, Priority.ALWAYS);
        title.setMaxWidth(Double.MAX_VALUE);
        Button close = new Button(null, Icons.of(Feather.X));
        close.getStyleClass().addAll("button-icon", "flat", "small");
        close.setAccessibleText(say.say("gateways.form.cancel"));
        close.setOnAction(event -> model.cancelAdding());
        HBox head = new HBox(8, title, close);
        head.setAlignment(Pos.TOP_LEFT);
        head.getStyleClass().add("detail-head");
        setTop(head);

        product.getItems().setAll(form.products());
        product.setCellFactory(list -> new ProductCell());
        product.setButtonCell(new ProductCell());
        product.setMaxWidth(Double.MAX_VALUE);
        product.setId("form-product");
        product.valueProperty().bindBidirectional(form.productProperty());
        name.setId("form-name");
        name.textProperty().bindBidirectional(form.nameProperty());
        form.productProperty().subscribe(chosen -> name.setPromptText(chosen == null ? "" : chosen.name()));
        VBox body = new VBox(
                14, section("gateways.form.product", product), section("gateways.form.name", name), fields, said);
        body.getStyleClass().add("detail-body");
        ScrollPane scroll = new ScrollPane(body);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.getStyleClass().add("edge-to-edge");
        setCenter(scroll);

        test.setText(say.say("gateways.form.test"));
        test.setId("form-test");
        test.setOnAction(event -> form.test());
        form.editedProperty().subscribe(profile -> {
            connect.setText(say.say(profile == null ? "gateways.form.connect" : "gateways.form.save"));
            // Another product would be another gateway.
            product.setDisable(profile != null);
        });
        connect.setId("form-connect");
        connect.getStyleClass().add("approve-filled");
        connect.setOnAction(event -> form.connect());
        Button cancel = new Button(say.say("gateways.form.cancel"));
        cancel.setOnAction(event -> model.cancelAdding());
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox acts = new HBox(8, cancel, gap, test, connect);
        acts.getStyleClass().add("detail-acts");
        said.getStyleClass().add("form-said");
        setBottom(new VBox(said, acts));

        form.fields().subscribe(this::showFields);
        form.stateProperty().subscribe(this::show);
        showFields();
    }

    /** Puts the focus where filling in begins. */
    void focusFirst() {
        if (form.products().size() > 1 && form.editedProperty().get() == null) {
            product.requestFocus();
        } else {
            name.requestFocus();
        }
    }

    private Node section(String caption, Region control) {
        control.setAccessibleText(say.say(caption));
        return Facts.section(say.say(caption), control);
    }

    private void showFields() {
        fields.getChildren().setAll(form.fields().stream().map(this::field).toList());
        form.fields().stream()
                .filter(field -> field.value() instanceof MaskedText)
                .reduce((one, next) -> next)
                .map(form.fields()::indexOf)
                .ifPresent(last -> ((VBox) fields.getChildren().get(last))
                        .getChildren()
                        .add(new KeepingLine(secrets, say, () -> sheets.seal(() -> {}))));
    }

    private Node field(Field field) {
        FormField asked = field.field();
        GatewayProduct chosen = form.productProperty().get();
        String key = "form." + (chosen == null ? "" : chosen.id()) + "." + asked.key();
        String label = say.say(key + ".label");
        Label fault = Facts.text("", "fault");
        fault.managedProperty().bind(fault.visibleProperty());
        field.fault().subscribe(now -> {
            fault.setText(now == null ? "" : say.say(now));
            fault.setVisible(now != null);
        });
        if (asked.type() == FormField.Type.SWITCH) {
            return withHelp(new VBox(6, box(field, label), fault), key);
        }
        Node line = field.value() instanceof MaskedText secret
                ? secret(field, secret, label)
                : asked.type() == FormField.Type.LINES ? lines(field, label) : open(field, label);
        // Where nothing is required, to say so at every field would only be noise.
        boolean marked = !asked.required()
                && form.fields().stream().anyMatch(other -> other.field().required());
        VBox section = Facts.section(marked ? say.say("gateways.form.optional", label) : label, line, fault);
        if (field.value() instanceof MaskedText && form.editedProperty().get() != null) {
            section.getChildren().add(Facts.text(say.say("gateways.form.kept"), "small-muted"));
        }
        return withHelp(section, key);
    }

    private Node withHelp(VBox section, String key) {
        if (say.knows(key + ".help")) {
            section.getChildren().add(Facts.text(say.say(key + ".help"), "small-muted"));
        }
        return section;
    }

    private static Node box(Field field, String label) {
        CheckBox box = new CheckBox(label);
        box.setId("form-" + field.field().key());
        box.setWrapText(true);
        field.value().subscribe(value -> box.setSelected(value.equals(YES)));
        box.setOnAction(event -> field.value().set(box.isSelected() ? YES : ""));
        return box;
    }

    private Node lines(Field field, String label) {
        TextArea text = new TextArea();
        text.setId("form-" + field.field().key());
        text.setAccessibleText(label);
        text.getStyleClass().add("mono");
        text.setPrefRowCount(LINES_SHOWN);
        text.textProperty().bindBidirectional(field.value());
        field.fault().subscribe(now -> {
            text.pseudoClassStateChanged(DANGER, now != null);
            text.setAccessibleHelp(now == null ? null : say.say(now));
        });
        return text;
    }

    private Node secret(Field field, MaskedText text, String label) {
        SecretField line = new SecretField("form-" + field.field().key(), label, text, say);
        field.fault().subscribe(now -> line.setFault(now == null ? null : say.say(now)));
        return line;
    }

    private Node open(Field field, String label) {
        FormField asked = field.field();
        TextField value = new TextField();
        value.setId("form-" + asked.key());
        value.setAccessibleText(label);
        value.textProperty().bindBidirectional(field.value());
        HBox.setHgrow(value, Priority.ALWAYS);
        HBox line = new HBox(8, value);
        if (asked.type() != FormField.Type.TEXT) {
            value.getStyleClass().add("mono");
            Button choose = new Button(say.say("gateways.form.choose"));
            choose.setMinWidth(USE_PREF_SIZE);
            choose.setAccessibleText(say.say("gateways.form.choose.accessible", label));
            choose.setOnAction(event -> choose(asked, label, path -> value.setText(path.toString())));
            line.getChildren().add(choose);
        }
        field.fault().subscribe(now -> {
            value.pseudoClassStateChanged(DANGER, now != null);
            value.setAccessibleHelp(now == null ? null : say.say(now));
        });
        return line;
    }

    private void choose(FormField asked, String label, Consumer<Path> chosen) {
        String title = say.say("gateways.form.choose.title", label);
        if (asked.type() == FormField.Type.FOLDER) {
            dialogs.chooseFolder(title, chosen);
        } else {
            dialogs.chooseFile(title, chosen);
        }
    }

    private void show(State state) {
        boolean busy = state instanceof State.Busy;
        test.setDisable(busy);
        connect.setDisable(busy);
        said.getChildren().clear();
        switch (state) {
            case State.Editing ignored -> {}
            case State.Busy ignored -> note("note-neutral", Feather.CLOCK, Facts.text(say.say("gateways.form.busy")));
            case State.Works(var identity) -> note("note-success", Feather.CHECK, works(identity));
            case State.Known(var gateway) ->
                note("note-warning", Feather.INFO, Facts.text(say.say("gateways.form.known", gateway)));
            case State.Fails(var problem) ->
                wrong(problem, problem.halts() ? "gateways.form.fails.settle" : "gateways.form.fails.connect");
            case State.NotKept(var problem) -> wrong(problem, "gateways.form.not-kept");
        }
    }

    private void wrong(Problem problem, String besides) {
        VBox text = new VBox(6, Facts.text(words.sentence(problem)));
        if (problem instanceof LinkProblem.Untrusted(var address, var fingerprint, var expected)) {
            text.getChildren()
                    .add(Facts.text(String.join("\n", Fingerprint.lines(fingerprint)), "mono", "fingerprint"));
        }
        text.getChildren().addAll(Facts.text(say.say(problem.remedy())), Facts.text(say.say(besides), "small-muted"));
        note("note-danger", Feather.ALERT_TRIANGLE, text);
    }

    private Node works(Identity identity) {
        VBox text = new VBox(4, Facts.text(found(identity)));
        Phrase who = identity.who();
        if (who != null) {
            text.getChildren().add(Facts.text(say.say("gateways.form.works.who", who)));
        }
        return text;
    }

    private String found(Identity identity) {
        return identity.version().isEmpty()
                ? say.say("gateways.form.works.unversioned", identity.product(), identity.place())
                : say.say("gateways.form.works", identity.product(), identity.version(), identity.place());
    }

    private void note(String style, Feather icon, Node text) {
        HBox.setHgrow(text, Priority.ALWAYS);
        HBox box = new HBox(10, Icons.of(icon), text);
        box.getStyleClass().addAll("note", style);
        box.setId("form-said");
        said.getChildren().setAll(box);
    }

    /** A product by its name. */
    private static final class ProductCell extends ListCell<GatewayProduct> {
        @Override
        protected void updateItem(@Nullable GatewayProduct item, boolean empty) {
            super.updateItem(item, empty);
            setText(empty || item == null ? null : item.name());
        }
    }
}

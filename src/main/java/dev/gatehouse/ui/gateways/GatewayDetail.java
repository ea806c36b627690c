package dev.gatehouse.ui.gateways;

import dev.gatehouse.console.GatewayStatus;
import dev.gatehouse.console.Words;
import dev.gatehouse.ui.common.Chip;
import dev.gatehouse.ui.common.DetailFrame;
import dev.gatehouse.ui.common.Facts;
import dev.gatehouse.ui.common.Icons;
import dev.gatehouse.ui.gateways.GatewayItem.Connected;
import dev.gatehouse.ui.gateways.GatewayItem.Found;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.TextFormatter;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** How one gateway stands, its doors, what does not work there, and its name. */
final class GatewayDetail extends DetailFrame {
    private static final int LONGEST_NAME = 64;

    private final GatewaysViewModel model;
    private final GatewayWords words;
    private final Words say;
    private final TextField name = new TextField();
    private final Node nameSection;
    private final PolicyPart policy;
    private final Button again = new Button();
    private final Button remove = new Button();
    private final Button edit = new Button();
    private final Button connect = new Button();
    private final HBox acts = new HBox(8);
    private final Region gap = gap();
    private final Node practice;
    private final ProblemNotes problems;
    private final StatusParts parts;
    private final VBox rest = new VBox(16);
    private @Nullable GatewayItem shown;

    GatewayDetail(GatewaysViewModel model, GatewayWords words) {
        super("gateway-detail", words.plain().say("gateways.detail.close"), model::closeDetail);
        this.model = model;
        this.words = words;
        this.say = words.plain();
        this.practice = note(say.say("gateways.practice.text"));
        this.problems = new ProblemNotes(model, words);
        this.parts = new StatusParts(model, words);
        acts.getStyleClass().add("detail-acts");
        setBottom(acts);

        name.setId("gateway-name");
        name.setTextFormatter(
                new TextFormatter<>(change -> change.getControlNewText().length() <= LONGEST_NAME ? change : null));
        name.setOnAction(event -> saveName());
        name.focusedProperty().addListener((focused, before, now) -> {
            if (!now) {
                saveName();
            }
        });
        nameSection = Facts.section(say.say("gateways.rename"), name);
        policy = new PolicyPart(model.approvals(), say);
        again.setId("gateway-again");
        again.setOnAction(event -> withConnected(model::readAgain));
        remove.setId("gateway-remove");
        remove.setText(say.say("gateways.remove"));
        remove.setOnAction(event -> withConnected(model::remove));
        edit.setId("gateway-edit");
        edit.setText(say.say("gateways.edit"));
        edit.setOnAction(event -> withConnected(model::edit));
        connect.setText(say.say("gateways.connect"));
        connect.getStyleClass().add("approve-filled");
        connect.setOnAction(event -> {
            if (shown instanceof Found found) {
                model.connect(found);
            }
        });
        model.selectedProperty().subscribe(item -> show(item));
    }

    private void withConnected(java.util.function.Consumer<Connected> act) {
        if (shown instanceof Connected gateway) {
            act.accept(gateway);
        }
    }

    private void saveName() {
        withConnected(gateway -> {
            if (name.getText().isBlank()) {
                name.setText(gateway.status().profile().name());
            } else {
                model.rename(gateway, name.getText());
            }
        });
    }

    private void show(@Nullable GatewayItem item) {
        boolean another = item == null || shown == null || !shown.sameLine(item);
        if (another && name.isFocused()) {
            saveName();
        }
        shown = item;
        switch (item) {
            case Connected gateway -> show(gateway, another);
            case Found found -> show(found);
            case null -> empty();
            default -> empty();
        }
        if (another) {
            scroll.setVvalue(0);
        }
    }

    private void empty() {
        title.setText("");
        chips.getChildren().clear();
        sections.getChildren().clear();
        acts.getChildren().clear();
    }

    private void show(Found found) {
        title.setText(found.profile().name());
        chips.getChildren().setAll(new Chip(say.say("gateways.found"), Chip.Tone.NEUTRAL));
        Facts facts = new Facts();
        facts.add(say.say("gateways.detail.product"), found.product());
        VBox routes = new VBox(10);
        found.profile().routes().forEach(route -> routes.getChildren().add(parts.route(route, "")));
        arrange(
                Facts.section(say.say("gateways.detail.connection"), facts),
                Facts.section(say.say("gateways.detail.routes"), routes));
        connect.setAccessibleText(
                say.say("gateways.connect.accessible", found.profile().name()));
        arrangeActs(gap, connect);
    }

    private void show(Connected gateway, boolean another) {
        GatewayStatus status = gateway.status();
        String called = status.profile().name();
        title.setText(called);
        chips.getChildren().setAll(new Chip(words.brief(status), GatewayWords.tone(status)));
        if (status.practice()) {
            chips.getChildren().add(new Chip(say.say("gateways.practice"), Chip.Tone.ACCENT));
        }
        problems.show(gateway);
        rest.getChildren().setAll(parts.of(status));
        if (another || !name.isFocused()) {
            name.setText(called);
        }
        name.setAccessibleText(say.say("gateways.rename.accessible", called));
        policy.show(status.profile().id());
        if (status.practice()) {
            arrange(practice, problems, rest, policy, nameSection);
        } else {
            arrange(problems, rest, policy, nameSection);
        }
        boolean offline = GatewayWords.problem(status) != null;
        again.setText(say.say(offline ? "gateways.try" : "gateways.read"));
        again.setAccessibleText(say.say(offline ? "gateways.try.accessible" : "gateways.read.accessible", called));
        remove.setAccessibleText(say.say("gateways.remove.accessible", called));
        edit.setAccessibleText(say.say("gateways.edit.accessible", called));
        if (model.canEdit(status)) {
            arrangeActs(again, edit, gap, remove);
        } else {
            arrangeActs(again, gap, remove);
        }
    }

    /** What stays where it is keeps the focus. */
    private void arrange(Node... wanted) {
        if (!sections.getChildren().equals(List.of(wanted))) {
            sections.getChildren().setAll(wanted);
        }
    }

    private void arrangeActs(Node... wanted) {
        if (!acts.getChildren().equals(List.of(wanted))) {
            acts.getChildren().setAll(wanted);
        }
    }

    private static Region gap() {
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        return gap;
    }

    private static Node note(String text) {
        Label label = Facts.text(text);
        HBox.setHgrow(label, Priority.ALWAYS);
        HBox box = new HBox(10, Icons.of(Feather.INFO), label);
        box.getStyleClass().addAll("note", "note-neutral");
        return box;
    }
}

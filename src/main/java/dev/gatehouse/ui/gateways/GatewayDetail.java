package dev.gatehouse.ui.gateways;

import dev.gatehouse.console.GatewayStatus;
import dev.gatehouse.console.Words;
import dev.gatehouse.gateway.Identity;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Route;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.ui.common.Chip;
import dev.gatehouse.ui.common.DetailFrame;
import dev.gatehouse.ui.common.Facts;
import dev.gatehouse.ui.common.Icons;
import dev.gatehouse.ui.gateways.GatewayItem.Connected;
import dev.gatehouse.ui.gateways.GatewayItem.Found;
import java.util.List;
import java.util.stream.Collectors;
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
    private final Button again = new Button();
    private final Button remove = new Button();
    private final Button connect = new Button();
    private final HBox acts = new HBox(8);
    private @Nullable GatewayItem shown;

    GatewayDetail(GatewaysViewModel model, GatewayWords words) {
        super("gateway-detail", words.plain().say("gateways.detail.close"), model::closeDetail);
        this.model = model;
        this.words = words;
        this.say = words.plain();
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
        again.setId("gateway-again");
        again.setOnAction(event -> withConnected(model::readAgain));
        remove.setId("gateway-remove");
        remove.setText(say.say("gateways.remove"));
        remove.setOnAction(event -> withConnected(model::remove));
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
        sections.getChildren().clear();
        chips.getChildren().clear();
        acts.getChildren().clear();
        switch (item) {
            case Connected(var status) -> show(status, another);
            case Found found -> show(found);
            case null -> title.setText("");
            default -> title.setText("");
        }
        if (another) {
            scroll.setVvalue(0);
        }
    }

    private void show(Found found) {
        title.setText(found.profile().name());
        chips.getChildren().add(new Chip(say.say("gateways.found"), Chip.Tone.NEUTRAL));
        Facts facts = new Facts();
        facts.add(say.say("gateways.detail.product"), found.product());
        addRoutes(facts, found.profile().routes());
        sections.getChildren().add(Facts.section(say.say("gateways.detail.connection"), facts));
        connect.setAccessibleText(
                say.say("gateways.connect.accessible", found.profile().name()));
        acts.getChildren().setAll(gap(), connect);
    }

    private void show(GatewayStatus status, boolean another) {
        String called = status.profile().name();
        title.setText(called);
        chips.getChildren().add(new Chip(words.brief(status), GatewayWords.tone(status)));
        if (status.practice()) {
            chips.getChildren().add(new Chip(say.say("gateways.practice"), Chip.Tone.ACCENT));
            sections.getChildren().add(note("note-neutral", Feather.INFO, say.say("gateways.practice.text")));
        }
        Problem problem = GatewayWords.problem(status);
        if (problem != null) {
            sections.getChildren().add(problem(problem));
        }
        sections.getChildren().add(Facts.section(say.say("gateways.detail.connection"), connection(status)));
        if (!status.troubles().isEmpty()) {
            VBox troubles = new VBox(8);
            status.troubles().forEach(trouble -> troubles.getChildren().add(problem(trouble.problem())));
            sections.getChildren().add(Facts.section(say.say("gateways.detail.troubles"), troubles));
        }
        List<GatewayWords.Door> doors = words.doors(status);
        if (!doors.isEmpty()) {
            sections.getChildren().add(Facts.section(say.say("gateways.detail.doors"), doors(doors)));
        }
        List<GatewayWords.Absent> absent = words.absent(status);
        if (!absent.isEmpty()) {
            VBox all = new VBox(8);
            absent.forEach(one ->
                    all.getChildren().add(new VBox(2, Facts.text(one.what()), Facts.text(one.why(), "small-muted"))));
            sections.getChildren().add(Facts.section(say.say("gateways.detail.absent"), all));
        }
        if (another || !name.isFocused()) {
            name.setText(called);
        }
        name.setAccessibleText(say.say("gateways.rename.accessible", called));
        sections.getChildren().add(nameSection);
        boolean offline = problem != null;
        again.setText(say.say(offline ? "gateways.try" : "gateways.read"));
        again.setAccessibleText(say.say(offline ? "gateways.try.accessible" : "gateways.read.accessible", called));
        remove.setAccessibleText(say.say("gateways.remove.accessible", called));
        acts.getChildren().setAll(again, gap(), remove);
    }

    private static Region gap() {
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        return gap;
    }

    private Node connection(GatewayStatus status) {
        Facts facts = new Facts();
        facts.add(say.say("gateways.detail.state"), words.state(status));
        Identity identity = status.identity();
        facts.add(
                say.say("gateways.detail.product"),
                identity == null ? model.product(status.profile()) : identity.product());
        if (identity != null) {
            facts.add(
                    say.say("gateways.detail.version"),
                    identity.version().isEmpty() ? say.say("gateways.detail.version.unknown") : identity.version());
        }
        addRoutes(facts, status.profile().routes());
        return facts;
    }

    private void addRoutes(Facts facts, List<Route> routes) {
        facts.add(
                say.say("gateways.detail.route"),
                routes.stream()
                        .map(route -> say.say("gateways.route." + route.type()))
                        .distinct()
                        .collect(Collectors.joining(", ")));
        routes.forEach(route -> facts.add(say.say("gateways.detail.place"), Facts.text(route.instance(), "mono")));
    }

    private static Node doors(List<GatewayWords.Door> doors) {
        VBox all = new VBox(10);
        doors.forEach(door -> {
            VBox one = new VBox(2, Facts.text(door.name(), "door-name"));
            door.says().forEach(line -> one.getChildren().add(Facts.text(line, "small-muted")));
            if (!door.places().isEmpty()) {
                one.getChildren()
                        .add(Facts.text(door.places(), "small-muted", door.full() ? "door-full" : "door-free"));
            }
            all.getChildren().add(one);
        });
        return all;
    }

    private Node problem(Problem problem) {
        Phrase sentence = problem.sentence();
        VBox text = new VBox(6, Facts.text(say.say(sentence)), Facts.text(say.say(problem.remedy())));
        String detail = problem.detail();
        if (detail != null) {
            Label technical = Facts.text(detail, "mono");
            technical.setVisible(false);
            technical.managedProperty().bind(technical.visibleProperty());
            Button more = new Button(say.say("gateways.details"));
            more.getStyleClass().add("small");
            more.setOnAction(event -> technical.setVisible(!technical.isVisible()));
            text.getChildren().addAll(more, technical);
        }
        return note("note-danger", Feather.ALERT_TRIANGLE, text);
    }

    private static Node note(String style, Feather icon, String text) {
        return note(style, icon, Facts.text(text));
    }

    private static Node note(String style, Feather icon, Node text) {
        HBox.setHgrow(text, Priority.ALWAYS);
        HBox box = new HBox(10, Icons.of(icon), text);
        box.getStyleClass().addAll("note", style);
        return box;
    }
}

package dev.gatehouse.ui.pair;

import dev.gatehouse.console.Words;
import dev.gatehouse.ui.common.Facts;
import dev.gatehouse.ui.common.Icons;
import dev.gatehouse.ui.pair.PhoneModel.Shown;
import dev.gatehouse.ui.pair.PhoneModel.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;

/** A phone, drawn, that tells step by step what happens with a code. */
final class PhonePane extends StackPane {
    private static final PseudoClass FAILED = PseudoClass.getPseudoClass("failed");
    private static final PseudoClass DONE = PseudoClass.getPseudoClass("done");

    private final PhoneModel model;
    private final Words say;
    private final Runnable toAccess;
    private final Label title = new Label();
    private final Label who = new Label();
    private final VBox steps = new VBox(16);
    private final VBox acts = new VBox(8);

    /**
     * A phone.
     *
     * @param leave puts it away
     * @param toAccess leads to the list of who is in
     */
    PhonePane(PhoneModel model, Words say, Runnable leave, Runnable toAccess) {
        this.model = model;
        this.say = say;
        this.toAccess = toAccess;
        setId("practice-phone");
        getStyleClass().add("phone-place");
        setFocusTraversable(true);

        title.getStyleClass().add("phone-title");
        HBox.setHgrow(title, Priority.ALWAYS);
        title.setMaxWidth(Double.MAX_VALUE);
        Button shut = new Button(null, Icons.of(Feather.X));
        shut.setId("practice-leave");
        shut.getStyleClass().addAll("button-icon", "flat", "small");
        shut.setAccessibleText(say.say("practice.phone.leave"));
        shut.setTooltip(new Tooltip(say.say("practice.phone.leave")));
        shut.setOnAction(event -> leave.run());
        HBox top = new HBox(8, who, title, shut);
        top.setAlignment(Pos.CENTER_LEFT);
        Region gap = new Region();
        VBox.setVgrow(gap, Priority.ALWAYS);
        Label unreal = Facts.text(say.say("practice.phone.unreal"), "small-muted");
        VBox glass = new VBox(18, top, steps, gap, acts, unreal);
        glass.getStyleClass().add("phone-glass");
        VBox.setVgrow(glass, Priority.ALWAYS);
        Region ear = new Region();
        ear.getStyleClass().add("phone-ear");
        VBox body = new VBox(8, ear, glass);
        body.setAlignment(Pos.TOP_CENTER);
        body.getStyleClass().add("phone-body");
        getChildren().add(body);
        model.shownProperty().subscribe(this::show);
    }

    private void show(Shown now) {
        if (now.step() == Step.AWAY) {
            return;
        }
        boolean focused = isFocused() || hasFocusInside();
        boolean scans = now.scans();
        title.setText(say.say(scans ? "practice.phone.title" : "practice.person.title"));
        who.setGraphic(Icons.of(scans ? Feather.SMARTPHONE : Feather.USER));
        List<Node> told = new ArrayList<>(lines(now));
        steps.getChildren().setAll(told);
        acts.getChildren().setAll(buttons(now));
        if (focused) {
            // Where the next step is one key away; while there is nothing to do the phone keeps the focus.
            (acts.getChildren().isEmpty() ? this : acts.getChildren().getFirst()).requestFocus();
        }
    }

    private boolean hasFocusInside() {
        Node owner = getScene() == null ? null : getScene().getFocusOwner();
        for (Node at = owner; at != null; at = at.getParent()) {
            if (at == this) {
                return true;
            }
        }
        return false;
    }

    private List<Node> lines(Shown now) {
        boolean scans = now.scans();
        List<Node> lines = new ArrayList<>();
        String saw = say.say(scans ? "practice.phone.read" : "practice.person.read");
        switch (now.step()) {
            case LOOKING ->
                lines.add(line(Feather.EYE, say.say(scans ? "practice.phone.looks" : "practice.person.looks")));
            case BLIND -> lines.add(failed(say.say(scans ? "practice.phone.blind" : "practice.person.blind")));
            default -> {
                lines.add(done(saw));
                if (!now.address().isEmpty()) {
                    Label address = Facts.code(now.address());
                    address.getStyleClass().add("phone-address");
                    lines.add(address);
                }
            }
        }
        switch (now.step()) {
            case GOING ->
                lines.add(line(Feather.SEND, say.say(scans ? "practice.phone.goes" : "practice.person.goes")));
            case IN -> {
                lines.add(done(say.say(scans ? "practice.phone.went" : "practice.person.went")));
                lines.add(done(say.say("practice.phone.in", now.name())));
            }
            case REFUSED -> lines.add(failed(say.say(Objects.requireNonNull(now.why()))));
            default -> {}
        }
        String last = lines.stream()
                .filter(HBox.class::isInstance)
                .map(Node::getAccessibleText)
                .reduce("", (before, after) -> after);
        setAccessibleText(title.getText() + ": " + last);
        return lines;
    }

    private static HBox done(String text) {
        HBox line = line(Feather.CHECK_CIRCLE, text);
        line.pseudoClassStateChanged(DONE, true);
        return line;
    }

    private static HBox failed(String text) {
        HBox line = line(Feather.X_CIRCLE, text);
        line.pseudoClassStateChanged(FAILED, true);
        return line;
    }

    private static HBox line(Ikon icon, String text) {
        Label said = Facts.text(text);
        HBox.setHgrow(said, Priority.ALWAYS);
        HBox line = new HBox(10, Icons.of(icon), said);
        line.getStyleClass().add("phone-step");
        line.setAccessibleText(text);
        return line;
    }

    private List<Button> buttons(Shown now) {
        boolean scans = now.scans();
        return switch (now.step()) {
            case BLIND -> List.of(button("practice-look", say.say("practice.phone.look"), false, model::lookAgain));
            case READY ->
                List.of(button(
                        "practice-go", say.say(scans ? "practice.phone.go" : "practice.person.go"), true, model::go));
            case IN ->
                List.of(button("practice-access", say.say("practice.phone.access"), true, toAccess), again(scans));
            case REFUSED -> List.of(again(scans));
            default -> List.of();
        };
    }

    private Button again(boolean scans) {
        return button(
                "practice-again", say.say(scans ? "practice.phone.again" : "practice.person.again"), false, model::go);
    }

    private static Button button(String id, String text, boolean filled, Runnable act) {
        Button button = new Button(text);
        button.setId(id);
        button.setMaxWidth(Double.MAX_VALUE);
        button.setOnAction(event -> act.run());
        if (filled) {
            button.getStyleClass().add("approve-filled");
        }
        return button;
    }
}

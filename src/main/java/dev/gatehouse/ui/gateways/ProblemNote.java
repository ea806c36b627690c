package dev.gatehouse.ui.gateways;

import dev.gatehouse.console.Words;
import dev.gatehouse.gateway.LinkProblem;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.ui.common.Facts;
import dev.gatehouse.ui.common.Icons;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** What is wrong at a gateway: in a sentence, with what is to be done and the buttons that do it. */
final class ProblemNote extends HBox {
    /** How much a problem stands in the way. */
    enum Weight {
        /** Nothing works for it. */
        STOPS("note-danger", Feather.ALERT_TRIANGLE),
        /** A part does not work for it. */
        HINDERS("note-warning", Feather.ALERT_TRIANGLE),
        /** It is good to know, or passes by itself. */
        TELLS("note-neutral", Feather.INFO);

        private final String style;
        private final Feather icon;

        Weight(String style, Feather icon) {
            this.style = style;
            this.icon = icon;
        }
    }

    private final GatewayWords words;
    private final Words say;
    private final VBox text = new VBox(6);

    /**
     * A note about {@code problem}.
     *
     * @param weight how much it stands in the way
     * @param gateway what the operator calls it
     * @param aids what helps, the best first
     * @param help does one of them
     */
    ProblemNote(
            Problem problem, Weight weight, String gateway, List<Aid> aids, GatewayWords words, Consumer<Aid> help) {
        super(10);
        this.words = words;
        this.say = words.plain();
        getStyleClass().addAll("note", weight.style, "problem-note");
        HBox.setHgrow(text, Priority.ALWAYS);
        getChildren().addAll(Icons.of(Aid.passes(problem) ? Feather.CLOCK : weight.icon), text);
        text.getChildren().add(Facts.text(words.sentence(problem)));
        switch (problem) {
            case LinkProblem.Untrusted untrusted -> addFingerprints(untrusted);
            case LinkProblem.PairingRequired(var name, var request, var reason) -> addPairing(name, request);
            default -> {}
        }
        text.getChildren().add(Facts.text(say.say(problem.remedy())));
        addDetail(problem.detail());
        if (!aids.isEmpty()) {
            FlowPane acts = new FlowPane(8, 6);
            aids.forEach(aid -> acts.getChildren().add(button(aid, gateway, help)));
            text.getChildren().add(acts);
        }
    }

    private Button button(Aid aid, String gateway, Consumer<Aid> help) {
        String name = words.aid(aid);
        Button button = new Button(name);
        button.getStyleClass().add("small");
        button.setAccessibleText(say.say("gateways.aid.accessible", name, gateway));
        button.setOnAction(event -> help.accept(aid));
        return button;
    }

    private void addFingerprints(LinkProblem.Untrusted untrusted) {
        boolean changed = !untrusted.expected().isEmpty();
        add(say.say(changed ? "gateways.untrusted.now" : "gateways.untrusted.fingerprint"), untrusted.fingerprint());
        if (changed) {
            add(say.say("gateways.untrusted.before"), untrusted.expected());
        }
    }

    private void add(String caption, String fingerprint) {
        Label lines = Facts.text(String.join("\n", Fingerprint.lines(fingerprint)), "mono", "fingerprint");
        text.getChildren().add(new VBox(2, Facts.text(caption, "small-muted"), lines));
    }

    private void addPairing(String name, String request) {
        Facts facts = new Facts();
        facts.add(say.say("gateways.pairing.name"), name);
        if (!request.isEmpty()) {
            facts.add(say.say("gateways.pairing.request"), Facts.text(request, "mono"));
        }
        text.getChildren().add(facts);
    }

    private void addDetail(@Nullable String detail) {
        if (detail == null) {
            return;
        }
        Label technical = Facts.text(detail, "mono");
        technical.setVisible(false);
        technical.managedProperty().bind(technical.visibleProperty());
        Button more = new Button(say.say("gateways.details"));
        more.getStyleClass().add("small");
        more.setOnAction(event -> technical.setVisible(!technical.isVisible()));
        text.getChildren().addAll(more, technical);
    }
}

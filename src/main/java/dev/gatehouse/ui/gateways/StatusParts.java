package dev.gatehouse.ui.gateways;

import dev.gatehouse.console.GatewayStatus;
import dev.gatehouse.console.Words;
import dev.gatehouse.gateway.Identity;
import dev.gatehouse.gateway.Route;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.ui.common.Facts;
import dev.gatehouse.ui.gateways.ProblemNote.Weight;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.layout.VBox;

/** What is known of a gateway's connection, in the sections of its detail. */
final class StatusParts {
    private final GatewaysViewModel model;
    private final GatewayWords words;
    private final Words say;

    StatusParts(GatewaysViewModel model, GatewayWords words) {
        this.model = model;
        this.words = words;
        this.say = words.plain();
    }

    /** The sections about {@code status}. */
    List<Node> of(GatewayStatus status) {
        List<Node> all = new ArrayList<>();
        all.add(Facts.section(say.say("gateways.detail.connection"), connection(status)));
        add(
                all,
                "gateways.detail.routes",
                status.profile().routes().stream()
                        .map(route -> route(route, words.uses(status, route.type())))
                        .toList());
        add(
                all,
                "gateways.detail.troubles",
                status.troubles().stream()
                        .map(trouble -> new ProblemNote(
                                trouble.problem(),
                                Weight.STOPS,
                                status.profile().name(),
                                List.of(),
                                words,
                                aid -> {}))
                        .toList());
        add(
                all,
                "gateways.detail.doors",
                words.doors(status).stream().map(StatusParts::door).toList());
        add(
                all,
                "requests.quiet",
                status.quiet().stream().map(hint -> Facts.text(say.say(hint))).toList());
        add(
                all,
                "gateways.detail.absent",
                words.absent(status).stream()
                        .map(one -> new VBox(2, Facts.text(one.what()), Facts.text(one.why(), "small-muted")))
                        .toList());
        return all;
    }

    private void add(List<Node> all, String caption, List<? extends Node> parts) {
        if (!parts.isEmpty()) {
            VBox box = new VBox(10);
            box.getChildren().addAll(parts);
            all.add(Facts.section(say.say(caption), box));
        }
    }

    private Node connection(GatewayStatus status) {
        Facts facts = new Facts();
        facts.add(say.say("gateways.detail.state"), words.state(status));
        facts.add(say.say("gateways.detail.clocks"), words.clocks(status));
        Identity identity = status.identity();
        if (identity == null) {
            facts.add(say.say("gateways.detail.product"), model.product(status.profile()));
            return facts;
        }
        Phrase who = identity.who();
        if (who != null) {
            facts.add(say.say("gateways.detail.who"), say.say(who));
        }
        facts.add(say.say("gateways.detail.product"), identity.product());
        facts.add(
                say.say("gateways.detail.version"),
                identity.version().isEmpty() ? say.say("gateways.detail.version.unknown") : identity.version());
        if (!identity.secrets().isEmpty()) {
            VBox secrets = new VBox(2);
            identity.secrets().forEach(one -> secrets.getChildren().add(Facts.text(say.say(one))));
            facts.add(say.say("gateways.detail.secrets"), secrets);
        }
        return facts;
    }

    /**
     * A way to a gateway.
     *
     * @param uses what it is used for, may be empty
     */
    Node route(Route route, String uses) {
        VBox box = new VBox(
                2,
                Facts.text(say.say("gateways.route." + route.type()), "door-name"),
                Facts.text(route.instance(), "mono"));
        if (!uses.isEmpty()) {
            box.getChildren().add(Facts.text(uses, "small-muted"));
        }
        String pin = route.settings().get(Route.PIN);
        if (pin != null) {
            box.getChildren().add(Facts.text(say.say("gateways.route.pinned"), "small-muted"));
            box.getChildren().add(Facts.text(String.join("\n", Fingerprint.lines(pin)), "mono", "fingerprint"));
        }
        String host = route.settings().get(Route.PLAIN_TEXT);
        if (host != null) {
            box.getChildren().add(Facts.text(say.say("gateways.route.plain", host), "small-muted", "door-full"));
        }
        return box;
    }

    private static Node door(GatewayWords.Door door) {
        VBox one = new VBox(2, Facts.text(door.name(), "door-name"));
        door.says().forEach(line -> one.getChildren().add(Facts.text(line, "small-muted")));
        if (!door.places().isEmpty()) {
            one.getChildren().add(Facts.text(door.places(), "small-muted", door.full() ? "door-full" : "door-free"));
        }
        return one;
    }
}

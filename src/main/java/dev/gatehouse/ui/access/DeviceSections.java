package dev.gatehouse.ui.access;

import dev.gatehouse.console.Resident;
import dev.gatehouse.console.Words;
import dev.gatehouse.gateway.Feature;
import dev.gatehouse.pairing.DeviceGrant;
import dev.gatehouse.pairing.Kind;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.TokenState;
import dev.gatehouse.ui.access.AccessItem.Row;
import dev.gatehouse.ui.common.ActButton;
import dev.gatehouse.ui.common.Facts;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** What the detail of a device has and that of a person has not: its tokens, and the other half of a node. */
final class DeviceSections {
    private final AccessViewModel model;
    private final AccessWords words;
    private final Words say;

    DeviceSections(AccessViewModel model, AccessWords words) {
        this.model = model;
        this.words = words;
        this.say = words.plain();
    }

    /** Each token by its role, with what can be done with it while it is good. */
    Node tokens(Row row, DeviceGrant device) {
        VBox all = new VBox(10);
        Set<String> reasons = new LinkedHashSet<>();
        for (TokenState token : device.tokens()) {
            Label role = new Label(token.role());
            role.getStyleClass().add("token-role");
            VBox one = new VBox(4, role, Facts.text(words.token(token), "small-muted"));
            if (token.revokedAt() == null) {
                ActButton rotate =
                        act(row, token, Feature.ROTATE_TOKEN, "access.rotate", reasons, model.acts()::rotate);
                ActButton revoke =
                        act(row, token, Feature.REVOKE_ROLE, "access.role", reasons, model.acts()::revokeRole);
                revoke.button().getStyleClass().add("revoke");
                one.getChildren().add(new HBox(8, rotate, revoke));
            }
            all.getChildren().add(one);
        }
        reasons.forEach(reason -> all.getChildren().add(Facts.text(reason, "small-muted")));
        return Facts.section(say.say("access.detail.tokens"), all);
    }

    private interface TokenAct {
        void run(Row row, String role);
    }

    private ActButton act(Row row, TokenState token, Feature feature, String said, Set<String> reasons, TokenAct run) {
        ActButton button = new ActButton(say.say(said), () -> run.run(row, token.role()), "small");
        button.button().setId(said.replace('.', '-') + "-" + token.role());
        button.setText(say.say(said), say.say(said + ".accessible", token.role(), words.title(row)));
        Phrase why = model.acts().whyNot(row, feature);
        button.setWhyNot(why == null ? null : say.say(why));
        if (why != null) {
            reasons.add(say.say(why));
        }
        return button;
    }

    /** A node's device and its commands are two rows and one story: each names the other. */
    @Nullable
    Node node(Row row, Consumer<Resident> go) {
        Resident other = model.otherHalf(row);
        Kind kind = row.resident().grant().kind();
        if (kind == Kind.NODE && other == null) {
            return Facts.section(say.say("access.node"), Facts.text(say.say("access.node.nothing")));
        }
        if (other == null) {
            return null;
        }
        if (kind != Kind.CAPABILITY) {
            String commands = words.rights().list(other.grant().access(), Integer.MAX_VALUE);
            return half(say.say("access.node.commands", commands), "access.node.commands.show", () -> go.accept(other));
        }
        Instant joined = other.grant().grantedAt();
        return half(
                joined == null
                        ? say.say("access.node.device", other.title())
                        : say.say("access.node.device.since", other.title(), joined),
                "access.node.device.show",
                () -> go.accept(other));
    }

    private Node half(String text, String lead, Runnable go) {
        Button button = new Button(say.say(lead));
        button.setId("access-other-half");
        button.getStyleClass().add("small");
        button.setOnAction(event -> go.run());
        return Facts.section(say.say("access.node"), Facts.text(text), button);
    }
}

package dev.gatehouse.ui.requests;

import dev.gatehouse.console.Entry;
import dev.gatehouse.console.GatewayStatus;
import dev.gatehouse.console.Words;
import dev.gatehouse.gateway.Snapshot.DoorPolicy;
import dev.gatehouse.pairing.CapabilityRequest;
import dev.gatehouse.pairing.Client;
import dev.gatehouse.pairing.DeviceRequest;
import dev.gatehouse.pairing.DmRequest;
import dev.gatehouse.pairing.PinRequest;
import dev.gatehouse.pairing.RequestKey;
import dev.gatehouse.pairing.Standing;
import dev.gatehouse.ui.common.Facts;
import java.util.TreeMap;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.jspecify.annotations.Nullable;

/** Where a request comes from: what the gateway knows, and what they say of themselves, marked as such. */
final class OriginFacts {
    private final RowWords words;
    private final Words say;

    OriginFacts(RowWords words) {
        this.words = words;
        this.say = words.plain();
    }

    /**
     * The facts of {@code entry}.
     *
     * @param at the gateway it came from, or null if that is not known any more
     * @param asked says when it was asked; kept up to date by its owner
     */
    Node of(Entry entry, @Nullable GatewayStatus at, Label asked) {
        Facts facts = new Facts();
        if (!entry.label().isEmpty() && !entry.request().name().isEmpty()) {
            claim(facts, "requests.fact.name", entry.request().name().text());
        }
        switch (entry.request()) {
            case DmRequest dm -> person(facts, dm, entry, at);
            case DeviceRequest device -> client(facts, device.key(), device.client(), entry);
            case CapabilityRequest node -> client(facts, node.key(), node.client(), entry);
            case PinRequest client -> client(facts, client.key(), client.client(), entry);
        }
        fact(
                facts,
                "requests.fact.gateway",
                at != null && at.down() ? say.say("requests.gateway.down", entry.gateway()) : entry.gateway());
        facts.add(say.say("requests.fact.asked"), asked);
        if (at != null && at.clocksApart()) {
            fact(
                    facts,
                    "requests.fact.clock",
                    say.say("requests.fact.clock.apart", words.times().apart(at.clockAhead())));
        }
        fact(facts, "requests.fact.source", entry.listed().source());
        return facts;
    }

    private void person(Facts facts, DmRequest dm, Entry entry, @Nullable GatewayStatus at) {
        fact(facts, "requests.fact.door", words.door(dm.key()));
        new TreeMap<>(dm.details()).forEach((name, said) -> {
            if (!said.equals(dm.name().text()) && !said.equals(dm.key().subject())) {
                String known = "requests.detail." + name;
                facts.add(say.knows(known) ? say.say(known) : name, claimed(said));
            }
        });
        if (at == null) {
            return;
        }
        RowWords.places(entry, at)
                .findFirst()
                .ifPresent(quota -> fact(
                        facts,
                        "requests.fact.places",
                        say.say(
                                quota.full() ? "requests.quota" : "requests.quota.free",
                                quota.taken(),
                                quota.places())));
        VBox closed = new VBox(3);
        at.policies().stream()
                .filter(policy -> policy.mode() != DoorPolicy.Mode.PAIRING
                        && (policy.channel().isEmpty()
                                || policy.channel().equals(dm.key().channel())))
                .forEach(policy -> {
                    Label label = Facts.text(words.policy(policy));
                    if (!policy.place().isEmpty()) {
                        label.setTooltip(new Tooltip(policy.place()));
                    }
                    closed.getChildren().add(label);
                });
        if (!closed.getChildren().isEmpty()) {
            facts.add(say.say("requests.fact.closed"), closed);
        }
    }

    private void client(Facts facts, RequestKey key, Client client, Entry entry) {
        if (!client.address().isEmpty()) {
            fact(
                    facts,
                    "requests.fact.address",
                    say.say(
                            "requests.address",
                            client.address(),
                            say.say(AddressClass.of(client.address()).phrase())));
        }
        if (!key.publicKey().isEmpty()) {
            Label print = Facts.text(RowWords.shortId(key.publicKey()), "mono");
            print.setTooltip(new Tooltip(key.publicKey()));
            facts.add(
                    say.say("requests.fact.key"),
                    entry.standing().kind() == Standing.Kind.KEY_CHANGED
                            ? new VBox(print, Facts.text(say.say("requests.fact.key.other")))
                            : print);
        }
        claim(facts, "requests.fact.platform", client.platform());
        claim(facts, "requests.fact.family", client.family());
        claim(facts, "requests.fact.program", client.program());
        claim(facts, "requests.fact.mode", client.mode());
    }

    private void fact(Facts facts, String key, String value) {
        facts.add(say.say(key), value);
    }

    private void claim(Facts facts, String key, String said) {
        if (!said.isEmpty()) {
            facts.add(say.say(key), claimed(said));
        }
    }

    private Node claimed(String said) {
        Text mark = new Text(say.say("requests.claimed"));
        mark.getStyleClass().add("claimed");
        return new TextFlow(new Text(said + " "), mark);
    }
}

package dev.gatehouse.ui.gateways;

import dev.gatehouse.console.ApprovalPolicies;
import dev.gatehouse.console.ApprovalPolicy;
import dev.gatehouse.console.Words;
import dev.gatehouse.ui.common.Choice;
import dev.gatehouse.ui.common.Facts;
import java.util.List;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Whether the code that somebody told has to be typed before they are approved at a gateway, and what that means. */
final class PolicyPart extends VBox {
    private final ApprovalPolicies policies;
    private final Words say;
    private final ObjectProperty<ApprovalPolicy> chosen = new SimpleObjectProperty<>(ApprovalPolicy.ONE_CLICK);
    private final Label what = Facts.text("");
    private @Nullable String profile;

    PolicyPart(ApprovalPolicies policies, Words say) {
        super(6);
        this.policies = policies;
        this.say = say;
        Choice<ApprovalPolicy> choice = new Choice<>(
                chosen,
                policy -> say.say("gateways.policy." + policy),
                text -> say.say("gateways.policy.accessible", text));
        choice.setId("gateway-policy");
        choice.setOptions(List.of(ApprovalPolicy.values()));
        what.setId("gateway-policy-what");
        chosen.addListener((property, before, now) -> {
            explain(now);
            String at = profile;
            if (at != null && policies.of(at) != now) {
                policies.set(at, now);
            }
        });
        explain(chosen.get());
        getChildren()
                .add(Facts.section(
                        say.say("gateways.policy"),
                        new VBox(6, choice, what, Facts.text(say.say("gateways.policy.codes"), "small-muted"))));
    }

    /** Shows the policy of the gateway of that id, and sets it from now on. */
    void show(String id) {
        // Not before the old one is let go of: it must not get the other's policy.
        profile = null;
        chosen.set(policies.of(id));
        profile = id;
    }

    private void explain(ApprovalPolicy policy) {
        what.setText(say.say("gateways.policy." + policy + ".what"));
    }
}

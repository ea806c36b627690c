package dev.gatehouse.console;

import dev.gatehouse.console.HistoryEntry.Method;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.DmRequest;
import dev.gatehouse.pairing.PairingCode;
import dev.gatehouse.pairing.PairingRequest;
import dev.gatehouse.pairing.SubjectKey;
import org.jspecify.annotations.Nullable;

/** What the policy of a gateway asks for before somebody is let in there; nobody gets around it but by changing it. */
public final class ApprovalRules {
    /** What has to come before an approval. */
    public enum Demand {
        /** Nothing: a click will do. */
        NOTHING,
        /** The code that the asker has told the operator. */
        CODE,
        /** A second question, as the asker has no code that could be compared. */
        SECOND_QUESTION
    }

    private final ApprovalPolicies policies;
    private final CodeSearch codes;
    private final Roster roster;
    private final History history;

    ApprovalRules(ApprovalPolicies policies, CodeSearch codes, Roster roster, History history) {
        this.policies = policies;
        this.codes = codes;
        this.roster = roster;
        this.history = history;
    }

    /** What {@code approve} needs at its gateway. */
    public Demand of(Decision.Approve approve) {
        boolean affected = switch (policies.of(approve.profile())) {
            case ONE_CLICK -> false;
            case CODE_FOR_GRAVE -> approve.access().grave() || approve.options().makeOwner();
            case CODE_FOR_FIRST -> !wasIn(approve.granted());
            case CODE_FOR_ALL -> true;
        };
        if (!affected) {
            return Demand.NOTHING;
        }
        return hasCode(approve.shown()) ? Demand.CODE : Demand.SECOND_QUESTION;
    }

    /**
     * Whether the asker was given a code with which one that is typed can be compared. Devices and nodes have none: what
     * they show is the id of their request. A PIN was given by the operator, and its client proves itself by entering it.
     */
    public boolean hasCode(PairingRequest request) {
        return request instanceof DmRequest dm
                && (dm.code() != null || codes.findsByCode(dm.key().profile()));
    }

    /** Why {@code decision} must not be done as it was made, or null if it may be. */
    @Nullable
    Problem objection(Decision decision, Method method) {
        if (!(decision instanceof Decision.Approve approve)) {
            return null;
        }
        boolean typed = method == Method.TYPED_CODE && typedRightly(approve);
        boolean enough = switch (of(approve)) {
            case NOTHING -> method != Method.TYPED_CODE || typed;
            case CODE -> typed || method == Method.PIN;
            case SECOND_QUESTION -> method == Method.ASKED_AGAIN || method == Method.PIN;
        };
        return enough ? null : new Problem.PolicyAsks(hasCode(approve.shown()));
    }

    /** Where the code is not known here, the gateway's own way compares it in the act. */
    private static boolean typedRightly(Decision.Approve approve) {
        PairingCode typed = approve.options().code();
        PairingCode known = approve.shown() instanceof DmRequest dm ? dm.code() : null;
        return typed != null && (known == null || known.equals(typed));
    }

    private boolean wasIn(SubjectKey subject) {
        return roster.holds(subject) || history.wasLetIn(subject);
    }
}

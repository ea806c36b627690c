package dev.gatehouse.ui.requests;

import dev.gatehouse.console.ApprovalRules;
import dev.gatehouse.console.CodeSearch;
import dev.gatehouse.console.HistoryEntry.Method;
import dev.gatehouse.console.Resident;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.PairingRequest;
import dev.gatehouse.pairing.RequestKey;
import dev.gatehouse.pairing.SubjectKey;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Where the list of requests hands over what the operator does. */
interface Desk {
    /** Carries out a decision. */
    void decide(Decision decision, Method method);

    /** The operator has read what became of a row. */
    void dismiss(RequestKey row);

    /** Names somebody. */
    void label(SubjectKey subject, String label);

    /** Who is in under that key, or null. */
    @Nullable
    Resident resident(Resident.Key key);

    /** The PIN of the request {@code id} is in sight: whoever enters it is let in. */
    void pinShown(RequestKey key, String id);

    /** What the policy of its gateway asks for before {@code approve} can be done. */
    ApprovalRules.Demand demand(Decision.Approve approve);

    /** Compares what was typed with the code of {@code request}. */
    CompletableFuture<CodeSearch.Compared> compare(PairingRequest request, String typed);

    /** Finds the request that a code belongs to. */
    CompletableFuture<CodeSearch.Found> find(String typed);

    /** Keeps a small choice until the next start. */
    void remember(String name, String value);
}

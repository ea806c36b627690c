package dev.gatehouse.ui.requests;

import dev.gatehouse.console.ApprovalRules;
import dev.gatehouse.console.CodeSearch;
import dev.gatehouse.console.Console;
import dev.gatehouse.console.HistoryEntry.Method;
import dev.gatehouse.console.Resident;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.PairingRequest;
import dev.gatehouse.pairing.RequestKey;
import dev.gatehouse.pairing.SubjectKey;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The console behind the list of requests. What becomes of a decision comes back through the inbox.
 *
 * @param console the application
 */
record ConsoleDesk(Console console) implements Desk {
    private static final Logger LOG = LoggerFactory.getLogger(ConsoleDesk.class);

    @Override
    public void decide(Decision decision, Method method) {
        console.decisions()
                .decide(decision, method)
                .thenAccept(outcome -> LOG.debug("Decision at {}: {}", decision.profile(), outcome.word()));
    }

    @Override
    public void dismiss(RequestKey row) {
        console.inbox().dismiss(row);
    }

    @Override
    public void label(SubjectKey subject, String label) {
        console.label(subject, label).thenRun(() -> LOG.debug("Labelled somebody at {}", subject.profile()));
    }

    @Override
    public @Nullable Resident resident(Resident.Key key) {
        return console.roster().get(key);
    }

    @Override
    public void pinShown(RequestKey key, String id) {
        console.pins().shown(key, id);
    }

    @Override
    public ApprovalRules.Demand demand(Decision.Approve approve) {
        return console.rules().of(approve);
    }

    @Override
    public CompletableFuture<CodeSearch.Compared> compare(PairingRequest request, String typed) {
        return console.compare(request, typed);
    }

    @Override
    public CompletableFuture<CodeSearch.Found> find(String typed) {
        return console.find(typed);
    }

    @Override
    public void remember(String name, String value) {
        console.settings().change(settings -> settings.withView(name, value));
    }
}

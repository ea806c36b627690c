package dev.gatehouse.ui.pair;

import dev.gatehouse.console.Decisions;
import dev.gatehouse.console.HistoryEntry.Method;
import dev.gatehouse.console.Outcome;
import dev.gatehouse.console.Resident;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.Grant;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.ui.common.Dialogs;
import dev.gatehouse.ui.common.RevokeQuestion;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Takes out who is in by the code that is looked at: the wrong device was faster, or somebody else saw the screen. */
final class JoinedActs {
    private final Decisions decisions;
    private final CodeTrail trail;
    private final RevokeQuestion question;
    private final Dialogs dialogs;
    private final Executor screen;
    private final Consumer<@Nullable Said> said;

    JoinedActs(
            Decisions decisions,
            CodeTrail trail,
            RevokeQuestion question,
            Dialogs dialogs,
            Executor screen,
            Consumer<@Nullable Said> said) {
        this.decisions = decisions;
        this.trail = trail;
        this.question = question;
        this.dialogs = dialogs;
        this.screen = screen;
        this.said = said;
    }

    /** Takes them out: at once, or after one more question where much power goes with them. */
    void revoke() {
        Resident in = trail.followedProperty().get().in();
        // A click that was meant for what stood there a moment ago does nothing.
        if (in == null || in.whyNotRevoke() != null || !trail.armed()) {
            return;
        }
        List<Phrase> lasting = lasting(in.grant());
        Dialogs.Question asked = question.about(in, lasting);
        if (asked == null) {
            decide(in, Method.ONE_CLICK, lasting);
        } else {
            dialogs.ask(asked, () -> decide(in, Method.ASKED_AGAIN, lasting));
        }
    }

    private static List<Phrase> lasting(Grant grant) {
        return grant.lasting().stream()
                .map(origin -> Phrase.of("access.lasting.config", origin.place()))
                .toList();
    }

    private void decide(Resident in, Method method, List<Phrase> lasting) {
        said.accept(null);
        Phrase done = Phrase.of("access.revoked", in.title(), in.gateway());
        decisions
                .decide(new Decision.Revoke(in.grant()), method)
                .whenCompleteAsync((outcome, thrown) -> said.accept(said(outcome, done, lasting)), screen);
    }

    private static Said said(@Nullable Outcome outcome, Phrase done, List<Phrase> lasting) {
        if (!(outcome instanceof Outcome.Confirmed(var receipt))) {
            return Said.of(outcome);
        }
        // The gateway's own remark on what still lets them in is the better one.
        List<Phrase> rest = receipt.remark().isEmpty() ? lasting : receipt.remark();
        return new Said(Stream.concat(Stream.of(done), rest.stream()).toList(), rest.isEmpty());
    }
}

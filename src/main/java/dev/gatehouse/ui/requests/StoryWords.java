package dev.gatehouse.ui.requests;

import dev.gatehouse.console.Outcome;
import dev.gatehouse.console.Progress;
import dev.gatehouse.console.Words;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Receipt;
import dev.gatehouse.pairing.Access;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.DeviceRequest;
import dev.gatehouse.pairing.Kind;
import dev.gatehouse.pairing.PairingRequest;
import dev.gatehouse.ui.common.Chip.Tone;
import dev.gatehouse.ui.common.RightWords;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Says what became of a row. */
final class StoryWords {
    private final Words words;
    private final RightWords rights;

    StoryWords(Words words, RightWords rights) {
        this.words = words;
        this.rights = rights;
    }

    /** What became of a decision or of the wait, or null if the row still waits. */
    @Nullable
    Story story(Line.Row row) {
        if (row.gone()) {
            return new Story(words.say("requests.story.gone"), Tone.NEUTRAL, false);
        }
        return switch (row.entry().progress()) {
            case Progress.Waiting ignored -> null;
            case Progress.Deciding ignored -> null;
            case Progress.Expired ignored -> null;
            case Progress.Decided(var decision, Outcome.Confirmed(var receipt), var at) ->
                new Story(said(decision, receipt), Tone.SUCCESS, false);
            case Progress.Decided(var decision, Outcome.Accepted(var receipt, var unseen), var at) ->
                new Story(words.say(unseen) + " " + said(decision, receipt), Tone.WARNING, true);
            case Progress.Decided(var decision, Outcome.NotConfirmed doubt, var at) ->
                new Story(words.say(doubt.doubt()) + " " + words.say(doubt.next()), Tone.DANGER, true);
            case Progress.Decided(var decision, Outcome.Refused(Problem.Changed(PairingRequest now)), var at) ->
                new Story(
                        words.say(
                                "requests.story.changed",
                                difference(decision, row.entry().request())),
                        Tone.WARNING,
                        false);
            case Progress.Decided(var decision, Outcome.Refused(var problem), var at) ->
                new Story(words.say(problem.sentence()) + " " + words.say(problem.remedy()), Tone.DANGER, true);
        };
    }

    /** What the gateway answered, what it remarked, and what comes next. */
    private String said(Decision decision, Receipt receipt) {
        StringJoiner all = new StringJoiner(" ");
        String summary = words.say(receipt.summary());
        all.add(summary.endsWith(".") ? summary : summary + ".");
        if (!receipt.remark().isEmpty()) {
            all.add(words.say(receipt.remark().getFirst()));
        }
        if (decision instanceof Decision.Approve(DeviceRequest device, var options)
                && device.key().kind() == Kind.NODE) {
            all.add(words.say("requests.node.next"));
        }
        return all.toString();
    }

    /** One or two words for what goes on: "Approving…", "Rejected"; empty while the row waits. */
    String state(Line.Row row) {
        return switch (row.entry().progress()) {
            case Progress.Waiting ignored -> "";
            case Progress.Expired ignored -> "";
            case Progress.Deciding(var decision) ->
                words.say(
                        decision instanceof Decision.Approve ? "requests.state.approving" : "requests.state.rejecting");
            case Progress.Decided(var decision, Outcome.Confirmed ignored, var at) ->
                words.say(decision instanceof Decision.Approve ? "requests.state.approved" : "requests.state.rejected");
            case Progress.Decided(var decision, Outcome.Accepted ignored, var at) ->
                words.say("requests.state.accepted");
            case Progress.Decided(var decision, Outcome.NotConfirmed ignored, var at) ->
                words.say("requests.state.not-confirmed");
            case Progress.Decided(var decision, Outcome.Refused(Problem.Changed(var now)), var at) ->
                words.say("requests.state.changed");
            case Progress.Decided ignored -> words.say("requests.state.refused");
        };
    }

    private String difference(Decision decision, PairingRequest now) {
        PairingRequest before = switch (decision) {
            case Decision.Approve approve -> approve.shown();
            case Decision.Reject(var shown, var _) -> shown;
            case Decision.Revoke ignored -> now;
            case Decision.RevokeAll ignored -> now;
            case Decision.RotateToken ignored -> now;
            case Decision.Rename ignored -> now;
            case Decision.AboutNobody ignored -> now;
        };
        StringJoiner differences = new StringJoiner(", ");
        if (!before.name().equals(now.name())) {
            differences.add(words.say(
                    "requests.changed.name", before.name().text(), now.name().text()));
        }
        Access more = now.access().beyond(before.access());
        if (!more.rights().isEmpty()) {
            differences.add(words.say("requests.changed.more", rights.list(more)));
        }
        Access less = before.access().beyond(now.access());
        if (!less.rights().isEmpty()) {
            differences.add(words.say("requests.changed.less", rights.list(less)));
        }
        return differences.length() == 0 ? words.say("requests.changed.id") : differences.toString();
    }
}

package dev.gatehouse.ui.requests;

import dev.gatehouse.console.Entry;
import dev.gatehouse.console.GatewayStatus;
import dev.gatehouse.console.Outcome;
import dev.gatehouse.console.Progress;
import dev.gatehouse.console.Words;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Snapshot.Quota;
import dev.gatehouse.pairing.Access;
import dev.gatehouse.pairing.CapabilityRequest;
import dev.gatehouse.pairing.Client;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.DeviceRequest;
import dev.gatehouse.pairing.DmRequest;
import dev.gatehouse.pairing.Kind;
import dev.gatehouse.pairing.Name;
import dev.gatehouse.pairing.PairingRequest;
import dev.gatehouse.pairing.RequestKey;
import dev.gatehouse.pairing.Right;
import dev.gatehouse.pairing.Standing;
import dev.gatehouse.pairing.TimeLeft;
import dev.gatehouse.ui.common.Chip.Tone;
import dev.gatehouse.ui.common.Dialogs;
import dev.gatehouse.ui.common.RightWords;
import dev.gatehouse.ui.common.TimeWords;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Says what a request is, in the words of the row, the detail pane and a screen reader. */
final class RowWords {
    private static final int RIGHTS_IN_A_ROW = 3;
    private static final int LONGEST_ID = 16;

    /**
     * A word in a coloured pill.
     *
     * @param text what it says
     * @param tone what it wants of the eye
     */
    record Tag(String text, Tone tone) {}

    /**
     * What became of a decision.
     *
     * @param text one or two sentences
     * @param tone good or bad
     */
    record Story(String text, Tone tone) {}

    private final Words words;
    private final TimeWords times;
    private final RightWords rights;

    RowWords(Words words) {
        this.words = words;
        this.times = new TimeWords(words);
        this.rights = new RightWords(words);
    }

    Words plain() {
        return words;
    }

    TimeWords times() {
        return times;
    }

    RightWords rights() {
        return rights;
    }

    /** The name of a channel. */
    String channel(String channel) {
        String key = "channel." + channel;
        return words.knows(key) ? words.say(key) : channel;
    }

    /** The door that a person came through: "Telegram, account work". */
    String door(RequestKey key) {
        return key.account().isEmpty() || key.account().equals("default")
                ? channel(key.channel())
                : words.say("requests.door", channel(key.channel()), key.account());
    }

    /** Every warning and remark about a row, the gravest first. */
    List<Tag> tags(Entry entry) {
        List<Tag> tags = new ArrayList<>();
        PairingRequest request = entry.request();
        Standing.Kind standing = entry.standing().kind();
        if (standing == Standing.Kind.KEY_CHANGED) {
            tags.add(tag("requests.tag.key-changed", Tone.DANGER));
        }
        if (request.access().asksAdmin()) {
            tags.add(tag("requests.tag.admin", Tone.DANGER));
        }
        if (request.access().asksExecution()) {
            tags.add(tag("requests.tag.commands", Tone.DANGER));
        }
        Name lookalike = entry.lookalike();
        if (lookalike != null) {
            tags.add(new Tag(words.say("requests.tag.looks-like", lookalike.text()), Tone.WARNING));
        }
        if (request.name().doubts().contains(Name.Doubt.HIDDEN_CHARACTERS)) {
            tags.add(tag("requests.tag.hidden", Tone.WARNING));
        }
        if (request.name().doubts().contains(Name.Doubt.MIXED_SCRIPTS)) {
            tags.add(tag("requests.tag.scripts", Tone.WARNING));
        }
        if (request.name().doubts().contains(Name.Doubt.CUT)) {
            tags.add(tag("requests.tag.cut", Tone.NEUTRAL));
        }
        if (entry.stale()) {
            tags.add(tag("requests.tag.stale", Tone.NEUTRAL));
        }
        switch (standing) {
            case NEW -> tags.add(tag("requests.tag.new", Tone.ACCENT));
            case MORE_RIGHTS -> tags.add(tag("requests.tag.more", Tone.WARNING));
            case SAME -> tags.add(tag("requests.tag.same", Tone.NEUTRAL));
            case REPLACES_TOKEN -> tags.add(tag("requests.tag.token", Tone.NEUTRAL));
            case KEY_CHANGED -> {}
        }
        return tags;
    }

    private Tag tag(String key, Tone tone) {
        return new Tag(words.say(key), tone);
    }

    /** The stable id, short enough for a row. */
    static String shortId(String id) {
        return id.length() <= LONGEST_ID ? id : id.substring(0, 8) + "…" + id.substring(id.length() - 4);
    }

    /** Where it came from, what it asks for and when. */
    String second(Entry entry, @Nullable Quota full) {
        StringJoiner line = new StringJoiner(" · ");
        line.add(entry.gateway());
        PairingRequest request = entry.request();
        switch (request) {
            case DmRequest dm -> line.add(door(dm.key()));
            case DeviceRequest device -> {
                line.add(role(device.key().kind(), device.client()));
                addRights(line, device.access());
            }
            case CapabilityRequest node -> {
                line.add(role(Kind.CAPABILITY, node.client()));
                addRights(line, node.access());
            }
        }
        line.add(asked(entry));
        if (full != null) {
            line.add(words.say("requests.quota", full.taken(), full.places()));
        }
        return line.toString();
    }

    private void addRights(StringJoiner line, Access access) {
        String list = rights.list(access, RIGHTS_IN_A_ROW);
        if (!list.isEmpty()) {
            line.add(access.asksAdmin() ? words.say("requests.asks-admin", list) : list);
        }
    }

    private String role(Kind kind, Client client) {
        String what =
                words.say(kind == Kind.NODE || kind == Kind.CAPABILITY ? "requests.role.node" : "requests.role.device");
        return client.platform().isEmpty() ? what : words.say("requests.role.on", what, client.platform());
    }

    /** When it was asked, and how often. */
    String asked(Entry entry) {
        String ago = times.ago(entry.request().requestedAt(), entry.clock().instant());
        return entry.asked() > 1 ? words.say("requests.asked-times", ago, entry.asked()) : ago;
    }

    /** The time that is left. */
    TimeWords.Left left(Entry entry) {
        return times.left(
                TimeLeft.until(entry.request().expiresAt(), entry.clock().instant()));
    }

    /** What an approval lets the asker do. */
    String effect(Entry entry) {
        StringJoiner all = new StringJoiner(" ");
        PairingRequest request = entry.request();
        Access access = request.access();
        if (request instanceof DmRequest dm) {
            return words.say("requests.effect.dm", door(dm.key()));
        }
        Access ordinary = new Access(access.rights().stream()
                .filter(right -> right.weight() == Right.Weight.ORDINARY && right.type() != Right.Type.ROLE)
                .toList());
        String list = rights.list(ordinary, Integer.MAX_VALUE);
        if (access.grave()) {
            all.add(words.say(
                    !access.asksExecution()
                            ? "requests.effect.admin"
                            : access.asksAdmin() ? "requests.effect.admin-commands" : "requests.effect.commands"));
            if (!list.isEmpty()) {
                all.add(words.say("requests.effect.besides", list));
            }
        } else if (list.isEmpty()) {
            all.add(words.say("requests.effect.join"));
        } else {
            all.add(words.say(
                    request.key().kind() == Kind.DEVICE ? "requests.effect.device" : "requests.effect.node", list));
        }
        String now = rights.list(entry.standing().granted(), Integer.MAX_VALUE);
        if (!now.isEmpty()) {
            all.add(words.say("requests.effect.today", now));
        }
        return all.toString();
    }

    /** The second question before a grave approval. */
    Dialogs.Question question(Entry entry) {
        String title = entry.title();
        boolean admin = entry.request().access().asksAdmin();
        String what = admin ? "admin" : entry.request().access().asksExecution() ? "commands" : "key";
        String reason =
                entry.standing().kind() == Standing.Kind.KEY_CHANGED ? words.say("requests.question.key") + " " : "";
        return new Dialogs.Question(
                words.say("requests.question." + what + ".title", title, entry.gateway()),
                reason
                        + effect(entry)
                        + "\n\n"
                        + words.say("requests.question.id", entry.key().subject(), entry.gateway()),
                words.say("requests.question." + what + ".act", title),
                true);
    }

    /** What became of a decision or of the wait, or null if the row still waits. */
    @Nullable
    Story story(Line.Row row) {
        if (row.gone()) {
            return new Story(words.say("requests.story.gone"), Tone.NEUTRAL);
        }
        return switch (row.entry().progress()) {
            case Progress.Waiting ignored -> null;
            case Progress.Deciding ignored -> null;
            case Progress.Expired ignored -> null;
            case Progress.Decided(var decision, Outcome.Confirmed(var receipt), var at) ->
                new Story(
                        receipt.remark().isEmpty()
                                ? words.say(receipt.summary())
                                : words.say(receipt.summary()) + " "
                                        + words.say(receipt.remark().getFirst()),
                        Tone.SUCCESS);
            case Progress.Decided(var decision, Outcome.Accepted(var receipt, var unseen), var at) ->
                new Story(words.say(receipt.summary()) + " " + words.say(unseen), Tone.WARNING);
            case Progress.Decided(var decision, Outcome.NotConfirmed doubt, var at) ->
                new Story(words.say(doubt.doubt()) + " " + words.say(doubt.next()), Tone.DANGER);
            case Progress.Decided(var decision, Outcome.Refused(Problem.Changed(PairingRequest now)), var at) ->
                new Story(
                        words.say(
                                "requests.story.changed",
                                difference(decision, row.entry().request())),
                        Tone.WARNING);
            case Progress.Decided(var decision, Outcome.Refused(var problem), var at) ->
                new Story(words.say(problem.sentence()) + " " + words.say(problem.remedy()), Tone.DANGER);
        };
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
            case Decision.Reject(var shown) -> shown;
            case Decision.Revoke ignored -> now;
            case Decision.RevokeAll ignored -> now;
            case Decision.RotateToken ignored -> now;
            case Decision.Rename ignored -> now;
        };
        StringJoiner differences = new StringJoiner(", ");
        if (!before.name().equals(now.name())) {
            differences.add(words.say(
                    "requests.changed.name", before.name().text(), now.name().text()));
        }
        Access more = now.access().beyond(before.access());
        if (!more.rights().isEmpty()) {
            differences.add(words.say("requests.changed.more", names(more)));
        }
        Access less = before.access().beyond(now.access());
        if (!less.rights().isEmpty()) {
            differences.add(words.say("requests.changed.less", names(less)));
        }
        return differences.length() == 0 ? words.say("requests.changed.id") : differences.toString();
    }

    private String names(Access access) {
        StringJoiner names = new StringJoiner(", ");
        access.rights().forEach(right -> names.add(rights.brief(right)));
        return names.toString();
    }

    /** The door of {@code entry} if its places are all taken, else null. */
    static @Nullable Quota full(Entry entry, @Nullable GatewayStatus gateway) {
        if (gateway == null || entry.key().kind() != Kind.DM) {
            return null;
        }
        return gateway.quotas().stream()
                .filter(quota -> quota.full()
                        && quota.channel().equals(entry.key().channel())
                        && (quota.account().isEmpty()
                                || quota.account().equals(entry.key().account())))
                .findFirst()
                .orElse(null);
    }

    /** A row in one sentence, for a screen reader. */
    String accessible(Line.Row row, @Nullable Quota full) {
        Entry entry = row.entry();
        StringJoiner all = new StringJoiner(", ");
        all.add(entry.title());
        tags(entry).forEach(tag -> all.add(tag.text()));
        all.add(second(entry, full).replace(" · ", ", "));
        all.add(left(entry).line());
        String state = state(row);
        if (!state.isEmpty()) {
            all.add(state);
        }
        Story story = story(row);
        if (story != null) {
            all.add(story.text());
        }
        return all.toString();
    }

    /** What a button of {@code entry} does, for a screen reader: act, subject, door, gateway. */
    String accessibleAct(Act act, Entry entry) {
        String where = entry.key().kind() == Kind.DM
                ? door(entry.key())
                : role(entry.key().kind(), Client.UNKNOWN);
        return words.say(
                act == Act.APPROVE ? "requests.approve.accessible" : "requests.reject.accessible",
                entry.title(),
                where,
                entry.gateway());
    }

    /** When something was, as a moment. */
    String moment(Instant at) {
        return words.moment(at);
    }
}

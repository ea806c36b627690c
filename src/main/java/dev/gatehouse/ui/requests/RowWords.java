package dev.gatehouse.ui.requests;

import dev.gatehouse.console.Entry;
import dev.gatehouse.console.GatewayStatus;
import dev.gatehouse.console.Resident;
import dev.gatehouse.console.Words;
import dev.gatehouse.gateway.Snapshot.DoorPolicy;
import dev.gatehouse.gateway.Snapshot.Quota;
import dev.gatehouse.pairing.Access;
import dev.gatehouse.pairing.CapabilityRequest;
import dev.gatehouse.pairing.Client;
import dev.gatehouse.pairing.DeviceRequest;
import dev.gatehouse.pairing.DmRequest;
import dev.gatehouse.pairing.Kind;
import dev.gatehouse.pairing.Name;
import dev.gatehouse.pairing.PairingRequest;
import dev.gatehouse.pairing.PinRequest;
import dev.gatehouse.pairing.RequestKey;
import dev.gatehouse.pairing.Standing;
import dev.gatehouse.pairing.TimeLeft;
import dev.gatehouse.ui.common.Chip.Tone;
import dev.gatehouse.ui.common.CodeGroups;
import dev.gatehouse.ui.common.RightWords;
import dev.gatehouse.ui.common.TimeWords;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Stream;
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
     * One of the steps by which a node joins.
     *
     * @param text what it does
     * @param done whether it was taken
     */
    record Step(String text, boolean done) {}

    private final Words words;
    private final TimeWords times;
    private final RightWords rights;
    private final StoryWords stories;
    private final EffectWords effects;

    RowWords(Words words) {
        this.words = words;
        this.times = new TimeWords(words);
        this.rights = new RightWords(words);
        this.stories = new StoryWords(words, rights);
        this.effects = new EffectWords(this);
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

    /** What an approval does. */
    EffectWords effects() {
        return effects;
    }

    /** What to call a row: by the operator's label, the name or the id; where nobody knows who it is, by its time. */
    String title(Entry entry) {
        return entry.label().isEmpty() && isAnonymous(entry)
                ? words.say("requests.anonymous", words.time(entry.request().requestedAt()))
                : entry.title();
    }

    /** Whether nobody knows who asks. */
    static boolean isAnonymous(Entry entry) {
        return entry.request() instanceof DmRequest dm && dm.anonymous();
    }

    /** The name of a channel. */
    String channel(String channel) {
        String key = "channel." + channel;
        return words.knows(key) ? words.say(key) : channel;
    }

    /** The door that a person came through: "Telegram, account work". */
    String door(RequestKey key) {
        return door(key.channel(), key.account());
    }

    /** A door of a gateway: "Telegram, account work". */
    String door(String channel, String account) {
        return account.isEmpty() || account.equals("default")
                ? channel(channel)
                : words.say("requests.door", channel(channel), account);
    }

    /** The same where room is short: "Telegram (work)". */
    private String briefDoor(RequestKey key) {
        String whole = door(key);
        String channel = channel(key.channel());
        return whole.equals(channel) ? channel : words.say("requests.door.brief", channel, key.account());
    }

    /** What happens to a stranger at a door. */
    String policy(DoorPolicy policy) {
        String door = policy.channel().isEmpty()
                ? words.say("requests.door.every")
                : door(policy.channel(), policy.account());
        return words.say("requests.policy." + policy.mode(), door);
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
        if (entry.listed().own()) {
            tags.add(tag("requests.tag.own", Tone.ACCENT));
        }
        if (request instanceof PinRequest pin && pin.wrong() > 0) {
            tags.add(new Tag(words.say("requests.pin.wrong", pin.wrong(), pin.tries()), Tone.WARNING));
        }
        if (request instanceof PinRequest pin && pin.entered()) {
            tags.add(tag("requests.pin.entered", Tone.SUCCESS));
        }
        switch (standing) {
            case NEW -> tags.add(tag("requests.tag.new", Tone.ACCENT));
            case MORE_RIGHTS -> tags.add(tag("requests.tag.more", Tone.WARNING));
            case SAME -> tags.add(tag("requests.tag.same", Tone.NEUTRAL));
            case REPLACES_TOKEN -> tags.add(tag("requests.tag.token", Tone.NEUTRAL));
            case KEY_CHANGED -> {}
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
        return tags;
    }

    private Tag tag(String key, Tone tone) {
        return new Tag(words.say(key), tone);
    }

    /** The stable id, short enough for a row. */
    static String shortId(String id) {
        return id.length() <= LONGEST_ID ? id : id.substring(0, 8) + "…" + id.substring(id.length() - 4);
    }

    /**
     * Where it came from, what it asks for and when.
     *
     * @param at the gateway it came from, or null if that is not known any more
     */
    String second(Entry entry, @Nullable GatewayStatus at) {
        StringJoiner line = new StringJoiner(" · ");
        line.add(at != null && at.down() ? words.say("requests.gateway.down", entry.gateway()) : entry.gateway());
        PairingRequest request = entry.request();
        switch (request) {
            case DmRequest dm -> line.add(briefDoor(dm.key()));
            case DeviceRequest device -> {
                line.add(role(device.key().kind(), device.client()));
                addRights(line, device.access());
            }
            case CapabilityRequest node -> {
                line.add(role(Kind.CAPABILITY, node.client()));
                addRights(line, node.access());
            }
            case PinRequest client -> {
                line.add(role(Kind.CLIENT, client.client()));
                line.add(words.say(
                        "requests.pin.row", CodeGroups.masked(client.pin().value())));
                addRights(line, client.access());
            }
        }
        line.add(asked(entry));
        if (at != null && at.clocksApart() && request.expiresAt() != null) {
            line.add(words.say("requests.clock", times.apart(at.clockAhead())));
        }
        Quota full = full(entry, at);
        if (full != null) {
            line.add(words.say("requests.quota.row", full.taken(), full.places()));
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
        String what = words.say(
                switch (kind) {
                    case NODE, CAPABILITY -> "requests.role.node";
                    case CLIENT -> "requests.role.client";
                    case DEVICE, DM -> "requests.role.device";
                });
        return client.platform().isEmpty() ? what : words.say("requests.role.on", what, client.platform());
    }

    /** When it was asked, and how often. */
    String asked(Entry entry) {
        String ago = times.ago(entry.request().requestedAt(), entry.clock().instant());
        return entry.asked() > 1 ? words.say("requests.retried", ago, entry.asked() - 1) : ago;
    }

    /** The time that is left. */
    TimeWords.Left left(Entry entry) {
        TimeLeft left =
                TimeLeft.until(entry.request().expiresAt(), entry.clock().instant());
        return entry.request() instanceof DmRequest dm && dm.estimated() ? times.about(left) : times.left(left);
    }

    /**
     * The two steps by which a node joins, as far as {@code entry} is one of them; else nothing.
     *
     * @param joined the node as a device, if it is one already
     */
    List<Step> steps(Entry entry, @Nullable Resident joined) {
        return switch (entry.key().kind()) {
            case NODE ->
                List.of(new Step(words.say("requests.node.first") + " " + words.say("requests.node.next"), false));
            case CAPABILITY -> {
                Step second = new Step(words.say("requests.node.second"), false);
                yield joined == null ? List.of(second) : List.of(done(joined), second);
            }
            case DM, DEVICE, CLIENT -> List.of();
        };
    }

    private Step done(Resident joined) {
        Instant since = joined.grant().grantedAt();
        return new Step(
                since == null
                        ? words.say("requests.node.joined", joined.title())
                        : words.say("requests.node.joined-at", joined.title(), since),
                true);
    }

    /** What became of a decision or of the wait, or null if the row still waits. */
    @Nullable
    Story story(Line.Row row) {
        return stories.story(row);
    }

    /** One or two words for what goes on: "Approving…", "Rejected"; empty while the row waits. */
    String state(Line.Row row) {
        return stories.state(row);
    }

    /** The door of {@code entry} if its places are all taken, else null. */
    static @Nullable Quota full(Entry entry, @Nullable GatewayStatus gateway) {
        if (gateway == null || entry.key().kind() != Kind.DM) {
            return null;
        }
        return places(entry, gateway).filter(Quota::full).findFirst().orElse(null);
    }

    /** How many may wait at the door of {@code entry}. */
    static Stream<Quota> places(Entry entry, GatewayStatus gateway) {
        return gateway.quotas().stream()
                .filter(quota -> entry.key().kind() == Kind.DM
                        && quota.channel().equals(entry.key().channel())
                        && (quota.account().isEmpty()
                                || quota.account().equals(entry.key().account())));
    }

    /** A row in one sentence, for a screen reader. */
    String accessible(Line.Row row, @Nullable GatewayStatus at) {
        Entry entry = row.entry();
        StringJoiner all = new StringJoiner(", ");
        all.add(title(entry));
        tags(entry).forEach(tag -> all.add(tag.text()));
        all.add(second(entry, at).replace(" · ", ", "));
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
                title(entry),
                where,
                entry.gateway());
    }
}

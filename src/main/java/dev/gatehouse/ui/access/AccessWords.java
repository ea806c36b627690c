package dev.gatehouse.ui.access;

import dev.gatehouse.console.Outcome;
import dev.gatehouse.console.Progress;
import dev.gatehouse.console.Words;
import dev.gatehouse.pairing.Access;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.DeviceGrant;
import dev.gatehouse.pairing.Grant;
import dev.gatehouse.pairing.Name;
import dev.gatehouse.pairing.Origin;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.Presence;
import dev.gatehouse.pairing.SenderGrant;
import dev.gatehouse.pairing.TokenState;
import dev.gatehouse.ui.access.AccessItem.Row;
import dev.gatehouse.ui.access.AccessItem.Twin;
import dev.gatehouse.ui.common.Chip.Tone;
import dev.gatehouse.ui.common.RightWords;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says the rows of the Access screen. */
final class AccessWords {
    private static final int RIGHTS_IN_A_ROW = 3;
    private static final int LONGEST_ID = 24;

    /** A short remark beside a name. */
    record Tag(String text, Tone tone) {}

    /** What became of a decision: in a word, and in sentences. */
    record Story(String word, String text, Tone tone) {}

    private final Words words;
    private final RightWords rights;

    AccessWords(Words words) {
        this.words = words;
        this.rights = new RightWords(words);
    }

    Words plain() {
        return words;
    }

    RightWords rights() {
        return rights;
    }

    /** What to call a row. */
    String title(Row row) {
        return everybody(row) && row.resident().label().isEmpty()
                ? words.say("access.everybody")
                : row.resident().title();
    }

    /** The stable id, short enough for a row; empty if the title is the id. */
    String id(Row row) {
        String id = row.key().subject().subject();
        return id.equals(title(row)) ? "" : shortId(id);
    }

    static String shortId(String id) {
        return id.length() <= LONGEST_ID ? id : id.substring(0, 8) + "…" + id.substring(id.length() - 4);
    }

    static boolean everybody(Row row) {
        return row.resident().grant() instanceof SenderGrant sender && sender.everybody();
    }

    /** Whether there is no place that a revoke could take away. */
    static boolean configOnly(Row row) {
        return row.resident().grant().revocable().isEmpty();
    }

    /** The remarks on a row, the gravest first. */
    List<Tag> tags(Row row) {
        List<Tag> tags = new ArrayList<>();
        Grant grant = row.resident().grant();
        if (everybody(row)) {
            tags.add(new Tag(words.say("access.everybody.chip"), Tone.DANGER));
        }
        if (grant.access().asksAdmin()) {
            tags.add(new Tag(words.say("access.admin"), Tone.DANGER));
        }
        if (grant.access().asksExecution()) {
            tags.add(new Tag(words.say("access.execution"), Tone.DANGER));
        }
        if (row.resident().listed().own()) {
            tags.add(new Tag(words.say("requests.tag.own"), Tone.ACCENT));
        }
        Twin twin = row.twin();
        if (twin != null) {
            tags.add(new Tag(twin(twin), Tone.WARNING));
        }
        if (grant.name().doubts().contains(Name.Doubt.HIDDEN_CHARACTERS)) {
            tags.add(new Tag(words.say("requests.tag.hidden"), Tone.WARNING));
        }
        if (grant.name().doubts().contains(Name.Doubt.MIXED_SCRIPTS)) {
            tags.add(new Tag(words.say("requests.tag.scripts"), Tone.WARNING));
        }
        if (!row.lasting().isEmpty()) {
            tags.add(new Tag(words.say("access.lasting.chip"), Tone.WARNING));
        }
        if (grant instanceof DeviceGrant device && device.allTokensRevoked()) {
            tags.add(new Tag(words.say("access.token.revoked"), Tone.NEUTRAL));
        }
        if (configOnly(row)) {
            tags.add(new Tag(words.say("access.config.chip"), Tone.NEUTRAL));
        }
        return tags;
    }

    String twin(Twin twin) {
        return twin.same()
                ? words.say("access.twin.same", shortId(twin.subject()))
                : words.say("access.twin.alike", twin.name());
    }

    /** How they come in: "Telegram, account work", "device on macOS". */
    String door(Grant grant) {
        return switch (grant) {
            case SenderGrant sender ->
                sender.key().account().isEmpty() || sender.key().account().equals("default")
                        ? channel(sender.key().channel())
                        : words.say(
                                "access.door",
                                channel(sender.key().channel()),
                                sender.key().account());
            case DeviceGrant device -> {
                String what = words.say(
                        switch (device.kind()) {
                            case NODE -> "access.kind.node";
                            case CAPABILITY -> "access.kind.capability";
                            case CLIENT -> "access.kind.client";
                            case DEVICE, DM -> "access.kind.device";
                        });
                String platform = device.client().platform();
                yield platform.isEmpty() ? what : words.say("access.kind.on", what, platform);
            }
        };
    }

    private String channel(String channel) {
        String key = "channel." + channel;
        return words.knows(key) ? words.say(key) : channel;
    }

    /** What they may do, in short; people may all do the same, so nothing is said of them. */
    private String brief(Access access) {
        return rights.list(access, RIGHTS_IN_A_ROW);
    }

    /** The second line: how they come in, what they may do, since when, and where that is written down. */
    String second(Row row) {
        Grant grant = row.resident().grant();
        StringJoiner line = new StringJoiner(" · ");
        if (row.resident().stale()) {
            line.add(words.say("access.stale"));
        }
        line.add(door(grant));
        String may = brief(grant.access());
        if (!may.isEmpty()) {
            line.add(may);
        }
        Instant end = grant.expiresAt();
        if (end != null) {
            line.add(words.say("access.ends", end));
        }
        String seen = seen(grant);
        Instant since = grant.grantedAt();
        if (!seen.isEmpty()) {
            line.add(seen);
        } else if (since != null) {
            line.add(words.say("access.granted", since));
        }
        // What the gateway itself lists needs no place; the others are files and settings.
        String places = grant.origins().stream()
                .filter(origin -> origin.type() != Origin.Type.GATEWAY)
                .map(AccessWords::shortPlace)
                .collect(Collectors.joining(", "));
        if (!places.isEmpty()) {
            line.add(places);
        }
        return line.toString();
    }

    /** Whether it is connected, or when it was seen last; empty if the gateway does not tell. */
    String seen(Grant grant) {
        Instant last = grant.lastSeenAt();
        return switch (presence(grant)) {
            case CONNECTED -> words.say("access.connected");
            case AWAY -> last == null ? words.say("access.away") : words.say("access.away.since", last);
            case UNKNOWN -> last == null ? "" : words.say("access.seen", last);
        };
    }

    static Presence presence(Grant grant) {
        return grant instanceof DeviceGrant device ? device.presence() : Presence.UNKNOWN;
    }

    /** A file by its name; a setting, which says more, as it is. */
    private static String shortPlace(Origin origin) {
        String place = origin.place();
        return origin.type() == Origin.Type.STORE
                ? place.substring(Math.max(place.lastIndexOf('/'), place.lastIndexOf('\\')) + 1)
                : place;
    }

    String origin(Origin origin) {
        return words.say(
                switch (origin.type()) {
                    case STORE -> "access.detail.origin.store";
                    case GATEWAY -> "access.detail.origin.gateway";
                    case CONFIG -> "access.detail.origin.config";
                });
    }

    String token(TokenState token) {
        Instant revoked = token.revokedAt();
        if (revoked != null) {
            return words.say("access.detail.token.revoked", revoked);
        }
        Instant made = token.createdAt();
        String good =
                made == null ? words.say("access.detail.token.unknown") : words.say("access.detail.token.good", made);
        Instant used = token.lastUsedAt();
        return used == null ? good : good + ", " + words.say("access.detail.token.used", used);
    }

    /** What became of a decision, or null if there is nothing to tell. */
    @Nullable
    Story story(Row row) {
        return switch (row.resident().progress()) {
            case Progress.Waiting ignored -> null;
            case Progress.Expired ignored -> null;
            case Progress.Deciding(var decision) -> new Story(words.say(underWay(decision)), "", Tone.NEUTRAL);
            case Progress.Decided(var decision, Outcome.Confirmed ignored, var at) ->
                takesAll(decision)
                        ? new Story(words.say("access.done.lasting"), words.say(whatStays(row)), Tone.WARNING)
                        : null;
            case Progress.Decided(var decision, Outcome.Accepted(var receipt, var unseen), var at) ->
                new Story(
                        words.say("access.accepted"),
                        words.say(unseen) + " " + words.say(receipt.summary()),
                        Tone.WARNING);
            case Progress.Decided(var decision, Outcome.NotConfirmed doubt, var at) ->
                new Story(
                        words.say("access.not-confirmed"),
                        words.say(doubt.doubt()) + " " + words.say(doubt.next()),
                        Tone.DANGER);
            case Progress.Decided(var decision, Outcome.Refused(var problem), var at) ->
                new Story(
                        words.say("access.refused"),
                        words.say(problem.sentence()) + " " + words.say(problem.remedy()),
                        Tone.DANGER);
        };
    }

    private static String underWay(Decision decision) {
        return switch (decision) {
            case Decision.Rename ignored -> "access.renaming";
            case Decision.RotateToken ignored -> "access.rotating";
            case Decision.Revoke(var grant, var role) when role != null -> "access.ending";
            case Decision.Revoke ignored -> "access.revoking";
            case Decision.RevokeAll ignored -> "access.revoking";
            case Decision.Approve ignored -> "access.revoking";
            case Decision.Reject ignored -> "access.revoking";
            case Decision.AboutNobody ignored -> "access.revoking";
        };
    }

    /** After these the row stands only because something still lets them in; after the others it stands as it should. */
    private static boolean takesAll(Decision decision) {
        return decision instanceof Decision.RevokeAll
                || (decision instanceof Decision.Revoke revoke && revoke.role() == null);
    }

    private static Phrase whatStays(Row row) {
        return row.resident().grant().lasting().isEmpty()
                ? Phrase.of("access.lasting.listed")
                : Phrase.of(
                        "access.lasting.config",
                        row.resident().grant().lasting().getFirst().place());
    }

    /** A row in one sentence, for a screen reader. */
    String accessible(Row row) {
        StringJoiner all = new StringJoiner(", ");
        all.add(title(row));
        tags(row).forEach(tag -> all.add(tag.text()));
        all.add(row.key().subject().subject());
        all.add(row.resident().gateway());
        all.add(second(row).replace(" · ", ", "));
        Story story = story(row);
        if (story != null) {
            all.add(story.word());
            all.add(story.text());
        }
        return all.toString();
    }
}

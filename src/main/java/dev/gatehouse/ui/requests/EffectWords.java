package dev.gatehouse.ui.requests;

import dev.gatehouse.console.Entry;
import dev.gatehouse.console.Words;
import dev.gatehouse.pairing.Access;
import dev.gatehouse.pairing.CapabilityRequest;
import dev.gatehouse.pairing.Decision.Options;
import dev.gatehouse.pairing.DeviceRequest;
import dev.gatehouse.pairing.DmRequest;
import dev.gatehouse.pairing.Kind;
import dev.gatehouse.pairing.PairingRequest;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.PinRequest;
import dev.gatehouse.pairing.Right;
import dev.gatehouse.pairing.Standing;
import dev.gatehouse.ui.common.Dialogs;
import dev.gatehouse.ui.common.RightWords;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Says what an approval does, in the detail and in the second question. */
final class EffectWords {
    private final RowWords rows;
    private final Words words;
    private final RightWords rights;

    EffectWords(RowWords rows) {
        this.rows = rows;
        this.words = rows.plain();
        this.rights = rows.rights();
    }

    /** What an approval lets the asker do. */
    String effect(Entry entry, Options options) {
        PairingRequest request = entry.request();
        if (request instanceof DmRequest dm) {
            String door = rows.door(dm.key());
            return dm.anonymous() && options.person().isEmpty()
                    ? words.say("requests.effect.anonymous", door)
                    : words.say("requests.effect.dm", door);
        }
        StringJoiner all = new StringJoiner(" ");
        Access access = access(entry, options);
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
                    switch (request.key().kind()) {
                        case DEVICE -> "requests.effect.device";
                        case CLIENT -> "requests.effect.client";
                        case NODE, CAPABILITY, DM -> "requests.effect.node";
                    },
                    list));
            if (request.key().kind() == Kind.CLIENT && Patterns.writes(access)) {
                all.add(words.say("requests.effect.writes"));
            }
        }
        String now = rights.list(entry.standing().granted(), Integer.MAX_VALUE);
        if (!now.isEmpty()) {
            all.add(words.say("requests.effect.today", now));
        }
        return all.toString();
    }

    private static Access access(Entry entry, Options options) {
        Access other = options.access();
        return other == null ? entry.request().access() : other;
    }

    /**
     * The second question before an approval that is grave, doubtful, or for which the gateway's policy would want a code.
     *
     * @param compare whether the operator is to compare ids, as there is no code
     * @param doubt what speaks against that it is this asker, or null
     */
    Dialogs.Question question(Entry entry, Options options, boolean compare, @Nullable Phrase doubt) {
        String title = rows.title(entry);
        Access access = access(entry, options);
        String what = options.makeOwner()
                ? "owner"
                : access.asksAdmin()
                        ? "admin"
                        : access.asksExecution()
                                ? "commands"
                                : keyChanged(entry) ? "key" : doubt != null ? "doubt" : "compare";
        StringJoiner reasons = new StringJoiner(" ");
        if (doubt != null) {
            reasons.add(words.say(doubt));
        }
        if (keyChanged(entry)) {
            reasons.add(words.say("requests.question.key"));
        }
        reasons.add(effect(entry, options));
        if (options.makeOwner()) {
            reasons.add(words.say("requests.question.owner"));
        }
        if (compare) {
            reasons.add(compare(entry.request()));
        }
        String id = options.person().isEmpty() ? entry.key().subject() : options.person();
        return new Dialogs.Question(
                words.say("requests.question." + what + ".title", title, entry.gateway()),
                reasons + "\n\n" + words.say("requests.question.id", id, entry.gateway()),
                words.say("requests.question." + what + ".act", title),
                !what.equals("compare"));
    }

    private static boolean keyChanged(Entry entry) {
        return entry.standing().kind() == Standing.Kind.KEY_CHANGED;
    }

    /** What stands in for a code: what the asker has in sight as well. */
    private String compare(PairingRequest request) {
        return switch (request) {
            case DmRequest ignored -> words.say("requests.compare.person");
            case DeviceRequest device -> words.say("requests.compare.device", device.id());
            case CapabilityRequest ignored -> words.say("requests.compare.node");
            case PinRequest ignored -> words.say("requests.compare.client");
        };
    }
}

package dev.gatehouse.ui.history;

import dev.gatehouse.console.HistoryEntry;
import dev.gatehouse.console.HistoryEntry.Act;
import dev.gatehouse.console.Shown;
import dev.gatehouse.console.Words;
import dev.gatehouse.pairing.Right;
import dev.gatehouse.pairing.Right.Type;
import dev.gatehouse.ui.common.Chip.Tone;
import dev.gatehouse.ui.common.RightWords;
import dev.gatehouse.ui.history.HistoryItem.Ending;
import dev.gatehouse.ui.history.HistoryItem.Row;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.kordamp.ikonli.feather.Feather;

/** Says the decisions of the History screen. */
final class HistoryWords {
    private static final int LONGEST_ID = 24;

    private final Words words;
    private final RightWords rights;

    HistoryWords(Words words) {
        this.words = words;
        this.rights = new RightWords(words);
    }

    Words plain() {
        return words;
    }

    static Feather icon(Act act) {
        return switch (act) {
            case APPROVE -> Feather.USER_CHECK;
            case REJECT -> Feather.USER_X;
            case REVOKE -> Feather.USER_MINUS;
            case REVOKE_ALL -> Feather.USERS;
            case REVOKE_ROLE -> Feather.KEY;
            case ROTATE -> Feather.REFRESH_CW;
            case RENAME -> Feather.EDIT_2;
            case ISSUE_CODE, CANCEL_CODE -> Feather.HASH;
            case CONFIGURE -> Feather.SLIDERS;
        };
    }

    String act(HistoryEntry entry) {
        return words.say("history.act." + entry.act());
    }

    /** Whom it was about. */
    String who(HistoryEntry entry) {
        if (entry.shown().isEmpty() && !entry.act().aboutSomebody()) {
            return entry.gatewayName();
        }
        return entry.shown().size() == 1
                ? entry.shown().getFirst().title()
                : words.say("history.act.all", entry.shown().size(), entry.gatewayName());
    }

    /** The stable id, short enough for a row; empty if the title is the id or there are several. */
    String id(HistoryEntry entry) {
        if (entry.shown().size() != 1) {
            return "";
        }
        Shown shown = entry.shown().getFirst();
        return shown.subject().equals(shown.title()) ? "" : shortId(shown.subject());
    }

    static String shortId(String id) {
        return id.length() <= LONGEST_ID ? id : id.substring(0, 8) + "…" + id.substring(id.length() - 4);
    }

    String door(Shown shown) {
        if (shown.channel().isEmpty()) {
            return words.say("history.kind." + shown.kind());
        }
        String key = "channel." + shown.channel();
        String channel = words.knows(key) ? words.say(key) : shown.channel();
        return shown.account().isEmpty() || shown.account().equals("default")
                ? channel
                : words.say("history.door", channel, shown.account());
    }

    /** The rights by the words that are known for them. */
    String rights(Shown shown) {
        return shown.access().stream()
                .map(name -> rights.name(new Right(Type.SCOPE, name, Right.Weight.ORDINARY)))
                .collect(Collectors.joining(", "));
    }

    /** Where, by which door, and what was said. */
    String second(Row row) {
        HistoryEntry entry = row.entry();
        StringJoiner line = new StringJoiner(" · ");
        if (!who(entry).equals(entry.gatewayName())) {
            line.add(entry.gatewayName());
        }
        if (entry.shown().size() == 1) {
            line.add(door(entry.shown().getFirst()));
        }
        String besides = details(entry);
        if (!besides.isEmpty()) {
            line.add(besides);
        }
        line.add(answer(row));
        return line.toString();
    }

    /** What the decision said besides: "role operator", "told them, made owner"; empty if nothing. */
    String details(HistoryEntry entry) {
        return entry.details().stream().map(words::say).collect(Collectors.joining(", "));
    }

    /** What the gateway answered, or that it did not. */
    String answer(Row row) {
        HistoryEntry.Result result = row.entry().result();
        if (result != null) {
            return words.say(result.said());
        }
        return words.say(row.ending() == Ending.UNDER_WAY ? "history.under-way" : "history.unknown");
    }

    /** What to do or know besides. */
    List<String> remarks(Row row) {
        HistoryEntry.Result result = row.entry().result();
        if (result != null) {
            return result.remarks().stream().map(words::say).toList();
        }
        return row.ending() == Ending.UNKNOWN ? List.of(words.say("history.unknown.next")) : List.of();
    }

    String ending(Ending ending) {
        return words.say("history.ending." + ending);
    }

    static Tone tone(Ending ending) {
        return switch (ending) {
            case CONFIRMED -> Tone.NEUTRAL;
            case NOT_CONFIRMED -> Tone.DANGER;
            case ACCEPTED, REFUSED, UNKNOWN -> Tone.WARNING;
            case UNDER_WAY -> Tone.ACCENT;
        };
    }

    /** A row in one sentence, for a screen reader. */
    String accessible(Row row) {
        HistoryEntry entry = row.entry();
        return String.join(
                ", ",
                words.full(entry.at()),
                act(entry),
                who(entry),
                ending(row.ending()),
                second(row).replace(" · ", ", "));
    }
}

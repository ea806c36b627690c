package dev.gatehouse.ui.pair;

import dev.gatehouse.console.GatewayStatus;
import dev.gatehouse.console.Outcome;
import dev.gatehouse.console.Progress;
import dev.gatehouse.console.Resident;
import dev.gatehouse.console.ShelvedCode;
import dev.gatehouse.console.Words;
import dev.gatehouse.gateway.CodeOffer;
import dev.gatehouse.gateway.Setting;
import dev.gatehouse.pairing.Access;
import dev.gatehouse.pairing.Code;
import dev.gatehouse.pairing.IssuedCode;
import dev.gatehouse.pairing.IssuedCode.State;
import dev.gatehouse.pairing.PairingCode;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.SetupCode;
import dev.gatehouse.pairing.SubjectKey;
import dev.gatehouse.pairing.TimeLeft;
import dev.gatehouse.ui.common.Chip.Tone;
import dev.gatehouse.ui.common.RightWords;
import dev.gatehouse.ui.common.SpanWords;
import dev.gatehouse.ui.common.TimeWords;
import dev.gatehouse.ui.pair.PairItem.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Says codes, offers and settings. */
final class PairWords {
    private static final int RIGHTS_NAMED = 4;

    /** What stands beside a code. */
    record Tag(String text, Tone tone) {}

    private final Words words;
    private final TimeWords times;
    private final SpanWords spans;

    PairWords(Words words) {
        this.words = words;
        this.times = new TimeWords(words);
        this.spans = new SpanWords(words);
    }

    Words plain() {
        return words;
    }

    SpanWords spans() {
        return spans;
    }

    // Codes

    /** What sort of code it is: what the offer is called, else what it is good for. */
    String title(Row row) {
        String key = "offer." + row.shelved().product() + "." + row.code().offer() + ".label";
        return words.knows(key) ? words.say(key) : purpose(row);
    }

    /** What it is good for. */
    String purpose(Row row) {
        return words.say(row.code().purpose());
    }

    /** What has become of it, where it is from and what it is good for. */
    String second(Row row) {
        StringJoiner line = new StringJoiner(" · ");
        if (!row.open()) {
            line.add(state(row));
        }
        line.add(row.shelved().gateway());
        if (!title(row).equals(purpose(row))) {
            line.add(purpose(row));
        }
        if (row.open()) {
            line.add(origin(row));
        }
        return line.toString();
    }

    /** Whether it was made here. */
    String origin(Row row) {
        return words.say(row.shelved().here() ? "pair.here" : "pair.elsewhere");
    }

    /** What has become of it, in a word or two. */
    String state(Row row) {
        return switch (row.state()) {
            case State.Open ignored ->
                row.shelved().progress() instanceof Progress.Deciding
                        ? words.say("pair.state.cancelling")
                        : words.say("pair.state.open");
            case State.Used used -> used(used);
            case State.Uncertain ignored -> words.say("pair.state.uncertain");
            case State.Expired ignored -> words.say("pair.state.expired");
            case State.Cancelled ignored -> words.say("pair.state.cancelled");
            case State.Gone ignored -> words.say("pair.state.gone");
        };
    }

    private String used(State.Used used) {
        String who = who(used);
        return who.isEmpty() ? words.say("pair.state.used") : words.say("pair.state.used-by", who);
    }

    /** Who used it, or tried to; empty if that is not known. */
    String who(Row row) {
        SubjectKey by = CodeTrail.user(row);
        return row.state() instanceof State.Used used ? who(used) : by == null ? "" : by.subject();
    }

    /** Who is in, and with what: "Pixel 8 joined, full access". */
    String joined(Resident in) {
        Access access = in.grant().access();
        String rights =
                access.asksAdmin() ? words.say("pair.joined.full") : new RightWords(words).list(access, RIGHTS_NAMED);
        return rights.isEmpty()
                ? words.say("pair.joined", in.title())
                : access.asksAdmin()
                        ? words.say("pair.joined.with", in.title(), rights)
                        : words.say("pair.joined.may", in.title(), rights);
    }

    /** What to know of the code before it is shown. */
    String hint(@Nullable Row row) {
        Code text = row == null ? null : row.code().text();
        String own = row == null || text == null
                ? ""
                : "offer." + row.shelved().product() + "." + row.code().offer() + ".hint";
        if (words.knows(own)) {
            return words.say(own);
        }
        Phrase forgotten = row == null ? null : row.shelved().forgotten();
        return switch (text) {
            case SetupCode ignored -> words.say("pair.hint.scan");
            case PairingCode ignored -> words.say("pair.hint.spoken");
            case null ->
                forgotten == null ? words.say("pair.hint.untold") : words.say("pair.hint.forgotten", forgotten);
        };
    }

    private static String who(State.Used used) {
        if (!used.name().isEmpty()) {
            return used.name();
        }
        return used.by() == null ? "" : used.by().subject();
    }

    /** The state as a mark beside the title. */
    Tag tag(Row row) {
        return new Tag(
                state(row),
                switch (row.state()) {
                    case State.Open ignored -> Tone.ACCENT;
                    case State.Used ignored -> Tone.SUCCESS;
                    case State.Uncertain ignored -> Tone.WARNING;
                    case State.Expired ignored -> Tone.NEUTRAL;
                    case State.Cancelled ignored -> Tone.NEUTRAL;
                    case State.Gone ignored -> Tone.WARNING;
                });
    }

    /** The time that is left. */
    TimeWords.Left left(Row row) {
        return times.left(
                TimeLeft.until(row.code().expiresAt(), row.shelved().clock().instant()));
    }

    /** What has become of it so far, one sentence a step. */
    List<String> story(Row row) {
        List<String> all = new ArrayList<>();
        ShelvedCode shelved = row.shelved();
        Instant made = shelved.code().issuedAt();
        String how = shelved.here() ? "pair.story.here" : "pair.story.elsewhere";
        all.add(made == null ? words.say(how) : words.say(how + ".at", words.time(made)));
        Instant end = shelved.code().expiresAt();
        switch (row.state()) {
            case State.Open ignored -> {
                all.add(shelved.notSeen() == null ? words.say("pair.story.waits") : words.say(shelved.notSeen()));
                String then =
                        "offer." + shelved.product() + "." + shelved.code().offer() + ".then";
                if (words.knows(then)) {
                    all.add(words.say(then));
                }
            }
            case State.Used used ->
                all.add(
                        used.at() == null
                                ? used(used) + "."
                                : words.say("pair.story.used.at", used(used), words.time(used.at())));
            case State.Uncertain(var why, var _) -> all.add(words.say(why));
            case State.Expired ignored ->
                all.add(
                        end == null || shelved.notSeen() != null
                                ? words.say("pair.story.ended")
                                : words.say("pair.story.expired", words.time(end)));
            case State.Cancelled ignored -> all.add(words.say("pair.story.cancelled"));
            case State.Gone ignored -> all.add(words.say("pair.story.gone"));
        }
        if (shelved.progress() instanceof Progress.Decided(var decision, var outcome, var at)) {
            switch (outcome) {
                case Outcome.Confirmed ignored -> {}
                case Outcome.Accepted(var receipt, var unseen) -> all.add(words.say(unseen));
                case Outcome.NotConfirmed doubt -> all.add(words.say(doubt.doubt()) + " " + words.say(doubt.next()));
                case Outcome.Refused(var problem) -> all.add(words.line(problem));
            }
        }
        return all;
    }

    /** What to send to the person, code included; null where the product has no words for it or the code is gone. */
    @Nullable
    String message(Row row) {
        IssuedCode code = row.code();
        String key = "offer." + row.shelved().product() + "." + code.offer() + ".message";
        if (code.text() == null || !words.knows(key)) {
            return null;
        }
        Instant end = code.expiresAt();
        String value = code.text().value();
        String said = words.say(
                key,
                value,
                end == null ? words.say("pair.message.no-end") : words.time(end),
                row.shelved().gateway());
        // Some products have a line of its own for it.
        return said.contains(value) ? said : said + "\n" + value;
    }

    /** Whether it is for a camera. */
    static boolean isForScanning(Row row) {
        return row.code().text() instanceof SetupCode;
    }

    /** A row in one sentence, for a screen reader; never the code. */
    String accessible(Row row) {
        StringJoiner all = new StringJoiner(", ");
        all.add(title(row)).add(second(row).replace(" · ", ", "));
        if (row.open()) {
            all.add(left(row).line());
        }
        return all.toString();
    }

    // What can be made

    String product(GatewayStatus status) {
        return status.identity() == null
                ? status.profile().product()
                : status.identity().product();
    }

    String offer(String product, CodeOffer offer) {
        return ifKnown("offer." + product + "." + offer.id() + ".label", offer.id());
    }

    /** What is to be known before one is made, may be empty. */
    String offerHelp(String product, CodeOffer offer) {
        return ifKnown("offer." + product + "." + offer.id() + ".help", "");
    }

    String field(String product, CodeOffer offer, CodeOffer.Field field) {
        return ifKnown("offer." + product + "." + offer.id() + "." + field.key() + ".label", field.key());
    }

    String fieldHelp(String product, CodeOffer offer, CodeOffer.Field field) {
        return ifKnown("offer." + product + "." + offer.id() + "." + field.key() + ".help", "");
    }

    // Settings

    String setting(PairSettings.Input input) {
        return ifKnown(
                "setting." + input.product() + "." + input.setting().key() + ".label",
                input.setting().key());
    }

    String settingHelp(PairSettings.Input input) {
        return ifKnown("setting." + input.product() + "." + input.setting().key() + ".help", "");
    }

    private String ifKnown(String key, String otherwise) {
        return words.knows(key) ? words.say(key) : otherwise;
    }

    /** How the value of a setting stands in its field. */
    String shown(Setting setting) {
        return setting.type() == Setting.Type.DURATION
                ? SpanWords.ofIso(setting.value()).map(spans::say).orElse(setting.value())
                : setting.value();
    }

    /** "4:12" until something ends by itself. */
    String until(Instant end, Instant now) {
        Duration left = Duration.between(now, end);
        return left.isNegative() ? "0:00" : "%d:%02d".formatted(left.toMinutes(), left.toSecondsPart());
    }
}

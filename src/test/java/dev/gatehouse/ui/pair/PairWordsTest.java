package dev.gatehouse.ui.pair;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.console.GatewayClock;
import dev.gatehouse.console.Progress;
import dev.gatehouse.console.ShelvedCode;
import dev.gatehouse.console.Words;
import dev.gatehouse.pairing.Code;
import dev.gatehouse.pairing.IssuedCode;
import dev.gatehouse.pairing.IssuedCode.State;
import dev.gatehouse.pairing.PairingCode;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.SubjectKey;
import dev.gatehouse.ui.pair.PairItem.Row;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PairWordsTest {
    private static final Instant NOW = Instant.parse("2026-11-20T14:00:00Z");
    private static final Phrase PURPOSE = Phrase.of("requests.role.device");

    private final PairWords words = new PairWords(new Words(Locale.ENGLISH, ZoneOffset.UTC));

    private static Row row(State state, @Nullable Code text, boolean here, @Nullable Phrase notSeen) {
        IssuedCode code = new IssuedCode(
                new IssuedCode.Key("home", "1"), "pairing", text, PURPOSE, NOW, NOW.plusSeconds(252), state);
        return Row.of(new ShelvedCode(
                code,
                "home",
                "smith",
                new GatewayClock(NOW, () -> 0),
                here,
                null,
                notSeen,
                false,
                new Progress.Waiting()));
    }

    private static Row row(State state) {
        return row(state, null, true, null);
    }

    @Test
    void aCodeIsCalledByItsOfferAndTellsWhatBecameOfIt() {
        assertThat(words.title(row(new State.Open()))).isEqualTo("Pairing code");
        assertThat(words.second(row(new State.Open()))).isEqualTo("home · device · issued here");
        assertThat(words.left(row(new State.Open())).number()).isEqualTo("4:12");
        assertThat(words.state(row(new State.Used(null, "", null)))).isEqualTo("Used");
        assertThat(words.state(row(new State.Used(new SubjectKey("home", "telegram", "", "222"), "", NOW))))
                .isEqualTo("Used by 222");
        assertThat(words.state(row(new State.Uncertain(PURPOSE, null)))).isEqualTo("Delivery uncertain");
        assertThat(words.state(row(new State.Expired()))).isEqualTo("Expired");
        assertThat(words.state(row(new State.Cancelled()))).isEqualTo("Cancelled");
        assertThat(words.state(row(new State.Gone()))).isEqualTo("Gone");
    }

    @Test
    void whereUseCannotBeSeenNothingIsClaimed() {
        Phrase blind = Phrase.of("feature.not-offered");

        assertThat(words.story(row(new State.Open(), null, true, blind)))
                .containsExactly("Made here, 14:00.", "This product does not offer that.");
        assertThat(words.story(row(new State.Expired(), null, true, blind)).getLast())
                .isEqualTo("Its time is over. Whether it was used cannot be seen here.");
        assertThat(words.story(row(new State.Expired())).getLast()).startsWith("Nobody used it until 14:04");
    }

    @Test
    void theMessageHoldsTheCodeAndNothingElseDoes() {
        Row row = row(new State.Open(), new PairingCode("5NZV4V", PairingCode.Direction.FROM_OPERATOR), true, null);

        assertThat(words.message(row)).contains("5NZV4V");
        assertThat(words.message(row(new State.Open()))).isNull();
        assertThat(words.accessible(row) + words.title(row) + words.second(row) + words.story(row) + row)
                .doesNotContain("5NZV4V");
    }

    @ParameterizedTest
    @CsvSource({
        "openclaw, phone, 'OpenClaw app, Gateway settings, and paste or scan'",
        "openclaw, limited, 'OpenClaw app, Gateway settings, and paste or scan'",
        "openclaw, node, 'Give this setup code to the node'",
        "smith, pairing, 'to the bot as a direct message, with nothing else in it'",
        "clasp, qr, 'Open this address on the device'"
    })
    void theMessageSaysWhereToSendTheCodeAndUntilWhenAndPutsItOnALineOfItsOwn(
            String product, String offer, String where) {
        String message = words.message(row(product, offer, NOW.plusSeconds(252)));

        assertThat(message)
                .contains(where)
                .contains("It works once, until 14:04")
                .endsWith("\n5NZV4V");
    }

    @ParameterizedTest
    @ValueSource(strings = {"openclaw", "fased"})
    void theMessageOfACodeThatNeverEndsSaysSo(String product) {
        String message = words.message(row(product, "permanent", null));

        assertThat(message)
                .contains("Gateway settings, and paste or scan")
                .contains("it does not end")
                .doesNotContain("until")
                .endsWith("\n5NZV4V");
        assertThat(words.hint(row(product, "permanent", null))).contains("as often as they like");
    }

    @Test
    void whereARequestFollowsItIsSaidWhileTheCodeIsOpen() {
        assertThat(words.story(row("fased", "permanent", null)).getLast())
                .isEqualTo("A request appears in Requests when a device uses it: approve it there.");
    }

    private static Row row(String product, String offer, @Nullable Instant end) {
        IssuedCode code = new IssuedCode(
                new IssuedCode.Key("home", "1"),
                offer,
                new PairingCode("5NZV4V", PairingCode.Direction.FROM_OPERATOR),
                PURPOSE,
                NOW,
                end,
                new State.Open());
        return Row.of(new ShelvedCode(
                code,
                "home",
                product,
                new GatewayClock(NOW, () -> 0),
                true,
                null,
                null,
                false,
                new Progress.Waiting()));
    }
}

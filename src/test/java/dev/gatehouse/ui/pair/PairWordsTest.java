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
}

package dev.gatehouse.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadOutTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "JY829YJX | JY829YJX | '' | ''",
                "'  jy82-9yjx ' | jy829yjx | '' | ''",
                "JY82 9YJX | JY829YJX | '' | ''",
                "praisonai pairing approve telegram AA4HDR27 | AA4HDR27 | telegram | ''",
                "praisonai pairing approve telegram AA4HDR27 987654321 | AA4HDR27 | telegram | 987654321",
                "praisonai pairing approve telegram AA4HDR27 --label bob | AA4HDR27 | telegram | ''",
                "Your pairing code: AA4HDR27. Ask the owner to run: praisonai pairing approve telegram AA4HDR27 "
                        + "| AA4HDR27 | telegram | ''",
                "Your Telegram ID: 123456789 · Your pairing code: ABCD2345 | ABCD2345 | telegram | 123456789",
                "openclaw pairing approve discord JY829YJX | JY829YJX | discord | ''",
                "oiab gateway pairing-approve --gateway 1b4e28ba-2fa1-11d2-883f-0016d3cca427 --code ABCD2345 "
                        + "| ABCD2345 | '' | ''",
                "Code: `K7M2PQ` | K7M2PQ | '' | ''"
            })
    void findsTheCodeTheChannelAndThePerson(String typed, String code, String channel, String person) {
        assertThat(ReadOut.of(typed)).isEqualTo(new ReadOut(code, channel, person, ""));
    }

    @Test
    void readsAMessageOfSeveralLines() {
        String message = """
                OpenClaw: access not configured.

                Your Telegram user id: 123456789

                Pairing code:

                JY829YJX

                Ask the bot owner to approve with:
                openclaw pairing approve telegram JY829YJX
                """;
        assertThat(ReadOut.of(message)).isEqualTo(new ReadOut("JY829YJX", "telegram", "123456789", ""));
    }

    @Test
    void readsTheRequestOfADevice() {
        assertThat(ReadOut.of("fased devices approve 7c0e3f2a-1111-4222-8333-444455556666"))
                .isEqualTo(new ReadOut("", "", "", "7c0e3f2a-1111-4222-8333-444455556666"));
    }

    @Test
    void triesItAsWrittenThenInCapitalsThenSmallThenWithFigures() {
        assertThat(ReadOut.of("aO1b2C3l").candidates()).containsExactly("aO1b2C3l", "AO1B2C3L", "ao1b2c3l", "a01b2c31");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "a", "hello, who are you?", "你好", "-", "/approve"})
    void whatIsNoCodeIsNothing(String typed) {
        assertThat(ReadOut.of(typed).empty()).isTrue();
    }

    @Test
    void aNameIsNotTakenForACode() {
        assertThat(CodeSearch.looksLikeCode("ann")).isFalse();
        assertThat(CodeSearch.looksLikeCode("telegram")).isFalse();
        assertThat(CodeSearch.looksLikeCode("K7M2PQ")).isTrue();
        assertThat(CodeSearch.looksLikeCode("praisonai pairing approve telegram abcdefgh"))
                .isTrue();
    }

    @Test
    void itPrintsWithoutTheCode() {
        assertThat(ReadOut.of("JY829YJX").toString()).doesNotContain("JY829YJX");
    }

    @Test
    void noTextTakesLong() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        String letters = "your code: id approve pairing - ABC123\n\t·`*";
        for (int i = 0; i < 2000; i++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(4000);
            for (int j = 0; j < length; j++) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }
            assertThat(ReadOut.of(text.toString()).code().length())
                    .as("seed " + seed)
                    .isLessThanOrEqualTo(64);
        }
    }
}

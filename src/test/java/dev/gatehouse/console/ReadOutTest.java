package dev.gatehouse.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadOutTest {
    private static final String NODE = "7c0e3f2a-1111-4222-8333-444455556666";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "JY829YJX | JY829YJX | '' | '' | ''",
                "'  jy82-9yjx ' | jy829yjx | '' | '' | ''",
                "JY82 9YJX | JY829YJX | '' | '' | ''",
                // PraisonAI, docs/praisonai.md and the bot's reply as recorded
                "praisonai pairing approve telegram AA4HDR27 | AA4HDR27 | praisonai | telegram | ''",
                "praisonai pairing approve telegram AA4HDR27 987654321 | AA4HDR27 | praisonai | telegram | 987654321",
                "praisonai pairing approve telegram AA4HDR27 --label bob | AA4HDR27 | praisonai | telegram | ''",
                "praisonai pairing approve telegram AA4HDR27 --label bob 9876 | AA4HDR27 | praisonai | telegram | 9876",
                "praisonai-bot pairing approve slack aa4h-dr27 U02AB3 --store-dir /x | aa4hdr27 | praisonai | slack | U02AB3",
                "Your pairing code: AA4HDR27. Ask the owner to run: praisonai pairing approve telegram AA4HDR27 "
                        + "| AA4HDR27 | praisonai | telegram | ''",
                "run `praisonai pairing approve telegram AA4HDR27` please | AA4HDR27 | praisonai | telegram | ''",
                // Org in a Box, orginabox.md 3 and docs/orginabox.md
                "Your Telegram ID: 123456789 · Your pairing code: ABCD2345 | ABCD2345 | '' | telegram | 123456789",
                "oiab gateway pairing-approve --gateway 1b4e28ba-2fa1-11d2-883f-0016d3cca427 --code ABCD2345 "
                        + "| ABCD2345 | orginabox | '' | ''",
                "bun orginabox gateway pairing-approve --code=ABCD-2345 | ABCD2345 | orginabox | '' | ''",
                // OpenClaw and Fased
                "openclaw pairing approve discord JY829YJX | JY829YJX | openclaw | discord | ''",
                "openclaw pairing approve JY829YJX | JY829YJX | openclaw | '' | ''",
                "openclaw pairing approve --channel telegram --account work JY829YJX --notify "
                        + "| JY829YJX | openclaw | telegram | ''",
                "openclaw --profile dev pairing approve telegram JY829YJX | JY829YJX | openclaw | telegram | ''",
                "$ fased pairing approve telegram JY829YJX | JY829YJX | fased | telegram | ''",
                "Your lineUserId: U0d68147d Pairing code: JY829YJX | JY829YJX | '' | line | U0d68147d",
                "Your WhatsApp phone number: +97253 Pairing code: JY829YJX | JY829YJX | '' | whatsapp | +97253",
                "Your WeChat Work user id: bo Pairing code: JY829YJX | JY829YJX | '' | wechatwork | bo",
                // a bot with words of its owner's own
                "Hi! You are new here. Show this to Ann: JY829YJX | JY829YJX | '' | '' | ''",
                "Code: `K7M2PQ` | K7M2PQ | '' | '' | ''"
            })
    void findsTheCodeTheProductTheChannelAndThePerson(
            String typed, String code, String product, String channel, String person) {
        assertThat(ReadOut.of(typed)).isEqualTo(new ReadOut(code, product, channel, person, ""));
    }

    @Test
    void readsAMessageOfSeveralLines() {
        String message = """
                OpenClaw: access not configured.

                Your Telegram user id: 123456789

                Pairing code:

                ```
                JY829YJX
                ```

                Ask the bot owner to approve with:
                openclaw pairing approve telegram JY829YJX
                """;
        ReadOut read = new ReadOut("JY829YJX", "openclaw", "telegram", "123456789", "");
        assertThat(ReadOut.of(message)).isEqualTo(read);
        // Older versions do not repeat the code in the command.
        assertThat(ReadOut.of(message.replace("telegram JY829YJX", "telegram <code>")))
                .isEqualTo(read);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fased devices approve " + NODE,
                "openclaw nodes approve " + NODE,
                "openclaw devices approve --json " + NODE,
                "pairing required (requestId: " + NODE + ")",
                "{\"code\":\"PAIRING_REQUIRED\",\"requestId\":\"" + NODE + "\"}",
                NODE
            })
    void readsTheRequestOfADevice(String typed) {
        assertThat(ReadOut.of(typed).request()).isEqualTo(NODE);
        assertThat(ReadOut.of(typed).code()).isEmpty();
        assertThat(CodeSearch.looksLikeCode(typed)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"openclaw devices approve --latest", "openclaw devices approve", "openclaw pairing approve"})
    void aCommandThatNamesNobodyIsNothing(String typed) {
        assertThat(ReadOut.of(typed)).isEqualTo(ReadOut.NOTHING);
    }

    @Test
    void whatIsNotSeenInAMessageIsNotReadEither() {
        assertThat(ReadOut.of("Your Telegram ID: \u202e123\u200b45 \u00b7 Your pairing code: JY82\u200b9YJX"))
                .isEqualTo(new ReadOut("JY829YJX", "", "telegram", "12345", ""));
    }

    @Test
    void anIdIsTheSameWithAndWithoutSigns() {
        ReadOut read = new ReadOut("JY829YJX", "", "whatsapp", "+972 53-9", "");
        assertThat(read.namesAnother("972539")).isFalse();
        assertThat(read.namesAnother("972538")).isTrue();
        assertThat(new ReadOut("JY829YJX", "", "", "", "").namesAnother("1")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "aO1b2C3l | aO1b2C3l AO1B2C3L ao1b2c3l a01b2c31",
                "JY829YJX | JY829YJX jy829yjx",
                "jy829yi1 | jy829yi1 JY829YI1 JY829YLL",
                "jy829y0x | jy829y0x JY829Y0X"
            })
    void triesItAsWrittenThenInCapitalsThenSmallThenWithWhatLooksAlike(String code, String tried) {
        assertThat(ReadOut.of(code).candidates()).containsExactly(tried.split(" "));
    }

    @Test
    void knowsWhatNoCodeCanHold() {
        assertThat(ReadOut.of("JY829Y0X").impossible()).isTrue();
        assertThat(ReadOut.of("JY829Y1X").impossible()).isFalse();
        assertThat(ReadOut.of("0aO1ffee").impossible()).isFalse();
        assertThat(ReadOut.of("JY829YJX").impossible()).isFalse();
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

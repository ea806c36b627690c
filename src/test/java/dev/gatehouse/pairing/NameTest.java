package dev.gatehouse.pairing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameTest {
    @Test
    void plainNamesStayAsTheyAre() {
        assertThat(Name.of("Ann Müller 李")).isEqualTo(new Name("Ann Müller 李", java.util.Set.of()));
    }

    @Test
    void bidiAndControlCharactersAreTakenOutAndToldOf() {
        Name name = Name.of("Ann\u202Etxt.exe\u0007\u200B");
        assertThat(name.text()).isEqualTo("Anntxt.exe");
        assertThat(name.doubts()).contains(Name.Doubt.HIDDEN_CHARACTERS);
    }

    @Test
    void linesAndTabsBecomeOneSpace() {
        Name name = Name.of("  Ann\n\n\tBob  ");
        assertThat(name.text()).isEqualTo("Ann Bob");
        assertThat(name.doubts()).contains(Name.Doubt.HIDDEN_CHARACTERS);
    }

    @Test
    void aNameOfMegabytesIsCut() {
        Name name = Name.of("x".repeat(5_000_000));
        assertThat(name.text()).hasSize(Name.LONGEST);
        assertThat(name.doubts()).contains(Name.Doubt.CUT);
    }

    @Test
    void emojiAreNotCutInTheMiddle() {
        assertThat(Name.of("😀".repeat(100)).text().codePointCount(0, Name.LONGEST * 2))
                .isEqualTo(Name.LONGEST);
    }

    @Test
    void aNameOfHiddenCharactersAloneIsNone() {
        assertThat(Name.of("\u3164\u200E \uFE0F").isEmpty()).isTrue();
    }

    @Test
    void latinMixedWithCyrillicIsDoubted() {
        assertThat(Name.of("аlice").doubts()).contains(Name.Doubt.MIXED_SCRIPTS);
        assertThat(Name.of("алиса").doubts()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"alice, аlice", "alice, aIice", "alice, al1ce", "Bob, B0b", "Kitchen Mac, KitchenMac", "mario, rnario"})
    void lookAlikesAreSeen(String one, String other) {
        assertThat(Name.of(one).looksLike(Name.of(other))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"alice, alice", "ann, bob", "Ann, Anna"})
    void differentAndEqualNamesAreNot(String one, String other) {
        assertThat(Name.of(one).looksLike(Name.of(other))).isFalse();
    }
}

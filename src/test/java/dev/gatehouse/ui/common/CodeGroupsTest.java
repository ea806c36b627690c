package dev.gatehouse.ui.common;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodeGroupsTest {
    @ParameterizedTest
    @CsvSource({
        "5NZV4V,5NZ V4V",
        "ABCD2345,ABCD 2345",
        "847291,847 291",
        "1234,1234",
        "12345,123 45",
        "1234567,1234 567",
        "123456789012,1234 5678 9012",
        "AB-CD-EF,AB-CD-EF"
    })
    void aCodeIsReadInGroups(String code, String read) {
        assertThat(CodeGroups.of(code)).isEqualTo(read);
    }

    @ParameterizedTest
    @CsvSource({"5NZV4V,••• •••", "AB-C,••••"})
    void noSignOfAMaskedCodeIsLeft(String code, String read) {
        assertThat(CodeGroups.masked(code)).isEqualTo(read);
    }

    @ParameterizedTest
    @CsvSource({"5NZV4V,5 N Z V 4 V"})
    void aScreenReaderSpellsIt(String code, String read) {
        assertThat(CodeGroups.spelled(code)).isEqualTo(read);
    }
}

package dev.gatehouse.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateFingerprintTest {
    private static final String HEX = "0a1b2c3d4e5f".repeat(5) + "beef";
    private static final String SHOWN = HEX.toUpperCase(Locale.ROOT).replaceAll("(..)(?=.)", "$1:");

    @ParameterizedTest
    @ValueSource(strings = {"%s", " %s ", "sha256:%s", "SHA256=%s", "sha-256 %s", "sha256 Fingerprint=%s"})
    void readsTheUsualForms(String form) {
        for (String text : new String[] {HEX, SHOWN, HEX.toUpperCase(Locale.ROOT), SHOWN.replace(':', ' ')}) {
            assertThat(CertificateFingerprint.parse(form.formatted(text)))
                    .hasValueSatisfying(
                            fingerprint -> assertThat(fingerprint.text()).isEqualTo(SHOWN));
        }
    }

    @Test
    void takesNothingElse() {
        assertThat(CertificateFingerprint.parse("")).isEmpty();
        assertThat(CertificateFingerprint.parse(HEX + "00")).isEmpty();
        assertThat(CertificateFingerprint.parse(HEX.substring(2))).isEmpty();
        assertThat(CertificateFingerprint.parse("g" + HEX.substring(1))).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> new CertificateFingerprint(HEX));
    }
}

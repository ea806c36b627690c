package dev.gatehouse.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.gateway.Snapshot.Trouble;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TroubleTest {
    @ParameterizedTest
    @CsvSource({
        "credentials, credentials/telegram-pairing.json, true",
        "credentials/telegram-pairing.json, credentials/telegram-pairing.json, true",
        "credentials, credentials-2/telegram-pairing.json, false",
        "credentials/telegram-pairing.json, credentials, false",
        "credentials/telegram-pairing.json, credentials/telegram-pairing.json.1, false",
        "/elsewhere, /elsewhere/telegram-pairing.json, true",
        "/, /telegram-pairing.json, true",
        "'', devices/pending.json, true"
    })
    void concernsItsSourceAndWhatIsInIt(String source, String listed, boolean concerns) {
        assertThat(new Trouble(source, new Problem.Denied(source)).concerns(listed))
                .isEqualTo(concerns);
    }
}

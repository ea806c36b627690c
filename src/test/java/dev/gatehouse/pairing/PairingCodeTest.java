package dev.gatehouse.pairing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PairingCodeTest {
    private static final PairingCode CODE = new PairingCode("JY829YJX", PairingCode.Direction.FROM_STRANGER);

    @Test
    void printsNeitherAloneNorInsideARequest() {
        Instant now = Instant.EPOCH;
        DmRequest request = new DmRequest(
                RequestKey.dm("home", "telegram", "default", "1"), "id", CODE, Name.NONE, Map.of(), now, now, now);
        assertThat(CODE.toString()).doesNotContain(CODE.value());
        assertThat(CODE.masked()).doesNotContain(CODE.value()).hasSize(8);
        assertThat(request.toString()).doesNotContain(CODE.value());
        assertThat(new Decision.Approve(request).toString()).doesNotContain(CODE.value());
    }
}

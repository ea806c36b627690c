package dev.gatehouse.gateway.orginabox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class JsonRowsTest {
    private static JsonNode json(String text) {
        JsonNode node = JsonRows.parse(text);
        assertThat(node).as(text).isNotNull();
        return node;
    }

    @ParameterizedTest
    @CsvSource({
        "2026-04-18T10:00:00Z, 2026-04-18T10:00:00Z",
        "2026-04-18T10:00:00.123+02:00, 2026-04-18T08:00:00.123Z",
        "2026-04-18T10:00:00, 2026-04-18T10:00:00Z",
        "2026-04-18 10:00:00, 2026-04-18T10:00:00Z",
        "1776506400, 2026-04-18T10:00:00Z",
        "1776506400000, 2026-04-18T10:00:00Z",
        "soon, ",
        "99999999999999999999, ",
        "2026-13-45T10:00:00Z, "
    })
    void readsTimesHoweverTheyAreWritten(String written, @Nullable Instant time) {
        assertThat(JsonRows.time(json("{\"a\":\"" + written + "\"}"), "a")).isEqualTo(time);
    }

    @Test
    void readsEverySpelling() {
        List<String> names = List.of("x", "items");
        assertThat(JsonRows.list(json("[{}]"), names)).isNotNull();
        assertThat(JsonRows.list(json("{\"items\":[{}]}"), names)).isNotNull();
        assertThat(JsonRows.list(json("{\"x\":{},\"items\":[{}]}"), names)).isNotNull();
        assertThat(JsonRows.list(json("{\"other\":[]}"), names)).isNull();
        assertThat(JsonRows.list(json("7"), names)).isNull();
        assertThat(JsonRows.pending(json("{\"external_id\":5,\"pairing_code\":\"a b\"}"), "g"))
                .isEmpty();
        Pending row = JsonRows.pending(
                        json("{\"external_user_id\":5,\"code\":\"abcd\",\"username\":\"ada\",\"firstName\":\"Ada\"}"),
                        "g")
                .orElseThrow();
        assertThat(row.user()).isEqualTo("5");
        assertThat(row.code().value()).isEqualTo("ABCD");
        assertThat(row.details()).containsEntry("username", "ada").containsEntry("firstName", "Ada");
        assertThat(row.toString()).doesNotContain("ABCD");
    }

    @Test
    void mutatedInputLosesNoOtherRowOrIsRefusedWhole() {
        String text = IntStream.range(0, 20)
                .mapToObj(n ->
                        "{\"id\":\"r" + n + "\",\"gatewayId\":\"g\",\"externalUserId\":\"u" + n + "\",\"code\":\"CODE"
                                + n + "\",\"displayName\":\"N\u00e4me\",\"expiresAt\":\"2026-04-18T10:00:00Z\"}")
                .collect(Collectors.joining(",", "{\"pairingCodes\":[", "]}"));
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 3000; round++) {
            byte[] mutated = bytes.clone();
            int at = random.nextInt(mutated.length);
            mutated[at] = (byte) random.nextInt(256);
            JsonNode root = JsonRows.parse(new String(mutated, StandardCharsets.UTF_8));
            JsonNode list = root == null ? null : JsonRows.list(root, List.of("pairingCodes"));
            if (list != null) {
                Rows<Pending> rows = JsonRows.rows(list, row -> JsonRows.pending(row, "g"));
                long whole = rows.rows().stream()
                        .filter(row -> row.user().matches("u\\d+")
                                && row.code().value().matches("CODE\\d+"))
                        .count();
                assertThat(whole).as("seed %d round %d", seed, round).isGreaterThanOrEqualTo(19);
                assertThat(rows.rows().size() + rows.broken())
                        .as("seed %d round %d", seed, round)
                        .isEqualTo(20);
            }
        }
    }
}

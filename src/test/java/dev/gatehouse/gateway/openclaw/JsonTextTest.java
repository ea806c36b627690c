package dev.gatehouse.gateway.openclaw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.io.JsonText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {
    static Stream<Path> recordings() throws IOException {
        return Stream.of("pending", "approved").map(StoreFixture::recording).flatMap(folder -> {
            try {
                return Files.walk(folder).filter(Files::isRegularFile);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void writesBackWhatTheProductWroteByteForByte(Path file) throws Exception {
        byte[] bytes = Files.readAllBytes(file);
        boolean newLine = bytes[bytes.length - 1] == '\n';
        assertThat(JsonText.bytes(JsonText.parse(bytes), newLine)).isEqualTo(bytes);
        assertThat(newLine).isEqualTo(file.toString().contains("credentials"));
    }

    @Test
    void keepsNumbersKeysAndText() throws Exception {
        String text = """
                {
                  "z": 12345678901234567890123,
                  "a": 1.10,
                  "small": 1e-7,
                  "large": 1.5e+21,
                  "none": null,
                  "yes": true,
                  "empty": {},
                  "list": [
                    [],
                    "ä € 😀 \\u0001\\b\\t\\n\\f\\r\\"\\\\/",
                    "\\ud83d"
                  ]
                }""";
        assertThat(new String(
                        JsonText.bytes(JsonText.parse(text.getBytes(StandardCharsets.UTF_8)), false),
                        StandardCharsets.UTF_8))
                .isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "{", "{} {}", "{\"a\":1,\"a\":2}", "{'a':1}", "// x\n{}", "nul", "\uFEFF{}", "[1,]"})
    void refusesWhatTheProductWouldNotRead(String text) {
        assertThatThrownBy(() -> JsonText.parse(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(JsonText.Malformed.class);
    }

    @Test
    void refusesOtherEncodings() {
        assertThatThrownBy(() -> JsonText.parse("{}".getBytes(StandardCharsets.UTF_16)))
                .hasMessage("not UTF-8");
    }

    @Test
    void neverRepeatsWhatItCouldNotRead() {
        assertThatThrownBy(() -> JsonText.parse("{\"code\": SECRET99}".getBytes(StandardCharsets.UTF_8)))
                .hasMessageNotContaining("SECRET")
                .hasNoCause()
                .hasMessageContaining("line 1");
    }

    @Test
    void aNumberBeyondAllBoundsIsMalformed() {
        assertThatThrownBy(() -> JsonText.parse("{\"ts\": 1e9999999999}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(JsonText.Malformed.class);
        assertThatThrownBy(() -> LiveFrames.read("{\"type\": \"event\", \"seq\": -1e9999999999}"))
                .isInstanceOf(LiveFrames.Bad.class);
    }
}

package dev.gatehouse.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The two ways of writing: what Python and JavaScript print for the same text (Python 3.11, Node 24). */
class JsonTextTest {
    private static final String MIXED =
            "{\"a\": \"\u00fc\u4f60\ud83d\udc4b\u007f\\u0001\\\"\", \"b\": {}, \"c\": [1.50, 1e-7]}";

    @Test
    void asciiHasEveryOtherSignAsTheUnitsThatPythonWrites() throws Exception {
        assertThat(new String(JsonText.ascii(JsonText.parse(MIXED)), StandardCharsets.US_ASCII))
                .isEqualTo("""
                        {
                          "a": "\\u00fc\\u4f60\\ud83d\\udc4b\u007f\\u0001\\"",
                          "b": {},
                          "c": [
                            1.50,
                            1e-7
                          ]
                        }""");
    }

    @Test
    void otherwiseSignsStandAsTheyAre() throws Exception {
        assertThat(new String(JsonText.bytes(JsonText.parse(MIXED), false), StandardCharsets.UTF_8))
                .contains("\u00fc\u4f60\ud83d\udc4b\u007f\\u0001");
    }
}

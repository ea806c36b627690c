package dev.gatehouse.gateway.clasp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a stranger sends is read in a time that they do not choose. */
class WebRequestTest {
    private static WebRequest read(String head) throws IOException, WebRequest.Unserved {
        return WebRequest.read(
                new ByteArrayInputStream(head.getBytes(StandardCharsets.ISO_8859_1)), InetAddress.getLoopbackAddress());
    }

    @Test
    void aHeaderOfBlanksThatIsNoneIsRefusedAtOnce() {
        String blanks = " ".repeat(WebRequest.LARGEST_HEAD - 100);
        assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> assertThatThrownBy(() -> read("GET / HTTP/1.1\r\nHost:" + blanks + "\0\r\n\r\n"))
                        .isInstanceOfSatisfying(
                                WebRequest.Unserved.class,
                                e -> assertThat(e.status()).isEqualTo(400)));
    }

    @Test
    void blanksAroundTheValueOfAHeaderAreNoneOfIt() throws Exception {
        WebRequest request = read("GET / HTTP/1.1\r\nHost: \t a b \t \r\nEmpty:\r\nURL: http://x:1/\r\n\r\n");

        assertThat(request.header("host")).contains("a b");
        assertThat(request.header("empty")).contains("");
        assertThat(request.header("url")).contains("http://x:1/");
    }

    @Test
    void aHeaderWithoutNameOrColonIsNone() {
        for (String line : new String[] {": x", "Host", "Ho st: x", "Host : x"}) {
            assertThatThrownBy(() -> read("GET / HTTP/1.1\r\n" + line + "\r\n\r\n"))
                    .as(line)
                    .isInstanceOf(WebRequest.Unserved.class);
        }
    }
}

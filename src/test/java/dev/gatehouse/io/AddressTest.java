package dev.gatehouse.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatehouse.io.InvalidAddress.Flaw;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
    @ParameterizedTest
    @CsvSource({
        "ws://127.0.0.1:18789, ws://127.0.0.1:18789/",
        "WSS://Gate.Example.COM, wss://gate.example.com:443/",
        "https://gate.example.com/openclaw, wss://gate.example.com:443/openclaw",
        "http://gate.example.com, ws://gate.example.com:80/",
        "gate.example.com:99, wss://gate.example.com:99/",
        "gate.example.com, wss://gate.example.com:18789/",
        "gate.example.com., wss://gate.example.com:18789/",
        "localhost, ws://localhost:18789/",
        "127.0.0.1:5000, ws://127.0.0.1:5000/",
        "192.168.1.5, wss://192.168.1.5:18789/",
        "[::1], ws://[::1]:18789/",
        "wss://[FD00::1]:444/a/b, wss://[fd00::1]:444/a/b",
        "'  ws://localhost:1  ', ws://localhost:1/",
        "wss://b\u00fccher.example/, wss://xn--bcher-kva.example:443/",
        "ws://localhost/a%20b, ws://localhost:80/a%20b",
    })
    void readsWhatIsTyped(String typed, String url) throws Exception {
        Address address = Address.parse(typed, 18_789);
        assertThat(address).hasToString(url);
        assertThat(address.socket()).hasToString(url);
        assertThat(address.web()).hasToString("http" + url.substring(2));
        assertThat(Address.parse(address.toString(), 1)).isEqualTo(address);
    }

    @ParameterizedTest
    @CsvSource({
        "'', EMPTY",
        "'   ', EMPTY",
        "ftp://hunter2, SCHEME",
        "file:///hunter2, SCHEME",
        "ws://hunter2@localhost, USER_INFO",
        "wss://me:hunter2@gate.example.com:1/x, USER_INFO",
        "me:hunter2@gate.example.com, USER_INFO",
        "http://127.0.0.1:18789/?token=hunter2, QUERY",
        "http://127.0.0.1:18789/#token=hunter2, FRAGMENT",
        "http://127.0.0.1:18789#hunter2?, FRAGMENT",
        "ws://, HOST",
        "ws:///hunter2, HOST",
        "::1, HOST",
        "[hunter2], HOST",
        "hunter2_host, HOST",
        "hunter2 host, HOST",
        "ws://hunter2\\host, HOST",
        "ws://localhost/hunter2 path, PATH",
        "localhost:, PORT",
        "localhost:0, PORT",
        "localhost:65536, PORT",
        "localhost:hunter2, PORT",
        "localhost:-1, PORT",
    })
    void refusesWithTheReasonAndWithoutRepeating(String typed, Flaw flaw) {
        assertThatExceptionOfType(InvalidAddress.class)
                .isThrownBy(() -> Address.parse(typed, 18_789))
                .satisfies(e -> assertThat(e.flaw()).isEqualTo(flaw))
                .withMessageNotContaining("hunter2")
                .withNoCause();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LocalHost", "127.0.0.1", "127.8.9.10", "[::1]", "[::ffff:127.0.0.1]"})
    void knowsThisComputer(String typed) throws Exception {
        assertThat(Address.parse(typed, 1).loopback()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost.example.com",
                "127.0.0.1.example.com",
                "mylocalhost",
                "128.0.0.1",
                "10.0.0.1",
                "0.0.0.0",
                "[::]",
                "[::2]",
                "[fe80::1]"
            })
    void takesNothingElseForThisComputer(String typed) throws Exception {
        assertThat(Address.parse(typed, 1).loopback()).isFalse();
    }

    @Test
    void tellsTheSameProgramByHostAndPort() throws Exception {
        for (String typed : new String[] {
            "localhost", "ws://127.0.0.1:18789", "[::1]:18789", "https://LOCALHOST:18789/x", "[0:0::1]"
        }) {
            assertThat(Address.parse(typed, 18_789).instance()).isEqualTo("localhost:18789");
        }
        assertThat(Address.parse("127.0.0.2", 1).instance()).isEqualTo("127.0.0.2:1");
        assertThat(Address.parse("[FD00::1]", 1).instance())
                .isEqualTo(Address.parse("[fd00:0::1]", 1).instance())
                .isEqualTo("[fd00:0:0:0:0:0:0:1]:1");
        assertThat(Address.parse("Gate.Example.com", 1).instance()).isEqualTo("gate.example.com:1");
    }
}

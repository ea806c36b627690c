package dev.gatehouse.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TlsTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    @TempDir
    static Path folder;

    private static Certificates certificates = new Certificates(Path.of("."));

    @BeforeAll
    static void make() throws Exception {
        certificates = new Certificates(folder);
        certificates.make("authority", "-ext", "bc:c");
        certificates.make("proper", "-signer", "authority", "-ext", "san=dns:localhost,ip:127.0.0.1,ip:::1");
        certificates.make("elsewhere", "-signer", "authority", "-ext", "san=dns:gateway.example");
        certificates.make(
                "late",
                "-signer",
                "authority",
                "-ext",
                "san=dns:localhost,ip:127.0.0.1",
                "-startdate",
                "-20d",
                "-validity",
                "10");
        certificates.make("self");
        certificates.make("selflate", "-startdate", "-20d", "-validity", "10");
    }

    /** Believes the authority of this test and nobody else. */
    private static Trust told() throws Exception {
        return Trust.in(List.of(certificates.certificate("authority")));
    }

    private static TestServer server(String name) throws Exception {
        return new TestServer(certificates.sockets(name), wire -> {
            wire.upgrade();
            wire.text("hello");
            wire.text(wire.message());
            wire.awaitEnd();
        });
    }

    private static void assertAccepted(String name, String host, Trust trust) throws Exception {
        try (TestServer server = server(name);
                Transport transport = new Transport(TransportRules.trusting(trust));
                Messages messages = transport.openMessages(server.secure(host))) {
            assertThat(messages.receive(LONG)).isEqualTo("hello");
            messages.send("and back");
            assertThat(messages.receive(LONG)).isEqualTo("and back");
            assertThat(transport.certificate(server.secure(host))).hasValue(certificates.fingerprint(name));
        }
    }

    private static void assertRefused(String name, String host, Trust trust) throws Exception {
        String shown = certificates.fingerprint(name).text();
        String pinned = trust.pin().map(CertificateFingerprint::text).orElse("");
        try (TestServer server = server(name);
                Transport transport = new Transport(TransportRules.trusting(trust))) {
            assertThatExceptionOfType(NetworkFault.Untrusted.class)
                    .isThrownBy(() -> transport.openMessages(server.secure(host)))
                    .satisfies(e -> assertThat(e.fingerprint()).isEqualTo(shown))
                    .satisfies(e -> assertThat(e.expected()).isEqualTo(pinned));
            assertThat(transport.certificate(server.secure(host))).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1"})
    void believesAnAuthorityItIsToldOf(String host) throws Exception {
        assertAccepted("proper", host, told());
    }

    @ParameterizedTest
    @CsvSource({"elsewhere, 127.0.0.1", "elsewhere, localhost", "late, localhost", "self, localhost"})
    void refusesAnotherHostsNameALateOneAndOneNobodySigned(String name, String host) throws Exception {
        assertRefused(name, host, told());
    }

    @Test
    void refusesWhomTheSystemDoesNotKnow() throws Exception {
        assertRefused("proper", "localhost", Trust.system());
        assertRefused("self", "127.0.0.1", Trust.system());
    }

    @ParameterizedTest
    @ValueSource(strings = {"self", "selflate", "elsewhere", "late"})
    void acceptsThePinnedOneWhateverItSays(String name) throws Exception {
        assertAccepted(name, "127.0.0.1", Trust.system().pinned(certificates.fingerprint(name)));
    }

    @Test
    void refusesAnotherThanThePinnedOneAndTellsBoth() throws Exception {
        assertRefused("self", "127.0.0.1", Trust.system().pinned(certificates.fingerprint("selflate")));
        assertRefused("elsewhere", "localhost", told().pinned(certificates.fingerprint("self")));
    }

    @Test
    void doesNotBelieveWhatThePinnedOneHasSigned() throws Exception {
        assertRefused("proper", "localhost", Trust.system().pinned(certificates.fingerprint("authority")));
    }

    @Test
    void acceptsABelievedOneBesideAPinAndTellsWhichItWas() throws Exception {
        assertAccepted("proper", "localhost", told().pinned(certificates.fingerprint("self")));
    }

    @Test
    void noticesThatTheCertificateHasChanged() throws Exception {
        try (Transport transport =
                new Transport(TransportRules.trusting(Trust.system().pinned(certificates.fingerprint("self"))))) {
            Address address;
            try (TestServer before = server("self")) {
                address = before.secure("127.0.0.1");
                transport.openMessages(address).close();
            }
            try (TestServer after =
                    new TestServer(certificates.sockets("selflate"), LOOPBACK, address.port(), Wire::upgrade)) {
                assertThatExceptionOfType(NetworkFault.Untrusted.class)
                        .isThrownBy(() -> transport.openMessages(after.secure("127.0.0.1")));
            }
        }
    }

    @Test
    void connectsAgainAndStillKnowsTheCertificate() throws Exception {
        try (TestServer server = server("self");
                Transport transport = new Transport(
                        TransportRules.trusting(Trust.system().pinned(certificates.fingerprint("self"))))) {
            for (int i = 0; i < 3; i++) {
                try (Messages messages = transport.openMessages(server.secure("127.0.0.1"))) {
                    assertThat(messages.receive(LONG)).isEqualTo("hello");
                    assertThat(transport.certificate(server.secure("127.0.0.1")))
                            .hasValue(certificates.fingerprint("self"));
                }
            }
        }
    }

    @Test
    void knowsAnAddressInWhateverForm() throws Exception {
        InetAddress six = InetAddress.ofLiteral("::1");
        assumeTrue(NetworkInterface.getByInetAddress(six) != null);
        try (TestServer server = new TestServer(certificates.sockets("proper"), six, 0, Wire::upgrade);
                Transport transport = new Transport(TransportRules.trusting(told()));
                Messages _ = transport.openMessages(server.secure("::1"))) {
            assertThat(transport.certificate(server.secure("0:0::1"))).hasValue(certificates.fingerprint("proper"));
        }
    }

    @Test
    void carriesLargeMessages() throws Exception {
        String large = "\u20ac".repeat(3_000_000);
        try (TestServer server = server("proper");
                Transport transport = new Transport(TransportRules.trusting(told()));
                Messages messages = transport.openMessages(server.secure("localhost"))) {
            assertThat(messages.receive(LONG)).isEqualTo("hello");
            messages.send(large);
            assertThat(messages.receive(LONG).equals(large)).isTrue();
        }
    }

    @Test
    void tellsAServerWithoutTls() throws Exception {
        try (TestServer server =
                        new TestServer(wire -> wire.write("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"));
                Transport transport = new Transport(TransportRules.trusting(told()))) {
            assertThatExceptionOfType(NetworkFault.Foreign.class)
                    .isThrownBy(() -> transport.openMessages(server.secure("127.0.0.1")))
                    .satisfies(e -> assertThat(e.status()).isZero());
        }
    }

    @Test
    void tellsAServerThatHangsUpOnTls() throws Exception {
        try (TestServer server = new TestServer(_ -> {});
                Transport transport = new Transport(TransportRules.trusting(told()))) {
            assertThatExceptionOfType(NetworkFault.Foreign.class)
                    .isThrownBy(() -> transport.openMessages(server.secure("127.0.0.1")));
        }
    }

    @Test
    void knowsTheSystemsAuthorities() throws Exception {
        assertThat(Trust.system().authorities())
                .isNotEmpty()
                .allSatisfy(store -> assertThat(store.getAcceptedIssuers()).isNotEmpty());
    }
}

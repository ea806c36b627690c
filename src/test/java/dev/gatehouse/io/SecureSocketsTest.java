package dev.gatehouse.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SecureSocketsTest {
    private static final Duration LIMIT = Duration.ofSeconds(3);

    @TempDir
    static Path folder;

    private static Certificates certificates = new Certificates(Path.of("."));

    @BeforeAll
    static void make() throws Exception {
        certificates = new Certificates(folder);
        certificates.make("authority", "-ext", "bc:c");
        certificates.make("proper", "-signer", "authority", "-ext", "san=dns:localhost,ip:127.0.0.1");
        certificates.make("elsewhere", "-signer", "authority", "-ext", "san=dns:store.example");
        certificates.make("self");
    }

    private static Trust told() throws Exception {
        return Trust.in(List.of(certificates.certificate("authority")));
    }

    /** Shakes hands with who shows {@code name}, as a library does: on a connection that it has made itself. */
    private static void shake(String name, String host, SecureSockets sockets) throws Exception {
        try (TestServer server = new TestServer(certificates.sockets(name), Wire::awaitEnd);
                Socket plain = new Socket(host, server.port());
                SSLSocket secure = (SSLSocket) sockets.createSocket(plain, host, server.port(), true)) {
            secure.startHandshake();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1"})
    void believesAnAuthorityThatItIsToldOf(String host) throws Exception {
        shake("proper", host, new SecureSockets(told()));
    }

    @ParameterizedTest
    @CsvSource({"elsewhere, localhost", "elsewhere, 127.0.0.1", "self, localhost"})
    void refusesAnotherHostsNameAndOneNobodySigned(String name, String host) throws Exception {
        SecureSockets sockets = new SecureSockets(told());
        Throwable refused = catchThrowable(() -> shake(name, host, sockets));
        String shown = certificates.fingerprint(name).text();
        assertThat(sockets.fault("store", refused, LIMIT))
                .isInstanceOfSatisfying(
                        NetworkFault.Untrusted.class,
                        untrusted -> assertThat(untrusted.fingerprint()).isEqualTo(shown));
    }

    @ParameterizedTest
    @ValueSource(strings = {"self", "elsewhere"})
    void believesThePinnedOneAndNoOther(String name) throws Exception {
        SecureSockets sockets = new SecureSockets(Trust.system().pinned(certificates.fingerprint(name)));
        shake(name, "127.0.0.1", sockets);
        Throwable refused = catchThrowable(() -> shake("proper", "127.0.0.1", sockets));
        String pinned = certificates.fingerprint(name).text();
        assertThat(sockets.fault("store", refused, LIMIT))
                .isInstanceOfSatisfying(
                        NetworkFault.Untrusted.class,
                        untrusted -> assertThat(untrusted.expected()).isEqualTo(pinned));
    }

    @Test
    void tellsWhatALibraryMet() {
        SecureSockets sockets = new SecureSockets(Trust.system());
        IOException several = new IOException("no address worked");
        several.addSuppressed(new ConnectException("refused"));
        assertThat(sockets.fault("store", new IllegalStateException(several), LIMIT))
                .isInstanceOf(NetworkFault.Refused.class);
        assertThat(sockets.fault("store", new IOException(new SocketTimeoutException()), LIMIT))
                .isInstanceOf(NetworkFault.Silent.class);
        assertThat(sockets.fault("store", new IOException(new UnknownHostException()), LIMIT))
                .isInstanceOf(NetworkFault.Unreachable.class);
        assertThat(sockets.fault("store", new IOException(new EOFException()), LIMIT))
                .isInstanceOf(NetworkFault.Broken.class);
    }
}

package dev.gatehouse.io;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * TLS for libraries that make their own connections, judged by a {@link Trust} like everything else: the certificate and
 * the host's name by the authorities, or the one certificate that was pinned.
 */
public final class SecureSockets extends SSLSocketFactory {
    private final Trust trust;
    private final SSLSocketFactory plain;

    /** Sockets that believe {@code trust}. */
    public SecureSockets(Trust trust) {
        this.trust = trust;
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new CertificateCheck(trust)}, null);
            this.plain = context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            // Every JDK has it.
            throw new IllegalStateException(e);
        }
    }

    /**
     * What {@code failure}, which a library threw while it connected to {@code there} or spoke with it, comes from.
     *
     * @param limit how long the library waits for an answer
     */
    public NetworkFault fault(String there, Throwable failure, Duration limit) {
        CertificateCheck.Unknown unknown = find(CertificateCheck.Unknown.class, failure);
        if (unknown != null) {
            String pinned = trust.pin().map(CertificateFingerprint::text).orElse("");
            return new NetworkFault.Untrusted(there, unknown.fingerprint().text(), pinned);
        }
        if (find(SocketTimeoutException.class, failure) != null) {
            return new NetworkFault.Silent(limit);
        }
        if (find(UnknownHostException.class, failure) != null || find(NoRouteToHostException.class, failure) != null) {
            return new NetworkFault.Unreachable(there, failure);
        }
        if (find(ConnectException.class, failure) != null) {
            return new NetworkFault.Refused(there, failure);
        }
        boolean broke = find(EOFException.class, failure) != null || find(SocketException.class, failure) != null;
        return !broke && find(SSLException.class, failure) != null
                ? new NetworkFault.Foreign(there, 0, failure)
                : new NetworkFault.Broken(there, failure);
    }

    /** Some libraries try several addresses and keep what went wrong as suppressed exceptions. */
    private static <T extends Throwable> @Nullable T find(Class<T> type, @Nullable Throwable failure) {
        if (failure == null || type.isInstance(failure)) {
            return type.cast(failure);
        }
        for (Throwable suppressed : failure.getSuppressed()) {
            T found = find(type, suppressed);
            if (found != null) {
                return found;
            }
        }
        return find(type, failure.getCause());
    }

    /** Without this the authorities compare no names. */
    private static Socket naming(Socket socket) {
        if (socket instanceof SSLSocket secure) {
            SSLParameters parameters = secure.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secure.setSSLParameters(parameters);
        }
        return socket;
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return plain.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return plain.getSupportedCipherSuites();
    }

    @Override
    public Socket createSocket(Socket socket, String host, int port, boolean autoClose) throws IOException {
        return naming(plain.createSocket(socket, host, port, autoClose));
    }

    @Override
    public Socket createSocket() throws IOException {
        return naming(plain.createSocket());
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return naming(plain.createSocket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort) throws IOException {
        return naming(plain.createSocket(host, port, from, fromPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return naming(plain.createSocket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) throws IOException {
        return naming(plain.createSocket(host, port, from, fromPort));
    }
}

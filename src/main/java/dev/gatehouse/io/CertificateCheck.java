package dev.gatehouse.io;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Judges the certificates of servers by a {@link Trust}, and remembers them. As it is an extended trust manager, the JDK
 * leaves the comparison with the host's name to it as well: the authorities do that, the pin needs none.
 */
final class CertificateCheck extends X509ExtendedTrustManager {
    private final Trust trust;
    private final Map<String, CertificateFingerprint> accepted = new ConcurrentHashMap<>();

    CertificateCheck(Trust trust) {
        this.trust = trust;
    }

    /** Nobody vouches for a certificate. */
    static final class Unknown extends CertificateException {
        private static final long serialVersionUID = 1L;

        private final transient CertificateFingerprint fingerprint;

        Unknown(CertificateFingerprint fingerprint) {
            super("nobody vouches for the certificate " + fingerprint);
            this.fingerprint = fingerprint;
        }

        CertificateFingerprint fingerprint() {
            return fingerprint;
        }
    }

    /** The certificate accepted last from {@code host} and {@code port}. */
    Optional<CertificateFingerprint> accepted(String host, int port) {
        return Optional.ofNullable(accepted.get(key(host, port)));
    }

    private static String key(String host, int port) {
        return Address.canonical(host) + " " + port;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        CertificateFingerprint fingerprint =
                judge(chain, authority -> authority.checkServerTrusted(chain, authType, engine));
        accepted.put(key(engine.getPeerHost(), engine.getPeerPort()), fingerprint);
    }

    /** What an authority is asked; it throws to say no. */
    @FunctionalInterface
    private interface Question {
        void ask(X509ExtendedTrustManager authority) throws CertificateException;
    }

    private CertificateFingerprint judge(X509Certificate[] chain, Question question) throws CertificateException {
        CertificateFingerprint fingerprint = CertificateFingerprint.of(chain[0]);
        // Before the authorities, as it takes no time; the result is the same.
        boolean pinned = trust.pin().filter(fingerprint::equals).isPresent();
        if (!pinned && !authoritiesAccept(question)) {
            throw new Unknown(fingerprint);
        }
        return fingerprint;
    }

    private boolean authoritiesAccept(Question question) throws CertificateException {
        try {
            for (X509ExtendedTrustManager authority : trust.authorities()) {
                if (accepts(authority, question)) {
                    return true;
                }
            }
            return false;
        } catch (CertificateException e) {
            throw e;
        } catch (GeneralSecurityException e) {
            throw new CertificateException("the system's authorities cannot be read", e);
        }
    }

    private static boolean accepts(X509ExtendedTrustManager authority, Question question) {
        try {
            question.ask(authority);
            return true;
        } catch (CertificateException _) {
            // Its no is an answer.
            return false;
        }
    }

    /** Without the engine nobody knows which host it is about. */
    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("a certificate without its host");
    }

    /** From {@link SecureSockets}, which have the name compared as well. */
    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        judge(chain, authority -> authority.checkServerTrusted(chain, authType, socket));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("this is no server");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}

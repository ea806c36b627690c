package dev.gatehouse.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whom a connection believes: the authorities that the system believes, and beside them the one certificate that the
 * operator has looked at and pinned. Immutable.
 *
 * <p>A pin vouches for one key: neither name nor date nor authority of a pinned certificate matter, as in OpenClaw's own
 * client. Gateways make such certificates for themselves, and nobody renews them. A pin narrows nothing: a certificate
 * that the system believes, for that host, is accepted even if another one is pinned; the caller learns which it was.
 */
public final class Trust {
    /** Where Linux keeps its authorities: Debian, Arch, Alpine and their kin; Fedora and its kin; SUSE. */
    private static final List<Path> BUNDLES = List.of(
            Path.of("/etc/ssl/certs/ca-certificates.crt"),
            Path.of("/etc/pki/tls/certs/ca-bundle.crt"),
            Path.of("/etc/ssl/ca-bundle.pem"));

    private static final Logger LOG = LoggerFactory.getLogger(Trust.class);

    private final Authorities authorities;
    private final Optional<CertificateFingerprint> pin;

    private Trust(Authorities authorities, Optional<CertificateFingerprint> pin) {
        this.authorities = authorities;
        this.pin = pin;
    }

    /** Those who say yes or no; read when a certificate is to be judged, for that takes a while. */
    @FunctionalInterface
    interface Authorities {
        /** One for each store; one yes is enough. */
        List<X509ExtendedTrustManager> read() throws GeneralSecurityException;
    }

    /** What the system believes: the JDK's authorities, and on Linux the system's own. */
    public static Trust system() {
        return new Trust(Trust::systemAuthorities, Optional.empty());
    }

    /** {@code authorities} and nobody else. */
    public static Trust in(Collection<? extends Certificate> authorities) {
        List<Certificate> kept = List.copyOf(authorities);
        return new Trust(() -> believing(kept), Optional.empty());
    }

    /** This, and the one certificate with {@code fingerprint}. */
    public Trust pinned(CertificateFingerprint fingerprint) {
        return new Trust(authorities, Optional.of(fingerprint));
    }

    /** What the operator has pinned. */
    public Optional<CertificateFingerprint> pin() {
        return pin;
    }

    List<X509ExtendedTrustManager> authorities() throws GeneralSecurityException {
        return authorities.read();
    }

    private static List<X509ExtendedTrustManager> systemAuthorities() throws GeneralSecurityException {
        List<X509ExtendedTrustManager> all = new ArrayList<>(believing((KeyStore) null));
        Optional<Path> bundle = BUNDLES.stream().filter(Files::isReadable).findFirst();
        if (bundle.isPresent()) {
            try (InputStream in = Files.newInputStream(bundle.get())) {
                all.addAll(believing(CertificateFactory.getInstance("X.509").generateCertificates(in)));
            } catch (IOException | GeneralSecurityException e) {
                // The JDK's authorities remain.
                LOG.warn("{} could not be read: {}", bundle.get(), e.toString());
            }
        }
        return all;
    }

    private static List<X509ExtendedTrustManager> believing(Collection<? extends Certificate> certificates)
            throws GeneralSecurityException {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (Certificate certificate : certificates) {
                store.setCertificateEntry(Integer.toString(number++), certificate);
            }
            return believing(store);
        } catch (IOException e) {
            // An empty store is made without reading anything.
            throw new IllegalStateException(e);
        }
    }

    private static List<X509ExtendedTrustManager> believing(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return Arrays.stream(factory.getTrustManagers())
                .filter(X509ExtendedTrustManager.class::isInstance)
                .map(X509ExtendedTrustManager.class::cast)
                .toList();
    }
}

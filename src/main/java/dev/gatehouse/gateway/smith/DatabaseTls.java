package dev.gatehouse.gateway.smith;

import dev.gatehouse.io.CertificateFingerprint;
import dev.gatehouse.io.SecureSockets;
import dev.gatehouse.io.Trust;
import org.postgresql.ssl.WrappedFactory;

/** TLS to PostgreSQL by the console's own rules. Public, because the driver makes it by its name. */
public final class DatabaseTls extends WrappedFactory {
    /**
     * Believes what the system believes, and one certificate beside.
     *
     * @param pin its fingerprint, or empty
     */
    public DatabaseTls(String pin) {
        Trust system = Trust.system();
        factory = new SecureSockets(
                CertificateFingerprint.parse(pin).map(system::pinned).orElse(system));
    }
}

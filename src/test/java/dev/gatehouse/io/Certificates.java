package dev.gatehouse.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Keys and certificates, made by the JDK's own tool. */
public final class Certificates {
    private static final char[] PASSWORD = "of no worth".toCharArray();

    private final Path file;

    /** None yet; they are kept in {@code folder}. */
    public Certificates(Path folder) {
        this.file = folder.resolve("keys.p12");
    }

    /** Makes {@code name}; {@code options} are those of {@code keytool -genkeypair}. */
    public void make(String name, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                name,
                "-dname",
                "CN=" + name,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD)));
        command.addAll(List.of(options));
        Process tool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(tool.waitFor()).as(said).isZero();
    }

    /** The certificate of {@code name}. */
    public X509Certificate certificate(String name) throws GeneralSecurityException, IOException {
        return (X509Certificate) store().getCertificate(name);
    }

    /** Its fingerprint. */
    public CertificateFingerprint fingerprint(String name) throws GeneralSecurityException, IOException {
        return CertificateFingerprint.of(certificate(name));
    }

    /** The sockets of a server that shows {@code name}. */
    public ServerSocketFactory sockets(String name) throws GeneralSecurityException, IOException {
        KeyStore all = store();
        Key key = all.getKey(name, PASSWORD);
        Certificate[] chain = all.getCertificateChain(name);
        KeyStore one = KeyStore.getInstance("PKCS12");
        one.load(null, null);
        one.setKeyEntry(name, key, PASSWORD, chain);
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(one, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context.getServerSocketFactory();
    }

    /** The private key of {@code name}. */
    public Key key(String name) throws GeneralSecurityException, IOException {
        return store().getKey(name, PASSWORD);
    }

    private KeyStore store() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        return store;
    }
}

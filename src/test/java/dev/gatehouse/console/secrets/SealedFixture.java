package dev.gatehouse.console.secrets;

import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Secret;
import dev.gatehouse.gateway.SecretName;
import dev.gatehouse.io.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/** What tests of the sealed file share; a passphrase costs next to nothing here. */
final class SealedFixture {
    static final Cost CHEAP = new Cost(64, 1, 2);
    static final SecretName TOKEN = new SecretName("gateway-1", "token");
    static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    static final String VALUE = "tok-VERY-secret-ü";

    private SealedFixture() {}

    static char[] passphrase() {
        return "correct horse".toCharArray();
    }

    static Kept kept() {
        return new Kept(new Secret(VALUE), NOON);
    }

    static SealedFile file(Path path) {
        return new SealedFile(path, CHEAP, AtomicFile.Observer.NONE);
    }

    /** A new file with one secret in it, open. */
    static SealedFile filled(Path path) throws GatewayException {
        SealedFile file = file(path);
        file.create(passphrase());
        file.update(secrets -> secrets.put(TOKEN, kept()));
        return file;
    }

    /** What a console that starts now finds in the file. */
    static Map<SecretName, Kept> reopened(Path path) throws GatewayException {
        SealedFile file = file(path);
        file.unlock(passphrase());
        return file.secrets();
    }

    static String text(Path path) throws IOException {
        return new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1);
    }
}

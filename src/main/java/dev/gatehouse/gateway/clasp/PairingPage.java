package dev.gatehouse.gateway.clasp;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;

/** The one small page of the pairing service, for phones: how it looks, what it does. Read once. */
final class PairingPage {
    private final Map<String, WebAnswer> parts = Map.of(
            "/", part("pair.html", "text/html"),
            "/pair.css", part("pair.css", "text/css"),
            "/pair.js", part("pair.js", "text/javascript"));

    private static WebAnswer part(String name, String type) {
        try (InputStream in = PairingPage.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing");
            }
            return new WebAnswer(200, type, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is at {@code path}, if anything. */
    Optional<WebAnswer> part(String path) {
        return Optional.ofNullable(parts.get(path));
    }
}

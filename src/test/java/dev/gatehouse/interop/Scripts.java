package dev.gatehouse.interop;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** The Node scripts of these tests, as files. */
record Scripts(Path folder) {
    /** Writes them into {@code folder}. */
    static Scripts in(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (String name :
                new String[] {"product.mjs", "acts.mjs", "crowd.mjs", "device.mjs", "tunnel.mjs", "chat.mjs"}) {
            try (InputStream script = Objects.requireNonNull(Scripts.class.getResourceAsStream(name), name)) {
                Files.write(folder.resolve(name), script.readAllBytes());
            }
        }
        return new Scripts(folder);
    }

    String file(String name) {
        return folder.resolve(name).toString();
    }
}

package dev.gatehouse.gateway.smith;

import dev.gatehouse.gateway.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where Smith is installed on this computer, found as its own command finds it (smith-core 0.2.6, installer).
 *
 * @param root its folder
 */
record Installation(Path root) {
    /** What tells a folder of Smith's sources. */
    private static final List<String> MARKS =
            List.of("Cargo.toml", "docker-compose.yaml", "justfile", "installer/package.json");

    private static final long LARGEST = 1 << 20;

    /** Its {@code .env}, which may not be there. */
    Path env() {
        return root.resolve(".env");
    }

    /** By {@code ~/.smith/config.json}, else by walking up from where the console was started. */
    static Optional<Installation> find(Environment environment) {
        return configured(environment.home().resolve(".smith").resolve("config.json"))
                .or(() -> above(environment.variable("PWD")))
                .map(Installation::new);
    }

    private static Optional<Path> configured(Path file) {
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
                return Optional.empty();
            }
            JsonNode path =
                    JsonMapper.shared().readTree(Files.readAllBytes(file)).get("installPath");
            return path == null || !path.isString()
                    ? Optional.empty()
                    : Optional.of(Path.of(path.stringValue())).filter(Files::isDirectory);
        } catch (IOException | JacksonException | InvalidPathException _) {
            // Smith's own command goes on to the next way, too.
            return Optional.empty();
        }
    }

    private static Optional<Path> above(@Nullable String start) {
        try {
            Path at = start == null ? null : Path.of(start).toAbsolutePath().normalize();
            for (; at != null; at = at.getParent()) {
                if (MARKS.stream().map(at::resolve).allMatch(Files::exists)) {
                    return Optional.of(at);
                }
            }
            return Optional.empty();
        } catch (InvalidPathException _) {
            return Optional.empty();
        }
    }
}

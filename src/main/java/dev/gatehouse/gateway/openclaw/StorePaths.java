package dev.gatehouse.gateway.openclaw;

import dev.gatehouse.gateway.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where one gateway keeps its store.
 *
 * @param dialect whose it is
 * @param state the state folder
 * @param config the config file, there or not
 * @param credentials the folder of the direct messages' files
 */
record StorePaths(Dialect dialect, Path state, Path config, Path credentials) {
    /** The paths in {@code state} where no override says otherwise. */
    static StorePaths in(Dialect dialect, Path state, @Nullable Path config, @Nullable Path credentials) {
        return new StorePaths(
                dialect,
                state,
                config == null ? config(dialect, state) : config,
                credentials == null ? state.resolve("credentials") : credentials);
    }

    /** The paths that a gateway started with the variables and home of {@code environment} uses. */
    static StorePaths of(Dialect dialect, Environment environment) {
        Path home = home(dialect, environment);
        Path state = override(dialect, environment, "STATE_DIR");
        return in(
                dialect,
                state == null ? defaultState(dialect, home) : state,
                override(dialect, environment, "CONFIG_PATH"),
                override(dialect, environment, "OAUTH_DIR"));
    }

    /** The folder that {@code ~} stands for. */
    static Path home(Dialect dialect, Environment environment) {
        String home = environment.variable(dialect.prefix() + "HOME");
        return home == null ? environment.home() : expand(home, environment.home());
    }

    /** What the variable {@code <prefix><name>} says, or null if it is unset. */
    static @Nullable Path override(Dialect dialect, Environment environment, String name) {
        String value = environment.variable(dialect.prefix() + name);
        return value == null ? null : expand(value, home(dialect, environment));
    }

    /** {@code text} as a path, {@code ~} replaced, absolute. */
    static Path expand(String text, Path home) {
        String path = text.strip();
        if (path.equals("~")) {
            return home;
        }
        return (path.startsWith("~/") || path.startsWith("~\\") ? home.resolve(path.substring(2)) : Path.of(path))
                .toAbsolutePath()
                .normalize();
    }

    private static Path defaultState(Dialect dialect, Path home) {
        Path state = home.resolve(dialect.folder());
        if (Files.exists(state)) {
            return state;
        }
        return dialect.legacyFolders().stream()
                .map(home::resolve)
                .filter(Files::isDirectory)
                .findFirst()
                .orElse(state);
    }

    private static Path config(Dialect dialect, Path state) {
        Path config = state.resolve(dialect.config());
        return Stream.concat(Stream.of(config), dialect.legacyConfigs().stream().map(state::resolve))
                .filter(Files::exists)
                .findFirst()
                .orElse(config);
    }

    Path pairing(String channel) {
        return credentials.resolve(FileNames.pairing(channel));
    }

    Path allowed(String channel, @Nullable String account) {
        return credentials.resolve(FileNames.allowed(channel, account));
    }

    Path devicesPending() {
        return state.resolve("devices").resolve("pending.json");
    }

    Path devicesPaired() {
        return state.resolve("devices").resolve("paired.json");
    }

    /** Setup codes that were given out. */
    Path bootstrap() {
        return state.resolve("devices").resolve("bootstrap.json");
    }

    Path nodesPending() {
        return state.resolve("nodes").resolve("pending.json");
    }

    Path nodesPaired() {
        return state.resolve("nodes").resolve("paired.json");
    }

    Path sqlite() {
        return state.resolve("state").resolve(dialect.id() + ".sqlite");
    }

    /** Every folder in which something can change that matters. */
    List<Path> folders() {
        Path configFolder = config.toAbsolutePath().getParent();
        return Stream.of(
                        state,
                        credentials,
                        state.resolve("devices"),
                        state.resolve("nodes"),
                        state.resolve("state"),
                        configFolder == null ? state : configFolder)
                .distinct()
                .toList();
    }

    /** How {@code path} is called on screen: inside the state folder without it. */
    String shown(Path path) {
        String text = path.startsWith(state) ? state.relativize(path).toString() : path.toString();
        return text.replace('\\', '/');
    }

    /** The name by which the system knows the state folder, whatever links lead to it. */
    Path realState() throws IOException {
        return state.toRealPath();
    }
}

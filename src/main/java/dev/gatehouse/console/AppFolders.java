package dev.gatehouse.console;

import dev.gatehouse.gateway.Environment;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Where the console keeps what is its own.
 *
 * @param config folder of the settings
 * @param data folder of the history, the operator's labels and the sealed secrets
 */
public record AppFolders(Path config, Path data) {
    /**
     * The places that the system wants: XDG base directories on Linux, Application Support on macOS, AppData on Windows.
     *
     * @param system name of the system, as in {@code os.name}
     */
    public static AppFolders of(Environment environment, String system) {
        String name = system.toLowerCase(Locale.ROOT);
        if (name.startsWith("mac")) {
            Path support = environment.home().resolve("Library/Application Support/Gatehouse");
            return new AppFolders(support, support);
        }
        if (name.startsWith("windows")) {
            return new AppFolders(
                    folder(environment, "APPDATA", "AppData/Roaming").resolve("Gatehouse"),
                    folder(environment, "LOCALAPPDATA", "AppData/Local").resolve("Gatehouse"));
        }
        return new AppFolders(
                folder(environment, "XDG_CONFIG_HOME", ".config").resolve("gatehouse"),
                folder(environment, "XDG_DATA_HOME", ".local/share").resolve("gatehouse"));
    }

    private static Path folder(Environment environment, String variable, String otherwise) {
        String value = environment.variable(variable);
        // The XDG specification wants a relative path to be ignored.
        return value != null && Path.of(value).isAbsolute()
                ? Path.of(value)
                : environment.home().resolve(otherwise);
    }

    /** The file of the settings. */
    public Path settings() {
        return config.resolve("settings.json");
    }

    /** The file of the operator's labels. */
    public Path labels() {
        return data.resolve("labels.json");
    }

    /** The file of the history. */
    public Path history() {
        return data.resolve("history.jsonl");
    }

    /** The file of the secrets that are sealed with a passphrase. */
    public Path secrets() {
        return data.resolve("secrets.sealed");
    }
}

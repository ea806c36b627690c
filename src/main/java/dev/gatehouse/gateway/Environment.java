package dev.gatehouse.gateway;

import dev.gatehouse.io.FolderWatch;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The computer as an adapter may see it. Everything that could lead to the operator's own files comes through here, so
 * that a test never meets them.
 *
 * @param variables environment variables
 * @param home the user's home folder
 * @param temporary the system's folder for temporary files
 * @param clock the wall clock
 * @param watch tells when folders change; whoever made it closes it
 */
public record Environment(
        Map<String, String> variables, Path home, Path temporary, InstantSource clock, FolderWatch watch) {
    /** Keeps its own copy of the variables. */
    public Environment {
        variables = Map.copyOf(variables);
    }

    /** The computer that this process runs on. */
    public static Environment ofThisComputer(FolderWatch watch) {
        return new Environment(
                System.getenv(),
                Path.of(System.getProperty("user.home")),
                Path.of(System.getProperty("java.io.tmpdir")),
                InstantSource.system(),
                watch);
    }

    /** Without the variables, some of which are passwords. */
    @Override
    public String toString() {
        return "Environment[" + home + "]";
    }

    /** The variable's value without white space around it, or null if it is unset or blank. */
    public @Nullable String variable(String name) {
        String value = variables.get(name);
        return value == null || value.isBlank() ? null : value.strip();
    }
}

package dev.gatehouse.gateway.praisonai;

import dev.gatehouse.gateway.Environment;
import dev.gatehouse.io.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Variables as a gateway of this computer would see them: those of this process, then the file {@code .env} that the
 * product keeps its own token in. It prints without them.
 *
 * @param file the file
 * @param environment this computer
 */
record DotEnv(Path file, Environment environment) {
    /** The value, or null if it is unset, blank, or cannot be read. */
    @Nullable
    String variable(String name) {
        String own = environment.variable(name);
        return own == null ? inFile(name) : own;
    }

    /** What the file says, or null. */
    @Nullable
    String inFile(String name) {
        try {
            String text = new String(new AtomicFile(file).read().bytes(), StandardCharsets.UTF_8);
            return text.lines()
                    .map(String::strip)
                    .map(line -> line.startsWith("export ") ? line.substring(7).strip() : line)
                    .filter(line -> line.startsWith(name + "="))
                    .map(line -> unquoted(line.substring(name.length() + 1).strip()))
                    .filter(value -> !value.isEmpty())
                    .findFirst()
                    .orElse(null);
        } catch (IOException _) {
            // Somebody else's: then this is not the gateway's own computer as far as this user is concerned.
            return null;
        }
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() >= 2
                && (value.startsWith("\"") && value.endsWith("\"") || value.startsWith("'") && value.endsWith("'"));
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    @Override
    public String toString() {
        return "DotEnv[" + file + "]";
    }
}

package dev.gatehouse.gateway.smith;

import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.StoreProblems;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Smith's {@code .env}, read as its own command does (smith-core 0.2.6, installer): line by line, split at the first equals
 * sign, one pair of quotes taken off, nothing filled in. The console never writes it. It holds passwords, so it prints
 * without its values and is read anew whenever something of it is needed.
 *
 * @param file where it is
 * @param values by name
 */
record EnvFile(Path file, Map<String, String> values) {
    /** Nobody's settings take more; a larger file is something else. */
    private static final long LARGEST = 1 << 20;

    /** Keeps its own copy. */
    EnvFile {
        values = Map.copyOf(values);
    }

    /**
     * Reads {@code file}.
     *
     * @throws GatewayException if it cannot be read
     */
    static EnvFile read(Path file) throws GatewayException {
        try {
            long size = Files.size(file);
            if (size > LARGEST) {
                throw new GatewayException(new Problem.TooLarge(file.toString(), size, LARGEST));
            }
            return new EnvFile(file, parse(new String(Files.readAllBytes(file), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw StoreProblems.exception(e, file);
        }
    }

    static Map<String, String> parse(String text) {
        Map<String, String> values = new HashMap<>();
        for (String raw : text.split("\\R")) {
            String line = raw.strip();
            int equals = line.indexOf('=');
            if (equals > 0 && !line.startsWith("#")) {
                values.put(
                        line.substring(0, equals).strip(),
                        unquoted(line.substring(equals + 1).strip()));
            }
        }
        return values;
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() >= 2
                && (value.startsWith("\"") && value.endsWith("\"") || value.startsWith("'") && value.endsWith("'"));
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    /** The value of {@code name}, or null if it is not there or empty. */
    @Nullable
    String value(String name) {
        String value = values.get(name);
        return value == null || value.isBlank() ? null : value;
    }

    /** Whether {@code name} stands there without a value. */
    boolean empty(String name) {
        String value = values.get(name);
        return value != null && value.isBlank();
    }

    @Override
    public String toString() {
        return "EnvFile[" + file + "]";
    }
}

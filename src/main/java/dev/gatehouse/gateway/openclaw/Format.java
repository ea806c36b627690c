package dev.gatehouse.gateway.openclaw;

import dev.gatehouse.gateway.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * How one sort of store file is understood and written.
 *
 * @param <T> what its rows say
 */
interface Format<T> {
    /** Understands {@code root}. Good rows beside bad ones are kept, and the problem says that some were bad. */
    Rows<T> parse(JsonNode root, String path);

    /** What the product writes when there is nothing to write. */
    JsonNode empty();

    /** Whether the product ends the file with a new line. */
    boolean newLine();

    /**
     * The rows of one file.
     *
     * @param rows the good ones
     * @param problem why there are not more, or null if these are all; such a file is never written
     * @param <T> what they say
     */
    record Rows<T>(List<T> rows, @Nullable Problem problem) {
        /** Keeps its own copy. */
        public Rows {
            rows = List.copyOf(rows);
        }

        static <T> Rows<T> none() {
            return new Rows<>(List.of(), null);
        }

        static <T> Rows<T> bad(Problem problem) {
            return new Rows<>(List.of(), problem);
        }
    }
}

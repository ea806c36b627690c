package dev.gatehouse.gateway.openclaw;

import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.StoreProblems;
import dev.gatehouse.gateway.openclaw.Format.Rows;
import dev.gatehouse.io.AtomicFile;
import dev.gatehouse.io.FileStat;
import dev.gatehouse.io.JsonText;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import tools.jackson.databind.JsonNode;

/** The files of one store. For showing, each is read and understood once a change; for changing, always anew. */
final class StoreFiles {
    private final ConcurrentMap<Path, Known> known = new ConcurrentHashMap<>();
    private final AtomicFile.Observer observer;

    /** Tells {@code observer} of every step of a replacement. */
    StoreFiles(AtomicFile.Observer observer) {
        this.observer = observer;
    }

    private record Known(FileStat stat, Instant readAt, Format<?> format, Rows<?> rows) {
        boolean still(FileStat now, Format<?> wanted) {
            return stat.equals(now) && now.settledAt(readAt) && format.equals(wanted);
        }

        /** Without the rows. */
        @Override
        public String toString() {
            return "Known[" + stat + "]";
        }
    }

    /**
     * A file that is about to be changed.
     *
     * @param file the file
     * @param content what was read
     * @param root the same as a tree, to be changed in place
     * @param format how it is written
     * @param rows what stands in it, each with its part of the tree
     * @param <T> what the rows say
     */
    record Opened<T>(AtomicFile file, AtomicFile.Content content, JsonNode root, Format<T> format, List<T> rows) {
        /** Without the content, which can be codes or tokens. */
        @Override
        public String toString() {
            return "Opened[" + file.path() + "]";
        }

        /** Writes the tree as it is now, unless {@code last} says no. */
        void replace(AtomicFile.LastWord<GatewayException> last) throws IOException, GatewayException {
            file.replace(content, JsonText.bytes(root, format.newLine()), last);
        }
    }

    /** What stands in {@code path}; a file that is not there is empty. */
    <T> Rows<T> read(Path path, Format<T> format) {
        try {
            FileStat stat = FileStat.of(path);
            if (!stat.exists()) {
                known.remove(path);
                return Rows.none();
            }
            Known last = known.get(path);
            if (last != null && last.still(stat, format)) {
                // The format is the same, so the rows are of its type.
                @SuppressWarnings("unchecked")
                Rows<T> rows = (Rows<T>) last.rows();
                return rows;
            }
            AtomicFile.Content content = new AtomicFile(path).read();
            if (!content.exists()) {
                return Rows.none();
            }
            Rows<T> rows = understand(path, content, format);
            known.put(path, new Known(content.stat(), content.readAt(), format, rows));
            return rows;
        } catch (IOException e) {
            return Rows.bad(StoreProblems.of(e, path));
        }
    }

    private static <T> Rows<T> understand(Path path, AtomicFile.Content content, Format<T> format) {
        try {
            return format.parse(JsonText.parse(content.bytes()), path.toString());
        } catch (JsonText.Malformed e) {
            return Rows.bad(new Problem.Malformed(path.toString(), e.where()));
        }
    }

    /** The file at {@code path}, to be created or replaced as a whole. */
    AtomicFile file(Path path) {
        return new AtomicFile(path, observer);
    }

    /**
     * Reads {@code path} to change it; a file that is not there is what the product makes of nothing.
     *
     * @throws GatewayException if it cannot be read, or anything in it is not understood
     */
    <T> Opened<T> open(Path path, Format<T> format) throws IOException, GatewayException {
        AtomicFile file = file(path);
        AtomicFile.Content content = file.read();
        try {
            JsonNode root = content.exists() ? JsonText.parse(content.bytes()) : format.empty();
            Rows<T> rows = format.parse(root, path.toString());
            if (rows.problem() != null) {
                throw new GatewayException(rows.problem());
            }
            return new Opened<>(file, content, root.isArray() ? format.empty() : root, format, rows.rows());
        } catch (JsonText.Malformed e) {
            throw new GatewayException(new Problem.Malformed(path.toString(), e.where()));
        }
    }
}

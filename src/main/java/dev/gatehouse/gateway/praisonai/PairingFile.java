package dev.gatehouse.gateway.praisonai;

import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.StoreProblems;
import dev.gatehouse.io.AtomicFile;
import dev.gatehouse.io.JsonText;
import dev.gatehouse.pairing.Phrase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The file {@code pairing.json}. The product's own loader is fragile: at a row with a key too many, or without ids, it
 * stops, and what comes behind is lost with its next save. So reading is tolerant and says what would be lost; writing is
 * exact.
 */
final class PairingFile {
    /** What a row of somebody who is in may hold, in the product's order. */
    static final List<String> PAIRED_KEYS = List.of("channel_id", "channel_type", "paired_at", "label");

    private final AtomicFile file;
    private volatile @Nullable Known known;

    private record Known(AtomicFile.Content content, Contents contents) {
        /** Without the content. */
        @Override
        public String toString() {
            return "Known[" + content.stat() + "]";
        }
    }

    /** Tells {@code observer} of every step of a replacement. */
    PairingFile(Path path, AtomicFile.Observer observer) {
        this.file = new AtomicFile(path, observer);
    }

    Path path() {
        return file.path();
    }

    /**
     * What stands in it.
     *
     * @param content what was read
     * @param root the same as a tree; never changed
     * @param pending who waits
     * @param paired who is in, one row each
     * @param leftOut how many rows make no sense
     * @param notes what the product itself would make of it
     * @param obstacle why nothing may be written, or null if something may
     */
    record Contents(
            AtomicFile.Content content,
            ObjectNode root,
            List<PendingRow> pending,
            List<PairedRow> paired,
            int leftOut,
            List<Problem> notes,
            @Nullable Problem obstacle) {
        /** Without the content, which can be codes. */
        @Override
        public String toString() {
            return "Contents[" + pending.size() + " pending, " + paired.size() + " paired]";
        }
    }

    /**
     * Reads it; a file that is not there is an empty store.
     *
     * @throws GatewayException if it cannot be read, or is none of the product's
     */
    Contents read() throws GatewayException {
        try {
            AtomicFile.Content content = file.read();
            Known last = known;
            if (last != null && same(last.content(), content)) {
                return last.contents();
            }
            Contents contents = understand(content);
            known = new Known(content, contents);
            return contents;
        } catch (IOException e) {
            throw StoreProblems.exception(e, path());
        }
    }

    private static boolean same(AtomicFile.Content one, AtomicFile.Content other) {
        return one.stat().equals(other.stat()) && Arrays.equals(one.bytes(), other.bytes());
    }

    private Contents understand(AtomicFile.Content content) throws GatewayException {
        byte[] bytes = content.bytes();
        if (!content.exists()) {
            return new Contents(
                    content, JsonNodeFactory.instance.objectNode(), List.of(), List.of(), 0, List.of(), null);
        }
        if (JsonText.marked(bytes)) {
            throw new GatewayException(new Problem.Particular(
                    Phrase.of("praisonai.file.marked", path().toString()),
                    Phrase.of("praisonai.file.marked.remedy"),
                    null));
        }
        try {
            if (JsonText.parse(bytes) instanceof ObjectNode root) {
                return rows(content, root);
            }
            throw new GatewayException(new Problem.Malformed(path().toString(), "not an object"));
        } catch (JsonText.Malformed e) {
            throw new GatewayException(new Problem.Malformed(path().toString(), e.where()), e);
        }
    }

    private Contents rows(AtomicFile.Content content, ObjectNode root) {
        List<Problem> notes = new ArrayList<>();
        JsonNode waiting = root.path("pending");
        JsonNode in = root.path("paired");
        boolean lists = (waiting.isMissingNode() || waiting.isArray()) && (in.isMissingNode() || in.isArray());
        List<PendingRow> pending = new ArrayList<>();
        Set<PendingRow.Id> seen = new HashSet<>();
        int leftOut = lists ? 0 : 1;
        int undated = 0;
        for (JsonNode node : waiting) {
            Optional<PendingRow> row = PendingRow.stored(node);
            if (row.isPresent() && seen.add(row.get().id())) {
                pending.add(row.get());
            } else {
                leftOut++;
                undated += node.path("created_at").isNumber() ? 0 : 1;
            }
        }
        List<PairedRow> paired = new ArrayList<>();
        int first = 0;
        boolean lost = false;
        int number = 0;
        for (JsonNode node : in) {
            number++;
            if (first == 0 && stopsTheLoader(node)) {
                first = number;
            }
            lost |= !complete(node);
            Optional<PairedRow> row = PairedRow.of(node);
            if (row.isPresent()) {
                // Of two for one person the later one counts.
                paired.removeIf(other -> other.is(row.get().channel(), row.get().person()));
                paired.add(row.get());
            } else {
                leftOut++;
            }
        }
        if (undated > 0) {
            notes.add(note("praisonai.file.undated", undated));
        }
        if (first > 0) {
            notes.add(note("praisonai.file.stops", first));
        }
        Problem obstacle = lists && !lost
                ? null
                : new Problem.Particular(
                        Phrase.of("praisonai.file.unwritable", path().toString()),
                        Phrase.of("praisonai.file.unwritable.remedy"),
                        null);
        return new Contents(
                content, root, List.copyOf(pending), List.copyOf(paired), leftOut, List.copyOf(notes), obstacle);
    }

    private static Problem note(String key, int number) {
        return new Problem.Particular(Phrase.of(key, number), Phrase.of(key + ".remedy"), null);
    }

    private static boolean complete(JsonNode node) {
        return node.isObject() && node.has("channel_id") && node.has("channel_type");
    }

    private static boolean stopsTheLoader(JsonNode node) {
        return !complete(node) || node.propertyNames().stream().anyMatch(key -> !PAIRED_KEYS.contains(key));
    }

    /**
     * Writes {@code edit}, which was made of {@code before}.
     *
     * @param last is asked immediately before
     */
    void write(Contents before, PairingEdit edit, AtomicFile.LastWord<GatewayException> last)
            throws IOException, GatewayException {
        file.replace(before.content(), edit.bytes(), last);
    }
}

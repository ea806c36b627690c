package dev.gatehouse.gateway.praisonai;

import dev.gatehouse.io.JsonText;
import java.time.Instant;
import java.util.Iterator;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A change to what stands in {@code pairing.json}, made on a copy of it. */
final class PairingEdit {
    private final ObjectNode root;

    /** Of what {@code before} holds. */
    PairingEdit(PairingFile.Contents before) {
        this.root = before.root().deepCopy();
        list("paired");
        list("pending");
    }

    private ArrayNode list(String key) {
        return root.get(key) instanceof ArrayNode there ? there : root.putArray(key);
    }

    /** Takes out who waits and is meant by {@code which}; returns how many were. */
    int drop(Predicate<PendingRow> which) {
        return remove(
                list("pending"), node -> PendingRow.stored(node).filter(which).isPresent());
    }

    /** Takes out who is in and is meant by {@code which}; returns how many rows were. */
    int unpair(Predicate<PairedRow> which) {
        return remove(list("paired"), node -> PairedRow.of(node).filter(which).isPresent());
    }

    private static int remove(ArrayNode from, Predicate<JsonNode> which) {
        int removed = 0;
        for (Iterator<JsonNode> rest = from.iterator(); rest.hasNext(); ) {
            if (which.test(rest.next())) {
                rest.remove();
                removed++;
            }
        }
        return removed;
    }

    /** Lets {@code person} in, in place of an earlier row of theirs. */
    void pair(String channel, String person, String label, Instant at) {
        unpair(row -> row.is(channel, person));
        list("paired")
                .addObject()
                .put("channel_id", person)
                .put("channel_type", channel)
                .put("paired_at", Moment.seconds(at))
                .put("label", label);
    }

    /** What is to be written: rows of who is in with the four keys that the product reads, and no other. */
    byte[] bytes() {
        for (JsonNode node : list("paired")) {
            ((ObjectNode) node).retain(PairingFile.PAIRED_KEYS);
        }
        return JsonText.ascii(root);
    }
}

package dev.gatehouse.gateway;

import dev.gatehouse.pairing.Phrase;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request or grant as a gateway lists it.
 *
 * @param what the request or grant
 * @param source the file or call it was read from; a {@link Snapshot.Trouble} with the same source speaks of it
 * @param absent what cannot be done with this one, and why; what can be done besides (tell them, rename …) may also miss
 *     at the whole gateway, see {@link Features}
 * @param own whether it is this console itself
 * @param doubts what the operator should know before they decide about this one, in sentences
 * @param <T> request or grant
 */
public record Listed<T>(T what, String source, Map<Feature, Phrase> absent, boolean own, List<Phrase> doubts) {
    /** Keeps its own copies. */
    public Listed {
        absent = Map.copyOf(absent);
        doubts = List.copyOf(doubts);
    }

    /** Of which nothing is doubtful. */
    public Listed(T what, String source, Map<Feature, Phrase> absent, boolean own) {
        this(what, source, absent, own, List.of());
    }

    /** What is somebody else's. */
    public Listed(T what, String source, Map<Feature, Phrase> absent) {
        this(what, source, absent, false);
    }

    /** Why {@code feature} cannot be used with this one, or null if it can. */
    public @Nullable Phrase whyNot(Feature feature) {
        return absent.get(feature);
    }
}

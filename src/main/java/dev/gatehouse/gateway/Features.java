package dev.gatehouse.gateway;

import dev.gatehouse.pairing.Phrase;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a connection can do.
 *
 * @param absent what it cannot, and why; everything else works
 */
public record Features(Map<Feature, Phrase> absent) {
    /** Everything works. */
    public static final Features ALL = new Features(Map.of());

    /** Keeps its own copy. */
    public Features {
        absent = Map.copyOf(absent);
    }

    /** Why {@code feature} is not there, or null if it is. */
    public @Nullable Phrase whyNot(Feature feature) {
        return absent.get(feature);
    }
}

package dev.gatehouse.gateway;

import dev.gatehouse.pairing.Phrase;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a connection can do.
 *
 * @param absent what it cannot, and why; everything else works
 * @param by the route that each works by, where a gateway has several
 */
public record Features(Map<Feature, Phrase> absent, Map<Feature, Route.Type> by) {
    /** Everything works. */
    public static final Features ALL = new Features(Map.of());

    /** Keeps its own copies. */
    public Features {
        absent = Map.copyOf(absent);
        by = Map.copyOf(by);
    }

    /** What misses, at a gateway with one route. */
    public Features(Map<Feature, Phrase> absent) {
        this(absent, Map.of());
    }

    /** The same without {@code features}, where they were not missing already. */
    public Features without(Collection<Feature> features, Phrase why) {
        Map<Feature, Phrase> less = new EnumMap<>(Feature.class);
        features.forEach(feature -> less.put(feature, why));
        less.putAll(absent);
        return new Features(less, by);
    }

    /** Why {@code feature} is not there, or null if it is. */
    public @Nullable Phrase whyNot(Feature feature) {
        return absent.get(feature);
    }
}

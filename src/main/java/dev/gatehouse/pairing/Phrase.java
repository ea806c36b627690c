package dev.gatehouse.pairing;

import java.util.List;

/**
 * A sentence for the operator, by its name in the resource bundle, and what it talks about. Text is chosen where it is
 * shown, so nothing below the screens holds words of one language.
 *
 * @param key name in the bundle
 * @param args what the sentence names, in order: text, numbers or {@link java.time.Instant}s; never a secret
 */
public record Phrase(String key, List<Object> args) {
    /** Keeps its own copy of the arguments. */
    public Phrase {
        args = List.copyOf(args);
    }

    /** The sentence {@code key} about {@code args}. */
    public static Phrase of(String key, Object... args) {
        return new Phrase(key, List.of(args));
    }
}

package dev.gatehouse.gateway;

import dev.gatehouse.pairing.Phrase;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sort of code that a connected gateway can make. What it is called and what it is for stand in the bundle under
 * {@code offer.<product>.<id>.label} and {@code .help}, its fields under {@code offer.<product>.<id>.<key>.label} and
 * {@code .help}, and what is sent to the person under {@code offer.<product>.<id>.message}.
 *
 * @param id its name at this product
 * @param fields what the operator fills in
 * @param whyNot why none can be made now, or null if one can
 */
public record CodeOffer(
        String id, List<Field> fields, @Nullable Phrase whyNot) {
    /** Keeps its own copy. */
    public CodeOffer {
        fields = List.copyOf(fields);
    }

    /**
     * One thing to fill in.
     *
     * @param key name of the value
     * @param required whether it can stay empty
     * @param preset what stands there at first, may be empty
     * @param choices what can be chosen, may be empty
     * @param free whether something else can be entered too
     */
    public record Field(String key, boolean required, String preset, List<Choice> choices, boolean free) {
        /** Keeps its own copy. */
        public Field {
            choices = List.copyOf(choices);
        }

        /** Whether it is a sentence that the operator confirms: there is one value, and it is not there by itself. */
        public boolean confirms() {
            return required && !free && choices.size() == 1 && preset.isEmpty();
        }
    }

    /**
     * One value to choose.
     *
     * @param value the value
     * @param text what to call it, made safe; empty for the value itself
     */
    public record Choice(String value, String text) {}
}

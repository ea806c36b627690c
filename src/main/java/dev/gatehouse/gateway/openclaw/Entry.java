package dev.gatehouse.gateway.openclaw;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One entry of a store file, read with an eye to its types. What is absent is empty; what is there must be of its type.
 *
 * @param node the entry
 */
record Entry(ObjectNode node) {
    /** The last moment that the product's language can name, in milliseconds. */
    private static final BigDecimal LATEST_MILLIS = new BigDecimal("8.64e15");

    /** An entry is not what it should be. Says which part, not what stands there. */
    static final class Bad extends Exception {
        private static final long serialVersionUID = 1L;

        Bad(String part) {
            super(part);
        }
    }

    /** Without its content, which can be a code or a token. */
    @Override
    public String toString() {
        return "Entry";
    }

    /** {@code node} as an entry. */
    static Entry of(JsonNode node) throws Bad {
        if (node instanceof ObjectNode object) {
            return new Entry(object);
        }
        throw new Bad("is not an object");
    }

    /** Text that must be there. */
    String need(String key) throws Bad {
        String text = text(key);
        if (text.isBlank()) {
            throw new Bad(key);
        }
        return text;
    }

    /** An id that must be there, {@code expected} and nothing that hides behind what it looks like. */
    String needId(String key, String expected) throws Bad {
        String id = need(key);
        if (!id.equals(expected) || !Plain.holds(id)) {
            throw new Bad(key);
        }
        return id;
    }

    /** Text, or empty. */
    String text(String key) throws Bad {
        JsonNode value = node.get(key);
        if (value == null || value.isNull()) {
            return "";
        }
        if (!value.isString()) {
            throw new Bad(key);
        }
        return value.stringValue();
    }

    /** A list of text, or an empty one; without white space around, blanks and duplicates. */
    List<String> texts(String key) throws Bad {
        JsonNode value = node.get(key);
        if (value == null || value.isNull()) {
            return List.of();
        }
        if (!value.isArray()) {
            throw new Bad(key);
        }
        Set<String> texts = new LinkedHashSet<>();
        for (JsonNode element : value) {
            if (!element.isString()) {
                throw new Bad(key);
            }
            if (!element.stringValue().isBlank()) {
                texts.add(element.stringValue().strip());
            }
        }
        return new ArrayList<>(texts);
    }

    /** Yes or no; no if it is absent. */
    boolean flag(String key) throws Bad {
        JsonNode value = node.get(key);
        if (value != null && !value.isBoolean() && !value.isNull()) {
            throw new Bad(key);
        }
        return value != null && value.asBoolean(false);
    }

    /** A time in milliseconds since 1970 that must be there. */
    Instant needMillis(String key) throws Bad {
        Instant time = millis(key);
        if (time == null) {
            throw new Bad(key);
        }
        return time;
    }

    /** A time in milliseconds since 1970, or null. */
    @Nullable
    Instant millis(String key) throws Bad {
        JsonNode value = node.get(key);
        if (value == null || value.isNull()) {
            return null;
        }
        // The decimal, because a number beyond all doubles has no double value.
        if (!value.isNumber() || value.decimalValue().abs().compareTo(LATEST_MILLIS) > 0) {
            throw new Bad(key);
        }
        return Instant.ofEpochMilli(value.decimalValue().longValue());
    }

    /** A time as ISO 8601 text that must be there. */
    Instant needTime(String key) throws Bad {
        String text = need(key);
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException _) {
            throw new Bad(key);
        }
    }
}

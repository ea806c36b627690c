package dev.gatehouse.gateway.praisonai;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads JSON, and writes it as Python's {@code json.dump(value, file, indent=2)} does: pure ASCII, keys in their order,
 * numbers with their digits, no newline at the end. What PraisonAI wrote comes out byte for byte as it went in.
 */
final class PythonJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private PythonJson() {}

    /** Text that is not JSON. Says where, and never what stands there. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed(String where) {
            super(where);
        }

        /** Where it stops making sense. */
        String where() {
            return String.valueOf(getMessage());
        }
    }

    /** Whether Python would refuse it for the mark that some editors put at the start. */
    static boolean marked(byte[] bytes) {
        return bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF;
    }

    /** Reads {@code bytes} as UTF-8. */
    static JsonNode parse(byte[] bytes) throws Malformed {
        try {
            return parse(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException _) {
            throw new Malformed("not UTF-8");
        }
    }

    /** Reads {@code text}. */
    static JsonNode parse(String text) throws Malformed {
        try {
            JsonNode root = MAPPER.readTree(text);
            if (root.isMissingNode()) {
                throw new Malformed("empty");
            }
            return root;
        } catch (JacksonException e) {
            TokenStreamLocation where = e.getLocation();
            throw new Malformed(
                    where == null ? "not JSON" : "line " + where.getLineNr() + ", column " + where.getColumnNr());
        } catch (NumberFormatException _) {
            // Jackson's word for an exponent of ten digits and more.
            throw new Malformed("a number beyond all bounds");
        }
    }

    /** Writes {@code root}. */
    static byte[] bytes(JsonNode root) {
        StringBuilder out = new StringBuilder();
        write(root, 0, out);
        return out.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static void write(JsonNode node, int depth, StringBuilder out) {
        if (node.isObject() && !node.isEmpty()) {
            writeObject(node, depth, out);
        } else if (node.isArray() && !node.isEmpty()) {
            writeArray(node, depth, out);
        } else if (node.isString()) {
            quote(node.stringValue(), out);
        } else if (node.isNumber()) {
            out.append(node.numberValue().toString().toLowerCase(Locale.ROOT));
        } else {
            out.append(node);
        }
    }

    private static void writeObject(JsonNode node, int depth, StringBuilder out) {
        out.append('{');
        for (Iterator<Map.Entry<String, JsonNode>> rest = node.properties().iterator(); rest.hasNext(); ) {
            Map.Entry<String, JsonNode> entry = rest.next();
            newLine(depth + 1, out);
            quote(entry.getKey(), out);
            out.append(": ");
            write(entry.getValue(), depth + 1, out);
            out.append(rest.hasNext() ? "," : "");
        }
        newLine(depth, out);
        out.append('}');
    }

    private static void writeArray(JsonNode node, int depth, StringBuilder out) {
        out.append('[');
        for (Iterator<JsonNode> rest = node.iterator(); rest.hasNext(); ) {
            newLine(depth + 1, out);
            write(rest.next(), depth + 1, out);
            out.append(rest.hasNext() ? "," : "");
        }
        newLine(depth, out);
        out.append(']');
    }

    private static void newLine(int depth, StringBuilder out) {
        out.append('\n').repeat("  ", depth);
    }

    /** Every char beyond ASCII on its own, so that a character beyond the first plane becomes the pair that Python writes. */
    private static void quote(String text, StringBuilder out) {
        out.append('"');
        text.chars().forEach(unit -> {
            switch (unit) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\t' -> out.append("\\t");
                case '\n' -> out.append("\\n");
                case '\f' -> out.append("\\f");
                case '\r' -> out.append("\\r");
                default -> {
                    if (unit < ' ' || unit > '~' + 1) {
                        out.append("\\u%04x".formatted(unit));
                    } else {
                        out.append((char) unit);
                    }
                }
            }
        });
        out.append('"');
    }
}

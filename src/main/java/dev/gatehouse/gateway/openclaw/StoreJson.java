package dev.gatehouse.gateway.openclaw;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads JSON, and writes it as the products do: {@code JSON.stringify(value, null, 2)}. Keys keep their order, numbers
 * their digits; what the products wrote comes out byte for byte as it went in.
 */
final class StoreJson {
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /** JSON5 as far as it matters in a config written by hand. */
    private static final JsonMapper LENIENT = STRICT.rebuild()
            .disable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(
                    JsonReadFeature.ALLOW_JAVA_COMMENTS,
                    JsonReadFeature.ALLOW_SINGLE_QUOTES,
                    JsonReadFeature.ALLOW_UNQUOTED_PROPERTY_NAMES,
                    JsonReadFeature.ALLOW_TRAILING_COMMA,
                    JsonReadFeature.ALLOW_LEADING_PLUS_SIGN_FOR_NUMBERS,
                    JsonReadFeature.ALLOW_LEADING_DECIMAL_POINT_FOR_NUMBERS,
                    JsonReadFeature.ALLOW_TRAILING_DECIMAL_POINT_FOR_NUMBERS,
                    JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS,
                    JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS,
                    JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
            .build();

    private StoreJson() {}

    /** Text that is not JSON. Says where, and never what stands there: it may be a secret. */
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

    /** Reads a store file. */
    static JsonNode parse(byte[] bytes) throws Malformed {
        return read(STRICT, bytes);
    }

    /** Reads a config file. */
    static JsonNode parseLenient(byte[] bytes) throws Malformed {
        // JSON5 takes the mark that some editors put at the start for white space.
        boolean marked =
                bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF;
        return read(LENIENT, marked ? Arrays.copyOfRange(bytes, 3, bytes.length) : bytes);
    }

    private static JsonNode read(JsonMapper mapper, byte[] bytes) throws Malformed {
        try {
            // Decoded here, because a parser of bytes would guess at UTF-16 and the products do not.
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            JsonNode root = mapper.readTree(text);
            if (root.isMissingNode()) {
                throw new Malformed("empty");
            }
            return root;
        } catch (CharacterCodingException _) {
            throw new Malformed("not UTF-8");
        } catch (JacksonException e) {
            TokenStreamLocation where = e.getLocation();
            throw new Malformed(
                    where == null ? "not JSON" : "line " + where.getLineNr() + ", column " + where.getColumnNr());
        } catch (NumberFormatException _) {
            // Jackson's word for an exponent of ten digits and more.
            throw new Malformed("a number beyond all bounds");
        }
    }

    /** Writes a store file. */
    static byte[] bytes(JsonNode root, boolean newLine) {
        StringBuilder out = new StringBuilder();
        write(root, 0, out);
        if (newLine) {
            out.append('\n');
        }
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void write(JsonNode node, int depth, StringBuilder out) {
        if (node.isObject()) {
            writeObject(node, depth, out);
        } else if (node.isArray()) {
            writeArray(node, depth, out);
        } else if (node.isString()) {
            quote(node.stringValue(), out);
        } else if (node.isNumber()) {
            // The digits of a BigDecimal and of JavaScript differ in the letter before the exponent alone.
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
            if (rest.hasNext()) {
                out.append(',');
            } else {
                newLine(depth, out);
            }
        }
        out.append('}');
    }

    private static void writeArray(JsonNode node, int depth, StringBuilder out) {
        out.append('[');
        for (Iterator<JsonNode> rest = node.iterator(); rest.hasNext(); ) {
            newLine(depth + 1, out);
            write(rest.next(), depth + 1, out);
            if (rest.hasNext()) {
                out.append(',');
            } else {
                newLine(depth, out);
            }
        }
        out.append(']');
    }

    private static void newLine(int depth, StringBuilder out) {
        out.append('\n').repeat("  ", depth);
    }

    private static void quote(String text, StringBuilder out) {
        out.append('"');
        text.codePoints().forEach(point -> {
            switch (point) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\t' -> out.append("\\t");
                case '\n' -> out.append("\\n");
                case '\f' -> out.append("\\f");
                case '\r' -> out.append("\\r");
                default -> {
                    boolean lone = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
                    if (point < ' ' || lone) {
                        out.append("\\u%04x".formatted(point));
                    } else {
                        out.appendCodePoint(point);
                    }
                }
            }
        });
        out.append('"');
    }
}

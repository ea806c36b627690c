package dev.gatehouse.io;

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
 * Reads JSON, and writes it as the products do: {@code JSON.stringify(value, null, 2)} of JavaScript, or
 * {@code json.dump(value, file, indent=2)} of Python, which is the same in pure ASCII. Keys keep their order, numbers their
 * digits; what the products wrote comes out byte for byte as it went in.
 */
public final class JsonText {
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

    private final boolean ascii;
    private final StringBuilder out = new StringBuilder();

    private JsonText(boolean ascii) {
        this.ascii = ascii;
    }

    /** Text that is not JSON. Says where, and never what stands there: it may be a secret. */
    public static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed(String where) {
            super(where);
        }

        /** Where it stops making sense. */
        public String where() {
            return String.valueOf(getMessage());
        }
    }

    /** Whether {@code bytes} begin with the mark that some editors put there; strict JSON has none. */
    public static boolean marked(byte[] bytes) {
        return bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF;
    }

    /** Reads what a program wrote, in UTF-8. */
    public static JsonNode parse(byte[] bytes) throws Malformed {
        return read(STRICT, bytes);
    }

    /** Reads what a program wrote. */
    public static JsonNode parse(String text) throws Malformed {
        return read(STRICT, text);
    }

    /** Reads what a person wrote, JSON5 as far as it matters. */
    public static JsonNode parseLenient(byte[] bytes) throws Malformed {
        // JSON5 takes the mark that some editors put at the start for white space.
        return read(LENIENT, marked(bytes) ? Arrays.copyOfRange(bytes, 3, bytes.length) : bytes);
    }

    private static JsonNode read(JsonMapper mapper, byte[] bytes) throws Malformed {
        try {
            // Decoded here, because a parser of bytes would guess at UTF-16 and the products do not.
            return read(
                    mapper,
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes))
                            .toString());
        } catch (CharacterCodingException _) {
            throw new Malformed("not UTF-8");
        }
    }

    private static JsonNode read(JsonMapper mapper, String text) throws Malformed {
        try {
            JsonNode root = mapper.readTree(text);
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

    /**
     * Writes {@code root} as JavaScript does.
     *
     * @param newLine whether a line ends behind it
     */
    public static byte[] bytes(JsonNode root, boolean newLine) {
        String text = new JsonText(false).text(root);
        return (newLine ? text + "\n" : text).getBytes(StandardCharsets.UTF_8);
    }

    /** Writes {@code root} as Python does: pure ASCII, without a line end. */
    public static byte[] ascii(JsonNode root) {
        return new JsonText(true).text(root).getBytes(StandardCharsets.US_ASCII);
    }

    private String text(JsonNode root) {
        write(root, 0);
        return out.toString();
    }

    private void write(JsonNode node, int depth) {
        if (node.isObject()) {
            writeObject(node, depth);
        } else if (node.isArray()) {
            writeArray(node, depth);
        } else if (node.isString()) {
            quote(node.stringValue());
        } else if (node.isNumber()) {
            // The digits of a BigDecimal and of JavaScript differ in the letter before the exponent alone.
            out.append(node.numberValue().toString().toLowerCase(Locale.ROOT));
        } else {
            out.append(node);
        }
    }

    private void writeObject(JsonNode node, int depth) {
        out.append('{');
        for (Iterator<Map.Entry<String, JsonNode>> rest = node.properties().iterator(); rest.hasNext(); ) {
            Map.Entry<String, JsonNode> entry = rest.next();
            newLine(depth + 1);
            quote(entry.getKey());
            out.append(": ");
            write(entry.getValue(), depth + 1);
            if (rest.hasNext()) {
                out.append(',');
            } else {
                newLine(depth);
            }
        }
        out.append('}');
    }

    private void writeArray(JsonNode node, int depth) {
        out.append('[');
        for (Iterator<JsonNode> rest = node.iterator(); rest.hasNext(); ) {
            newLine(depth + 1);
            write(rest.next(), depth + 1);
            if (rest.hasNext()) {
                out.append(',');
            } else {
                newLine(depth);
            }
        }
        out.append(']');
    }

    private void newLine(int depth) {
        out.append('\n').repeat("  ", depth);
    }

    private void quote(String text) {
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
                default -> plain(point);
            }
        });
        out.append('"');
    }

    private void plain(int point) {
        boolean lone = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
        if (point < ' ' || lone || (ascii && point > '~' + 1)) {
            // A character beyond the first plane as the pair that Python writes.
            for (char unit : Character.toChars(point)) {
                out.append("\\u%04x".formatted((int) unit));
            }
        } else {
            out.appendCodePoint(point);
        }
    }
}

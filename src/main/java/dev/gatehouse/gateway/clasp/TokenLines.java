package dev.gatehouse.gateway.clasp;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a router's token file (clasp-router 4.5.0, {@code --token-file}): a token and its scopes, comma between them;
 * a token alone administers everything; blank lines and those with # are passed over. What the console adds stands in a
 * comment before the token. Prints no token.
 */
final class TokenLines {
    private static final Pattern NOTE =
            Pattern.compile("# gatehouse (?<id>\\S+) (?<at>\\S+) (?<via>pin|qr|manual) (?<end>\\S+) (?<name>.*)");
    private static final String NO_END = "-";

    private final List<String> lines;

    private TokenLines(List<String> lines) {
        this.lines = List.copyOf(lines);
    }

    /** Those of {@code content}. */
    static TokenLines parse(byte[] content) {
        return new TokenLines(
                new String(content, StandardCharsets.UTF_8).lines().toList());
    }

    /**
     * A token of the file, without the token.
     *
     * @param id by which it is known: that of the note, else the beginning of its SHA-256, which does not tell it
     * @param line where it stands, from 0
     * @param noted whether a note of the console's stands before it
     * @param name what the note calls it
     * @param permissions what it lets do
     * @param readable whether the router would take all of its scopes; if not, it does not start
     * @param at since when, or null
     * @param via how it was decided, may be empty
     * @param expiresAt when the console takes it out, or null
     */
    record Row(
            String id,
            int line,
            boolean noted,
            String name,
            Permissions permissions,
            boolean readable,
            @Nullable Instant at,
            String via,
            @Nullable Instant expiresAt) {}

    /** All of them, in order. */
    List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                rows.add(row(i, line));
            }
        }
        return rows;
    }

    private Row row(int number, String line) {
        String[] parts = line.split("\\s+", 2);
        List<Scope> scopes = new ArrayList<>();
        boolean readable = true;
        for (String text : parts.length == 1 ? new String[] {"admin:/**"} : parts[1].split(",")) {
            Optional<Scope> scope = Scope.parse(text.strip());
            scope.ifPresent(scopes::add);
            readable &= scope.isPresent();
        }
        Permissions permissions = new Permissions(scopes);
        Matcher note = NOTE.matcher(number == 0 ? "" : lines.get(number - 1));
        return note.matches()
                ? new Row(
                        note.group("id"),
                        number,
                        true,
                        note.group("name"),
                        permissions,
                        readable,
                        time(note.group("at")),
                        note.group("via"),
                        time(note.group("end")))
                : new Row("token-" + hash(parts[0]), number, false, "", permissions, readable, null, "", null);
    }

    private static @Nullable Instant time(String text) {
        try {
            return text.equals(NO_END) ? null : Instant.parse(text);
        } catch (DateTimeException _) {
            return null;
        }
    }

    /** Twelve digits of the SHA-256 of a token; its 128 random bits cannot be found from them. */
    static String hash(String token) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(digest, 6));
        } catch (NoSuchAlgorithmException e) {
            // Every JDK has it.
            throw new IllegalStateException(e);
        }
    }

    /** With one token more. A token without scopes would administer everything: there has to be one. */
    TokenLines with(
            String id,
            String name,
            String token,
            Permissions permissions,
            String via,
            Instant at,
            @Nullable Instant expiresAt) {
        if (permissions.scopes().isEmpty()) {
            throw new IllegalArgumentException("a token without scopes would administer everything");
        }
        List<String> more = new ArrayList<>(lines);
        String end = expiresAt == null ? NO_END : expiresAt.toString();
        more.add("# gatehouse " + id + " " + at + " " + via + " " + end + " " + name);
        more.add(token + " " + String.join(",", permissions.texts()));
        return new TokenLines(more);
    }

    /** Without {@code row}, and without its note. */
    TokenLines without(Row row) {
        List<String> fewer = new ArrayList<>(lines);
        fewer.remove(row.line());
        if (row.noted()) {
            fewer.remove(row.line() - 1);
        }
        return new TokenLines(fewer);
    }

    /** As they stand in the file. */
    byte[] bytes() {
        return lines.isEmpty() ? new byte[0] : (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "TokenLines[" + lines.size() + "]";
    }
}

package dev.gatehouse.gateway.clasp;

import dev.gatehouse.pairing.Name;
import dev.gatehouse.pairing.Right;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One thing that a client may do, as {@code action:pattern} (clasp-core 4.5.0, security.rs).
 *
 * @param action what it may do
 * @param pattern to which addresses: begins with a slash; {@code *} is one segment, {@code **} any number
 */
record Scope(Action action, String pattern) {
    /** The longest pattern that is taken. */
    private static final int LONGEST = 256;

    /** The most {@code **} in a pattern: each multiplies the work of comparing two. */
    private static final int MOST_DEEP = 3;

    /** What may be done, each with what is before it. */
    enum Action {
        /** To read. */
        READ,
        /** To write, which implies to read. */
        WRITE,
        /** Everything. */
        ADMIN;

        private static Optional<Action> of(String word) {
            return switch (word.toLowerCase(Locale.ROOT)) {
                case "read", "r" -> Optional.of(READ);
                case "write", "w" -> Optional.of(WRITE);
                case "admin", "a", "*" -> Optional.of(ADMIN);
                default -> Optional.empty();
            };
        }

        /** As the product writes it. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Reads {@code action:pattern}; empty if the router would not take it, or drop it without a word. */
    static Optional<Scope> parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            return Optional.empty();
        }
        String pattern = text.substring(colon + 1).strip();
        return Action.of(text.substring(0, colon).strip())
                .filter(_ -> validPattern(pattern))
                .map(action -> new Scope(action, pattern));
    }

    /** Whether {@code pattern} is one of addresses. Commas and blanks would end it in the router's token file. */
    static boolean validPattern(String pattern) {
        return pattern.startsWith("/")
                && pattern.length() <= LONGEST
                && pattern.codePoints().allMatch(Scope::plain)
                && segments(pattern).stream().noneMatch(part -> part.contains("**") && !part.equals("**"))
                && segments(pattern).stream().filter("**"::equals).count() <= MOST_DEEP;
    }

    /** Whether a reader sees what it is, and the files and calls that it goes into take it for part of the pattern. */
    private static boolean plain(int point) {
        return Name.visible(point) && point != ',' && point != '#';
    }

    private static List<String> segments(String pattern) {
        return List.of(pattern.substring(1).split("/", -1));
    }

    /** Whether whoever has this may do all that {@code other} lets do. */
    boolean covers(Scope other) {
        return action.compareTo(other.action) >= 0 && covers(segments(pattern), segments(other.pattern));
    }

    private static boolean covers(List<String> wide, List<String> narrow) {
        if (wide.isEmpty()) {
            return narrow.isEmpty();
        }
        List<String> rest = wide.subList(1, wide.size());
        if (wide.getFirst().equals("**")) {
            return covers(rest, narrow) || (!narrow.isEmpty() && covers(wide, narrow.subList(1, narrow.size())));
        }
        if (narrow.isEmpty() || narrow.getFirst().equals("**")) {
            return false;
        }
        boolean same = wide.getFirst().equals("*") || wide.getFirst().equals(narrow.getFirst());
        return same && covers(rest, narrow.subList(1, narrow.size()));
    }

    /** As a right. */
    Right right() {
        return new Right(
                Right.Type.SCOPE, toString(), action == Action.ADMIN ? Right.Weight.ADMIN : Right.Weight.ORDINARY);
    }

    @Override
    public String toString() {
        return action.word() + ":" + pattern;
    }
}

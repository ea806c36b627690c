package dev.gatehouse.ui.requests;

import dev.gatehouse.pairing.Access;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.Right;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rights of a router's client as the operator edits them: patterns of addresses that it may read and write, one a line.
 * What else it asks for, administration above all, is not edited here and stays as it was asked.
 *
 * @param read patterns to read
 * @param write patterns to write, which lets it read them too
 */
record Patterns(List<String> read, List<String> write) {
    private static final String READ = "read:";
    private static final String WRITE = "write:";

    /** Keeps its own copies. */
    Patterns {
        read = List.copyOf(read);
        write = List.copyOf(write);
    }

    /** The patterns in {@code access}. */
    static Patterns of(Access access) {
        return new Patterns(those(access, READ), those(access, WRITE));
    }

    private static List<String> those(Access access, String action) {
        return access.names(Right.Type.SCOPE).stream()
                .filter(name -> name.startsWith(action))
                .map(name -> name.substring(action.length()))
                .toList();
    }

    /** What is typed, one pattern a line. */
    static Patterns typed(String read, String write) {
        return new Patterns(lines(read), lines(write));
    }

    private static List<String> lines(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .distinct()
                .toList();
    }

    /** Whether {@code access} lets somebody write. */
    static boolean writes(Access access) {
        return !of(access).write().isEmpty();
    }

    /** These rights, beside what {@code asked} holds of other sorts. */
    Access access(Access asked) {
        List<Right> all = new ArrayList<>(asked.rights().stream()
                .filter(right -> !right.name().startsWith(READ) && !right.name().startsWith(WRITE))
                .toList());
        read.forEach(pattern -> all.add(new Right(Right.Type.SCOPE, READ + pattern, Right.Weight.ORDINARY)));
        write.forEach(pattern -> all.add(new Right(Right.Type.SCOPE, WRITE + pattern, Right.Weight.ORDINARY)));
        return new Access(all);
    }

    /** What is wrong with them, or null: a router takes patterns that begin with a slash, and no spaces. */
    @Nullable
    Phrase fault() {
        if (read.isEmpty() && write.isEmpty()) {
            return Phrase.of("requests.narrow.none");
        }
        Optional<String> bad = java.util.stream.Stream.concat(read.stream(), write.stream())
                .filter(pattern -> !pattern.startsWith("/") || pattern.contains(" ") || pattern.contains(","))
                .findFirst();
        return bad.map(pattern -> Phrase.of("requests.narrow.bad", pattern)).orElse(null);
    }
}

package dev.gatehouse.pairing;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Rights asked for or granted, the heaviest first.
 *
 * @param rights without duplicates; sorted by weight, then in the order given
 */
public record Access(List<Right> rights) {
    /** No right at all. */
    public static final Access NONE = new Access(List.of());

    /** What every approved sender has: to talk to the bot in direct messages, and no more. */
    public static final Access DIRECT_MESSAGES =
            new Access(List.of(new Right(Right.Type.ROLE, "dm", Right.Weight.ORDINARY)));

    /** Sorts, and drops duplicates. */
    public Access {
        rights = List.copyOf(new LinkedHashSet<>(rights)
                .stream().sorted(Comparator.comparing(Right::weight).reversed()).toList());
    }

    /** Whether everything in {@code other} is here too. Who administers the gateway has every scope. */
    public boolean covers(Access other) {
        Set<Right> mine = Set.copyOf(rights);
        boolean everyScope = asksAdmin();
        return other.rights.stream()
                .allMatch(right -> mine.contains(right) || (everyScope && right.type() == Right.Type.SCOPE));
    }

    /** What is here and not covered by {@code other}. */
    public Access beyond(Access other) {
        return new Access(rights.stream()
                .filter(right -> !other.covers(new Access(List.of(right))))
                .toList());
    }

    /** Both together. */
    public Access with(Access other) {
        return new Access(Stream.concat(rights.stream(), other.rights.stream()).toList());
    }

    /** Whether it lets somebody administer the gateway. */
    public boolean asksAdmin() {
        return has(Right.Weight.ADMIN);
    }

    /** Whether it lets commands be run on a computer. */
    public boolean asksExecution() {
        return has(Right.Weight.EXECUTION);
    }

    /** Whether it deserves a second question: administration or the execution of commands. */
    public boolean grave() {
        return asksAdmin() || asksExecution();
    }

    /** The names of the rights of one type. */
    public List<String> names(Right.Type type) {
        return rights.stream()
                .filter(right -> right.type() == type)
                .map(Right::name)
                .toList();
    }

    private boolean has(Right.Weight weight) {
        return rights.stream().anyMatch(right -> right.weight() == weight);
    }
}

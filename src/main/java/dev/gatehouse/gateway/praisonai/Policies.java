package dev.gatehouse.gateway.praisonai;

import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Snapshot.DoorPolicy;
import dev.gatehouse.gateway.Snapshot.DoorPolicy.Mode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway does with strangers.
 *
 * @param file the config it was read from, or null if none was found
 * @param problem why it could not be read, or null if it could be
 * @param doors one for each channel that is set up
 * @param allowed who is let in by the config alone
 * @param unresolved settings that refer to variables which are not known here
 * @param identity whether people with equal labels are taken for one person
 */
record Policies(
        @Nullable String file,
        @Nullable Problem problem,
        List<DoorPolicy> doors,
        List<Allowed> allowed,
        List<String> unresolved,
        boolean identity) {
    /** No config was found. */
    static final Policies UNKNOWN = new Policies(null, null, List.of(), List.of(), List.of(), false);

    /** Keeps its own copies. */
    Policies {
        doors = List.copyOf(doors);
        allowed = List.copyOf(allowed);
        unresolved = List.copyOf(unresolved);
    }

    /** There is a config in {@code file}, and nothing can be told of it. */
    static Policies unreadable(String file, Problem problem) {
        return new Policies(file, problem, List.of(), List.of(), List.of(), false);
    }

    /**
     * Somebody whom the config lets in.
     *
     * @param channel the platform
     * @param person the sender's id; {@code *} is everybody
     * @param place file and setting
     */
    record Allowed(String channel, String person, String place) {}

    /** Whether it is known what happens to strangers. */
    boolean known() {
        return !doors.isEmpty();
    }

    /** Whether no door gives out codes. */
    boolean noDoorPairs() {
        return known() && doors.stream().noneMatch(door -> door.mode() == Mode.PAIRING);
    }
}

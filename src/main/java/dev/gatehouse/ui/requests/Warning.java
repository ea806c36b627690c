package dev.gatehouse.ui.requests;

import dev.gatehouse.console.GatewayState;
import dev.gatehouse.console.GatewayStatus;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Snapshot.Quota;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What the operator should know of one gateway, the gravest first.
 *
 * @param gateway what the operator calls it
 * @param all what there is to say; never empty
 */
record Warning(String gateway, List<Wrong> all) {
    /** How grave something is; later is less so. */
    enum Weight {
        /** The gateway does not answer. */
        SILENT,
        /** The gateway does not run; what it keeps is listed all the same. */
        DOWN,
        /** A part could not be read, so that the list is not whole. */
        PARTLY,
        /** Something that makes no row stale. */
        NOTE,
        /** A door takes no more strangers. */
        FULL
    }

    /** Something to know. */
    sealed interface Wrong {
        /** How grave it is. */
        Weight weight();
    }

    /**
     * Something wrong with a gateway, or with a part of it.
     *
     * @param weight how grave it is
     * @param source the file or call it is about, or empty
     * @param problem what is wrong
     */
    record Trouble(Weight weight, String source, Problem problem) implements Wrong {}

    /**
     * Doors that take no more strangers.
     *
     * @param doors the doors; never empty
     */
    record Full(List<Quota> doors) implements Wrong {
        @Override
        public Weight weight() {
            return Weight.FULL;
        }
    }

    /** Keeps its own copy. */
    Warning {
        all = List.copyOf(all);
    }

    /** The gravest. */
    Wrong first() {
        return all.getFirst();
    }

    /** What there is to say of {@code gateways}: one a gateway, the gravest first. */
    static List<Warning> of(List<GatewayStatus> gateways) {
        return gateways.stream()
                .map(status -> new Warning(status.profile().name(), wrong(status)))
                .filter(warning -> !warning.all().isEmpty())
                .sorted(Comparator.comparing(warning -> warning.first().weight()))
                .toList();
    }

    private static List<Wrong> wrong(GatewayStatus status) {
        List<Wrong> all = new ArrayList<>();
        if (status.state() instanceof GatewayState.Offline(var problem, var since, var retryAt)) {
            // What was known of it before is not known any more.
            all.add(new Trouble(Weight.SILENT, "", problem));
            return all;
        }
        status.troubles().forEach(part -> all.add(new Trouble(Weight.PARTLY, part.source(), part.problem())));
        status.notes()
                .forEach(note ->
                        all.add(new Trouble(note instanceof Problem.NotRunning ? Weight.DOWN : Weight.NOTE, "", note)));
        List<Quota> full = status.quotas().stream().filter(Quota::full).toList();
        if (!full.isEmpty()) {
            all.add(new Full(full));
        }
        all.sort(Comparator.comparing(Wrong::weight));
        return all;
    }
}

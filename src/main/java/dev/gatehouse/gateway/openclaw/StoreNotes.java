package dev.gatehouse.gateway.openclaw;

import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.LinkProblem;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.StoreProblems;
import dev.gatehouse.pairing.Phrase;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why something does not work on a store, and what the operator should know of it besides. */
final class StoreNotes {
    /** Files of earlier versions come and go with updates, not with requests. */
    private static final Duration OLD_FILES_EVERY = Duration.ofMinutes(1);

    private final StoreGateway files;
    private final StorePaths paths;
    private final Leftovers leftovers;
    private final InstantSource clock;
    private volatile Old old = new Old(Instant.MIN, List.of());

    private record Old(Instant at, List<Problem> notes) {}

    StoreNotes(StoreGateway files, StorePaths paths, InstantSource clock) {
        this.files = files;
        this.paths = paths;
        this.leftovers = new Leftovers(paths);
        this.clock = clock;
    }

    /** Whether it is certain that no gateway works on the store. */
    boolean stopped() {
        return files.running() instanceof RunningGateway.Answer.No;
    }

    /** Why what needs the gateway does not work. */
    Phrase away(boolean expected, @Nullable Problem problem) {
        if (problem == null) {
            return Phrase.of(expected ? "openclaw.absent.connecting" : "openclaw.absent.by-gateway");
        }
        return down(problem)
                ? Phrase.of("openclaw.absent.down")
                : Phrase.of("openclaw.absent.no-link", problem.sentence());
    }

    private boolean down(Problem problem) {
        return silent(problem) && stopped();
    }

    /** Whether nothing answers, as far as {@code problem} tells. */
    private static boolean silent(Problem problem) {
        return problem instanceof LinkProblem.Refused
                || problem instanceof LinkProblem.Restarting
                || problem instanceof LinkProblem.Dropped;
    }

    /** What {@code problem} means, seen from the gateway's own computer. */
    Problem told(Problem problem) {
        if (!silent(problem)) {
            return problem;
        }
        return switch (files.running()) {
            case RunningGateway.Answer.No _ ->
                new Problem.NotRunning(Phrase.of("openclaw.note.down"), Phrase.of("openclaw.note.down.remedy"));
            case RunningGateway.Answer.Yes(long pid)
            when problem instanceof LinkProblem.Refused(String address) ->
                new Problem.Particular(
                        Phrase.of("openclaw.note.silent", Long.toString(pid), address),
                        Phrase.of("openclaw.note.silent.remedy"),
                        null);
            case RunningGateway.Answer.Yes _, RunningGateway.Answer.Unknown _ -> problem;
        };
    }

    /** Files of earlier versions that do harm, or are taken for more than they are. */
    List<Problem> oldFiles() {
        Old known = old;
        Instant now = clock.instant();
        if (paths.dialect().sqlite() && now.isAfter(known.at().plus(OLD_FILES_EVERY))) {
            known = new Old(now, lookForOldFiles());
            old = known;
        }
        return known.notes();
    }

    private List<Problem> lookForOldFiles() {
        try {
            List<Problem> notes = new ArrayList<>();
            Config config = files.config().read();
            leftovers
                    .blocking(config)
                    .forEach(one -> notes.add(new Problem.Particular(one.what(), one.remedy(), null)));
            if (files.era() == StoreGateway.Era.DATABASE) {
                List<Leftovers.Leftover> unused = leftovers.unused();
                if (!unused.isEmpty()) {
                    notes.add(new Problem.Particular(
                            Phrase.of(
                                    "openclaw.note.unused",
                                    unused.size(),
                                    unused.getFirst().file()),
                            unused.getFirst().remedy(),
                            null));
                }
            }
            return notes;
        } catch (IOException e) {
            return List.of(StoreProblems.of(e, paths.credentials()));
        } catch (GatewayException e) {
            return List.of(e.problem());
        }
    }
}

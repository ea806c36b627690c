package dev.gatehouse.gateway;

import dev.gatehouse.pairing.PairingRequest;
import dev.gatehouse.pairing.Phrase;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong, in one sentence, and the one thing to do about it. The words are in the bundle under
 * {@code problem.<name>} and {@code problem.<name>.remedy}. Holds no secret.
 */
public sealed interface Problem
        permits LinkProblem,
                SecretProblem,
                Problem.Missing,
                Problem.Denied,
                Problem.Broken,
                Problem.Malformed,
                Problem.LeftOut,
                Problem.TooLarge,
                Problem.Locked,
                Problem.DiskFull,
                Problem.Contended,
                Problem.NewerStore,
                Problem.NotOffered,
                Problem.Changed,
                Problem.UnderWay,
                Problem.PolicyAsks,
                Problem.CodeOver,
                Problem.GrantChanged,
                Problem.Partial,
                Problem.TimedOut,
                Problem.Unrecorded,
                Problem.UnknownProduct,
                Problem.NotRunning,
                Problem.Bug,
                Problem.Particular {
    /** What went wrong. */
    Phrase sentence();

    /** The one thing to do about it. */
    Phrase remedy();

    /** What an engineer would want to know, or null. Never a secret. */
    default @Nullable String detail() {
        return null;
    }

    /**
     * Whether to try again without somebody's doing would be wrong: the answer would be the same, or the gateway would
     * lock this computer out.
     */
    default boolean halts() {
        return false;
    }

    /** How long the gateway is left alone before it is asked again, whatever news there are. */
    default Duration leaveAlone() {
        return Duration.ZERO;
    }

    /**
     * The gateway itself does not run; what it keeps is listed all the same.
     *
     * @param sentence what went wrong
     * @param remedy the one thing to do about it
     */
    record NotRunning(Phrase sentence, Phrase remedy) implements Problem {}

    /**
     * Something that only one product knows.
     *
     * @param sentence what went wrong
     * @param remedy the one thing to do about it
     * @param detail what an engineer would want to know, or null
     * @param halts whether to try again without somebody's doing would be wrong
     */
    record Particular(
            Phrase sentence, Phrase remedy, @Nullable String detail, boolean halts) implements Problem {
        /** What may be tried again. */
        public Particular(Phrase sentence, Phrase remedy, @Nullable String detail) {
            this(sentence, remedy, detail, false);
        }
    }

    /**
     * A file or folder that should be there is not.
     *
     * @param path where it was looked for
     */
    record Missing(String path) implements Problem {
        @Override
        public Phrase sentence() {
            return Phrase.of("problem.missing", path);
        }

        @Override
        public Phrase remedy() {
            return Phrase.of("problem.missing.remedy");
        }
    }

    /**
     * A file is there, but this process may not read or write it.
     *
     * @param path the file
     */
    record Denied(String path) implements Problem {
        @Override
        public Phrase sentence() {
            return Phrase.of("problem.denied", path);
        }

        @Override
        public Phrase remedy() {
            return Phrase.of("problem.denied.remedy", path);
        }
    }

    /**
     * A file could not be read or written for a reason of the system's.
     *
     * @param path the file
     * @param detail the system's words
     */
    record Broken(String path, String detail) implements Problem {
        @Override
        public Phrase sentence() {
            return Phrase.of("problem.broken", path);
        }

        @Override
        public Phrase remedy() {
            return Phrase.of("problem.broken.remedy");
        }
    }

    /**
     * A file does not hold what it should.
     *
     * @param path the file
     * @param detail where it stops making sense, without its content
     */
    record Malformed(String path, String detail) implements Problem {
        @Override
        public Phrase sentence() {
            return Phrase.of("problem.malformed", path);
        }

        @Override
        public Phrase remedy() {
            return Phrase.of("problem.malformed.remedy");
        }
    }

    /**
     * Some entries of a file or table make no sense, or are beyond what is read. The others are listed.
     *
     * @param place the file or table
     * @param entries how many are not listed, or not wholly
     */
    record LeftOut(String place, long entries) implements Problem {
        @Override
        public Phrase sentence() {
            return Phrase.of("problem.left-out", place, entries);
        }

        @Override
        public Phrase remedy() {
            return Phrase.of("problem.left-out.remedy");
        }
    }

    /**
     * A file is too large to be what it says.
     *
     * @param path the file
     * @param bytes its size
     * @param limit the most that is read
     */
    record TooLarge(String path, long bytes, long limit) implements Problem {
        @Override
        public Phrase sentence() {
            return Phrase.of("problem.too-large", path, bytes >> 20, limit >> 20);
        }

        @Override
        public Phrase remedy() {
            return Phrase.of("problem.too-large.remedy");
        }
    }

    /**
     * Somebody else holds the lock of a file.
     *
     * @param path the file
     * @param pid the process that holds it, or 0 if the lock does not tell
     * @param since since when, or null if the lock does not tell
     */
    record Locked(String path, long pid, @Nullable Instant since) implements Problem {
        @Override
        public Phrase sentence() {
            if (pid == 0) {
                return Phrase.of("problem.locked.unknown", path);
            }
            return since == null
                    ? Phrase.of("problem.locked.pid", path, Long.toString(pid))
                    : Phrase.of("problem.locked", path, Long.toString(pid), since);
        }

        @Override
        public Phrase remedy() {
            return Phrase.of("problem.locked.remedy");
        }
    }

    /**
     * The disk is full.
     *
     * @param path the file that could not be written; its old content stands
     */
    record DiskFull(String path) implements Problem {
        @Override
        public Phrase sentence() {
            return Phrase.of("problem.disk-full", path);
        }

        @Override
        public Phrase remedy() {
            return Phrase.of("problem.disk-full.remedy");
        }
    }

    /**
     * A file kept changing while the console wanted to change it.
     *
     * @param path the file; nothing was written
     */
    record Contended(String path) implements Problem {
        @Override
        public Phrase sentence() {
            return Phrase.of("problem.contended", path);
        }

        @Override
        public Phrase remedy() {
            return Phrase.of("problem.contended.remedy");
        }
    }

    /**
     * The store is of a later sort than this console can handle.
     *
     * @param path where that was seen
     * @param version the version it states
     */
    record NewerStore(String path, int version) implements Problem {
        @Override
        public Phrase sentence() {
            return Phrase.of("problem.newer-store", path, Integer.toString(version));
        }

        @Override
        public Phrase remedy() {
            return Phrase.of("problem.newer-store.remedy");
        }
    }

    /**
     * What was decided cannot be done on this connection.
     *
     * @param why the reason, as shown on the disabled button
     */
    record NotOffered(Phrase why) implements Problem {
        @Override
        public Phrase sentence() {
            return why;
        }

        @Override
        public Phrase remedy() {
            return Phrase.of("problem.not-offered.remedy");
        }
    }

    /**
     * What was shown is not what is there now; nothing was sent.
     *
     * @param now the request as it is now, or null if it is gone
     */
    record Changed(@Nullable PairingRequest now) implements Problem {
        @Override
        public Phrase sentence() {
            return Phrase.of(now == null ? "problem.gone" : "problem.changed");
        }

        @Override
        public Phrase remedy() {
            return Phrase.of(now == null ? "problem.gone.remedy" : "problem.changed.remedy");
        }
    }

    /** A decision about the same row is on its way, or was just done. */
    record UnderWay() implements Problem {
        @Override
        public Phrase sentence() {
            return Phrase.of("problem.under-way");
        }

        @Override
        public Phrase remedy() {
            return Phrase.of("problem.under-way.remedy");
        }
    }

    /**
     * An approval lacks what the operator's own policy for that gateway asks for; nothing was sent.
     *
     * @param code whether it asks for the asker's code; else for a second question
     */
    record PolicyAsks(boolean code) implements Problem {
        @Override
        public Phrase sentence() {
            return Phrase.of(code ? "problem.policy.code" : "problem.policy.question");
        }

        @Override
        public Phrase remedy() {
            return Phrase.of("problem.policy.remedy");
        }
    }

    /**
     * A code that was told belongs to a request whose time is over.
     *
     * @param at since when, by the gateway's clock
     */
    record CodeOver(Instant at) implements Problem {
        @Override
        public Phrase sentence() {
            return Phrase.of("problem.code-over", at);
        }

        @Override
        public Phrase remedy() {
            return Phrase.of("problem.code-over.remedy");
        }
    }

    /** A grant that was to be taken away is not there any more, or is another one. */
    record GrantChanged() implements Problem {
        @Override
        public Phrase sentence() {
            return Phrase.of("problem.grant-changed");
        }

        @Override
        public Phrase remedy() {
            return Phrase.of("problem.grant-changed.remedy");
        }
    }

    /**
     * Only a part of what was decided was done.
     *
     * @param done how many were
     * @param wanted how many should have been
     * @param cause what stopped it
     */
    record Partial(int done, int wanted, Problem cause) implements Problem {
        @Override
        public Phrase sentence() {
            return Phrase.of("problem.partial", done, wanted);
        }

        @Override
        public Phrase remedy() {
            return cause.remedy();
        }
    }

    /**
     * No answer in time.
     *
     * @param limit how long was waited
     */
    record TimedOut(Duration limit) implements Problem {
        @Override
        public Phrase sentence() {
            return Phrase.of("problem.timed-out", limit.toSeconds());
        }

        @Override
        public Phrase remedy() {
            return Phrase.of("problem.timed-out.remedy");
        }
    }

    /** The decision could not be written to the history, so it was not counted as done. */
    record Unrecorded(String path, String detail) implements Problem {
        @Override
        public Phrase sentence() {
            return Phrase.of("problem.unrecorded", path);
        }

        @Override
        public Phrase remedy() {
            return Phrase.of("problem.unrecorded.remedy");
        }
    }

    /**
     * The operator's settings are of a newer console, or cannot be used.
     *
     * @param product the product that this console does not know
     */
    record UnknownProduct(String product) implements Problem {
        @Override
        public Phrase sentence() {
            return Phrase.of("problem.unknown-product", product);
        }

        @Override
        public Phrase remedy() {
            return Phrase.of("problem.unknown-product.remedy");
        }
    }

    /**
     * A bug of the console's.
     *
     * @param detail what happened
     */
    record Bug(String detail) implements Problem {
        @Override
        public Phrase sentence() {
            return Phrase.of("problem.bug");
        }

        @Override
        public Phrase remedy() {
            return Phrase.of("problem.bug.remedy");
        }
    }
}

package dev.gatehouse.gateway.openclaw;

import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.StoreProblems;
import dev.gatehouse.io.FileFault;
import java.io.IOException;
import java.nio.file.Path;

/** A write that follows others of the same decision: if it fails, what came before still counts, and that is said. */
@FunctionalInterface
interface LaterWrite {
    /** Writes. */
    void run() throws IOException, GatewayException;

    /** A file changed under the hands after others of the same decision had been written. */
    final class Interrupted extends IOException {
        private static final long serialVersionUID = 1L;

        private final int done;
        private final int wanted;
        private final transient Problem problem;

        private Interrupted(int done, int wanted, FileFault.Changed changed) {
            super(changed);
            this.done = done;
            this.wanted = wanted;
            this.problem = StoreProblems.of(changed, changed.path());
        }

        /** Why the rest was not written this time. */
        Problem problem() {
            return problem;
        }

        /** What is to be said if the rest is not written after all, because of {@code cause}. */
        Problem partial(Problem cause) {
            return cause instanceof Problem.Partial ? cause : new Problem.Partial(done, wanted, cause);
        }
    }

    /** Runs {@code write} on {@code file}, of {@code wanted} writes {@code done} are done. */
    static void after(int done, int wanted, Path file, LaterWrite write) throws IOException, GatewayException {
        try {
            write.run();
        } catch (FileFault.Changed e) {
            // The whole is begun again. If that fails too, what is done is done all the same.
            throw done == 0 ? e : new Interrupted(done, wanted, e);
        } catch (IOException e) {
            throw partial(done, wanted, StoreProblems.of(e, file), e);
        } catch (GatewayException e) {
            throw partial(done, wanted, e.problem(), e);
        }
    }

    private static GatewayException partial(int done, int wanted, Problem problem, Exception cause) {
        return new GatewayException(done == 0 ? problem : new Problem.Partial(done, wanted, problem), cause);
    }
}

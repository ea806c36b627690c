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

    /** Runs {@code write} on {@code file}, of {@code wanted} writes {@code done} are done. */
    static void after(int done, int wanted, Path file, LaterWrite write) throws IOException, GatewayException {
        try {
            write.run();
        } catch (FileFault.Changed e) {
            // The whole is begun again, and finds what is done as done.
            throw e;
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

package dev.gatehouse.gateway.praisonai;

import dev.gatehouse.gateway.Environment;
import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Route;
import dev.gatehouse.io.AtomicFile;
import dev.gatehouse.io.FolderWatch;
import dev.gatehouse.io.Processes;
import dev.gatehouse.pairing.Phrase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The store of a gateway on this computer. */
final class StoreSide implements AutoCloseable {
    /** What the product has room for; the next stranger is told that it is busy (4.7.0, gateway/pairing.py). */
    static final int PLACES = 100;

    private final Places places;
    private final boolean anyway;
    private final Environment environment;
    private final PairingFile file;
    private final PolicyReader policies;
    private final Running running;
    private final Written written;
    private volatile FolderWatch.@Nullable Registration watching;

    /**
     * The store in {@code places}.
     *
     * @param anyway whether the operator wants it written although a gateway runs
     * @param written what was written to it since the console started
     * @param observer is told of every step of a replacement
     */
    StoreSide(
            Places places,
            boolean anyway,
            Environment environment,
            DotEnv dotEnv,
            Processes processes,
            Written written,
            AtomicFile.Observer observer) {
        this.places = places;
        this.anyway = anyway;
        this.environment = environment;
        this.file = new PairingFile(places.pairing(), observer);
        this.policies = new PolicyReader(places, environment, dotEnv);
        this.running = new Running(places, processes);
        this.written = written;
    }

    /**
     * What it holds.
     *
     * @param contents who waits and who is in
     * @param policies what happens to strangers
     * @param lost what was written here and is not there any more
     */
    record Seen(PairingFile.Contents contents, Policies policies, List<Problem> lost) {}

    /**
     * Reads it.
     *
     * @throws GatewayException if it cannot be read
     */
    Seen read() throws GatewayException {
        PairingFile.Contents contents = file.read();
        return new Seen(contents, policies.read(), written.lost(contents.paired()));
    }

    /** Whether somebody works on it. */
    Running.Answer running() {
        return running.look();
    }

    /** Whether the operator wants it written although a gateway runs. */
    boolean anyway() {
        return anyway;
    }

    Places places() {
        return places;
    }

    PairingFile file() {
        return file;
    }

    Written written() {
        return written;
    }

    Environment environment() {
        return environment;
    }

    /** How it is called where rows name their source. */
    String source() {
        return places.pairing().toString();
    }

    /** The way to the gateway that this is. */
    Route route() {
        return new Route(Route.Type.STORE, instance(places.folder()), Map.of());
    }

    static String instance(Path folder) {
        try {
            return folder.toRealPath().toString();
        } catch (IOException _) {
            // Gone for now; then it goes by its name.
            return folder.toAbsolutePath().normalize().toString();
        }
    }

    /** Where its secret is read from, where there is one. */
    List<Phrase> secrets(KnownSecrets known) {
        List<Phrase> all = new ArrayList<>();
        try {
            known.all().forEach(one -> all.add(one.where()));
        } catch (GatewayException e) {
            all.add(e.problem().sentence());
        }
        return all;
    }

    /** Calls {@code hint} when one of its files has changed, its config or the signs of those who run. */
    void watch(Runnable hint) {
        StoreHints filter = new StoreHints(places, places.configs(environment), hint);
        filter.seen();
        watching = environment.watch().watch(filter.folders(), filter);
    }

    @Override
    public void close() {
        FolderWatch.Registration registration = watching;
        if (registration != null) {
            registration.close();
        }
    }
}

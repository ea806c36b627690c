package dev.gatehouse.gateway.openclaw;

import dev.gatehouse.gateway.Attention;
import dev.gatehouse.gateway.Environment;
import dev.gatehouse.gateway.Feature;
import dev.gatehouse.gateway.Features;
import dev.gatehouse.gateway.Gateway;
import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Identity;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Receipt;
import dev.gatehouse.gateway.Snapshot;
import dev.gatehouse.gateway.StoreProblems;
import dev.gatehouse.io.AtomicFile;
import dev.gatehouse.io.FileStat;
import dev.gatehouse.io.FolderWatch;
import dev.gatehouse.io.LockFile;
import dev.gatehouse.io.Processes;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.Phrase;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A gateway by way of its store. The gateway itself need not run, and is not asked. */
final class StoreGateway implements Gateway {
    private static final Duration POLL = Duration.ofSeconds(30);

    /** How long a decision waits for those before it, each of which may wait for a lock. */
    private static final Duration TURN = Duration.ofSeconds(30);

    /** What a running gateway would undo. */
    private static final Set<Feature> DEVICE_ACTS =
            EnumSet.of(Feature.APPROVE_DEVICE, Feature.REJECT_DEVICE, Feature.REMOVE_DEVICE);

    /** What only a running gateway does. */
    private static final Set<Feature> BY_GATEWAY = EnumSet.of(
            Feature.NOTIFY, Feature.MAKE_OWNER, Feature.RENAME_DEVICE, Feature.ROTATE_TOKEN, Feature.REVOKE_ROLE);

    private final StoreAccess store;
    private final Environment environment;
    private final RunningGateway running;
    private final SqliteEra sqlite;
    private final ConfigReader config;
    private final StoreWriter writer;
    private final ReentrantLock performing = new ReentrantLock();
    private volatile Features features = Features.ALL;
    private volatile FolderWatch.@Nullable Registration registration;

    /** Connects {@code profile} to the store in {@code paths}. */
    StoreGateway(String profile, StorePaths paths, Environment environment) {
        this(profile, paths, environment, AtomicFile.Observer.NONE, LockFile.PATIENCE);
    }

    /** The same for tests that look on, or do not want to wait for a lock. */
    StoreGateway(
            String profile,
            StorePaths paths,
            Environment environment,
            AtomicFile.Observer observer,
            Duration lockPatience) {
        Processes processes = new Processes();
        this.store = new StoreAccess(profile, paths, new StoreFiles(observer));
        this.environment = environment;
        this.running = new RunningGateway(paths, environment, processes, RunningGateway.lockRoots(paths, environment));
        this.sqlite = new SqliteEra(paths.sqlite());
        this.config = new ConfigReader(paths, includeRoots(paths, environment));
        this.writer = new StoreWriter(
                store,
                config,
                environment.clock(),
                new StoreLocks(paths.dialect(), processes, environment.clock(), lockPatience),
                this::obstacle);
    }

    private static List<Path> includeRoots(StorePaths paths, Environment environment) {
        String roots = environment.variable(paths.dialect().prefix() + "INCLUDE_ROOTS");
        return roots == null
                ? List.of()
                : Stream.of(roots.split(File.pathSeparator))
                        .filter(root -> !root.isBlank())
                        .map(root -> StorePaths.expand(root, StorePaths.home(paths.dialect(), environment)))
                        .toList();
    }

    @Override
    public Identity identity() {
        StorePaths paths = store.paths();
        return new Identity(
                paths.dialect().name(),
                Plain.text(config.read().version()),
                paths.state().toString());
    }

    @Override
    public Features features() {
        return features;
    }

    /** Which files of the store count. */
    enum Era {
        /** The JSON files. */
        FILES,
        /** Some of the JSON files: a version between the two. */
        BETWEEN,
        /** The database. */
        DATABASE
    }

    /**
     * Which files count now.
     *
     * @throws GatewayException if the store is not there, or it cannot be told
     */
    Era era() throws GatewayException {
        int version = version();
        if (version >= SqliteEra.FIRST) {
            return Era.DATABASE;
        }
        return version > SqliteEra.LAST_JSON ? Era.BETWEEN : Era.FILES;
    }

    /** Whether a gateway runs on the store. */
    RunningGateway.Answer running() {
        return running.look();
    }

    /** The config that goes with the store. */
    ConfigReader config() {
        return config;
    }

    /** The store, for those who read more of it. */
    StoreAccess store() {
        return store;
    }

    /** The one look at the database's bytes that this process has. */
    SqliteEra sqlite() {
        return sqlite;
    }

    /** Reads people alone; who has another way to devices needs no more. */
    Snapshot readMessages() throws GatewayException {
        requireJsonEra();
        Config now = config.read();
        return new StoreReader(store, now, obstacles(now), environment.clock()).readMessages();
    }

    /** What cannot be done with people, and why. */
    Map<Feature, Phrase> messagesAbsent() throws GatewayException {
        return obstacles(config.read());
    }

    @Override
    public Snapshot read() throws GatewayException {
        requireJsonEra();
        Config now = config.read();
        Map<Feature, Phrase> absent = obstacles(now);
        Phrase obstacle = running.look().obstacle();
        if (obstacle != null) {
            DEVICE_ACTS.forEach(feature -> absent.putIfAbsent(feature, obstacle));
        }
        Snapshot snapshot = new StoreReader(store, now, absent, environment.clock()).read();
        Map<Feature, Phrase> all = new EnumMap<>(absent);
        BY_GATEWAY.forEach(feature -> all.put(feature, Phrase.of("openclaw.absent.by-gateway")));
        features = new Features(all);
        return snapshot;
    }

    /**
     * Sees to it that the JSON files count.
     *
     * @return the version of the database
     */
    private int requireJsonEra() throws GatewayException {
        int version = version();
        if (version >= SqliteEra.FIRST) {
            throw new GatewayException(
                    new Problem.NewerStore(store.paths().sqlite().toString(), version));
        }
        return version;
    }

    private int version() throws GatewayException {
        StorePaths paths = store.paths();
        try {
            // The look at the file first: a folder that may not be looked at is not one that is missing.
            if (!FileStat.of(paths.state()).exists() || !Files.isDirectory(paths.state())) {
                throw new GatewayException(new Problem.Missing(paths.state().toString()));
            }
            return paths.dialect().sqlite() ? sqlite.version() : 0;
        } catch (IOException e) {
            throw StoreProblems.exception(e, paths.sqlite());
        }
    }

    /** Why {@code feature} does not work on the whole store now, or null; asked inside of writes, so nothing is remembered. */
    private @Nullable Phrase obstacle(Feature feature, Config config) throws GatewayException {
        Phrase obstacle = obstacles(config).get(feature);
        return obstacle == null && DEVICE_ACTS.contains(feature)
                ? running.look().obstacle()
                : obstacle;
    }

    /** What does not work on the whole store now, whether a gateway runs or not, and why. */
    private Map<Feature, Phrase> obstacles(Config config) throws GatewayException {
        int version = requireJsonEra();
        Map<Feature, Phrase> absent = new EnumMap<>(Feature.class);
        if (version > SqliteEra.LAST_JSON) {
            // The betas of 2026.7.2 moved one list after the other; which file counts cannot be told.
            Phrase between = Phrase.of("openclaw.absent.between-versions", Integer.toString(version));
            Stream.of(Feature.values()).forEach(feature -> absent.put(feature, between));
            return absent;
        }
        if (!config.usable()) {
            absent.put(
                    Feature.APPROVE_DM,
                    Phrase.of(
                            config.problem() == null
                                    ? "openclaw.absent.no-config"
                                    : "openclaw.absent.config-unreadable"));
        }
        return absent;
    }

    @Override
    public void watch(Runnable hint) throws GatewayException {
        registration = environment.watch().watch(store.paths().folders(), hint);
    }

    @Override
    public Duration pollEvery(Attention attention) {
        return POLL;
    }

    @Override
    public Receipt perform(Decision decision) throws GatewayException {
        // A lock counts between processes; within this one, one decision at a time.
        try {
            if (!performing.tryLock(TURN.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new GatewayException(new Problem.TimedOut(TURN));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GatewayException(new Problem.TimedOut(TURN), e);
        }
        try {
            return writer.perform(decision);
        } finally {
            performing.unlock();
        }
    }

    @Override
    public void close() {
        FolderWatch.Registration watching = registration;
        if (watching != null) {
            watching.close();
        }
    }
}

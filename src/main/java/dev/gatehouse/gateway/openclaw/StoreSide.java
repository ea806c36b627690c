package dev.gatehouse.gateway.openclaw;

import dev.gatehouse.gateway.Environment;
import dev.gatehouse.gateway.Feature;
import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Listed;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Receipt;
import dev.gatehouse.gateway.Route;
import dev.gatehouse.gateway.Snapshot.DoorPolicy;
import dev.gatehouse.gateway.Snapshot.Quota;
import dev.gatehouse.gateway.Snapshot.Trouble;
import dev.gatehouse.io.FolderWatch;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.DmRequest;
import dev.gatehouse.pairing.PairingRequest;
import dev.gatehouse.pairing.Phrase;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The store of a gateway on this computer, whichever files count in it: alone where the gateway is down, and beside its
 * WebSocket for what that does not tell.
 */
final class StoreSide implements LiveSide.Doorkeeper, AutoCloseable {
    private final StoreGateway files;
    private final SqliteStore database;
    private final SqliteSenders senders;
    private final StoreNotes notes;
    private final SetupStore setup;
    private final Environment environment;
    private final StorePaths paths;
    private volatile @Nullable StoreHints hints;
    private volatile FolderWatch.@Nullable Registration watching;

    /** The store in {@code paths}. */
    StoreSide(String profile, StorePaths paths, Environment environment) {
        this.paths = paths;
        this.environment = environment;
        this.files = new StoreGateway(profile, paths, environment);
        SqliteDatabase sqlite = new SqliteDatabase(paths.sqlite(), files.sqlite());
        this.database = new SqliteStore(files.store(), sqlite, environment.clock());
        this.senders = new SqliteSenders(files.store(), database, sqlite);
        this.notes = new StoreNotes(files, paths, environment.clock());
        this.setup = new SetupStore(files, sqlite, environment.clock());
    }

    /** The way to the gateway that this is. */
    Route route() {
        return new Route(Route.Type.STORE, instance(paths.state()), Map.of());
    }

    static String instance(Path folder) {
        try {
            return folder.toRealPath().toString();
        } catch (IOException _) {
            // Gone for now; then it goes by its name.
            return folder.toString();
        }
    }

    String folder() {
        return paths.state().toString();
    }

    String version() {
        return files.identity().version();
    }

    /** The setup codes in it. */
    SetupStore setup() {
        return setup;
    }

    /** Why what needs the gateway does not work, where there is no connection because of {@code problem}. */
    Phrase away(boolean expected, @Nullable Problem problem) {
        return notes.away(expected, problem);
    }

    /** The config that goes with it. */
    ConfigReader config() {
        return files.config();
    }

    /**
     * Calls {@code hint} when something in the store has changed.
     */
    void watch(Runnable hint) {
        StoreHints filter = new StoreHints(paths.folders(), hint);
        filter.seen();
        hints = filter;
        watching = environment.watch().watch(paths.folders(), filter);
    }

    /**
     * Reads what there is.
     *
     * @param found takes it
     * @param up the gateway's WebSocket, or null if there is no connection
     * @param expected whether there is such a way at all
     * @param problem why there is no connection; null if there is one, or it is being made
     */
    void read(Findings found, LiveSide.@Nullable Up up, boolean expected, @Nullable Problem problem)
            throws GatewayException {
        StoreGateway.Era era = files.era();
        if (era == StoreGateway.Era.DATABASE) {
            database(found, up, notes.away(expected, problem));
        } else if (up == null) {
            files(found);
        } else {
            if (era == StoreGateway.Era.BETWEEN && up.senders().obstacle() == null) {
                found.messages(up, up.senders().read());
            } else {
                messagesInFiles(found);
            }
            found.devices(up, up.devices().read());
        }
        if (problem != null) {
            found.note(notes.told(problem));
        }
        notes.oldFiles().forEach(found::note);
    }

    private void files(Findings found) throws GatewayException {
        found.files(files.read());
        found.features(EnumSet.allOf(Feature.class), files.features().absent(), Route.Type.STORE);
    }

    private void messagesInFiles(Findings found) throws GatewayException {
        found.files(files.readMessages());
        Map<Feature, Phrase> absent = new EnumMap<>(Feature.class);
        absent.putAll(files.messagesAbsent());
        Phrase byFiles = Phrase.of("openclaw.absent.by-files");
        absent.putIfAbsent(Feature.NOTIFY, byFiles);
        absent.putIfAbsent(Feature.MAKE_OWNER, byFiles);
        found.features(Findings.MESSAGES, absent, Route.Type.STORE);
    }

    private void database(Findings found, LiveSide.@Nullable Up up, Phrase away) throws GatewayException {
        Config config = files.config().read();
        if (up == null) {
            Map<Feature, Phrase> absent = new EnumMap<>(Feature.class);
            EnumSet.complementOf(EnumSet.of(Feature.REVOKE_SENDER)).forEach(feature -> absent.put(feature, away));
            SqliteStore.Contents contents = database.read(config, absent);
            found.at(environment.clock().instant());
            found.requests(contents.requests());
            found.grants(contents.grants());
            found.troubles(contents.troubles());
            found.policies(policies(config));
            found.quotas(quotas(config, contents));
            absent.putAll(contents.absent());
            found.features(EnumSet.allOf(Feature.class), absent, Route.Type.STORE);
            return;
        }
        LivePart waiting = up.senders().read();
        StoreHints filter = hints;
        if (filter != null) {
            // The gateway has just written down that it was asked.
            filter.seen();
        }
        found.devices(up, up.devices().read());
        Map<Feature, Phrase> absent = new EnumMap<>(up.senders().absent());
        absent.remove(Feature.REVOKE_SENDER);
        try {
            SqliteStore.Contents contents = database.read(config, Map.of());
            absent.putAll(contents.absent());
            found.requests(withCodes(waiting.requests(), contents.messages()));
            found.requests(behindClosedDoors(waiting, contents.messages(), config));
            found.grants(contents.senders());
            found.troubles(contents.troubles().stream()
                    .filter(trouble -> trouble.concerns(database.source(SqliteTable.SENDERS)))
                    .toList());
        } catch (GatewayException e) {
            found.requests(waiting.requests());
            found.troubles(List.of(new Trouble(database.place(), e.problem())));
            found.unseen(waiting.unseen());
        }
        found.quotas(waiting.quotas());
        found.policies(waiting.policies());
        found.policies(policies(config));
        found.troubles(waiting.troubles());
        Phrase revoke = absent.remove(Feature.REVOKE_SENDER);
        found.features(Findings.MESSAGES, absent, Route.Type.WEBSOCKET);
        found.features(
                Set.of(Feature.REVOKE_SENDER),
                revoke == null ? Map.of() : Map.of(Feature.REVOKE_SENDER, revoke),
                Route.Type.STORE);
    }

    /** The gateway does not tell the codes; its store does, under the same id. */
    private static List<Listed<PairingRequest>> withCodes(
            List<Listed<PairingRequest>> told, List<Listed<PairingRequest>> stored) {
        Map<String, DmRequest> byId = new LinkedHashMap<>();
        stored.forEach(listed -> {
            if (listed.what() instanceof DmRequest request) {
                byId.put(request.id(), request);
            }
        });
        return told.stream()
                .map(listed -> listed.what() instanceof DmRequest request && byId.containsKey(request.id())
                        ? new Listed<PairingRequest>(
                                coded(request, byId.get(request.id())), listed.source(), listed.absent(), listed.own())
                        : listed)
                .toList();
    }

    private static DmRequest coded(DmRequest told, @Nullable DmRequest stored) {
        return new DmRequest(
                told.key(),
                told.id(),
                stored == null ? null : stored.code(),
                told.name(),
                told.details(),
                told.requestedAt(),
                told.lastAskedAt(),
                told.expiresAt());
    }

    /** Who waits at a door of which the gateway says nothing, because its policy is another by now. */
    private List<Listed<PairingRequest>> behindClosedDoors(
            LivePart told, List<Listed<PairingRequest>> stored, Config config) {
        List<Listed<PairingRequest>> closed = new ArrayList<>();
        for (Listed<PairingRequest> listed : stored) {
            String channel = listed.what().key().channel();
            String account = listed.what().key().account();
            boolean open = told.quotas().stream()
                    .anyMatch(quota ->
                            quota.channel().equals(channel) && quota.account().equals(account));
            if (!open && told.troubles().isEmpty()) {
                Phrase why = config.policy(channel, account)
                        .map(policy -> Phrase.of(
                                "openclaw.absent.closed-door", policy.mode().name()))
                        .orElseGet(() -> Phrase.of("openclaw.absent.unknown-account", account, channel));
                closed.add(new Listed<>(
                        listed.what(), listed.source(), Map.of(Feature.APPROVE_DM, why, Feature.REJECT_DM, why)));
            }
        }
        return closed;
    }

    private static List<DoorPolicy> policies(Config config) {
        return config.channels().stream()
                .flatMap(channel -> config.accountsOf(channel).stream()
                        .flatMap(account -> config.policy(channel, account).stream()))
                .toList();
    }

    private static List<Quota> quotas(Config config, SqliteStore.Contents contents) {
        List<Quota> quotas = new ArrayList<>();
        for (String channel : config.channels()) {
            for (String account : config.accountsOf(channel)) {
                int taken = (int) contents.messages().stream()
                        .map(listed -> listed.what().key())
                        .filter(key ->
                                key.channel().equals(channel) && key.account().equals(account))
                        .count();
                quotas.add(new Quota(channel, account, taken, PairingFormat.PLACES));
            }
        }
        return quotas;
    }

    /**
     * Does what was decided, by whichever way reaches what it is about.
     *
     * @param up the gateway's WebSocket, or null if there is no connection
     * @param problem why not
     */
    Receipt perform(Decision decision, LiveSide.@Nullable Up up, @Nullable Problem problem) throws GatewayException {
        return new StoreActs(files, senders, database.place(), up, notes.away(true, problem)).perform(decision);
    }

    /** Only the gateway that works on this store is spoken to as if it were this store's. */
    @Override
    public void admit(LiveSide.Up up) throws GatewayException {
        String told = up.link().hello().stateFolder();
        if (told == null) {
            // Told to administrators only.
            return;
        }
        if (!isHere(told) || stopped()) {
            throw new GatewayException(new Problem.Particular(
                    Phrase.of("openclaw.other-gateway", up.way().address().toString(), told),
                    Phrase.of("openclaw.other-gateway.remedy"),
                    null));
        }
    }

    private boolean isHere(String folder) {
        try {
            return instance(Path.of(folder)).equals(instance(paths.state()));
        } catch (InvalidPathException _) {
            // A path of another system.
            return false;
        }
    }

    /** Whether it is certain that no gateway works on this store. */
    boolean stopped() {
        return notes.stopped();
    }

    @Override
    public void close() {
        FolderWatch.Registration registration = watching;
        if (registration != null) {
            registration.close();
        }
        files.close();
    }
}

package dev.gatehouse.gateway.openclaw;

import dev.gatehouse.gateway.Environment;
import dev.gatehouse.gateway.Feature;
import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.LinkProblem;
import dev.gatehouse.gateway.Listed;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Receipt;
import dev.gatehouse.gateway.Route;
import dev.gatehouse.gateway.Snapshot.DoorPolicy;
import dev.gatehouse.gateway.Snapshot.Quota;
import dev.gatehouse.gateway.Snapshot.Trouble;
import dev.gatehouse.gateway.StoreProblems;
import dev.gatehouse.io.FolderWatch;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.DeviceGrant;
import dev.gatehouse.pairing.DmRequest;
import dev.gatehouse.pairing.Grant;
import dev.gatehouse.pairing.PairingRequest;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.SenderGrant;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The store of a gateway on this computer, whichever files count in it: alone where the gateway is down, and beside its
 * WebSocket for what that does not tell.
 */
final class StoreSide implements LiveSide.Doorkeeper, AutoCloseable {
    /** Files of earlier versions come and go with updates, not with requests. */
    private static final Duration LEFTOVERS_EVERY = Duration.ofMinutes(1);

    private final StoreGateway files;
    private final SqliteStore database;
    private final SqliteSenders senders;
    private final Leftovers leftovers;
    private final Environment environment;
    private final StorePaths paths;
    private volatile @Nullable StoreHints hints;
    private volatile FolderWatch.@Nullable Registration watching;
    private volatile Old old = new Old(Instant.MIN, List.of());

    private record Old(Instant at, List<Problem> notes) {}

    /** The store in {@code paths}. */
    StoreSide(String profile, StorePaths paths, Environment environment) {
        this.paths = paths;
        this.environment = environment;
        this.files = new StoreGateway(profile, paths, environment);
        SqliteDatabase sqlite = new SqliteDatabase(paths.sqlite(), files.sqlite());
        this.database = new SqliteStore(files.store(), sqlite, environment.clock());
        this.senders = new SqliteSenders(files.store(), database, sqlite);
        this.leftovers = new Leftovers(paths);
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
        boolean messages = up != null && up.senders().obstacle() == null;
        switch (files.era()) {
            case DATABASE -> database(found, up, away(expected, problem));
            case BETWEEN, FILES -> {
                if (up == null) {
                    files(found);
                } else {
                    if (messages && files.era() == StoreGateway.Era.BETWEEN) {
                        found.messages(up, up.senders().read());
                    } else {
                        messagesInFiles(found);
                    }
                    found.devices(up, up.devices().read());
                }
            }
        }
        if (problem != null) {
            found.note(told(problem));
        }
        oldFiles().forEach(found::note);
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

    /** Why what needs the gateway does not work. */
    private Phrase away(boolean expected, @Nullable Problem problem) {
        if (problem == null) {
            return Phrase.of(expected ? "openclaw.absent.connecting" : "openclaw.absent.by-gateway");
        }
        return down(problem)
                ? Phrase.of("openclaw.absent.down")
                : Phrase.of("openclaw.absent.no-link", problem.sentence());
    }

    private boolean down(Problem problem) {
        return silent(problem) && files.running() instanceof RunningGateway.Answer.No;
    }

    /** Whether nothing answers, as far as {@code problem} tells. */
    private static boolean silent(Problem problem) {
        return problem instanceof LinkProblem.Refused
                || problem instanceof LinkProblem.Restarting
                || problem instanceof LinkProblem.Dropped;
    }

    /** What {@code problem} means, seen from the gateway's own computer. */
    private Problem told(Problem problem) {
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
    private List<Problem> oldFiles() {
        Old known = old;
        Instant now = environment.clock().instant();
        if (paths.dialect().sqlite() && now.isAfter(known.at().plus(LEFTOVERS_EVERY))) {
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

    /**
     * Does what was decided, by whichever way reaches what it is about.
     *
     * @param up the gateway's WebSocket, or null if there is no connection
     * @param problem why not
     */
    Receipt perform(Decision decision, LiveSide.@Nullable Up up, @Nullable Problem problem) throws GatewayException {
        return switch (decision) {
            case Decision.Approve(DmRequest _, var _), Decision.Reject(DmRequest _) ->
                byMessages(decision, up, problem);
            case Decision.Revoke(SenderGrant shown, var _) -> revoke(shown);
            case Decision.RevokeAll all -> revokeAll(all, up, problem);
            case Decision.Approve _, Decision.Reject _, Decision.Revoke _, Decision.RotateToken _, Decision.Rename _ ->
                byDevices(decision, up, problem);
        };
    }

    private Receipt byMessages(Decision decision, LiveSide.@Nullable Up up, @Nullable Problem problem)
            throws GatewayException {
        StoreGateway.Era era = files.era();
        boolean told = up != null && up.senders().obstacle() == null;
        if (era == StoreGateway.Era.FILES || (era == StoreGateway.Era.BETWEEN && !told)) {
            return files.perform(decision);
        }
        if (up == null) {
            throw new GatewayException(new Problem.NotOffered(away(true, problem)));
        }
        return up.senders().perform(decision);
    }

    private Receipt byDevices(Decision decision, LiveSide.@Nullable Up up, @Nullable Problem problem)
            throws GatewayException {
        if (up != null) {
            return up.devices().perform(decision);
        }
        if (files.era() == StoreGateway.Era.DATABASE) {
            throw new GatewayException(new Problem.NotOffered(away(true, problem)));
        }
        return files.perform(decision);
    }

    private Receipt revoke(SenderGrant shown) throws GatewayException {
        return files.era() == StoreGateway.Era.DATABASE
                ? senders.revoke(shown, files.config().readAgain())
                : files.perform(new Decision.Revoke(shown));
    }

    private Receipt revokeAll(Decision.RevokeAll all, LiveSide.@Nullable Up up, @Nullable Problem problem)
            throws GatewayException {
        List<Grant> people =
                all.shown().stream().filter(SenderGrant.class::isInstance).toList();
        List<Grant> devices =
                all.shown().stream().filter(DeviceGrant.class::isInstance).toList();
        if (people.isEmpty()) {
            return byDevices(all, up, problem);
        }
        Receipt first = revokePeople(all.profile(), people, all.shown().size());
        if (devices.isEmpty()) {
            return first;
        }
        try {
            Receipt second = byDevices(new Decision.RevokeAll(all.profile(), devices), up, problem);
            return new Receipt(
                    first.summary(),
                    Stream.concat(first.touched().stream(), second.touched().stream())
                            .toList(),
                    Stream.concat(first.remark().stream(), second.remark().stream())
                            .toList());
        } catch (GatewayException e) {
            throw partial(people.size(), all.shown().size(), e);
        }
    }

    private Receipt revokePeople(String profile, List<Grant> people, int wanted) throws GatewayException {
        if (files.era() != StoreGateway.Era.DATABASE) {
            return files.perform(new Decision.RevokeAll(profile, people));
        }
        List<Phrase> remarks = new ArrayList<>();
        int done = 0;
        for (Grant person : people) {
            try {
                // Who is let in by the config alone was listed, and cannot be taken out here.
                if (!person.revocable().isEmpty()) {
                    remarks.addAll(revoke((SenderGrant) person).remark());
                }
                done++;
            } catch (GatewayException e) {
                throw partial(done, wanted, e);
            }
        }
        return new Receipt(Phrase.of("openclaw.receipt.revoked"), List.of(database.place()), remarks);
    }

    private static GatewayException partial(int done, int wanted, GatewayException cause) {
        if (done == 0) {
            return cause;
        }
        Problem why = cause.problem() instanceof Problem.Partial(int further, int _, Problem its)
                ? new Problem.Partial(done + further, wanted, its)
                : new Problem.Partial(done, wanted, cause.problem());
        return new GatewayException(why, cause);
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
        return files.running() instanceof RunningGateway.Answer.No;
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

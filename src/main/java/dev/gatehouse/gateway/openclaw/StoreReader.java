package dev.gatehouse.gateway.openclaw;

import dev.gatehouse.gateway.Feature;
import dev.gatehouse.gateway.Listed;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Snapshot;
import dev.gatehouse.gateway.Snapshot.DoorPolicy;
import dev.gatehouse.gateway.Snapshot.Quota;
import dev.gatehouse.gateway.Snapshot.Trouble;
import dev.gatehouse.gateway.StoreProblems;
import dev.gatehouse.gateway.openclaw.FileNames.Door;
import dev.gatehouse.gateway.openclaw.Format.Rows;
import dev.gatehouse.io.FileStat;
import dev.gatehouse.pairing.DmRequest;
import dev.gatehouse.pairing.Grant;
import dev.gatehouse.pairing.PairingRequest;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.RequestKey;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Makes one snapshot of a store. Used once. */
final class StoreReader {
    private final StoreAccess store;
    private final Config config;
    private final Map<Feature, Phrase> absent;
    private final InstantSource clock;
    private final Instant now;
    private final List<Trouble> troubles = new ArrayList<>();
    private final Map<RequestKey, Listed<PairingRequest>> requests = new LinkedHashMap<>();
    private final List<Listed<Grant>> grants = new ArrayList<>();
    private final Map<String, Map<String, Integer>> waiting = new TreeMap<>();

    /** Reads {@code store}; {@code absent} does not work on the whole of it. */
    StoreReader(StoreAccess store, Config config, Map<Feature, Phrase> absent, InstantSource clock) {
        this.store = store;
        this.config = config;
        this.absent = absent;
        this.clock = clock;
        this.now = clock.instant();
    }

    /** Reads everything. */
    Snapshot read() {
        TreeSet<String> channels = messages();
        readDevices();
        return snapshot(channels);
    }

    /** Reads what concerns people. */
    Snapshot readMessages() {
        return snapshot(messages());
    }

    private TreeSet<String> messages() {
        StorePaths paths = store.paths();
        if (config.problem() != null) {
            troubles.add(new Trouble(paths.shown(paths.config()), config.problem()));
        }
        TreeSet<String> channels = new TreeSet<>(config.channels());
        List<String> names = names();
        for (String name : names) {
            String channel = FileNames.pairingChannel(name);
            if (channel != null) {
                channels.add(channel);
                readPairing(channel);
            }
        }
        readSenders(names, channels);
        return channels;
    }

    private Snapshot snapshot(TreeSet<String> channels) {
        // Whoever gets this takes the time in it for the present: the time of the last file, not of the first.
        return new Snapshot(
                clock.instant(),
                List.copyOf(requests.values()),
                grants,
                quotas(channels),
                policies(channels),
                troubles);
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        Path folder = store.paths().credentials();
        try {
            // A folder that may not be looked at is not one that is missing.
            if (FileStat.of(folder).exists()) {
                list(folder, names);
            }
        } catch (IOException e) {
            troubles.add(new Trouble(store.paths().shown(folder), StoreProblems.of(e, folder)));
        }
        names.sort(Comparator.naturalOrder());
        return names;
    }

    private static void list(Path folder, List<String> names) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "*.json")) {
            for (Path entry : entries) {
                names.add(entry.getFileName().toString());
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private void readPairing(String channel) {
        Path file = store.paths().pairing(channel);
        Rows<Row<DmRequest>> rows = store.files().read(file, store.pairing(channel));
        String source = trouble(file, rows);
        for (Row<DmRequest> row : rows.rows()) {
            DmRequest request = row.what();
            if (!request.expiredAt(now)) {
                waiting.computeIfAbsent(channel, _ -> new TreeMap<>())
                        .merge(request.key().account(), 1, Integer::sum);
                add(request, source, DmRules.obstacle(config, store.senders(), request, row.node()));
            }
        }
    }

    private void readSenders(List<String> names, TreeSet<String> channels) {
        SenderList senders = new SenderList(store.profile(), store.senders());
        List<String> known = new ArrayList<>(channels);
        known.addAll(store.senders().channels());
        for (String name : names) {
            Door door = FileNames.door(name, known);
            if (door != null) {
                Path file = store.paths().credentials().resolve(name);
                Rows<String> rows = store.files().read(file, new AllowFormat());
                senders.addStored(door, rows.rows(), trouble(file, rows));
            }
        }
        config.allowed().forEach(senders::addConfigured);
        grants.addAll(senders.listed(absent));
    }

    private void readDevices() {
        StorePaths paths = store.paths();
        DeviceRows devices = store.devices();
        readPending(paths.devicesPending(), devices.devicesPending());
        readPending(paths.nodesPending(), devices.nodesPending());
        readPaired(paths.devicesPaired(), devices.devicesPaired(paths.shown(paths.devicesPaired())));
        readPaired(paths.nodesPaired(), devices.nodesPaired(paths.shown(paths.nodesPaired())));
    }

    private <T extends PairingRequest> void readPending(Path file, KeyedFormat<T> format) {
        Rows<Row<T>> rows = store.files().read(file, format);
        String source = trouble(file, rows);
        for (Row<T> row : rows.rows()) {
            if (!row.what().expiredAt(now)) {
                add(row.what(), source, DevicePairing.obstacle(row.node()));
            }
        }
    }

    private <T extends Grant> void readPaired(Path file, KeyedFormat<T> format) {
        Rows<Row<T>> rows = store.files().read(file, format);
        String source = trouble(file, rows);
        for (Row<T> row : rows.rows()) {
            grants.add(new Listed<>(row.what(), source, absent));
        }
    }

    /** Lists {@code request}; of several of one key the newest stays. */
    private void add(PairingRequest request, String source, @Nullable Phrase obstacle) {
        Listed<PairingRequest> before = requests.get(request.key());
        if (before == null || PendingRows.newer(before.what(), request) == request) {
            Map<Feature, Phrase> all = new EnumMap<>(Feature.class);
            if (obstacle != null) {
                all.put(Feature.approving(request), obstacle);
            }
            all.putAll(absent);
            requests.put(request.key(), new Listed<>(request, source, all));
        }
    }

    private List<Quota> quotas(TreeSet<String> channels) {
        List<Quota> quotas = new ArrayList<>();
        for (String channel : channels) {
            Map<String, Integer> taken = waiting.getOrDefault(channel, Map.of());
            if (!store.placesPerAccount(config)) {
                int all = taken.values().stream().mapToInt(Integer::intValue).sum();
                quotas.add(new Quota(channel, "", all, PairingFormat.PLACES));
                continue;
            }
            TreeSet<String> accounts = new TreeSet<>(config.accountsOf(channel));
            accounts.addAll(taken.keySet());
            accounts.forEach(account ->
                    quotas.add(new Quota(channel, account, taken.getOrDefault(account, 0), PairingFormat.PLACES)));
        }
        return quotas;
    }

    private List<DoorPolicy> policies(TreeSet<String> channels) {
        List<DoorPolicy> policies = new ArrayList<>();
        for (String channel : channels) {
            TreeSet<String> accounts = new TreeSet<>(config.accountsOf(channel));
            accounts.addAll(waiting.getOrDefault(channel, Map.of()).keySet());
            accounts.forEach(account -> config.policy(channel, account).ifPresent(policies::add));
        }
        return policies;
    }

    private String trouble(Path file, Rows<?> rows) {
        String source = store.paths().shown(file);
        Problem problem = rows.problem();
        if (problem != null) {
            troubles.add(new Trouble(source, problem));
        }
        return source;
    }
}

package dev.gatehouse.gateway.openclaw;

import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Receipt;
import dev.gatehouse.gateway.Snapshot.DoorPolicy;
import dev.gatehouse.gateway.openclaw.StoreFiles.Opened;
import dev.gatehouse.io.FileStat;
import dev.gatehouse.io.JsonText;
import dev.gatehouse.io.LockFile;
import dev.gatehouse.pairing.DmRequest;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.SenderGrant;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;

/**
 * Lets senders in and out. Each file is changed under its lock, which the gateway heeds as well.
 *
 * <p>An approval writes the allow list first and then takes the request away, so that nothing between the two can lose the
 * approval: what is left behind at worst is a request that ends by itself. (OpenClaw 2026.7.1 and Fased do it the other
 * way round; the result is the same.) It never makes the sender an owner of commands; that is in the config, which is not
 * touched.
 */
final class DmWriter {
    private final StoreAccess store;
    private final StoreLocks locks;
    private final InstantSource clock;
    private final AllowFormat allowFormat = new AllowFormat();

    DmWriter(StoreAccess store, StoreLocks locks, InstantSource clock) {
        this.store = store;
        this.locks = locks;
        this.clock = clock;
    }

    /** Looks again, inside a lock that may have been waited for, whether the JSON files still count. */
    interface Still {
        /**
         * The config as it is now.
         *
         * @throws GatewayException why the store cannot be changed any more
         */
        Config offered() throws GatewayException;
    }

    /** Lets the sender of {@code shown} in. */
    Receipt approve(DmRequest shown, Still still) throws IOException, GatewayException {
        String channel = shown.key().channel();
        Path pendingFile = requirePending(shown);
        Path allowFile = approvalFile(channel, shown.key().account());
        StoreLocks.Locks held = locks.begin();
        Config config;
        try (LockFile.Held _ = held.of(pendingFile).acquire()) {
            config = still.offered();
            Opened<Row<DmRequest>> pending = store.files().open(pendingFile, store.pairing(channel));
            Row<DmRequest> row = match(pending, shown);
            Phrase obstacle = DmRules.obstacle(config, store.senders(), row.what(), row.node());
            String entry = store.senders().entry(channel, row.node().path("id").asString(""));
            if (obstacle != null || entry == null) {
                throw new GatewayException(new Problem.NotOffered(
                        obstacle == null ? Phrase.of("openclaw.absent.id-form", channel) : obstacle));
            }
            allow(held.of(allowFile), allowFile, channel, entry, still);
            LaterWrite.after(1, 2, pendingFile, () -> remove(pending, shown, still));
        }
        return new Receipt(
                Phrase.of("openclaw.receipt.approved"),
                List.of(shown(allowFile), shown(pendingFile)),
                remarks(config, shown));
    }

    private void allow(LockFile lock, Path file, String channel, String entry, Still still)
            throws IOException, GatewayException {
        store.files().file(file).createIfAbsent(JsonText.bytes(allowFormat.empty(), allowFormat.newLine()));
        try (LockFile.Held _ = lock.acquire()) {
            Opened<String> allowed = store.files().open(file, allowFormat);
            if (allowed.rows().stream()
                    .noneMatch(other -> store.senders().read(channel, other).equals(entry))) {
                ((ArrayNode) allowed.root().path(AllowFormat.LIST)).add(entry);
                allowed.replace(still::offered);
            }
        }
    }

    /** Turns the sender of {@code shown} away; they may ask again. */
    Receipt reject(DmRequest shown, Still still) throws IOException, GatewayException {
        Path pendingFile = requirePending(shown);
        try (LockFile.Held _ = locks.begin().of(pendingFile).acquire()) {
            still.offered();
            Opened<Row<DmRequest>> pending =
                    store.files().open(pendingFile, store.pairing(shown.key().channel()));
            match(pending, shown);
            remove(pending, shown, still);
        }
        return new Receipt(Phrase.of("openclaw.receipt.rejected"), List.of(shown(pendingFile)), List.of());
    }

    /** Takes a sender out of every file that lets them in. */
    Receipt revoke(SenderGrant shown, Still still) throws IOException, GatewayException {
        String channel = shown.key().channel();
        String account = shown.key().account();
        if (shown.revocable().isEmpty()) {
            throw new GatewayException(new Problem.NotOffered(Phrase.of(
                    "openclaw.absent.config-only", shown.origins().getFirst().place())));
        }
        List<Path> files = new ArrayList<>();
        files.add(store.paths().allowed(channel, account));
        if (account.equals(FileNames.DEFAULT_ACCOUNT)) {
            files.add(store.paths().allowed(channel, null));
        }
        List<String> touched = new ArrayList<>();
        List<LockFile.Held> held = new ArrayList<>();
        StoreLocks.Locks all = locks.begin();
        Config config;
        try {
            // All is read before anything is written: a file that cannot be changed stops the whole.
            List<Opened<String>> hits = new ArrayList<>();
            for (Path file : files) {
                if (FileStat.of(file).exists()) {
                    held.add(all.of(file).acquire());
                    Opened<String> allowed = store.files().open(file, allowFormat);
                    if (allowed.rows().stream().anyMatch(entry -> same(shown, entry))) {
                        hits.add(allowed);
                    }
                }
            }
            config = still.offered();
            if (hits.isEmpty()) {
                throw new GatewayException(new Problem.GrantChanged());
            }
            for (Opened<String> allowed : hits) {
                LaterWrite.after(
                        touched.size(), hits.size(), allowed.file().path(), () -> withdraw(allowed, shown, still));
                touched.add(shown(allowed.file().path()));
            }
        } finally {
            for (LockFile.Held lock : held.reversed()) {
                lock.close();
            }
        }
        return new Receipt(Phrase.of("openclaw.receipt.revoked"), touched, lasting(config, shown));
    }

    private void withdraw(Opened<String> allowed, SenderGrant shown, Still still) throws IOException, GatewayException {
        ArrayNode list = (ArrayNode) allowed.root().path(AllowFormat.LIST);
        list.removeIf(entry -> same(shown, entry.asString("")));
        allowed.replace(still::offered);
    }

    private boolean same(SenderGrant shown, String entry) {
        return SenderList.subject(store.senders(), shown.key().channel(), entry)
                .equals(shown.key().subject());
    }

    /** What lets the sender of {@code shown} in even after a revoke: as shown, and as the config is now. */
    static List<Phrase> lasting(Config config, SenderGrant shown) {
        return Stream.concat(
                        shown.lasting().stream().map(origin -> origin.place()),
                        config.allowed().stream()
                                .filter(allowed -> allowed.channel()
                                                .equals(shown.key().channel())
                                        && allowed.account().equals(shown.key().account())
                                        && SenderList.subject(
                                                        config.paths().dialect().senders(),
                                                        allowed.channel(),
                                                        allowed.entry())
                                                .equals(shown.key().subject()))
                                .map(Config.Allowed::place))
                .distinct()
                .map(place -> Phrase.of("openclaw.remark.config-lets-in", place))
                .toList();
    }

    private static List<Phrase> remarks(Config config, DmRequest shown) {
        Optional<DoorPolicy> policy =
                config.policy(shown.key().channel(), shown.key().account());
        return policy.filter(door -> door.mode() != DoorPolicy.Mode.PAIRING)
                .map(door -> List.of(Phrase.of("openclaw.remark.store-ignored", door.place())))
                .orElse(List.of());
    }

    /** The request as it is now, if it still is what was shown. */
    private Row<DmRequest> match(Opened<Row<DmRequest>> pending, DmRequest shown) throws GatewayException {
        Row<DmRequest> now = PendingRows.match(pending, shown, clock.instant());
        if (!Objects.equals(shown.code(), now.what().code())) {
            throw new GatewayException(new Problem.Changed(now.what()));
        }
        return now;
    }

    private static void remove(Opened<Row<DmRequest>> pending, DmRequest shown, Still still)
            throws IOException, GatewayException {
        ArrayNode list = (ArrayNode) pending.root().path(PairingFormat.REQUESTS);
        pending.rows().stream()
                .filter(row -> row.what().key().equals(shown.key()))
                .forEach(row -> list.removeIf(node -> node == row.node()));
        pending.replace(still::offered);
    }

    private Path requirePending(DmRequest shown) throws IOException, GatewayException {
        Path file = store.paths().pairing(shown.key().channel());
        if (!FileStat.of(file).exists()) {
            throw new GatewayException(new Problem.Changed(null));
        }
        return file;
    }

    /** Where an approval is written: the account's own file if there is one, else where the product would. */
    private Path approvalFile(String channel, String account) throws IOException {
        Path own = store.paths().allowed(channel, account);
        boolean unscoped = store.paths().dialect().unscopedDefault()
                && account.equals(FileNames.DEFAULT_ACCOUNT)
                && !FileStat.of(own).exists();
        return unscoped ? store.paths().allowed(channel, null) : own;
    }

    private String shown(Path file) {
        return store.paths().shown(file);
    }
}

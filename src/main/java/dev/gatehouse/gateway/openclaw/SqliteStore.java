package dev.gatehouse.gateway.openclaw;

import dev.gatehouse.gateway.Feature;
import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Listed;
import dev.gatehouse.gateway.Snapshot.Trouble;
import dev.gatehouse.pairing.Grant;
import dev.gatehouse.pairing.PairingRequest;
import dev.gatehouse.pairing.Phrase;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The store of OpenClaw from 2026.8.1 on: five tables in {@code state/openclaw.sqlite}. It is read as it is, whether a
 * gateway runs or not, and nothing is written by reading; see {@link SqliteDatabase}.
 */
final class SqliteStore {
    /** The last version that was tried (OpenClaw 2026.9.6). What a later one means is not known, so it is never written. */
    static final int LAST = 18;

    private final StoreAccess store;
    private final SqliteDatabase database;
    private final InstantSource clock;

    SqliteStore(StoreAccess store, SqliteDatabase database, InstantSource clock) {
        this.store = store;
        this.database = database;
        this.clock = clock;
    }

    /**
     * What the database held at one moment, as far as it has not expired.
     *
     * @param version the version of its schema
     * @param messages people who wait, with their codes
     * @param devices devices that wait, the newest request of each key
     * @param capabilities what joined nodes ask for; these never expire
     * @param senders people who are in, by the store or the config
     * @param joined devices and nodes that are in, and what nodes may be told to do
     * @param troubles what could not be read
     */
    record Contents(
            int version,
            List<Listed<PairingRequest>> messages,
            List<Listed<PairingRequest>> devices,
            List<Listed<PairingRequest>> capabilities,
            List<Listed<Grant>> senders,
            List<Listed<Grant>> joined,
            List<Trouble> troubles) {
        /** Keeps its own copies. */
        Contents {
            messages = List.copyOf(messages);
            devices = List.copyOf(devices);
            capabilities = List.copyOf(capabilities);
            senders = List.copyOf(senders);
            joined = List.copyOf(joined);
            troubles = List.copyOf(troubles);
        }

        /** Why a sender cannot be revoked in a store of this version; empty if they can. */
        Map<Feature, Phrase> absent() {
            return SqliteStore.absent(version);
        }

        /** All that waits. */
        List<Listed<PairingRequest>> requests() {
            return Stream.of(messages, devices, capabilities)
                    .flatMap(List::stream)
                    .toList();
        }

        /** All that is in. */
        List<Listed<Grant>> grants() {
            return Stream.concat(senders.stream(), joined.stream()).toList();
        }
    }

    /** Whether a store of {@code version} may be written. */
    static boolean known(int version) {
        return version >= SqliteEra.FIRST && version <= LAST;
    }

    private static Map<Feature, Phrase> absent(int version) {
        return known(version)
                ? Map.of()
                : Map.of(Feature.REVOKE_SENDER, Phrase.of("openclaw.absent.unknown-schema", Integer.toString(version)));
    }

    /** How the database is called on screen, as the place of what it lets in and as the source of what is read. */
    String place() {
        return store.paths().shown(store.paths().sqlite());
    }

    /** What the rows of {@code table} have as their source; trouble with {@link #place()} is trouble with all of them. */
    String source(SqliteTable table) {
        return place() + "/" + table.name();
    }

    /**
     * Reads everything.
     *
     * @param config who is let in besides
     * @param absent what does not work on the whole store now, and why
     * @throws GatewayException if nothing can be read; part of it is told in the troubles
     */
    Contents read(Config config, Map<Feature, Phrase> absent) throws GatewayException {
        SqliteReader reader = new SqliteReader(store, this, clock.instant());
        int version = database.read(session -> {
            reader.read(session, database::problem);
            return session.version();
        });
        Map<Feature, Phrase> all = new EnumMap<>(Feature.class);
        all.putAll(absent(version));
        all.putAll(absent);
        SenderList senders = reader.senders();
        config.allowed().forEach(senders::addConfigured);
        return new Contents(
                version,
                listed(reader.messages(), SqliteTable.MESSAGES, all),
                listed(reader.devices(), SqliteTable.WAITING, all),
                listed(reader.capabilities(), SqliteTable.JOINED, all),
                senders.listed(all).stream().map(this::sourced).toList(),
                listed(reader.joined(), SqliteTable.JOINED, all),
                reader.troubles());
    }

    private <T, S extends T> List<Listed<T>> listed(List<S> rows, SqliteTable table, Map<Feature, Phrase> absent) {
        List<Listed<T>> listed = new ArrayList<>(rows.size());
        rows.forEach(row -> listed.add(new Listed<>(row, source(table), absent)));
        return listed;
    }

    private Listed<Grant> sourced(Listed<Grant> sender) {
        return sender.source().equals(place())
                ? new Listed<>(sender.what(), source(SqliteTable.SENDERS), sender.absent())
                : sender;
    }
}

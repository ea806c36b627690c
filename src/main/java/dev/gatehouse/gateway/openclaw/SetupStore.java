package dev.gatehouse.gateway.openclaw;

import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Receipt;
import dev.gatehouse.gateway.Snapshot.Trouble;
import dev.gatehouse.pairing.Phrase;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The setup codes in the store of a gateway on this computer. One of them is taken back by deleting its row: the product has
 * no call for that, looks at the table anew for each device that comes with a code, and has nothing else that goes with it
 * (OpenClaw 2026.9.6). The JSON file of earlier versions is left alone, because a running gateway writes it without a lock.
 */
final class SetupStore {
    private final StoreGateway files;
    private final SqliteDatabase database;
    private final InstantSource clock;

    SetupStore(StoreGateway files, SqliteDatabase database, InstantSource clock) {
        this.files = files;
        this.database = database;
        this.clock = clock;
    }

    /**
     * What the store tells of codes.
     *
     * @param open codes that nobody has used up and that have not ended
     * @param used codes that were used of late
     * @param troubles what could not be read
     */
    record Contents(List<SetupRow> open, List<SetupUse> used, List<Trouble> troubles) {
        /** Keeps its own copies. */
        Contents {
            open = List.copyOf(open);
            used = List.copyOf(used);
            troubles = List.copyOf(troubles);
        }
    }

    /** Why the codes cannot be listed, or null if they can. */
    @Nullable
    Phrase unlisted() throws GatewayException {
        if (!dialect().sqlite()) {
            return Phrase.of("openclaw.absent.permanent-code");
        }
        return files.era() == StoreGateway.Era.BETWEEN ? Phrase.of("openclaw.absent.codes-between") : null;
    }

    /** Why no code can be taken back, or null if one can. */
    @Nullable
    Phrase lasting() throws GatewayException {
        if (!dialect().sqlite()) {
            return Phrase.of("openclaw.absent.cancel-permanent");
        }
        return files.era() == StoreGateway.Era.DATABASE ? null : Phrase.of("openclaw.absent.cancel-in-files");
    }

    private Dialect dialect() {
        return files.store().paths().dialect();
    }

    /** How the list of codes is called on screen. */
    String source() throws GatewayException {
        StorePaths paths = files.store().paths();
        return files.era() == StoreGateway.Era.DATABASE
                ? paths.shown(paths.sqlite()) + "/" + SqliteTable.CODES.name()
                : paths.shown(paths.bootstrap());
    }

    /** Reads them. */
    Contents read() throws GatewayException {
        List<SetupRow> open = new ArrayList<>();
        List<SetupUse> used = new ArrayList<>();
        List<Trouble> troubles = new ArrayList<>();
        String source = source();
        if (files.era() == StoreGateway.Era.DATABASE) {
            long leftOut = database.read(session -> {
                // A look that was disturbed is done again.
                open.clear();
                used.clear();
                long rest = read(session, SqliteTable.CODES, entry -> open.add(row(entry)));
                return rest
                        + read(
                                session,
                                SqliteTable.USED_CODES,
                                entry -> used.add(SetupUse.of(
                                        entry,
                                        "completedAtMs",
                                        entry.need("deliveryState").equals("confirmed"))));
            });
            if (leftOut > 0) {
                troubles.add(new Trouble(source, new Problem.LeftOut(source, leftOut)));
            }
        } else {
            Path path = files.store().paths().bootstrap();
            Format.Rows<Row<SetupRow>> rows = files.store().files().read(path, new KeyedFormat<>(SetupRow::of));
            rows.rows().forEach(row -> open.add(row.what()));
            Problem problem = rows.problem();
            if (problem != null) {
                troubles.add(new Trouble(source, problem));
            }
        }
        open.removeIf(row -> !clock.instant().isBefore(row.expiresAt()));
        return new Contents(open, used, troubles);
    }

    /** Versions before these tables had no codes. */
    private static long read(SqliteSession session, SqliteTable table, SqliteSession.Reader reader)
            throws SQLException {
        Set<String> columns = session.columns(table);
        return table.missing(columns).isEmpty() ? session.read(table, columns, reader) : 0;
    }

    private static SetupRow row(Entry entry) throws Entry.Bad {
        return SetupRow.of(entry.need("tokenKey"), entry);
    }

    /**
     * Takes back the code that goes by {@code id}.
     *
     * @throws GatewayException if it was not done
     */
    Receipt cancel(String id) throws GatewayException {
        Phrase lasting = lasting();
        if (lasting != null) {
            throw new GatewayException(new Problem.NotOffered(lasting));
        }
        database.write(session -> {
            delete(session, id);
            return id;
        });
        return new Receipt(Phrase.of("openclaw.receipt.code-cancelled"), List.of(source()), List.of());
    }

    private void delete(SqliteSession session, String id) throws SQLException, GatewayException {
        String file = files.store().paths().sqlite().toString();
        int version = session.version();
        if (!SqliteStore.known(version)) {
            throw new GatewayException(new Problem.NewerStore(file, version));
        }
        Set<String> columns = session.columns(SqliteTable.CODES);
        List<String> missing = SqliteTable.CODES.missing(columns);
        if (!missing.isEmpty() || session.triggers(SqliteTable.CODES)) {
            throw new GatewayException(new Problem.Malformed(file, SqliteTable.CODES.name() + ": is another table"));
        }
        List<SetupRow> rows = new ArrayList<>();
        session.read(SqliteTable.CODES, columns, entry -> rows.add(row(entry)));
        rows.removeIf(row -> !row.id().equals(id));
        // Two of one moment cannot be told apart without their tokens: then neither is touched.
        if (rows.size() != 1
                || session.delete(
                                SqliteTable.CODES,
                                List.of("token_key"),
                                List.of(rows.getFirst().token()))
                        != 1) {
            throw new GatewayException(new Problem.Particular(
                    Phrase.of("openclaw.code.gone"), Phrase.of("openclaw.code.gone.remedy"), null));
        }
    }
}

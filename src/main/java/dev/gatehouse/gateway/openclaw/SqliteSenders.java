package dev.gatehouse.gateway.openclaw;

import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Receipt;
import dev.gatehouse.gateway.openclaw.FileNames.Door;
import dev.gatehouse.pairing.Origin;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.SenderGrant;
import dev.gatehouse.pairing.SubjectKey;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Takes senders out of the database: the one thing that is ever written there. The product has no call for it, reads the
 * table anew for every message, has no trigger on it and keeps nothing else that goes with it; a gateway may run meanwhile
 * (OpenClaw 2026.9.6).
 */
final class SqliteSenders {
    private static final List<String> KEY = List.of("channel_key", "account_id", "entry");

    private final StoreAccess store;
    private final SqliteStore sqlite;
    private final SqliteDatabase database;

    SqliteSenders(StoreAccess store, SqliteStore sqlite, SqliteDatabase database) {
        this.store = store;
        this.sqlite = sqlite;
        this.database = database;
    }

    /** Deletes every row that lets in the sender of {@code shown}, in whatever spelling, or none of them. */
    Receipt revoke(SenderGrant shown, Config config) throws GatewayException {
        if (shown.revocable().isEmpty()) {
            throw new GatewayException(new Problem.NotOffered(Phrase.of(
                    "openclaw.absent.config-only", shown.origins().getFirst().place())));
        }
        if (!shown.origins().contains(new Origin(Origin.Type.STORE, sqlite.place()))) {
            throw new GatewayException(new Problem.GrantChanged());
        }
        database.write(session -> {
            delete(session, shown);
            return shown;
        });
        return new Receipt(
                Phrase.of("openclaw.receipt.revoked"), List.of(sqlite.place()), DmWriter.lasting(config, shown));
    }

    private void delete(SqliteSession session, SenderGrant shown) throws SQLException, GatewayException {
        Set<String> columns = columns(session);
        List<List<String>> rows = rows(session, columns, shown);
        if (rows.isEmpty()) {
            throw new GatewayException(new Problem.GrantChanged());
        }
        for (List<String> row : rows) {
            if (session.delete(SqliteTable.SENDERS, KEY, row) != 1) {
                throw new GatewayException(new Problem.GrantChanged());
            }
        }
        if (!rows(session, columns, shown).isEmpty()) {
            throw new GatewayException(new Problem.GrantChanged());
        }
    }

    /** The columns of the table, which is as it was when this was tried. */
    private Set<String> columns(SqliteSession session) throws SQLException, GatewayException {
        String file = store.paths().sqlite().toString();
        int version = session.version();
        if (!SqliteStore.known(version)) {
            throw new GatewayException(new Problem.NewerStore(file, version));
        }
        Set<String> columns = session.columns(SqliteTable.SENDERS);
        List<String> missing = SqliteTable.SENDERS.missing(columns);
        if (!missing.isEmpty()) {
            throw new GatewayException(
                    new Problem.Malformed(file, SqliteTable.SENDERS.name() + ": no " + String.join(", ", missing)));
        }
        if (session.triggers(SqliteTable.SENDERS)) {
            throw new GatewayException(new Problem.Malformed(file, SqliteTable.SENDERS.name() + ": has triggers"));
        }
        return columns;
    }

    /** The keys of the rows that let the sender of {@code shown} in. */
    private List<List<String>> rows(SqliteSession session, Set<String> columns, SenderGrant shown) throws SQLException {
        List<List<String>> rows = new ArrayList<>();
        session.read(SqliteTable.SENDERS, columns, entry -> {
            Door door = SqliteReader.door(entry);
            String text = entry.need("entry");
            SubjectKey key = new SubjectKey(
                    store.profile(),
                    door.channel(),
                    String.valueOf(door.account()),
                    SenderList.subject(store.senders(), door.channel(), text));
            if (key.equals(shown.key()) && !text.strip().equals("*")) {
                rows.add(List.of(door.channel(), entry.text("account"), text));
            }
        });
        return rows;
    }
}

package dev.gatehouse.gateway.orginabox;

import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.pairing.Phrase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A server by way of its PostgreSQL: a way that the product does not document beyond the names of tables and some columns.
 * It emits no NOTIFY, whose contents are not known. Thread-safe; what is done has a connection of its own, so that it never
 * waits for what is read.
 */
final class DatabaseSide implements AutoCloseable {
    /** A code that waits, as approve, reject and the list see it. */
    private static final String WAITS = "consumed_at IS NULL AND expires_at > now()";

    private final Database database;
    private final KeptConnection reading;
    private final KeptConnection acting;
    private volatile @Nullable DatabaseColumns columns;

    DatabaseSide(Database database) {
        this.database = database;
        this.reading = new KeptConnection(database);
        this.acting = new KeptConnection(database);
    }

    /** The database, for the operator to recognise. */
    String place() {
        return database.address().place();
    }

    /** Why nobody can be let in by this way, or null if they can. */
    @Nullable
    Phrase whyNoApproval() {
        DatabaseColumns known = columns;
        Phrase whyNot = whyNoRejection();
        if (known == null || whyNot != null) {
            return whyNot;
        }
        Set<String> unknown = known.unknownNeeds();
        return unknown.isEmpty()
                ? null
                : Phrase.of("oiab.absent.columns", DatabaseColumns.PAIRED, String.join(", ", unknown));
    }

    /** Why nobody can be turned away by this way, or null if they can. */
    @Nullable
    Phrase whyNoRejection() {
        DatabaseColumns known = columns;
        if (known == null) {
            return Phrase.of("oiab.absent.no-database");
        }
        return known.codeGateway().isEmpty() || known.codeUser().isEmpty()
                ? Phrase.of("oiab.absent.code-columns", DatabaseColumns.CODES)
                : null;
    }

    /** Why nobody's access can be taken away by this way, or null if it can. */
    @Nullable
    Phrase whyNoRevocation() {
        return columns == null ? Phrase.of("oiab.absent.no-database") : null;
    }

    /**
     * Reads everything.
     *
     * @throws GatewayException if it cannot be read
     */
    Sighting look() throws GatewayException {
        return reading.with(open -> DatabaseLists.look(open, known(open), WAITS));
    }

    private DatabaseColumns known(Connection open) throws SQLException, GatewayException {
        DatabaseColumns read = DatabaseColumns.read(open);
        if (!read.missing().isEmpty()) {
            columns = null;
            throw new GatewayException(new Problem.Particular(
                    Phrase.of("oiab.database.columns", place(), String.join(", ", read.missing())),
                    Phrase.of("oiab.database.columns.remedy"),
                    null,
                    true));
        }
        columns = read;
        return read;
    }

    /**
     * Lets somebody in, as the product does: the code is used and the person written down, or neither.
     *
     * @return {@code DONE}, {@code GONE} if the code waits no more, {@code UNCLEAR} if the connection broke at the end
     * @throws GatewayException if nothing was done
     */
    RestSide.Ended approve(Pending row) throws GatewayException {
        offered(whyNoApproval());
        return write(open -> {
            DatabaseColumns known = known(open);
            offered(whyNoApproval());
            String insert = "INSERT INTO " + DatabaseColumns.PAIRED + " (gateway_id, external_user_id) SELECT "
                    + known.codeGateway().orElseThrow() + ", "
                    + known.codeUser().orElseThrow() + " FROM " + DatabaseColumns.CODES
                    + same(known) + " AND " + WAITS + " ON CONFLICT DO NOTHING";
            String lockRow = "SELECT 1 FROM " + DatabaseColumns.CODES + same(known) + " AND " + WAITS + " FOR UPDATE";
            String use = "UPDATE " + DatabaseColumns.CODES + " SET consumed_at = now()" + same(known) + " AND " + WAITS;
            if (!found(open, lockRow, row)) {
                return false;
            }
            change(open, insert, row);
            return change(open, use, row) > 0;
        });
    }

    /**
     * Turns somebody away: the code ends now. Its row stays, or the person would get a new code at once; it does not
     * count as used, which means approved.
     */
    RestSide.Ended reject(Pending row) throws GatewayException {
        offered(whyNoRejection());
        return write(open -> {
            DatabaseColumns known = known(open);
            offered(whyNoRejection());
            return change(
                            open,
                            "UPDATE " + DatabaseColumns.CODES + " SET expires_at = now()" + same(known) + " AND "
                                    + WAITS,
                            row)
                    > 0;
        });
    }

    /** Takes somebody's access away. */
    RestSide.Ended revoke(Paired row) throws GatewayException {
        return write(open -> {
            known(open);
            String sql = "DELETE FROM " + DatabaseColumns.PAIRED
                    + " WHERE gateway_id::text = ? AND external_user_id::text = ?";
            try (PreparedStatement delete = open.prepareStatement(sql)) {
                delete.setString(1, row.gateway());
                delete.setString(2, row.user());
                return delete.executeUpdate() > 0;
            }
        });
    }

    private static void offered(@Nullable Phrase whyNot) throws GatewayException {
        if (whyNot != null) {
            throw new GatewayException(new Problem.NotOffered(whyNot));
        }
    }

    /** The row of one code, of one person, at one gateway. */
    private static String same(DatabaseColumns known) {
        return " WHERE upper(code) = ? AND " + known.codeGateway().orElseThrow() + "::text = ? AND "
                + known.codeUser().orElseThrow() + "::text = ?";
    }

    private static void fill(PreparedStatement statement, Pending row) throws SQLException {
        statement.setString(1, row.code().value());
        statement.setString(2, row.gateway());
        statement.setString(3, row.user());
    }

    private static boolean found(Connection open, String sql, Pending row) throws SQLException {
        try (PreparedStatement ask = open.prepareStatement(sql)) {
            fill(ask, row);
            try (ResultSet rows = ask.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static int change(Connection open, String sql, Pending row) throws SQLException {
        try (PreparedStatement change = open.prepareStatement(sql)) {
            fill(change, row);
            return change.executeUpdate();
        }
    }

    /** In one transaction, which is taken back unless {@code work} has changed something. */
    private RestSide.Ended write(Database.Work<Boolean> work) throws GatewayException {
        return acting.with(open -> {
            open.setAutoCommit(false);
            try {
                if (!work.on(open)) {
                    return RestSide.Ended.GONE;
                }
                try {
                    open.commit();
                } catch (SQLException e) {
                    if (Database.lost(e)) {
                        acting.drop();
                        return RestSide.Ended.UNCLEAR;
                    }
                    throw e;
                }
                return RestSide.Ended.DONE;
            } finally {
                if (!open.isClosed()) {
                    open.rollback();
                    open.setAutoCommit(true);
                }
            }
        });
    }

    @Override
    public void close() {
        reading.close();
        acting.close();
    }
}

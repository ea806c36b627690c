package dev.gatehouse.gateway.smith;

import dev.gatehouse.gateway.smith.PostgresView.AgentRow;
import dev.gatehouse.gateway.smith.PostgresView.IdentityRow;
import dev.gatehouse.gateway.smith.PostgresView.PairingRow;
import dev.gatehouse.gateway.smith.PostgresView.Rights;
import dev.gatehouse.gateway.smith.PostgresView.Table;
import dev.gatehouse.gateway.smith.PostgresView.UserRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The statements for Smith's tables (smith-core 0.2.6), on a connection that is in a transaction. */
final class PostgresTables {
    /** More rows than this are no longer read. */
    static final int MOST = 200_000;

    private static final String RIGHTS = """
            SELECT t.name, c.oid IS NOT NULL,
                   coalesce(has_table_privilege(c.oid, 'SELECT'), false),
                   coalesce(has_table_privilege(c.oid, 'DELETE'), false),
                   coalesce(row_security_active(c.oid), false)
              FROM unnest(?::text[]) AS t(name) LEFT JOIN pg_class c ON c.oid = to_regclass(t.name)""";

    private final Connection connection;

    PostgresTables(Connection connection) {
        this.connection = connection;
    }

    /** All of it, as one moment shows it. */
    PostgresView view() throws SQLException {
        Map<Table, Rights> tables = rights();
        boolean users = tables.getOrDefault(Table.USERS, Rights.NONE).select();
        return new PostgresView(
                role(),
                tables,
                may(tables, Table.CHAT_PAIRINGS) ? pairings() : List.of(),
                may(tables, Table.USER_IDENTITIES) ? identities(users) : List.of(),
                users ? users() : List.of(),
                may(tables, Table.AGENTS) ? agents() : List.of());
    }

    private static boolean may(Map<Table, Rights> tables, Table table) {
        return tables.getOrDefault(table, Rights.NONE).select();
    }

    /** As whom it is asked. */
    String role() throws SQLException {
        return list("SELECT current_user", row -> text(row, 1)).getFirst();
    }

    /** What the role may do with each table. */
    Map<Table, Rights> rights() throws SQLException {
        Map<Table, Rights> found = new EnumMap<>(Table.class);
        try (PreparedStatement statement = connection.prepareStatement(RIGHTS)) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "text",
                            Arrays.stream(Table.values()).map(Table::table).toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    String name = text(rows, 1);
                    Rights rights =
                            new Rights(rows.getBoolean(2), rows.getBoolean(3), rows.getBoolean(4), rows.getBoolean(5));
                    Arrays.stream(Table.values())
                            .filter(table -> table.table().equals(name))
                            .forEach(table -> found.put(table, rights));
                }
            }
        }
        return found;
    }

    private List<PairingRow> pairings() throws SQLException {
        return list(
                "SELECT platform, platform_user_id, agent_id, channel_id, created_at FROM chat_pairings"
                        + " ORDER BY created_at, platform, platform_user_id LIMIT " + MOST,
                row -> new PairingRow(text(row, 1), text(row, 2), text(row, 3), text(row, 4), instant(row, 5)));
    }

    private List<IdentityRow> identities(boolean users) throws SQLException {
        String names = users
                ? "u.display_name, u.active FROM user_identities i LEFT JOIN users u ON u.id = i.user_id"
                : "'', true FROM user_identities i";
        return list(
                "SELECT i.id, i.platform, i.platform_user_id, i.platform_username, i.user_id, i.created_at, " + names
                        + " ORDER BY i.created_at, i.id LIMIT " + MOST,
                row -> new IdentityRow(
                        text(row, 1),
                        text(row, 2),
                        text(row, 3),
                        text(row, 4),
                        text(row, 5),
                        text(row, 7),
                        row.getBoolean(8) || row.wasNull(),
                        instant(row, 6)));
    }

    private List<UserRow> users() throws SQLException {
        return list(
                "SELECT id, username, display_name, role, active FROM users ORDER BY username LIMIT " + MOST,
                row -> new UserRow(text(row, 1), text(row, 2), text(row, 3), text(row, 4), row.getBoolean(5)));
    }

    private List<AgentRow> agents() throws SQLException {
        return list(
                "SELECT id, display_name FROM agents WHERE enabled ORDER BY id LIMIT " + MOST,
                row -> new AgentRow(text(row, 1), text(row, 2)));
    }

    /** The identities of {@code who}, in whatever spelling the daemon takes for the same. */
    List<String> identitiesOf(Sender who) throws SQLException {
        List<String> ids = new ArrayList<>();
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT id, platform FROM user_identities WHERE platform_user_id = ?")) {
            statement.setString(1, who.id());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    if (Platform.ofEnvelope(text(rows, 2)) == who.platform()) {
                        ids.add(text(rows, 1));
                    }
                }
            }
        }
        return ids;
    }

    /** Takes an identity away; its user stays. */
    int deleteIdentity(String id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("DELETE FROM user_identities WHERE id = ?")) {
            statement.setString(1, id);
            return statement.executeUpdate();
        }
    }

    /** Takes the lasting pairing of {@code who} away. */
    int deletePairing(Sender who) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("DELETE FROM chat_pairings WHERE platform = ? AND platform_user_id = ?")) {
            statement.setString(1, who.platform().key());
            statement.setString(2, who.id());
            return statement.executeUpdate();
        }
    }

    /** Whether {@code who} has a lasting pairing. */
    boolean paired(Sender who) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT 1 FROM chat_pairings WHERE platform = ? AND platform_user_id = ?")) {
            statement.setString(1, who.platform().key());
            statement.setString(2, who.id());
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    private interface Reading<T> {
        T of(ResultSet row) throws SQLException;
    }

    private <T> List<T> list(String query, Reading<T> reading) throws SQLException {
        List<T> all = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            // By and by, so that a table that is larger than anybody would think does not fill the memory twice.
            statement.setFetchSize(2_000);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    all.add(reading.of(rows));
                }
            }
        }
        return all;
    }

    private static String text(ResultSet row, int column) throws SQLException {
        String text = row.getString(column);
        return text == null ? "" : text;
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}

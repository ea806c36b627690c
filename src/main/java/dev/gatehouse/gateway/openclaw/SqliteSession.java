package dev.gatehouse.gateway.openclaw;

import dev.gatehouse.io.JsonText;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.sqlite.ProgressHandler;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One transaction on the product's database. Whatever the file holds, and whoever made it: nothing here takes longer than
 * the given time or more memory than {@link #MOST_BYTES} says.
 */
final class SqliteSession implements AutoCloseable {
    /** The most rows of one table that are read. */
    static final int MOST_ROWS = 100_000;

    /** The most text of one table that is read, in bytes. */
    static final long MOST_BYTES = 32L << 20;

    /** The most text of one row that is read, in bytes. */
    static final int MOST_BYTES_A_ROW = 256 << 10;

    /** How often SQLite asks whether it may go on, in steps of its machine: many times a millisecond at most. */
    private static final int STEPS = 10_000;

    private final Connection connection;

    /** Works on {@code connection}, in which a transaction has begun, for {@code limit} from now on. */
    SqliteSession(Connection connection, Duration limit) throws SQLException {
        this.connection = connection;
        long end = System.nanoTime() + limit.toNanos();
        ProgressHandler.setHandler(connection, STEPS, new ProgressHandler() {
            @Override
            protected int progress() {
                return System.nanoTime() - end > 0 ? 1 : 0;
            }
        });
    }

    /** Takes one row. */
    interface Reader {
        /**
         * Understands {@code entry}.
         *
         * @throws Entry.Bad if a part of it makes no sense
         */
        void take(Entry entry) throws Entry.Bad;
    }

    /** What the product counts its changes of the schema by. */
    int version() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("PRAGMA user_version")) {
            return result.next() ? result.getInt(1) : 0;
        }
    }

    /** The columns of {@code table}; none if there is no such table, or it is a view. */
    Set<String> columns(SqliteTable table) throws SQLException {
        Set<String> columns = new HashSet<>();
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT c.name FROM sqlite_schema AS s, pragma_table_info(s.name) AS c WHERE s.type = 'table' AND s.name = ?")) {
            statement.setString(1, table.name());
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    columns.add(result.getString(1));
                }
            }
        }
        return columns;
    }

    /** Whether something else would happen, unasked, with every change of {@code table}. */
    boolean triggers(SqliteTable table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT count(*) FROM sqlite_schema WHERE type = 'trigger' AND lower(tbl_name) = ?")) {
            statement.setString(1, table.name());
            try (ResultSet result = statement.executeQuery()) {
                return !result.next() || result.getInt(1) > 0;
            }
        }
    }

    /**
     * Hands the rows of {@code table} to {@code reader}, in the order in which they were written.
     *
     * @param there the columns that the table has, at least the needed ones
     * @return how many rows were not or not wholly understood, or are beyond what is read
     */
    long read(SqliteTable table, Set<String> there, Reader reader) throws SQLException {
        List<SqliteTable.Column> columns = table.columns().stream()
                .filter(column -> there.contains(column.name()))
                .toList();
        String size = columns.stream()
                .map(column -> "coalesce(octet_length(%s), 0)".formatted(column.name()))
                .collect(Collectors.joining(" + "));
        String names = columns.stream().map(SqliteTable.Column::name).collect(Collectors.joining(", "));
        long taken = 0;
        long bytes = 0;
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT %s, %s FROM %s WHERE %s <= %d LIMIT %d"
                        .formatted(size, names, table.name(), size, MOST_BYTES_A_ROW, MOST_ROWS))) {
            while (result.next() && bytes < MOST_BYTES) {
                bytes += result.getLong(1);
                try {
                    reader.take(new Entry(node(columns, result)));
                    taken++;
                } catch (Entry.Bad _) {
                    // Told by the difference, below.
                    continue;
                }
            }
        }
        return count(table) - taken;
    }

    private long count(SqliteTable table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT count(*) FROM " + table.name())) {
            return result.next() ? result.getLong(1) : 0;
        }
    }

    /** The row as the product has it in memory. */
    private static ObjectNode node(List<SqliteTable.Column> columns, ResultSet result) throws SQLException, Entry.Bad {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < columns.size(); i++) {
            SqliteTable.Column column = columns.get(i);
            switch (result.getObject(i + 2)) {
                case null -> {}
                case String text -> put(node, column, text);
                case Integer number -> put(node, column, number.longValue());
                case Long number -> put(node, column, number);
                default -> throw new Entry.Bad(column.key());
            }
        }
        return node;
    }

    private static void put(ObjectNode node, SqliteTable.Column column, String text) throws Entry.Bad {
        switch (column.kind()) {
            case PLAIN -> node.put(column.key(), text);
            case FLAG -> throw new Entry.Bad(column.key());
            case JSON -> node.set(column.key(), json(column, text));
            case DETAILS -> {
                try {
                    if (json(column, text) instanceof ObjectNode details) {
                        node.set(column.key(), details);
                    }
                } catch (Entry.Bad _) {
                    // The product goes on without them as well.
                    return;
                }
            }
        }
    }

    private static void put(ObjectNode node, SqliteTable.Column column, long number) throws Entry.Bad {
        switch (column.kind()) {
            case PLAIN -> node.put(column.key(), number);
            case FLAG -> node.put(column.key(), number != 0);
            case JSON, DETAILS -> throw new Entry.Bad(column.key());
        }
    }

    private static JsonNode json(SqliteTable.Column column, String text) throws Entry.Bad {
        try {
            return JsonText.parse(text.getBytes(StandardCharsets.UTF_8));
        } catch (JsonText.Malformed _) {
            throw new Entry.Bad(column.key());
        }
    }

    /** Deletes the one row of {@code table} in which the {@code columns} have these {@code values}. */
    int delete(SqliteTable table, List<String> columns, List<String> values) throws SQLException {
        String where = columns.stream().map(column -> column + " = ?").collect(Collectors.joining(" AND "));
        try (PreparedStatement statement =
                connection.prepareStatement("DELETE FROM " + table.name() + " WHERE " + where)) {
            for (int i = 0; i < values.size(); i++) {
                statement.setString(i + 1, values.get(i));
            }
            return statement.executeUpdate();
        }
    }

    /** Ends the time limit, not the transaction. */
    @Override
    public void close() throws SQLException {
        ProgressHandler.clearHandler(connection);
    }
}

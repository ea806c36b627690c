package dev.gatehouse.gateway.orginabox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The columns of the three tables about pairing, as {@code information_schema} tells them. Their names are documented only
 * in part (docs.orginabox.com, Device Pairing and Database).
 *
 * @param byTable every column of each table, by name
 * @param needed of each table, the columns that an inserted row has to give a value
 */
record DatabaseColumns(Map<String, Set<String>> byTable, Map<String, Set<String>> needed) {
    static final String CONFIGS = "gateway_configs";
    static final String PAIRED = "gateway_paired_users";
    static final String CODES = "gateway_pairing_codes";

    /** Columns whose names are documented. */
    private static final Map<String, List<String>> DOCUMENTED = Map.of(
            PAIRED, List.of("gateway_id", "external_user_id"), CODES, List.of("code", "expires_at", "consumed_at"));

    /**
     * Asks for them.
     *
     * @throws SQLException if the database does not answer
     */
    static DatabaseColumns read(Connection connection) throws SQLException {
        String sql = """
                SELECT table_name, column_name,
                       is_nullable = 'NO' AND column_default IS NULL AND is_identity = 'NO' AND is_generated = 'NEVER'
                  FROM information_schema.columns
                 WHERE table_schema = ANY (current_schemas(false)) AND table_name IN (?, ?, ?)
                """;
        Map<String, Set<String>> all = new HashMap<>();
        Map<String, Set<String>> needed = new HashMap<>();
        try (PreparedStatement ask = connection.prepareStatement(sql)) {
            ask.setString(1, CONFIGS);
            ask.setString(2, PAIRED);
            ask.setString(3, CODES);
            try (ResultSet rows = ask.executeQuery()) {
                while (rows.next()) {
                    String table = rows.getString(1);
                    all.computeIfAbsent(table, _ -> new HashSet<>()).add(rows.getString(2));
                    if (rows.getBoolean(3)) {
                        needed.computeIfAbsent(table, _ -> new TreeSet<>()).add(rows.getString(2));
                    }
                }
            }
        }
        return new DatabaseColumns(all, needed);
    }

    /** The documented columns that miss, as {@code table.column}; none if it is such a database. */
    List<String> missing() {
        Set<String> missing = new TreeSet<>();
        DOCUMENTED.forEach((table, columns) -> columns.stream()
                .filter(column -> !has(table, column))
                .forEach(column -> missing.add(table + "." + column)));
        return List.copyOf(missing);
    }

    boolean has(String table, String column) {
        return byTable.getOrDefault(table, Set.of()).contains(column);
    }

    /** The first of {@code names} that {@code table} has. */
    Optional<String> first(String table, List<String> names) {
        return names.stream().filter(name -> has(table, name)).findFirst();
    }

    /** The column of a code that names its gateway; not documented. */
    Optional<String> codeGateway() {
        return first(CODES, List.of("gateway_id", "gateway_config_id"));
    }

    /** The column of a code that names the person; not documented. */
    Optional<String> codeUser() {
        return first(CODES, List.of("external_user_id", "external_id"));
    }

    /** What else a row of paired users needs that the console does not know. */
    Set<String> unknownNeeds() {
        Set<String> unknown = new TreeSet<>(needed.getOrDefault(PAIRED, Set.of()));
        unknown.removeAll(List.of("gateway_id", "external_user_id"));
        return unknown;
    }

    /** {@code first(…)} as text in a query, or {@code NULL}. */
    String text(String table, String... names) {
        return first(table, List.of(names)).map(name -> name + "::text").orElse("NULL::text");
    }

    /** The same as seconds since 1970; a time without zone is one of UTC. */
    String seconds(String table, String... names) {
        return first(table, List.of(names))
                .map(name -> "CASE WHEN isfinite(" + name + ") THEN extract(epoch FROM " + name + ")::numeric END")
                .orElse("NULL::numeric");
    }
}

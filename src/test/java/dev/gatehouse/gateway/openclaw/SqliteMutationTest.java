package dev.gatehouse.gateway.openclaw;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Listed;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.pairing.SenderGrant;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows with something changed at random. Run again with {@code -Dgatehouse.seed=…} what has failed. */
class SqliteMutationTest {
    private static final int ROWS = 10_000;
    private static final int A_ROUND = 250;
    private static final Map<String, List<String>> KEYS = Map.of(
            "channel_pairing_requests", List.of("request_id"),
            "channel_pairing_allow_entries", List.of("entry"),
            "device_pairing_pending", List.of("request_id", "device_id"),
            "device_pairing_paired", List.of("device_id"));
    private static final List<String> TABLES = KEYS.keySet().stream().sorted().toList();
    private static final List<String> PIECES = List.of(
            "",
            "\"",
            "{",
            "}",
            "[",
            "]",
            "null",
            "-1e999999999",
            "true",
            "\0",
            "\u202e",
            "\ud800",
            "*",
            " ",
            "9999999999999",
            "2026-11-20T99:99:99Z",
            "{}",
            "[]",
            "[[[[[[[[",
            "é",
            "x".repeat(5000),
            "'; DROP TABLE x; --");

    @TempDir
    Path folder;

    @Test
    void noRowKeepsTheOthersFromBeingListed() throws Exception {
        long seed = Long.getLong("gatehouse.seed", System.nanoTime());
        System.out.println("SqliteMutationTest: -Dgatehouse.seed=" + seed);
        Random random = new Random(seed);
        SqliteFixture store = SqliteFixture.recorded(folder, "node");
        store.now = Instant.parse("2026-11-20T18:43:00Z");
        List<?> whole = everything(store);
        for (int round = 0; round < ROWS / A_ROUND; round++) {
            String table = TABLES.get(random.nextInt(TABLES.size()));
            long last = store.count(table);
            int added = mutate(store, table, random);
            String about = "seed " + seed + ", round " + round + ", " + table;
            SqliteStore.Contents contents = store.read();
            assertThat(new HashSet<Object>(everything(contents))).as(about).containsAll(whole);
            long leftOut = contents.troubles().stream()
                    .map(trouble -> (Problem.LeftOut) trouble.problem())
                    .mapToLong(Problem.LeftOut::entries)
                    .sum();
            assertThat(leftOut).as(about).isLessThanOrEqualTo(added);
            attempt(store, contents, random);
            restore(store, table, last);
            assertThat(everything(store)).as(about).isEqualTo(whole);
        }
    }

    private static List<?> everything(SqliteFixture store) throws GatewayException {
        return everything(store.read());
    }

    private static List<?> everything(SqliteStore.Contents contents) {
        return Stream.concat(contents.requests().stream(), contents.grants().stream())
                .map(Listed::what)
                .toList();
    }

    /** Adds copies of a recorded row, each with another key and one or two values changed. */
    private static int mutate(SqliteFixture store, String table, Random random) throws Exception {
        int added = 0;
        try (Connection connection = store.open()) {
            Map<String, Object> row = row(connection, table);
            List<String> columns = List.copyOf(row.keySet());
            connection.setAutoCommit(false);
            try (PreparedStatement insert = connection.prepareStatement("INSERT OR IGNORE INTO %s VALUES (%s)"
                    .formatted(
                            table,
                            String.join(", ", columns.stream().map(_ -> "?").toList())))) {
                for (int i = 0; i < A_ROUND; i++) {
                    Map<String, Object> copy = new HashMap<>(row);
                    KEYS.getOrDefault(table, List.of())
                            .forEach(key -> copy.put(key, "mutated" + random.nextInt(Integer.MAX_VALUE)));
                    for (int change = 0; change <= random.nextInt(2); change++) {
                        String column = columns.get(random.nextInt(columns.size()));
                        copy.compute(column, (_, value) -> changed(value, random));
                    }
                    for (int at = 0; at < columns.size(); at++) {
                        insert.setObject(at + 1, copy.get(columns.get(at)));
                    }
                    added += attempt(insert);
                }
            }
            connection.commit();
        }
        return added;
    }

    /** The table's own rules may refuse a row: no null where there must be something, no text where there must be a number. */
    private static int attempt(PreparedStatement insert) {
        try {
            return insert.executeUpdate();
        } catch (SQLException e) {
            assertThat(e.getMessage()).contains("CONSTRAINT");
            return 0;
        }
    }

    private static Map<String, Object> row(Connection connection, String table) throws Exception {
        Map<String, Object> row = new LinkedHashMap<>();
        try (var statement = connection.createStatement();
                var result = statement.executeQuery("SELECT * FROM " + table + " LIMIT 1")) {
            for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                row.put(result.getMetaData().getColumnName(i), result.getObject(i));
            }
        }
        return row;
    }

    private static Object changed(@Nullable Object value, Random random) {
        if (value instanceof Number) {
            return random.nextBoolean() ? random.nextLong() : (Object) (random.nextLong() >> 20);
        }
        String text = value == null ? "" : value.toString();
        int from = random.nextInt(text.length() + 1);
        int to = Math.min(text.length(), from + random.nextInt(random.nextInt(5) == 0 ? text.length() + 1 : 4));
        return text.substring(0, from) + PIECES.get(random.nextInt(PIECES.size())) + text.substring(to);
    }

    /** Takes somebody out who may be one of the mutated; who else is in stays in. */
    private static void attempt(SqliteFixture store, SqliteStore.Contents contents, Random random) throws Exception {
        List<SenderGrant> senders = contents.senders().stream()
                .map(listed -> (SenderGrant) listed.what())
                .filter(grant -> !grant.key().subject().equals("70001"))
                .toList();
        if (senders.isEmpty()) {
            return;
        }
        SenderGrant shown = senders.get(random.nextInt(senders.size()));
        long before = store.count("channel_pairing_allow_entries");
        store.senders().revoke(shown, store.config());
        Set<Object> left = new HashSet<>();
        store.read().senders().forEach(listed -> left.add(listed.what()));
        assertThat(left).doesNotContain(shown).hasSize(contents.senders().size() - 1);
        assertThat(store.count("channel_pairing_allow_entries")).isLessThan(before);
    }

    private static void restore(SqliteFixture store, String table, long last) throws Exception {
        store.execute("DELETE FROM " + table + " WHERE rowid > " + last);
    }
}

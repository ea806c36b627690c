package dev.gatehouse.gateway.openclaw;

import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.io.AtomicFile;
import dev.gatehouse.io.JsonText;
import dev.gatehouse.pairing.SenderGrant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.sqlite.SQLiteConfig;
import tools.jackson.databind.JsonNode;

/** A real database with the product's schema, and rows as a real gateway had them (OpenClaw 2026.9.6). */
final class SqliteFixture {
    /** A few minutes before the recorded requests end. */
    static final Instant NOW = Instant.parse("2026-11-20T14:30:00Z");

    final StorePaths paths;
    final SqliteEra era;
    Instant now = NOW;

    /** An empty database of the version that was tried. */
    SqliteFixture(Path state) throws IOException, SQLException {
        this.paths = StorePaths.in(Dialect.OPENCLAW, state, null, null);
        this.era = new SqliteEra(paths.sqlite());
        Files.createDirectories(paths.sqlite().getParent());
        execute("PRAGMA journal_mode = WAL");
        for (String statement :
                Files.readString(StoreFixture.recording("sqlite/schema-18.sql")).split(";")) {
            if (!statement.isBlank()) {
                execute(statement);
            }
        }
        execute("PRAGMA user_version = 18");
    }

    /** One with recorded rows. */
    static SqliteFixture recorded(Path state, String name) throws Exception {
        SqliteFixture fixture = new SqliteFixture(state);
        JsonNode tables = JsonText.parse(Files.readAllBytes(StoreFixture.recording("sqlite/" + name + ".json")));
        try (Connection connection = fixture.open()) {
            for (Map.Entry<String, JsonNode> table : tables.properties()) {
                for (JsonNode row : table.getValue()) {
                    insert(connection, table.getKey(), row);
                }
            }
        }
        return fixture;
    }

    private static void insert(Connection connection, String table, JsonNode row) throws SQLException {
        List<String> columns = new ArrayList<>();
        row.properties().forEach(column -> columns.add(column.getKey()));
        String places = String.join(", ", columns.stream().map(_ -> "?").toList());
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT INTO %s (%s) VALUES (%s)".formatted(table, String.join(", ", columns), places))) {
            for (int i = 0; i < columns.size(); i++) {
                JsonNode value = row.get(columns.get(i));
                statement.setObject(
                        i + 1, value.isNull() ? null : value.isNumber() ? value.longValue() : value.stringValue());
            }
            statement.executeUpdate();
        }
    }

    /** A process of its own that has done {@code statements} on one connection, and keeps it open until it is closed. */
    Elsewhere elsewhere(String... statements) throws IOException {
        return new Elsewhere(paths.sqlite(), statements);
    }

    /** A connection in this process. */
    Connection open() throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(0);
        return config.createConnection("jdbc:sqlite:" + paths.sqlite().toUri());
    }

    void execute(String statement) throws SQLException {
        try (Connection connection = open();
                Statement all = connection.createStatement()) {
            all.execute(statement);
        }
    }

    long count(String from) throws SQLException {
        try (Connection connection = open();
                Statement statement = connection.createStatement();
                var result = statement.executeQuery("SELECT count(*) FROM " + from)) {
            return result.getLong(1);
        }
    }

    void config(String text) throws IOException {
        Files.writeString(paths.config(), text);
    }

    Config config() {
        return new ConfigReader(paths, List.of()).read();
    }

    SqliteDatabase database() {
        return new SqliteDatabase(paths.sqlite(), era, Duration.ofMillis(200));
    }

    SqliteStore store() {
        return new SqliteStore(access(), database(), () -> now);
    }

    private StoreAccess access() {
        return new StoreAccess("p", paths, new StoreFiles(AtomicFile.Observer.NONE));
    }

    SqliteStore.Contents read() throws GatewayException {
        return store().read(config(), Map.of());
    }

    SqliteSenders senders() {
        return new SqliteSenders(access(), store(), database());
    }

    SenderGrant sender(String subject) throws GatewayException {
        return read().senders().stream()
                .map(listed -> (SenderGrant) listed.what())
                .filter(grant -> grant.key().subject().equals(subject))
                .findFirst()
                .orElseThrow();
    }

    /** Everything beside the database that shows whether somebody wrote, by name: content, and time of the last change. */
    Map<String, String> traces() throws IOException {
        Map<String, String> traces = new TreeMap<>();
        try (Stream<Path> files = Files.walk(paths.state())) {
            for (Path file : files.toList()) {
                String content =
                        Files.isDirectory(file) ? "" : Integer.toString(Arrays.hashCode(Files.readAllBytes(file)));
                traces.put(file.toString(), Files.getLastModifiedTime(file) + " " + content);
            }
        }
        return traces;
    }
}

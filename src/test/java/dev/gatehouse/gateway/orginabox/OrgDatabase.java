package dev.gatehouse.gateway.orginabox;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;

/**
 * The database of the simulated server, with the rules that docs.orginabox.com documents: 8 characters, 1 h, one code per
 * person in 10 minutes, 3 waiting per gateway, an atomic approval, NOTIFY. Columns beyond the documented ones are ours.
 */
final class OrgDatabase implements AutoCloseable {
    private static final String ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final EmbeddedPostgres postgres;
    private final String name = "org" + COUNT.incrementAndGet();
    private final DataSource source;

    /** A new one, its tables made by {@code schema}. */
    OrgDatabase(EmbeddedPostgres postgres, String schema) throws SQLException {
        this.postgres = postgres;
        try (Connection admin = postgres.getPostgresDatabase().getConnection();
                Statement make = admin.createStatement()) {
            make.execute("CREATE DATABASE " + name);
        }
        this.source = postgres.getDatabase("postgres", name);
        run(schema);
    }

    static EmbeddedPostgres start() throws IOException {
        return EmbeddedPostgres.builder().start();
    }

    /** Tables as inferred, {@code more} among the columns of paired users. */
    static String schema(String more) {
        return """
                CREATE TABLE gateway_configs (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), kind text NOT NULL,
                  bot_username text, bot_id text, bot_token_enc bytea, webhook_url text, enabled boolean NOT NULL DEFAULT true,
                  created_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz NOT NULL DEFAULT now());
                CREATE TABLE gateway_paired_users (id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
                  gateway_id uuid NOT NULL REFERENCES gateway_configs ON DELETE CASCADE, external_user_id text NOT NULL,
                  display_name text, %s created_at timestamptz NOT NULL DEFAULT now(),
                  UNIQUE (gateway_id, external_user_id));
                CREATE TABLE gateway_pairing_codes (id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
                  gateway_id uuid NOT NULL REFERENCES gateway_configs ON DELETE CASCADE, code text NOT NULL,
                  external_user_id text NOT NULL, display_name text, expires_at timestamptz NOT NULL,
                  consumed_at timestamptz, created_at timestamptz NOT NULL DEFAULT now());
                """.formatted(more);
    }

    String url() {
        return "postgresql://127.0.0.1:" + postgres.getPort() + "/" + name;
    }

    Connection connect() throws SQLException {
        return source.getConnection();
    }

    void run(String sql, Object... values) throws SQLException {
        try (Connection open = connect()) {
            if (values.length == 0) {
                try (Statement statement = open.createStatement()) {
                    statement.execute(sql);
                }
                return;
            }
            try (PreparedStatement statement = open.prepareStatement(sql)) {
                fill(statement, values);
                statement.execute();
            }
        }
    }

    /** The first column of every row, as text. */
    List<String> ask(String sql, Object... values) throws SQLException {
        List<String> all = new ArrayList<>();
        try (Connection open = connect();
                PreparedStatement statement = open.prepareStatement(sql)) {
            fill(statement, values);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    all.add(String.valueOf(rows.getString(1)));
                }
            }
        }
        return all;
    }

    private static void fill(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }

    UUID bot(String kind, String username) throws SQLException {
        return UUID.fromString(
                ask("INSERT INTO gateway_configs (kind, bot_username) VALUES (?, ?) RETURNING id", kind, username)
                        .getFirst());
    }

    /** Somebody writes to a bot: the code that they are given, or none by the rules. */
    Optional<String> writes(UUID bot, String user, String name) throws SQLException {
        boolean paired = !ask(
                        "SELECT 1 FROM gateway_paired_users WHERE gateway_id = ? AND external_user_id = ?", bot, user)
                .isEmpty();
        boolean soon = !ask(
                        "SELECT 1 FROM gateway_pairing_codes WHERE gateway_id = ? AND external_user_id = ?"
                                + " AND created_at > now() - interval '10 minutes'",
                        bot,
                        user)
                .isEmpty();
        if (paired || soon || waiting(bot).size() >= 3) {
            return Optional.empty();
        }
        StringBuilder code = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            code.append(ALPHABET.charAt(RandomGenerator.getDefault().nextInt(ALPHABET.length())));
        }
        run(
                "INSERT INTO gateway_pairing_codes (gateway_id, code, external_user_id, display_name, expires_at)"
                        + " VALUES (?, ?, ?, ?, now() + interval '1 hour')",
                bot,
                code.toString(),
                user,
                name);
        notifyOf(bot);
        return Optional.of(code.toString());
    }

    List<String> waiting(UUID bot) throws SQLException {
        return ask(
                "SELECT code FROM gateway_pairing_codes WHERE gateway_id = ? AND consumed_at IS NULL AND expires_at > now()",
                bot);
    }

    List<String> paired(UUID bot) throws SQLException {
        return ask("SELECT external_user_id FROM gateway_paired_users WHERE gateway_id = ? ORDER BY 1", bot);
    }

    /** The server's own approval; whether there was such a code. */
    boolean approve(UUID bot, String code) throws SQLException {
        boolean done = !ask("""
                        WITH used AS (UPDATE gateway_pairing_codes SET consumed_at = now()
                          WHERE gateway_id = ? AND code = ? AND consumed_at IS NULL AND expires_at > now()
                          RETURNING gateway_id, external_user_id, display_name)
                        INSERT INTO gateway_paired_users (gateway_id, external_user_id, display_name)
                          SELECT * FROM used ON CONFLICT DO NOTHING RETURNING id
                        """, bot, code).isEmpty();
        notifyOf(bot);
        return done;
    }

    boolean reject(UUID bot, String code) throws SQLException {
        boolean done = !ask(
                        "UPDATE gateway_pairing_codes SET expires_at = now() WHERE gateway_id = ? AND code = ?"
                                + " AND consumed_at IS NULL AND expires_at > now() RETURNING id",
                        bot,
                        code)
                .isEmpty();
        notifyOf(bot);
        return done;
    }

    boolean revoke(UUID bot, String column, String value) throws SQLException {
        boolean done = !ask(
                        "DELETE FROM gateway_paired_users WHERE gateway_id = ? AND " + column
                                + "::text = ? RETURNING id",
                        bot,
                        value)
                .isEmpty();
        notifyOf(bot);
        return done;
    }

    void notifyOf(UUID bot) throws SQLException {
        ask("SELECT pg_notify('orginabox_gateway_events', ?)", "{\"gatewayId\":\"" + bot + "\"}");
    }

    @Override
    public void close() throws SQLException {
        try (Connection admin = postgres.getPostgresDatabase().getConnection();
                Statement drop = admin.createStatement()) {
            drop.execute("DROP DATABASE " + name + " WITH (FORCE)");
        }
    }
}

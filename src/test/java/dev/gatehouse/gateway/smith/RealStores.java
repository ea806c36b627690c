package dev.gatehouse.gateway.smith;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import redis.clients.jedis.Jedis;
import redis.embedded.RedisServer;
import redis.embedded.core.RedisServerBuilder;

/** A real Redis and a real PostgreSQL with Smith's tables, for tests alone. */
final class RealStores implements AutoCloseable {
    private final int redisPort;
    private final EmbeddedPostgres postgres;
    private RedisServer redis;

    private RealStores(int redisPort, RedisServer redis, EmbeddedPostgres postgres) {
        this.redisPort = redisPort;
        this.redis = redis;
        this.postgres = postgres;
    }

    static RealStores start() throws IOException, SQLException {
        int port = freePort();
        RealStores stores = new RealStores(
                port,
                redis(port),
                EmbeddedPostgres.builder()
                        .setPGStartupWait(Duration.ofSeconds(30))
                        .start());
        stores.as("postgres", "postgres", """
                CREATE ROLE smith SUPERUSER LOGIN PASSWORD 'smith-password';
                CREATE ROLE smith_app LOGIN; CREATE ROLE smith_readonly LOGIN""");
        stores.as("postgres", "postgres", "CREATE DATABASE smith OWNER smith");
        stores.sql(SmithTables.CREATE);
        stores.clear();
        return stores;
    }

    private static RedisServer redis(int port) throws IOException {
        RedisServer server = new RedisServerBuilder()
                .port(port)
                .bind("127.0.0.1")
                .setting("save \"\"")
                .setting("appendonly no")
                .build();
        server.start();
        return server;
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Empties both. */
    void clear() throws SQLException {
        sql(SmithTables.FILL);
        try (Jedis jedis = jedis()) {
            jedis.flushAll();
        }
    }

    Jedis jedis() {
        return new Jedis("127.0.0.1", redisPort);
    }

    void stopRedis() throws IOException {
        redis.stop();
    }

    void startRedis() throws IOException {
        redis = redis(redisPort);
    }

    String redisUrl() {
        return "redis://127.0.0.1:" + redisPort;
    }

    /** The database as {@code user} sees it. */
    String databaseUrl(String user) {
        return "postgresql://" + user + "@127.0.0.1:" + postgres.getPort() + "/smith";
    }

    int databasePort() {
        return postgres.getPort();
    }

    void sql(String statements) throws SQLException {
        as("smith", "smith", statements);
    }

    private void as(String user, String database, String statements) throws SQLException {
        try (Connection connection = postgres.getDatabase(user, database).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(statements);
        }
    }

    /** The number that {@code query} gives. */
    long count(String query) throws SQLException {
        try (Connection connection = postgres.getDatabase("smith", "smith").getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Where the database keeps its files. */
    Path data() throws SQLException {
        try (Connection connection = postgres.getDatabase("smith", "smith").getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW data_directory")) {
            row.next();
            return Path.of(row.getString(1));
        }
    }

    /** What the daemon does when {@code user} of {@code platform} (as keys spell it) redeems {@code code}. */
    void redeem(String code, String platform, String user, String agent) {
        try (Jedis jedis = jedis()) {
            jedis.del("chatbridge:pairing:code:" + code);
            jedis.setex(
                    "chatbridge:pairing:active:" + platform + ":" + user, 86400, active(code, platform, user, agent));
        }
    }

    static String active(String code, String platform, String user, String agent) {
        return """
                {"code":"%s","agent_id":"%s","platform":"%s","user_id":"%s","channel_id":"dm1",\
                "created_at":"2026-11-20T13:21:55.349252583Z","expires_at":"2026-11-21T13:21:55.349252583Z",\
                "metadata":null}""".formatted(code, agent, platform, user);
    }

    @Override
    public void close() throws IOException {
        redis.stop();
        postgres.close();
    }
}

package dev.gatehouse.interop;

import static org.awaitility.Awaitility.await;

import dev.gatehouse.gateway.smith.SmithTables;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.Jedis;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Smith's real chat daemon with a real Redis, PostgreSQL and NATS. The daemon listens at every address, so it has a network
 * of its own, and reaches the two stores by socket files.
 */
final class SmithSite implements AutoCloseable {
    static final String TOKEN = "interop-0123456789abcdef0123456789";

    /** What the daemon does instead of an answer for somebody who is in: it starts a session with the agent. */
    static final String LET_IN = "(let in)";

    private static final Duration SOON = Duration.ofSeconds(15);
    private static final JsonMapper JSON = new JsonMapper();

    private final Path base;
    private final SmithInstall install;
    private final List<AutoCloseable> open = new ArrayList<>();
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final Namespace namespace;
    private final EmbeddedPostgres postgres;
    private final int redisPort;
    private final Process redis;
    private final Tunnel http;
    private final Nats nats;
    private Process daemon;

    private SmithSite(Path base, SmithInstall install) throws Exception {
        this.base = Files.createDirectories(base);
        this.install = install;
        Scripts scripts = Scripts.in(base.resolve("scripts"));
        namespace = Namespace.make();
        open.add(namespace);
        postgres = EmbeddedPostgres.builder()
                .setServerConfig("unix_socket_directories", base.toString())
                .setPGStartupWait(Duration.ofSeconds(30))
                .start();
        open.add(postgres);
        tables();
        redisPort = freePort();
        redis = redis();
        open.add(() -> ended(redis));
        Process server = started(namespace.inside(Command.of("nats-server", "-a", "127.0.0.1", "-p", "4222")), "nats");
        open.add(() -> ended(server));
        Process chat = namespace
                .inside(Command.of("node", scripts.file("chat.mjs"), "8065"))
                .builder()
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        open.add(() -> ended(chat));
        hear(chat);
        http = tunnel(scripts, "http", 8092);
        nats = connected(tunnel(scripts, "nats", 4222));
        open.add(nats);
        Files.writeString(base.resolve("bridge.toml"), """
                [[adapters]]
                type = "mattermost"
                base_url = "http://127.0.0.1:8065"
                access_token = "none"
                team_id = "t"
                channel_id = "c"
                label = "chat"
                """);
        daemon = daemon(Map.of("CHAT_BRIDGE_ADMIN_TOKEN", TOKEN));
    }

    /** Starts all of it in {@code base}, whose path must be short: socket files are in it. */
    static SmithSite in(Path base, SmithInstall install) throws Exception {
        return new SmithSite(base, install);
    }

    private Tunnel tunnel(Scripts scripts, String name, int port) throws IOException {
        Tunnel tunnel = Tunnel.into(namespace, Path.of("node"), scripts, base.resolve(name), 0, "127.0.0.1", port);
        open.add(tunnel);
        return tunnel;
    }

    private Nats connected(Tunnel tunnel) {
        return await("NATS")
                .atMost(SOON)
                .ignoreExceptions()
                .until(
                        () -> {
                            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), tunnel.port())) {
                                if (socket.getInputStream().read() < 0) {
                                    throw new IOException("not yet");
                                }
                            }
                            return Nats.at(
                                    tunnel.port(), "smith.chatbridge.sessions.start", ignored -> heard.add(LET_IN));
                        },
                        ignored -> true);
    }

    private void tables() throws SQLException {
        sql(
                "postgres",
                "CREATE ROLE smith SUPERUSER LOGIN; CREATE ROLE smith_app LOGIN; CREATE ROLE smith_readonly LOGIN");
        sql("postgres", "CREATE DATABASE smith OWNER smith");
        sql("smith", SmithTables.CREATE);
        sql("smith", SmithTables.FILL);
    }

    private void sql(String database, String statements) throws SQLException {
        try (Connection connection = postgres.getDatabase("postgres", database).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(statements);
        }
    }

    /** Works on Smith's tables behind everybody's back. */
    void sql(String statements) throws SQLException {
        sql("smith", statements);
    }

    private Process redis() throws IOException {
        Process process = started(
                Command.of(
                        "redis-server",
                        "--port",
                        Integer.toString(redisPort),
                        "--bind",
                        "127.0.0.1",
                        "--unixsocket",
                        base.resolve("redis").toString(),
                        "--save",
                        "",
                        "--dir",
                        base.toString()),
                "redis");
        await("Redis").atMost(SOON).ignoreExceptions().until(() -> {
            try (Jedis jedis = jedis()) {
                return jedis.ping().equals("PONG");
            }
        });
        return process;
    }

    Jedis jedis() {
        return new Jedis("127.0.0.1", redisPort);
    }

    /** Ends Redis on the spot. */
    void killRedis() throws InterruptedException {
        ended(redis);
    }

    private Process started(Command command, String name) throws IOException {
        return command.builder()
                .redirectErrorStream(true)
                .redirectOutput(base.resolve(name + ".log").toFile())
                .start();
    }

    private Process daemon(Map<String, String> variables) throws IOException {
        Process process = started(
                namespace.inside(Command.of(install.daemon().toString())
                        .with(Map.of(
                                "REDIS_URL",
                                "redis+unix://" + base.resolve("redis"),
                                "DATABASE_URL",
                                "postgresql://smith@"
                                        + base.toString().replace("/", "%2F")
                                        + ":" + postgres.getPort() + "/smith",
                                "CHAT_BRIDGE_CONFIG",
                                base.resolve("bridge.toml").toString(),
                                "CHAT_BRIDGE_ADAPTER_ID",
                                "chat",
                                "CHAT_BRIDGE_DEBOUNCE_MS",
                                "0",
                                "CHAT_BRIDGE_SESSION_TIMEOUT_SECS",
                                "1"))
                        .with(variables)),
                "daemon");
        await("the daemon").atMost(SOON).ignoreExceptions().until(() -> {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), http.port())) {
                socket.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                return socket.getInputStream().read() >= 0;
            }
        });
        return process;
    }

    /** Starts the daemon again, with {@code variables} alone beside what it needs. */
    void restart(Map<String, String> variables) throws IOException, InterruptedException {
        ended(daemon);
        daemon = daemon(variables);
    }

    private void hear(Process chat) throws IOException {
        BufferedReader said = chat.inputReader(StandardCharsets.UTF_8);
        if (!"ready".equals(said.readLine())) {
            throw new IOException("no chat server");
        }
        Thread.ofVirtual()
                .name("chat")
                .start(() -> said.lines()
                        .map(line -> JSON.readTree(line).get("message").stringValue())
                        .forEach(heard::add));
    }

    /** What the console needs to be told of it. */
    Map<String, String> form() {
        return Map.of(
                "address", address(),
                "redis", "127.0.0.1:" + redisPort,
                "database", "postgresql://smith@127.0.0.1:" + postgres.getPort() + "/smith");
    }

    /** Where the daemon is, for this network. */
    String address() {
        return "127.0.0.1:" + http.port();
    }

    /** Has {@code user} of {@code platform} write to the bot, and waits for what it does: its answer, or {@link #LET_IN}. */
    String says(String platform, String user, String message) throws IOException, InterruptedException {
        heard.clear();
        ObjectNode envelope = JSON.createObjectNode()
                .put("platform", platform)
                .put("team_id", "")
                .put("channel_id", "dm-" + user)
                .put("post_id", "post-" + System.nanoTime())
                .put("thread_root", "root-" + System.nanoTime())
                .put("message", message)
                .put("timestamp", System.currentTimeMillis());
        envelope.putObject("sender")
                .put("id", user)
                .put("username", "name-of-" + user)
                .put("display_name", "Ann " + user)
                .put("is_bot", false);
        nats.publish("smith.chatbridge.ingest", envelope.toString());
        String answer = heard.poll(SOON.toSeconds(), TimeUnit.SECONDS);
        if (answer == null) {
            throw new AssertionError("the daemon did nothing: "
                    + Files.readString(base.resolve("daemon.log")).lines().toList().reversed().stream()
                            .limit(20)
                            .toList());
        }
        return answer;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void ended(Process process) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(5, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
        }
    }

    @Override
    public void close() throws Exception {
        ended(daemon);
        Collections.reverse(open);
        for (AutoCloseable one : open) {
            one.close();
        }
    }
}

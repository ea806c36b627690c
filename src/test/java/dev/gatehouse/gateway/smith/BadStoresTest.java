package dev.gatehouse.gateway.smith;

import static dev.gatehouse.gateway.smith.SmithFixture.grants;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.GatewayProfile;
import dev.gatehouse.gateway.LinkProblem;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Route;
import dev.gatehouse.gateway.Snapshot;
import dev.gatehouse.io.Certificates;
import dev.gatehouse.pairing.IssuedCode.State;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ServerSocketFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;

/** Stores that answer wrongly, late, not at all, or with a certificate that nobody knows. */
@Timeout(120)
class BadStoresTest {
    private static RealStores stores;

    @TempDir
    private static Path keys;

    private static Certificates certificates = new Certificates(Path.of("."));

    private final Queue<AutoCloseable> open = new ConcurrentLinkedQueue<>();
    private SmithFixture smith;

    @BeforeAll
    static void start() throws Exception {
        stores = RealStores.start();
        certificates = new Certificates(keys);
        certificates.make("self");
    }

    @AfterAll
    static void stop() throws IOException {
        stores.close();
    }

    @BeforeEach
    void prepare(@TempDir Path home) throws IOException, SQLException {
        stores.clear();
        smith = new SmithFixture(home);
    }

    @AfterEach
    void end() throws Exception {
        smith.close();
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    private interface Script {
        void run(Socket socket) throws IOException;
    }

    /** A server that does {@code script} with every connection. */
    private int server(ServerSocketFactory sockets, Script script) throws IOException {
        ServerSocket listening = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        open.add(listening);
        Thread.ofVirtual().name("server").start(() -> {
            try {
                while (true) {
                    Socket socket = listening.accept();
                    open.add(socket);
                    Thread.ofVirtual().name("server connection").start(() -> serve(socket, script));
                }
            } catch (IOException _) {
                // Closed.
            }
        });
        return listening.getLocalPort();
    }

    private static void serve(Socket socket, Script script) {
        try (socket) {
            script.run(socket);
        } catch (IOException _) {
            // The other side has gone.
        }
    }

    /** Carries bytes between {@code near} and {@code port}. */
    private static void carry(Socket near, int port) throws IOException {
        try (Socket far = new Socket(InetAddress.getLoopbackAddress(), port)) {
            Thread back = Thread.ofVirtual().name("back").start(() -> pipe(far, near));
            pipe(near, far);
            back.interrupt();
        }
    }

    private static void pipe(Socket from, Socket to) {
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException _) {
            // One side has gone, so the other goes, too.
        }
    }

    private Problem problem(Map<String, String> values) throws GatewayException {
        try (SmithGateway gateway = smith.connect(values)) {
            return catchThrowableOfType(GatewayException.class, gateway::read).problem();
        }
    }

    private SmithGateway pinned(Map<String, String> values, String pin) throws GatewayException {
        GatewayProfile profile = smith.profile(values);
        return smith.product.connect(
                profile.by(profile.routes().stream()
                        .map(route -> route.with(Route.PIN, pin))
                        .toList()),
                smith.secrets,
                smith.environment());
    }

    @Test
    void aRedisWithAnUnknownCertificateIsNotSpokenToUntilItIsPinned() throws Exception {
        int redis = Integer.parseInt(stores.redisUrl().replaceFirst(".*:", ""));
        int port = server(certificates.sockets("self"), socket -> carry(socket, redis));
        Map<String, String> values = Map.of("redis", "rediss://127.0.0.1:" + port);
        String fingerprint = certificates.fingerprint("self").text();
        assertThat(problem(values))
                .isInstanceOfSatisfying(
                        LinkProblem.Untrusted.class,
                        untrusted -> assertThat(untrusted.fingerprint()).isEqualTo(fingerprint));
        stores.redeem("", "telegram", "1", "a");
        try (SmithGateway gateway = pinned(values, fingerprint)) {
            assertThat(grants(gateway.read())).hasSize(1);
        }
    }

    @Test
    void aDatabaseWithAnUnknownCertificateIsNotSpokenToUntilItIsPinned() throws Exception {
        Map<String, String> values = Map.of("database", stores.databaseUrl("smith") + "?sslmode=require");
        assertThat(problem(values)).as("it has no TLS yet").isEqualTo(new LinkProblem.PlainText("127.0.0.1"));
        secure();
        String fingerprint = certificates.fingerprint("self").text();
        assertThat(problem(values))
                .isInstanceOfSatisfying(
                        LinkProblem.Untrusted.class,
                        untrusted -> assertThat(untrusted.fingerprint()).isEqualTo(fingerprint));
        stores.sql("INSERT INTO chat_pairings(platform, platform_user_id, agent_id) VALUES ('slack', '1', 'a')");
        try (SmithGateway gateway = pinned(values, fingerprint)) {
            assertThat(grants(gateway.read())).hasSize(1);
        }
    }

    /** Has the database show the certificate that nobody knows. */
    private static void secure() throws Exception {
        Path data = stores.data();
        pem(data.resolve("server.key"), "PRIVATE KEY", certificates.key("self").getEncoded());
        pem(
                data.resolve("server.crt"),
                "CERTIFICATE",
                certificates.certificate("self").getEncoded());
        stores.sql("ALTER SYSTEM SET ssl = on");
        stores.sql("SELECT pg_reload_conf()");
        org.awaitility.Awaitility.await()
                .until(() -> stores.count("SELECT count(*) FROM pg_settings" + " WHERE name = 'ssl' AND setting = 'on'")
                        == 1);
    }

    private static void pem(Path file, String what, byte[] content) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        Files.writeString(file, "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void aPasswordOfTheDatabaseIsAskedForAndCompared() throws Exception {
        Path rules = stores.data().resolve("pg_hba.conf");
        String before = Files.readString(rules);
        Files.writeString(rules, "host all smith_secret 127.0.0.1/32 scram-sha-256\n" + before);
        stores.sql("CREATE ROLE smith_secret SUPERUSER LOGIN PASSWORD 'secret word'");
        stores.sql("SELECT pg_reload_conf()");
        Map<String, String> values = Map.of("database", stores.databaseUrl("smith_secret"));
        assertThat(problem(values)).isInstanceOfSatisfying(LinkProblem.SecretWanted.class, wanted -> {
            assertThat(wanted.field()).isEqualTo("databasePassword");
            assertThat(wanted.sentence().key()).isEqualTo("smith.password.none");
        });
        smith.secret("databasePassword", "wrong word");
        Problem wrong = problem(values);
        assertThat(wrong.sentence().key()).isEqualTo("smith.password.wrong");
        assertThat(wrong.toString()).doesNotContain("wrong word");
        smith.secret("databasePassword", "secret word");
        try (SmithGateway gateway = smith.connect(values)) {
            assertThat(gateway.read().troubles()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis", "database"})
    void aServerThatSaysNothingIsGivenUp(String field) throws Exception {
        int port = server(
                ServerSocketFactory.getDefault(),
                socket -> socket.getInputStream().transferTo(OutputStream.nullOutputStream()));
        assertThat(problem(Map.of(field, "127.0.0.1:" + port))).isInstanceOf(LinkProblem.Mute.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis", "database"})
    void aServerThatHangsUpOrSpeaksSomethingElseIsAProblem(String field) throws Exception {
        for (String words : List.of("", "HTTP/1.1 400 Bad Request\r\n\r\n<html>", "$5\r\nhal", "R\0\0")) {
            int port = server(ServerSocketFactory.getDefault(), socket -> {
                socket.getInputStream().read();
                socket.getOutputStream().write(words.getBytes(StandardCharsets.ISO_8859_1));
            });
            assertThat(problem(Map.of(field, "127.0.0.1:" + port))).as(words).isInstanceOf(LinkProblem.class);
        }
    }

    @Test
    void aConnectionThatWasLostIsMadeAgain() throws Exception {
        try (SmithGateway gateway =
                smith.connect(Map.of("redis", stores.redisUrl(), "database", stores.databaseUrl("smith")))) {
            assertThat(gateway.read().troubles()).isEmpty();
            stores.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'gatehouse'");
            try (Jedis jedis = stores.jedis()) {
                jedis.clientKill(new redis.clients.jedis.params.ClientKillParams()
                        .skipMe(redis.clients.jedis.params.ClientKillParams.SkipMe.YES));
            }
            gateway.retry();
            Snapshot lost = lost(gateway);
            assertThat(lost.troubles()).hasSizeLessThanOrEqualTo(2);
            gateway.retry();
            assertThat(gateway.read().troubles()).isEmpty();
        }
    }

    /** The next list; if both connections are found to be lost at once, there is none. */
    private static Snapshot lost(SmithGateway gateway) {
        try {
            return gateway.read();
        } catch (GatewayException e) {
            assertThat(e.problem()).isInstanceOf(LinkProblem.class);
            return new Snapshot(SmithFixture.NOW, List.of(), List.of(), List.of(), List.of(), List.of());
        }
    }

    @Test
    void besideMutatedEntriesTheOthersAreListed() throws Exception {
        long seed = System.nanoTime();
        System.out.println("Seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 60; round++) {
            String value = RealStores.active("5NZV4V", "telegram", "7", "smith-default");
            List<Character> characters =
                    new ArrayList<>(value.chars().mapToObj(c -> (char) c).toList());
            for (int i = random.nextInt(1, 6); i > 0; i--) {
                int at = random.nextInt(characters.size());
                switch (random.nextInt(3)) {
                    case 0 -> characters.remove(at);
                    case 1 -> characters.add(at, (char) random.nextInt(0x20, 0xD7FF));
                    default -> characters.set(at, (char) random.nextInt(0x20, 0x7F));
                }
            }
            StringBuilder mutated = new StringBuilder();
            characters.forEach(mutated::append);
            try (Jedis jedis = stores.jedis()) {
                jedis.flushAll();
                jedis.set("chatbridge:pairing:active:telegram:7", mutated.toString());
                jedis.setex("chatbridge:pairing:code:MUTATE", 60, mutated.toString());
            }
            stores.redeem("", "telegram", "8", "default");
            try (SmithGateway gateway = smith.connect(Map.of("redis", stores.redisUrl()))) {
                Snapshot snapshot = gateway.read();
                assertThat(grants(snapshot))
                        .as(mutated.toString())
                        .extracting(grant -> grant.key().subject())
                        .contains("8");
                assertThat(SmithFixture.codes(snapshot))
                        .filteredOn(code -> code.state() instanceof State.Open)
                        .hasSize(1);
                long rows = grants(snapshot).size();
                assertThat(rows == 2 || snapshot.notes().contains(new Problem.LeftOut("Redis chatbridge:pairing", 1)))
                        .isTrue();
            }
        }
    }
}

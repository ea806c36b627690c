package dev.gatehouse.gateway.smith;

import static dev.gatehouse.gateway.smith.SmithFixture.codes;
import static dev.gatehouse.gateway.smith.SmithFixture.grants;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gatehouse.gateway.Attention;
import dev.gatehouse.gateway.Feature;
import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.LinkProblem;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Receipt;
import dev.gatehouse.gateway.Snapshot;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.Grant;
import dev.gatehouse.pairing.IssuedCode;
import dev.gatehouse.pairing.IssuedCode.State;
import dev.gatehouse.pairing.Kind;
import dev.gatehouse.pairing.Origin;
import dev.gatehouse.pairing.SubjectKey;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;

/** Codes and people in a real Redis and a real PostgreSQL. */
class SmithStoresTest {
    private static RealStores stores;

    private SmithFixture smith;

    @BeforeAll
    static void start() throws IOException, SQLException {
        stores = RealStores.start();
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
    void end() {
        smith.close();
    }

    private Map<String, String> both() {
        return Map.of("redis", stores.redisUrl(), "database", stores.databaseUrl("smith"));
    }

    private void code(String text, String value, long seconds) {
        try (Jedis jedis = stores.jedis()) {
            jedis.setex("chatbridge:pairing:code:" + text, seconds, value);
        }
    }

    private void paired(String platform, String user) throws SQLException {
        stores.sql("INSERT INTO chat_pairings(platform, platform_user_id, agent_id, channel_id)" + " VALUES ('"
                + platform + "', '" + user + "', 'smith-default', 'dm1')");
    }

    private void identity(String platform, String user, String owner) throws SQLException {
        stores.sql("INSERT INTO user_identities(user_id, platform, platform_user_id, platform_username)" + " VALUES ('"
                + owner + "', '" + platform + "', '" + user + "', 'ann')");
    }

    private static Grant grant(Snapshot snapshot, String subject) {
        return grants(snapshot).stream()
                .filter(grant -> grant.key().subject().equals(subject))
                .findFirst()
                .orElseThrow();
    }

    private static String why(SmithGateway gateway, Feature feature) {
        return Objects.requireNonNull(gateway.features().whyNot(feature)).key();
    }

    private static Problem problem(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return catchThrowableOfType(GatewayException.class, call).problem();
    }

    @Test
    void codesAreListedWithTheirTextTheirEndAndWhatTheyAreFor() throws Exception {
        code("5NZV4V", "{\"agent_id\":\"smith-default\"}", 300);
        code("ABCDEF", "{\"agent_id\":\"a\",\"invited_user_id\":\"admin\"}", 100);
        code("LEGACY", "old-agent", 60);
        try (SmithGateway gateway = smith.connect(both())) {
            Snapshot snapshot = gateway.read();
            assertThat(codes(snapshot)).hasSize(3).allSatisfy(code -> {
                assertThat(code.state()).isEqualTo(new State.Open());
                assertThat(code.toString()).doesNotContain("5NZV4V");
            });
            IssuedCode first = code(snapshot, "5NZV4V");
            assertThat(first.purpose().args()).containsExactly("smith-default");
            assertThat(Duration.between(SmithFixture.NOW, first.expiresAt()))
                    .isBetween(Duration.ofSeconds(290), Duration.ofSeconds(300));
            assertThat(code(snapshot, "ABCDEF").purpose().args()).containsExactly("a", "admin");
            assertThat(code(snapshot, "LEGACY").purpose().args()).containsExactly("old-agent");
            assertThat(first.key().id()).doesNotContain("5NZV4V");

            smith.now = SmithFixture.NOW.plusMillis(700);
            assertThat(code(gateway.read(), "5NZV4V"))
                    .as("the same code, the same end")
                    .isEqualTo(first);
            assertThat(gateway.pollEvery(Attention.WATCHED)).isLessThan(Duration.ofSeconds(1));
        }
    }

    private static IssuedCode code(Snapshot snapshot, String text) {
        return codes(snapshot).stream()
                .filter(code -> code.text() != null && code.text().value().equals(text))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aRedeemedCodeSaysWhoHasUsedIt() throws Exception {
        code("5NZV4V", "{\"agent_id\":\"smith-default\"}", 300);
        try (SmithGateway gateway = smith.connect(both())) {
            IssuedCode open = codes(gateway.read()).getFirst();
            stores.redeem("5NZV4V", "googlechat", "users/1:2", "smith-default");
            stores.sql("INSERT INTO users(id, username, display_name) VALUES ('u1', 'google_chat-1', 'Ann')");
            identity("google_chat", "users/1:2", "u1");
            Snapshot after = gateway.read();
            IssuedCode used = codes(after).getFirst();
            assertThat(used.key()).isEqualTo(open.key());
            assertThat(used.state()).isInstanceOfSatisfying(State.Used.class, state -> {
                assertThat(state.by()).isEqualTo(new SubjectKey("p1", "google_chat", "", "users/1:2"));
                assertThat(state.name()).isEqualTo("Ann");
                assertThat(state.at()).isNotNull();
            });
            assertThat(gateway.pollEvery(Attention.WATCHED)).isGreaterThan(Duration.ofSeconds(1));
        }
    }

    @Test
    void aCodeIsTakenBackOnlyAsItWasShown() throws Exception {
        code("5NZV4V", "{\"agent_id\":\"smith-default\"}", 300);
        try (SmithGateway gateway = smith.connect(both())) {
            IssuedCode shown = codes(gateway.read()).getFirst();
            code("5NZV4V", "{\"agent_id\":\"other\"}", 300);
            assertThat(problem(() -> gateway.perform(new Decision.CancelCode(shown))))
                    .isInstanceOf(Problem.Changed.class);
            IssuedCode now = codes(gateway.read()).getFirst();
            Receipt receipt = gateway.perform(new Decision.CancelCode(now.wiped()));
            assertThat(receipt.toString()).doesNotContain("5NZV4V");
            assertThat(codes(gateway.read())).isEmpty();
            assertThat(problem(() -> gateway.perform(new Decision.CancelCode(now))))
                    .isInstanceOf(Problem.Changed.class);
        }
    }

    @Test
    void whoIsInIsPutTogetherFromThreePlacesInTheirSpellings() throws Exception {
        stores.sql("INSERT INTO users(id, username, display_name) VALUES ('u1', 'google_chat-1', 'Ann')");
        paired("googlechat", "g1");
        identity("google_chat", "g1", "u1");
        stores.redeem("", "googlechat", "g1", "smith-default");
        stores.redeem("XYZXYZ", "whatsapp", "w1", "default");
        identity("Telegram", "t1", "admin");
        try (SmithGateway gateway = smith.connect(both())) {
            Snapshot snapshot = gateway.read();
            assertThat(grants(snapshot)).hasSize(3);
            Grant google = grant(snapshot, "g1");
            assertThat(google.key().channel()).isEqualTo("google_chat");
            assertThat(google.name().text()).isEqualTo("Ann");
            assertThat(google.origins())
                    .extracting(Origin::place)
                    .containsExactly(
                            "PostgreSQL chat_pairings: agent smith-default",
                            "PostgreSQL user_identities: user u1",
                            "Redis chatbridge:pairing:active:googlechat: agent smith-default");
            assertThat(google.expiresAt()).as("the cache's end is nobody's").isNull();
            assertThat(grant(snapshot, "w1").origins()).hasSize(1);
            assertThat(grant(snapshot, "t1").key().channel()).isEqualTo("telegram");
            assertThat(grant(snapshot, "t1").name().text()).isEqualTo("Administrator");
            assertThat(snapshot.notes())
                    .anySatisfy(note -> assertThat(note.sentence().key()).isEqualTo("smith.note.linked"));
            assertThat(snapshot.unseen()).isEmpty();
            assertThat(snapshot.troubles()).isEmpty();
            assertThat(snapshot.quiet()).hasSize(1);
        }
    }

    @Test
    void aRevokeTakesAllThreePlacesAndLeavesTheUser() throws Exception {
        paired("imessage", "i1");
        identity("imessage", "i1", "admin");
        stores.redeem("", "imessage", "i1", "default");
        paired("imessage", "i2");
        try (SmithGateway gateway = smith.connect(both())) {
            Grant shown = grant(gateway.read(), "i1");
            assertThat(gateway.features().whyNot(Feature.REVOKE_SENDER)).isNull();
            Receipt receipt = gateway.perform(new Decision.Revoke(shown));
            assertThat(receipt.touched())
                    .containsExactly(
                            "DELETE user_identities (1)",
                            "DELETE chat_pairings (1)",
                            "DEL chatbridge:pairing:active:imessage");
            assertThat(grants(gateway.read()))
                    .extracting(grant -> grant.key().subject())
                    .containsExactly("i2");
            assertThat(stores.count("SELECT count(*) FROM users")).isEqualTo(1);
            assertThat(problem(() -> gateway.perform(new Decision.Revoke(shown))))
                    .isInstanceOf(Problem.GrantChanged.class);
            gateway.perform(new Decision.RevokeAll("p1", grants(gateway.read())));
            assertThat(grants(gateway.read())).isEmpty();
        }
    }

    @Test
    void aConnectionThatIsLostAtTheLastMomentLeavesOpenWhetherItWasDone() throws Exception {
        paired("telegram", "1");
        stores.sql("""
                CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS
                    $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$;
                CREATE CONSTRAINT TRIGGER dies AFTER DELETE ON chat_pairings
                    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION die()""");
        try (SmithGateway gateway = smith.connect(both())) {
            Grant shown = grant(gateway.read(), "1");
            assertThat(problem(() -> gateway.perform(new Decision.Revoke(shown)))
                            .sentence()
                            .key())
                    .isEqualTo("smith.unsure");
        } finally {
            stores.sql("DROP TRIGGER dies ON chat_pairings; DROP FUNCTION die()");
        }
    }

    @Test
    void withoutOneOfTheStoresNothingIsRevokedAndItIsSaidWhatWouldCome() throws Exception {
        paired("telegram", "1");
        stores.redeem("", "telegram", "1", "default");
        try (SmithGateway redisOnly = smith.connect(Map.of("redis", stores.redisUrl()))) {
            Snapshot snapshot = redisOnly.read();
            assertThat(why(redisOnly, Feature.REVOKE_SENDER)).isEqualTo("smith.needs.postgres");
            assertThat(snapshot.unseen()).containsKey(Kind.DM);
            Grant shown = grants(snapshot).getFirst();
            assertThat(problem(() -> redisOnly.perform(new Decision.Revoke(shown))))
                    .isInstanceOf(Problem.NotOffered.class);
        }
        try (SmithGateway postgresOnly = smith.connect(Map.of("database", stores.databaseUrl("smith")))) {
            Grant shown = grants(postgresOnly.read()).getFirst();
            assertThat(why(postgresOnly, Feature.REVOKE_SENDER)).isEqualTo("smith.needs.cache");
            assertThat(why(postgresOnly, Feature.LIST_CODES)).isEqualTo("smith.needs.redis");
            assertThat(problem(() -> postgresOnly.perform(new Decision.Revoke(shown))))
                    .isInstanceOf(Problem.NotOffered.class);
        }
        assertThat(stores.count("SELECT count(*) FROM chat_pairings")).isEqualTo(1);
        try (Jedis jedis = stores.jedis()) {
            assertThat(jedis.keys("*")).hasSize(1);
        }
    }

    @Test
    void aStoreThatIsAwayStopsARevokeBeforeItBegins() throws Exception {
        paired("telegram", "1");
        try (SmithGateway gateway = smith.connect(both())) {
            Grant shown = grants(gateway.read()).getFirst();
            stores.stopRedis();
            try {
                assertThat(problem(() -> gateway.perform(new Decision.Revoke(shown))))
                        .isInstanceOf(LinkProblem.Refused.class);
                assertThat(stores.count("SELECT count(*) FROM chat_pairings")).isEqualTo(1);
                Snapshot without = gateway.read();
                assertThat(without.troubles())
                        .extracting(Snapshot.Trouble::source)
                        .containsExactly("redis");
                assertThat(grants(without)).hasSize(1);
                assertThat(gateway.features().whyNot(Feature.REVOKE_SENDER)).isNotNull();
            } finally {
                stores.startRedis();
            }
            gateway.retry();
            assertThat(gateway.read().troubles()).isEmpty();
            gateway.perform(new Decision.Revoke(shown));
            assertThat(grants(gateway.read())).isEmpty();
        }
    }

    @Test
    void rowLevelSecurityIsExplainedAndKeepsARevokeFromBeingTakenForDone() throws Exception {
        paired("telegram", "1");
        identity("telegram", "1", "admin");
        try (SmithGateway gateway =
                smith.connect(Map.of("redis", stores.redisUrl(), "database", stores.databaseUrl("smith_app")))) {
            Snapshot snapshot = gateway.read();
            assertThat(grants(snapshot)).hasSize(1);
            assertThat(snapshot.notes()).anySatisfy(note -> {
                assertThat(note.sentence().key()).isEqualTo("smith.note.hidden");
                assertThat(note.sentence().args()).containsExactly("smith_app");
            });
            assertThat(snapshot.unseen()).containsKey(Kind.DM);
            assertThat(why(gateway, Feature.REVOKE_SENDER)).isEqualTo("smith.revoke.hidden");
            assertThat(problem(() ->
                            gateway.perform(new Decision.Revoke(grants(snapshot).getFirst()))))
                    .isInstanceOf(Problem.NotOffered.class);
            assertThat(stores.count("SELECT count(*) FROM chat_pairings")).isEqualTo(1);
        }
    }

    @Test
    void aRoleThatMayOnlyReadSaysSo() throws Exception {
        paired("telegram", "1");
        try (SmithGateway gateway =
                smith.connect(Map.of("redis", stores.redisUrl(), "database", stores.databaseUrl("smith_readonly")))) {
            assertThat(grants(gateway.read())).hasSize(1);
            assertThat(why(gateway, Feature.REVOKE_SENDER)).isEqualTo("smith.revoke.denied");
        }
    }

    @Test
    void whatMakesNoSenseIsCountedAndTheRestListed() throws Exception {
        try (Jedis jedis = stores.jedis()) {
            jedis.lpush("chatbridge:pairing:code:LISTED", "x");
            jedis.set("chatbridge:pairing:active:telegram:1", "{not json");
            jedis.set("chatbridge:pairing:active:nowhere:1", RealStores.active("", "nowhere", "1", "a"));
            jedis.set("chatbridge:pairing:active:short", "{}");
            jedis.set("chatbridge:thread:telegram::dm1:r:1", "{}");
        }
        stores.redeem("", "telegram", "2", "default");
        code("5NZV4V", "{\"agent_id\":\"smith-default\"}", 300);
        try (SmithGateway gateway = smith.connect(both())) {
            Snapshot snapshot = gateway.read();
            assertThat(grants(snapshot)).hasSize(1);
            assertThat(codes(snapshot)).hasSize(1);
            assertThat(snapshot.notes()).contains(new Problem.LeftOut("Redis chatbridge:pairing", 4));
        }
    }

    @Test
    void aUserWhoIsNotActiveIsSaidToBeInAllTheSame() throws Exception {
        stores.sql("INSERT INTO users(id, username, active) VALUES ('off', 'off', false)");
        paired("telegram", "1");
        identity("telegram", "1", "off");
        try (SmithGateway gateway = smith.connect(both())) {
            Snapshot snapshot = gateway.read();
            assertThat(grants(snapshot)).hasSize(1);
            assertThat(snapshot.notes())
                    .anySatisfy(note -> assertThat(note.sentence().key()).isEqualTo("smith.note.inactive"));
            assertThat(snapshot.offers().getFirst().fields().getLast().choices())
                    .extracting(choice -> choice.value())
                    .containsExactly("admin");
        }
    }

    @Test
    void tenThousandCodesAndPeopleWithNamesOfAllKinds() throws Exception {
        try (Jedis jedis = stores.jedis();
                Pipeline pipeline = jedis.pipelined()) {
            for (int i = 0; i < 10_000; i++) {
                pipeline.setex("chatbridge:pairing:code:C" + i, 300, "{\"agent_id\":\"\u202Eagent\uD83D\uDE00\"}");
            }
        }
        stores.sql("""
                INSERT INTO users(id, username, display_name)
                  SELECT 'u' || i, 'n' || i, E'\\u202Egro.evil\\u200B \\U0001F600 ' || i FROM generate_series(1, 10000) i;
                INSERT INTO user_identities(user_id, platform, platform_user_id)
                  SELECT 'u' || i, 'telegram', 'id:' || i FROM generate_series(1, 10000) i;
                INSERT INTO chat_pairings(platform, platform_user_id, agent_id)
                  SELECT 'telegram', 'id:' || i, 'a' FROM generate_series(1, 10000) i""");
        try (SmithGateway gateway = smith.connect(both())) {
            Snapshot snapshot = gateway.read();
            assertThat(codes(snapshot)).hasSize(10_000);
            assertThat(grants(snapshot))
                    .hasSize(10_000)
                    .allSatisfy(grant -> assertThat(grant.name().text())
                            .doesNotContain("\u202E")
                            .doesNotContain("\u200B"));
            long begun = System.nanoTime();
            gateway.read();
            System.out.println("20,000 rows read in " + (System.nanoTime() - begun) / 1_000_000 + " ms");
        }
    }

    @Test
    void otherTablesAreNotTakenForSmiths() throws Exception {
        stores.sql("ALTER TABLE chat_pairings RENAME COLUMN agent_id TO agent");
        try (SmithGateway gateway = smith.connect(Map.of("database", stores.databaseUrl("smith")))) {
            assertThat(problem(gateway::read).sentence().key()).isEqualTo("smith.postgres.tables");
        } finally {
            stores.sql("ALTER TABLE chat_pairings RENAME COLUMN agent TO agent_id");
        }
    }

    @Test
    void anotherDatabaseOrNobodyThereIsSaid() throws Exception {
        String elsewhere = stores.databaseUrl("smith").replaceFirst("/smith$", "/none");
        try (SmithGateway gateway = smith.connect(Map.of("database", elsewhere))) {
            assertThat(problem(gateway::read).sentence().key()).isEqualTo("smith.postgres.no-database");
        }
        int nobody = RealStores.freePort();
        for (Map<String, String> values : List.of(
                Map.of("redis", "127.0.0.1:" + nobody), Map.of("database", "postgresql://127.0.0.1:" + nobody))) {
            try (SmithGateway gateway = smith.connect(values)) {
                assertThat(problem(gateway::read)).isInstanceOf(LinkProblem.Refused.class);
            }
        }
    }

    @Test
    void aRedisPasswordIsAskedForAndCompared() throws Exception {
        try (Jedis jedis = stores.jedis()) {
            jedis.configSet("requirepass", "secret word");
        }
        try (SmithGateway gateway = smith.connect(Map.of("redis", stores.redisUrl()))) {
            assertThat(problem(gateway::read)).isInstanceOfSatisfying(LinkProblem.SecretWanted.class, wanted -> {
                assertThat(wanted.field()).isEqualTo("redisPassword");
                assertThat(wanted.sentence().key()).isEqualTo("smith.password.none");
            });
            smith.secret("redisPassword", "wrong word");
            gateway.retry();
            Problem wrong = problem(gateway::read);
            assertThat(wrong.sentence().key()).isEqualTo("smith.password.wrong");
            assertThat(wrong.toString()).doesNotContain("wrong word");
            smith.secret("redisPassword", "secret word");
            assertThat(problem(gateway::read))
                    .as("nobody tries again by himself")
                    .isEqualTo(wrong);
            gateway.retry();
            assertThat(gateway.read().troubles()).isEmpty();
        } finally {
            try (Jedis jedis = stores.jedis()) {
                jedis.auth("secret word");
                jedis.configSet("requirepass", "");
            }
        }
    }
}

package dev.gatehouse.gateway.orginabox;

import static dev.gatehouse.gateway.orginabox.OrgFixture.grant;
import static dev.gatehouse.gateway.orginabox.OrgFixture.notes;
import static dev.gatehouse.gateway.orginabox.OrgFixture.problem;
import static dev.gatehouse.gateway.orginabox.OrgFixture.request;
import static dev.gatehouse.gateway.orginabox.OrgFixture.requests;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.gateway.Feature;
import dev.gatehouse.gateway.Gateway;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Receipt;
import dev.gatehouse.gateway.Route;
import dev.gatehouse.gateway.Snapshot;
import dev.gatehouse.gateway.Snapshot.DoorPolicy;
import dev.gatehouse.gateway.Snapshot.Quota;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.DmRequest;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.RequestKey;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Looking and deciding over the API of a simulated server. */
@Timeout(60)
class OrgHttpTest {
    private static EmbeddedPostgres postgres;

    @TempDir
    Path home;

    private OrgDatabase database;
    private OrgServer server;
    private OrgFixture console;
    private UUID bot;

    @BeforeAll
    static void start() throws IOException {
        postgres = OrgDatabase.start();
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @BeforeEach
    void make() throws Exception {
        database = new OrgDatabase(postgres, OrgDatabase.schema(""));
        server = new OrgServer(database);
        console = new OrgFixture(home);
        console.values.put("address", server.address());
        console.secret("token", "key");
        bot = database.bot("telegram", "orginabox_bot");
    }

    @AfterEach
    void end() throws Exception {
        console.close();
        server.close();
        database.close();
    }

    private Receipt approve(Gateway gateway, String user) throws Exception {
        return gateway.perform(new Decision.Approve(request(gateway.read(), user)));
    }

    @Test
    void showsWhoWaitsWhereAndHowManyPlacesAreTaken() throws Exception {
        UUID teams = database.bot("teams", "");
        database.run("UPDATE gateway_configs SET enabled = false WHERE id = ?", teams);
        String code = database.writes(bot, "123456789", "Ada \u202eecaL").orElseThrow();
        database.writes(bot, "987", "Zo\u00eb");
        database.run("INSERT INTO gateway_paired_users (gateway_id, external_user_id) VALUES (?, '42')", teams);
        Snapshot snapshot = console.connect().read();
        assertThat(requests(snapshot)).hasSize(2);
        DmRequest ada = request(snapshot, "123456789");
        assertThat(ada.key()).isEqualTo(RequestKey.dm(OrgFixture.PROFILE, "telegram", "orginabox_bot", "123456789"));
        assertThat(ada.code()).isNotNull();
        assertThat(ada.code().value()).isEqualTo(code);
        assertThat(ada.name().text()).isEqualTo("Ada ecaL");
        assertThat(ada.name().doubts()).isNotEmpty();
        assertThat(ada.estimated()).isFalse();
        assertThat(Duration.between(Instant.now(), ada.expiresAt()))
                .isBetween(Duration.ofMinutes(59), Duration.ofMinutes(61));
        assertThat(grant(snapshot, "42").key().account()).isEqualTo(teams.toString());
        assertThat(snapshot.quotas())
                .containsExactlyInAnyOrder(
                        new Quota("telegram", "orginabox_bot", 2, 3), new Quota("teams", teams.toString(), 0, 3));
        assertThat(snapshot.policies())
                .containsExactlyInAnyOrder(
                        new DoorPolicy("telegram", "orginabox_bot", DoorPolicy.Mode.PAIRING, ""),
                        new DoorPolicy("teams", teams.toString(), DoorPolicy.Mode.DISABLED, ""));
        assertThat(snapshot.quiet())
                .extracting(Phrase::key)
                .containsExactly("oiab.quiet.unset", "oiab.quiet.limit", "oiab.quiet.gateway", "oiab.quiet.disabled");
        assertThat(snapshot.quiet()).contains(Phrase.of("oiab.quiet.gateway", "telegram orginabox_bot", 2, 3, 0L));
        assertThat(snapshot.troubles()).isEmpty();
        assertThat(snapshot.toString()).doesNotContain(code);
    }

    @Test
    void twoGatewaysWithOneBotNameGoByTheirIds() throws Exception {
        UUID twin = database.bot("telegram", "orginabox_bot");
        database.writes(twin, "1", "A");
        assertThat(requests(console.connect().read()).getFirst().key().account())
                .isEqualTo(twin.toString());
    }

    @Test
    void approvesAndTheListConfirmsTheSpelling() throws Exception {
        String code = database.writes(bot, "1", "Ada").orElseThrow();
        Gateway gateway = console.connect();
        assertThat(notes(gateway.read())).contains("oiab.note.unconfirmed");
        Receipt receipt = approve(gateway, "1");
        assertThat(receipt.answered()).isTrue();
        assertThat(receipt.summary()).isEqualTo(Phrase.of("oiab.receipt.approve.HTTP"));
        assertThat(receipt.remark()).containsExactly(Phrase.of("oiab.remark.unconfirmed"));
        assertThat(receipt.toString()).doesNotContain(code);
        assertThat(database.paired(bot)).containsExactly("1");
        Snapshot after = gateway.read();
        assertThat(requests(after)).isEmpty();
        assertThat(grant(after, "1").name().text()).isEqualTo("Ada");
        Problem note = after.notes().stream()
                .filter(one -> one.sentence().key().equals("oiab.note.unconfirmed"))
                .findFirst()
                .orElseThrow();
        assertThat(note.sentence().args().getFirst().toString())
                .doesNotContain("approve")
                .contains("reject");
        assertThat(OrgFixture.by(gateway, Feature.APPROVE_DM)).isEqualTo(Route.Type.HTTP);
    }

    @Test
    void rejects() throws Exception {
        database.writes(bot, "1", "Ada");
        Gateway gateway = console.connect();
        Receipt receipt = gateway.perform(new Decision.Reject(request(gateway.read(), "1")));
        assertThat(receipt.summary()).isEqualTo(Phrase.of("oiab.receipt.reject.HTTP"));
        assertThat(database.waiting(bot)).isEmpty();
        assertThat(database.paired(bot)).isEmpty();
        assertThat(requests(gateway.read())).isEmpty();
        // The person gets no new code at once.
        assertThat(database.writes(bot, "1", "Ada")).isEmpty();
    }

    @Test
    void revokesOneAndAllAndSaysWhoMayStillGetIn() throws Exception {
        UUID teams = database.bot("teams", "org");
        for (String user : List.of("1", "2")) {
            database.run("INSERT INTO gateway_paired_users (gateway_id, external_user_id) VALUES (?, ?)", bot, user);
            database.run(
                    "INSERT INTO gateway_paired_users (gateway_id, external_user_id) VALUES (?, ?)", teams, user + "t");
        }
        Gateway gateway = console.connect();
        Snapshot before = gateway.read();
        assertThat(before.grants())
                .allSatisfy(listed -> assertThat(listed.doubts())
                        .isEqualTo(
                                listed.what().key().channel().equals("telegram")
                                        ? List.of(Phrase.of("oiab.remark.allowed"))
                                        : List.of()));
        assertThat(gateway.perform(new Decision.Revoke(grant(before, "1"))).remark())
                .contains(Phrase.of("oiab.remark.allowed"));
        assertThat(gateway.perform(new Decision.Revoke(grant(before, "1t"))).remark())
                .doesNotContain(Phrase.of("oiab.remark.allowed"));
        assertThat(database.paired(bot)).containsExactly("2");
        assertThat(problem(() -> gateway.perform(new Decision.Revoke(grant(before, "1")))))
                .isInstanceOf(Problem.GrantChanged.class);
        Receipt all = gateway.perform(new Decision.RevokeAll(
                OrgFixture.PROFILE,
                before.grants().stream().map(listed -> listed.what()).toList()));
        assertThat(all.answered()).isTrue();
        assertThat(gateway.read().grants()).isEmpty();
    }

    @Test
    void findsTheListOfCodesUnderAnotherName() throws Exception {
        server.spells(OrgServer.Spelling.OTHER);
        database.writes(bot, "1", "Ada");
        Gateway gateway = console.connect();
        gateway.read();
        DmRequest ada = request(gateway.read(), "1");
        assertThat(ada.estimated()).isTrue();
        assertThat(ada.expiredAt(Instant.now().plus(Duration.ofHours(3)))).isFalse();
        assertThat(server.stage().asked("GET", "/pairing-codes")).isOne();
        assertThat(server.stage().asked("GET", "/pairing-requests")).isEqualTo(2);
    }

    @Test
    void triesNoOtherSpellingOfAChange() throws Exception {
        server.spells(OrgServer.Spelling.OTHER);
        String code = database.writes(bot, "1", "Ada").orElseThrow();
        Gateway gateway = console.connect();
        Problem unknown = problem(() -> approve(gateway, "1"));
        assertThat(unknown.sentence())
                .isEqualTo(Phrase.of("oiab.route-unknown", "POST /v1/gateways/{gateway}/pairing-codes/{code}/approve"));
        assertThat(unknown.remedy()).isEqualTo(Phrase.of("oiab.route-unknown.remedy"));
        assertThat(unknown.toString()).doesNotContain(code);
        assertThat(database.paired(bot)).isEmpty();
        assertThat(server.stage().asked().stream().filter(one -> !one.method().equals("GET")))
                .hasSize(1);
        gateway.read();
        assertThat(gateway.features().whyNot(Feature.APPROVE_DM))
                .isEqualTo(Phrase.of("oiab.absent.route", "POST /v1/gateways/{gateway}/pairing-codes/{code}/approve"));
        // The operator wants it tried again.
        gateway.retry();
        gateway.read();
        assertThat(gateway.features().whyNot(Feature.APPROVE_DM)).isNull();
    }

    @Test
    void usesTheSpellingThatTheOperatorWrote() throws Exception {
        server.spells(OrgServer.Spelling.OTHER);
        console.values.put("routes", """
                {"codes": {"path": "/v1/gateways/{gateway}/pairing-requests"},
                 "approve": {"method": "PUT", "path": "/v1/gateways/{gateway}/approvals/{code}"},
                 "reject": {"method": "DELETE", "path": "/v1/gateways/{gateway}/pairing-requests/{code}"},
                 "revoke": {"path": "/v1/gateways/{gateway}/paired-users/by-external/{user}"}}
                """);
        database.writes(bot, "1", "Ada");
        database.writes(bot, "2", "Bob");
        Gateway gateway = console.connect();
        approve(gateway, "1");
        gateway.perform(new Decision.Reject(request(gateway.read(), "2")));
        assertThat(database.paired(bot)).containsExactly("1");
        gateway.perform(new Decision.Revoke(grant(gateway.read(), "1")));
        assertThat(database.paired(bot)).isEmpty();
        assertThat(notes(gateway.read())).doesNotContain("oiab.note.unconfirmed");
    }

    @Test
    void whatWasAnsweredElsewhereIsNotSent() throws Exception {
        String code = database.writes(bot, "1", "Ada").orElseThrow();
        Gateway gateway = console.connect();
        DmRequest shown = request(gateway.read(), "1");
        database.approve(bot, code);
        assertThat(problem(() -> gateway.perform(new Decision.Approve(shown)))).isEqualTo(new Problem.Changed(null));
        assertThat(server.stage().asked("POST", "/")).isZero();
    }

    @Test
    void whatIsAnsweredElsewhereMeanwhileIsNoUnknownRoute() throws Exception {
        String code = database.writes(bot, "1", "Ada").orElseThrow();
        Gateway gateway = console.connect();
        DmRequest shown = request(gateway.read(), "1");
        server.interfere(asked -> {
            if (asked.method().equals("POST")) {
                try {
                    database.approve(bot, code);
                } catch (java.sql.SQLException e) {
                    throw new AssertionError(e);
                }
            }
            return java.util.Optional.empty();
        });
        assertThat(problem(() -> gateway.perform(new Decision.Approve(shown)))).isEqualTo(new Problem.Changed(null));
        gateway.read();
        assertThat(gateway.features().whyNot(Feature.APPROVE_DM)).isNull();
    }

    @Test
    void anotherCodeOfTheSamePersonIsAnotherRequest() throws Exception {
        database.writes(bot, "1", "Ada");
        Gateway gateway = console.connect();
        DmRequest shown = request(gateway.read(), "1");
        database.run("UPDATE gateway_pairing_codes SET created_at = now() - interval '20 minutes'");
        database.writes(bot, "1", "Ada");
        assertThat(problem(() -> gateway.perform(new Decision.Approve(shown))))
                .isInstanceOfSatisfying(
                        Problem.Changed.class,
                        changed -> assertThat(changed.now()).isNotNull());
        assertThat(database.paired(bot)).isEmpty();
        Snapshot now = gateway.read();
        assertThat(requests(now)).hasSize(1);
        assertThat(now.quotas().getFirst().taken()).isEqualTo(2);
    }

    @Test
    void aCodeThatIsReplacedUnderItsIdIsAnotherOne() throws Exception {
        database.writes(bot, "1", "Ada");
        Gateway gateway = console.connect();
        DmRequest shown = request(gateway.read(), "1");
        database.run("UPDATE gateway_pairing_codes SET code = 'ZZZZZZZZ'");
        assertThat(problem(() -> gateway.perform(new Decision.Approve(shown)))).isInstanceOf(Problem.Changed.class);
    }

    @Test
    void findsARequestByItsCode() throws Exception {
        String code = database.writes(bot, "1", "Ada").orElseThrow();
        Gateway gateway = console.connect();
        DmRequest shown = request(gateway.read(), "1");
        int before = server.stage().asked().size();
        assertThat(gateway.find(
                        " " + code.substring(0, 4).toLowerCase(java.util.Locale.ROOT) + "-" + code.substring(4)))
                .hasValue(shown.key());
        assertThat(gateway.find("ABCDEFGH")).isEmpty();
        assertThat(server.stage().asked()).hasSize(before);
    }

    @Test
    void saysWhenNobodyIsAskedForACredential() throws Exception {
        server.key(null);
        Gateway gateway = console.connect();
        assertThat(notes(gateway.read())).contains("oiab.note.open");
        assertThat(gateway.identity().who()).isEqualTo(Phrase.of("oiab.who.open"));
        server.key("key");
        assertThat(notes(console.connect().read())).doesNotContain("oiab.note.open");
    }

    @Test
    void doesNotOfferWhatTheProductHasNot() throws Exception {
        database.writes(bot, "1", "Ada");
        Gateway gateway = console.connect();
        DmRequest shown = request(gateway.read(), "1");
        assertThat(problem(() -> gateway.perform(new Decision.Approve(shown, new Decision.Options(true, false)))))
                .isInstanceOf(Problem.NotOffered.class);
        assertThat(problem(() -> gateway.perform(new Decision.Reject(shown, "because"))))
                .isInstanceOf(Problem.NotOffered.class);
        assertThat(gateway.features().absent())
                .containsKeys(Feature.NOTIFY, Feature.LABEL, Feature.ISSUE_CODE, Feature.CONFIGURE, Feature.REASON)
                .doesNotContainKeys(
                        Feature.APPROVE_DM,
                        Feature.REJECT_DM,
                        Feature.REVOKE_SENDER,
                        Feature.REVOKE_ALL,
                        Feature.FIND_BY_CODE);
    }
}

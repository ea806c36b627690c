package dev.gatehouse.gateway.openclaw;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gatehouse.gateway.CodeContents;
import dev.gatehouse.gateway.CodeOffer;
import dev.gatehouse.gateway.Environment;
import dev.gatehouse.gateway.Feature;
import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Issued;
import dev.gatehouse.gateway.LinkProblem;
import dev.gatehouse.gateway.Listed;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Secret;
import dev.gatehouse.io.Address;
import dev.gatehouse.io.FolderWatch;
import dev.gatehouse.io.Transport;
import dev.gatehouse.io.TransportRules;
import dev.gatehouse.io.Trust;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.IssuedCode;
import dev.gatehouse.pairing.IssuedCode.State;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.SetupCode;
import dev.gatehouse.pairing.SubjectKey;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Setup codes over the wire, at a gateway whose store is not in sight. */
class SetupCodesTest {
    private static final Instant NOW = Instant.parse("2026-11-20T13:35:27Z");
    private static final Phrase AWAY = Phrase.of("openclaw.absent.connecting");
    private static final String EARLY = "{\"protocol\":3,\"server\":{\"version\":\"0.1.76\"},\"auth\":{}}";
    private static final String MADE =
            "{\"setupId\":\"s1\",\"expiresAtMs\":%d,\"setupCode\":\"%s\",\"gatewayUrl\":\"wss://gw.test\",\"access\":\"full\"}";

    private final LiveFixture fixture = new LiveFixture(NOW);
    private final FolderWatch watch = new FolderWatch();
    private Instant now = NOW;
    private final OwnCodes own = new OwnCodes();
    private final SetupCodes codes = new SetupCodes(
            "p",
            Dialect.OPENCLAW,
            null,
            new Environment(Map.of(), Path.of("none"), Path.of("none"), () -> now, watch),
            own);
    private final Transport transport = new Transport(TransportRules.trusting(Trust.system()));
    private Findings found = new Findings();

    @AfterEach
    void close() {
        fixture.close();
        transport.close();
        watch.close();
    }

    private LiveSide.Up up() {
        return up(new LiveCredential.Token(new Secret("own-secret")));
    }

    private LiveSide.Up up(LiveCredential credential) {
        LiveWay way = new LiveWay(
                new Address(true, "gw.example.test", 443, "/"),
                TransportRules.trusting(Trust.system()),
                credential,
                AWAY,
                null);
        return new LiveSide.Up(
                way,
                transport,
                fixture.link(),
                fixture.senders(),
                fixture.devices(),
                new LiveCodes(fixture.link(), fixture.calls()),
                0);
    }

    private Issued issue(String offer, Map<String, String> values) throws GatewayException {
        return codes.issue(new Decision.IssueCode("p", offer, values), up());
    }

    private Problem refused(String offer, Map<String, String> values) {
        return catchThrowableOfType(GatewayException.class, () -> issue(offer, values))
                .problem();
    }

    private SetupCodes.Contents read() throws GatewayException {
        found = new Findings();
        return codes.read(found, up(), AWAY);
    }

    private IssuedCode only() throws GatewayException {
        List<Listed<IssuedCode>> listed = read().codes();
        assertThat(listed).hasSize(1);
        return listed.getFirst().what();
    }

    private static String code(String url, Instant end) {
        return new SetupPayload(List.of(url), SetupPayload.Sort.BOOTSTRAP, new Secret("t0ken-of-a-code"), end, false)
                .code()
                .value();
    }

    private static String made(Instant end) {
        return MADE.formatted(end.toEpochMilli(), code("wss://gw.test", end));
    }

    @Test
    void aRecordedCodeIsMadeAndFollowedToItsUse() throws GatewayException {
        fixture.replay("30-setup-codes");

        Issued issued = issue("phone", Map.of("url", "wss://gw.example.test"));

        IssuedCode code = issued.code();
        assertThat(code.key()).isEqualTo(new IssuedCode.Key("p", "88ec2e4c-d697-4de6-b6d0-8d8d3122ad18"));
        assertThat(code.offer()).isEqualTo("phone");
        assertThat(code.purpose()).isEqualTo(Phrase.of("openclaw.code.full"));
        assertThat(code.expiresAt()).isEqualTo(Instant.ofEpochMilli(1795182326895L));
        assertThat(code.issuedAt()).isEqualTo(Instant.ofEpochMilli(1795182326895L - 600_000));
        assertThat(issued.receipt().touched()).containsExactly("device.pair.setupCode");
        assertThat(issued.toString()).doesNotContain("made-up", "eyJ1");
        CodeContents contents = SetupReader.contents(code).orElseThrow();
        assertThat(contents.urls()).containsExactly("wss://gw.example.test");
        assertThat(contents.secure()).isTrue();
        assertThat(contents.until()).isEqualTo(code.expiresAt());
        assertThat(contents.grants()).isEqualTo(Phrase.of("openclaw.code.grants.full"));
        assertThat(contents.warnings()).isEmpty();
        assertThat(contents.toString()).doesNotContain("made-up");

        IssuedCode open = only();
        assertThat(open.state()).isInstanceOf(State.Open.class);
        assertThat(open.text()).as("the text stays on the shelf alone").isNull();
        assertThat(codes.lookAgain(Duration.ofSeconds(30))).isEqualTo(Duration.ofSeconds(5));

        assertThat(only().state())
                .isEqualTo(new State.Used(
                        new SubjectKey("p", "", "", "19f064502c104a86fd49d1aecf9f38fd2c39f891c56e1b499608ab1b0932a3f3"),
                        "Ann Pixel",
                        Instant.ofEpochMilli(1795181726980L)));
        assertThat(codes.lookAgain(Duration.ofSeconds(30))).isEqualTo(Duration.ofSeconds(30));
        int calls = fixture.made().size();
        read();
        assertThat(fixture.made()).as("what is known is not asked again").hasSize(calls);
    }

    @Test
    void aRecordedCodeForANodeIsMade() throws GatewayException {
        fixture.replay("30-setup-codes");

        IssuedCode code = issue("node", Map.of("url", "wss://gw.example.test")).code();

        assertThat(code.purpose()).isEqualTo(Phrase.of("openclaw.code.node"));
        assertThat(SetupReader.contents(code).orElseThrow().grants()).isEqualTo(Phrase.of("openclaw.code.grants.node"));
    }

    @Test
    void anUnencryptedAddressGivesLess() throws GatewayException {
        fixture.replay("30-setup-codes");

        Issued issued = issue("phone", Map.of("url", "ws://192.168.1.10:29789"));

        assertThat(issued.code().purpose()).isEqualTo(Phrase.of("openclaw.code.downgraded"));
        assertThat(issued.receipt().remark()).containsExactly(Phrase.of("openclaw.receipt.code-downgraded"));
        CodeContents contents = SetupReader.contents(issued.code()).orElseThrow();
        assertThat(contents.secure()).isFalse();
        assertThat(contents.grants()).isEqualTo(Phrase.of("openclaw.code.grants.limited"));
        assertThat(contents.warnings()).isEmpty();
    }

    @Test
    void theRecordedRefusalsAreExplained() throws GatewayException {
        fixture.replay("30-setup-codes");

        assertThat(refused("phone", Map.of()).sentence()).isEqualTo(Phrase.of("openclaw.setup.no-address"));
        assertThat(refused("phone", Map.of("url", "ws://8.8.8.8:29789")).sentence())
                .isEqualTo(Phrase.of("openclaw.setup.insecure"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        Gateway is only bound to loopback. Set gateway.bind=lan | openclaw.setup.loopback
        gateway.bind=tailnet set, but no tailnet IP was found. | openclaw.setup.no-address
        gateway.bind=custom requires gateway.customBindHost. | openclaw.setup.no-address
        Configured publicUrl is invalid. | openclaw.setup.bad-url
        Configured gateway.remote.url is invalid. | openclaw.setup.bad-remote
        Tailscale Serve is enabled, but MagicDNS could not be resolved. | openclaw.setup.tailscale
        Gateway auth is not configured (no token or password). | openclaw.setup.no-auth
        """)
    void everyRefusalHasAReasonAndARemedy(String words, String key) throws GatewayException {
        fixture.on("device.pair.setupCode", LiveFixture.refusal(words)).connect("operator.admin", "operator.pairing");

        Problem problem = refused("phone", Map.of());

        assertThat(problem.sentence()).isEqualTo(new Phrase(key, List.of()));
        assertThat(problem.remedy()).isEqualTo(new Phrase(key + ".remedy", List.of()));
    }

    @Test
    void aDeliveryThatIsUncertainIsToldApartAndFollowedOn() throws GatewayException {
        String use =
                "{\"%s\":{\"setupId\":\"s1\",\"deviceId\":\"d1\",\"deviceName\":\"a\u202Eb\",\"access\":\"full\",\"ts\":5}}";
        fixture.on("device.pair.setupCode", made(NOW.plusSeconds(600)))
                .on("device.pair.setupStatus", use.formatted("deliveryUncertain"), use.formatted("completion"))
                .connect("operator.admin", "operator.pairing");
        issue("limited", Map.of());
        assertThat(fixture.made().getLast())
                .isEqualTo("device.pair.setupCode {\"includeQr\":false,\"bootstrapProfile\":\"limited\"}");

        assertThat(only().state())
                .isEqualTo(new State.Uncertain(
                        Phrase.of("openclaw.code.uncertain", "ab"), new SubjectKey("p", "", "", "d1")));
        assertThat(codes.lookAgain(Duration.ofSeconds(30))).isEqualTo(Duration.ofSeconds(5));
        assertThat(only().state())
                .isEqualTo(new State.Used(new SubjectKey("p", "", "", "d1"), "ab", Instant.ofEpochMilli(5)));
    }

    @Test
    void aCodeIsFollowedOnTheNextConnection() throws GatewayException {
        fixture.on("device.pair.setupCode", made(NOW.plusSeconds(600))).connect("operator.admin", "operator.pairing");
        issue("phone", Map.of());
        fixture.on(
                        "device.pair.setupStatus",
                        "{\"completion\":{\"setupId\":\"s1\",\"deviceId\":\"d1\",\"access\":\"full\",\"ts\":5}}")
                .connect("operator.admin", "operator.pairing");
        SetupCodes next = new SetupCodes(
                "p",
                Dialect.OPENCLAW,
                null,
                new Environment(Map.of(), Path.of("none"), Path.of("none"), () -> now, watch),
                own);

        assertThat(next.lookAgain(Duration.ofSeconds(30))).isEqualTo(Duration.ofSeconds(5));
        assertThat(next.read(found, up(), AWAY).codes())
                .singleElement()
                .satisfies(listed -> assertThat(listed.what().state()).isInstanceOf(State.Used.class));
    }

    @Test
    void aUseThatMakesNoSenseIsTroubleAndNotAUse() throws GatewayException {
        fixture.on("device.pair.setupCode", made(NOW.plusSeconds(600)))
                .on("device.pair.setupStatus", "{\"completion\":{\"setupId\":\"s1\"}}")
                .connect("operator.admin", "operator.pairing");
        issue("phone", Map.of());

        assertThat(only().state()).isInstanceOf(State.Open.class);
        assertThat(found.snapshot().troubles()).hasSize(1);
    }

    @Test
    void afterItsEndACodeIsNotAskedAboutAnyMore() throws GatewayException {
        fixture.on("device.pair.setupCode", made(NOW.minusSeconds(60)))
                .on("device.pair.setupStatus", "{}")
                .connect("operator.admin", "operator.pairing");
        issue("phone", Map.of());

        assertThat(read().codes()).isEmpty();
        assertThat(fixture.made()).hasSize(1);
        assertThat(codes.lookAgain(Duration.ofSeconds(30))).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void aRecordedCodeOf20267EndsTenMinutesAfterTheCall() throws GatewayException {
        fixture.replay("2026.7.1-01-admin");

        IssuedCode code = issue("phone", Map.of("url", "wss://gw.example.test")).code();

        assertThat(code.purpose()).isEqualTo(Phrase.of("openclaw.code.limited"));
        assertThat(code.expiresAt()).isEqualTo(fixture.link().now().plus(Duration.ofMinutes(10)));
        assertThat(code.key().id()).doesNotContain(String.valueOf(code.text()));
        SetupCodes.Contents contents = read();
        assertThat(contents.offers()).extracting(CodeOffer::id).containsExactly("phone");
        assertThat(contents.codes()).hasSize(1);
        assertThat(fixture.made()).noneMatch(call -> call.startsWith("device.pair.setupStatus"));
    }

    @Test
    void withoutTheRightToAdministerNothingIsSent() throws GatewayException {
        fixture.connect("operator.pairing");

        assertThat(read().offers())
                .allSatisfy(offer ->
                        assertThat(offer.whyNot()).isEqualTo(Phrase.of("openclaw.absent.scope", "operator.admin")));
        assertThat(found.features().absent())
                .containsEntry(Feature.ISSUE_CODE, Phrase.of("openclaw.absent.scope", "operator.admin"))
                .containsEntry(Feature.LIST_CODES, Phrase.of("openclaw.absent.codes-in-store"))
                .containsEntry(Feature.CANCEL_CODE, Phrase.of("openclaw.absent.cancel-in-store"));
        assertThat(refused("phone", Map.of())).isInstanceOf(Problem.NotOffered.class);
        assertThat(fixture.made()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"setupCode\":7}", "{\"setupCode\":\"x\",\"setupId\":\"a b\"}"})
    void anAnswerThatMakesNoSenseIsNoCode(String answer) throws GatewayException {
        fixture.on("device.pair.setupCode", answer).connect("operator.admin", "operator.pairing");

        assertThat(refused("phone", Map.of())).isInstanceOf(LinkProblem.Garbled.class);
        assertThat(read().codes()).isEmpty();
    }

    @Test
    void aConnectionThatEndsMeanwhileIsNoCode() throws GatewayException {
        fixture.on("device.pair.setupCode", LiveFixture.END).connect("operator.admin", "operator.pairing");

        assertThat(refused("phone", Map.of())).isInstanceOf(LinkProblem.class);
    }

    @Test
    void whatIsNotOfferedIsNotMade() throws GatewayException {
        fixture.connect("operator.admin", "operator.pairing");

        assertThat(refused("permanent", Map.of("confirm", "permanent", "url", "wss://gw.test")))
                .isInstanceOf(Problem.NotOffered.class);
        assertThat(refused("phone", Map.of("url", "wss://a\nb")).sentence())
                .isEqualTo(Phrase.of("openclaw.setup.bad-url"));
        assertThat(fixture.made()).isEmpty();
    }

    @Test
    void theGatewaysOwnSecretIsGivenAwayOnlyAfterTheOperatorHasSaidSo() throws GatewayException {
        fixture.connectTo(EARLY, null);
        CodeOffer offer = read().offers().getFirst();
        assertThat(offer.id()).isEqualTo("permanent");
        assertThat(offer.fields())
                .filteredOn(field -> field.key().equals("confirm"))
                .singleElement()
                .satisfies(field -> {
                    assertThat(field.required()).isTrue();
                    assertThat(field.preset()).isEmpty();
                    assertThat(field.free()).isFalse();
                    assertThat(field.choices())
                            .extracting(CodeOffer.Choice::value)
                            .containsExactly("permanent");
                });
        assertThat(found.features().absent())
                .doesNotContainKey(Feature.ISSUE_CODE)
                .containsEntry(Feature.LIST_CODES, Phrase.of("openclaw.absent.permanent-code"))
                .containsEntry(Feature.CANCEL_CODE, Phrase.of("openclaw.absent.cancel-permanent"));

        for (String answer : List.of("", "yes", "Permanent")) {
            assertThat(refused("permanent", Map.of("url", "ws://192.168.1.20:18789", "confirm", answer))
                            .sentence())
                    .isEqualTo(Phrase.of("openclaw.setup.unconfirmed"));
        }
        Issued issued = issue("permanent", Map.of("url", "ws://192.168.1.20:18789", "confirm", "permanent"));

        IssuedCode code = issued.code();
        assertThat(code.expiresAt()).isNull();
        assertThat(issued.toString()).doesNotContain("own-secret");
        SetupPayload payload = SetupPayload.read((SetupCode) Objects.requireNonNull(code.text()))
                .orElseThrow();
        assertThat(payload.urls()).containsExactly("ws://192.168.1.20:18789");
        assertThat(payload.sort()).isEqualTo(SetupPayload.Sort.TOKEN);
        assertThat(payload.secret().value()).isEqualTo("own-secret");
        CodeContents contents = SetupReader.contents(code).orElseThrow();
        assertThat(contents.until()).isNull();
        assertThat(contents.token()).isEqualTo(Phrase.of("openclaw.code.token.token"));
        assertThat(contents.who()).isEqualTo(Phrase.of("openclaw.code.who.always"));
        assertThat(contents.grants()).isEqualTo(Phrase.of("openclaw.code.grants.permanent"));
        assertThat(contents.warnings()).containsExactly(Phrase.of("openclaw.code.warn.permanent"));
        assertThat(fixture.made()).isEmpty();
    }

    @Test
    void aConsoleThatDoesNotKnowTheSecretCannotGiveItAway() throws GatewayException {
        fixture.connectTo(EARLY, null);
        LiveSide.Up up = up(new LiveCredential.None());

        assertThat(codes.read(found, up, AWAY).offers().getFirst().whyNot())
                .isEqualTo(Phrase.of("openclaw.absent.no-own-secret"));
        assertThat(found.features().absent())
                .containsEntry(Feature.ISSUE_CODE, Phrase.of("openclaw.absent.no-own-secret"));
    }

    @Test
    void whereNobodyAnswersTheReasonIsTold() throws GatewayException {
        SetupCodes.Contents contents = codes.read(found, null, AWAY);

        assertThat(contents.offers()).isEmpty();
        assertThat(found.features().absent()).containsEntry(Feature.ISSUE_CODE, AWAY);
    }

    @ParameterizedTest
    @CsvSource({
        "wss://gw.example.com, ",
        "ws://192.168.1.20:18789, ",
        "ws://10.0.2.2:18789, ",
        "ws://box.local:18789, ",
        "ws://[fd12::1]:18789, ",
        "ws://127.0.0.1:18789, loopback",
        "wss://localhost, loopback",
        "ws://0.0.0.0:18789, loopback",
        "ws://100.64.3.2:18789, refused",
        "ws://100.128.3.2:18789, plain refused",
        "ws://203.0.113.7:18789, plain refused",
        "ws://gw.example.com, plain refused",
        "http://user@x, bad-url"
    })
    void anAddressThatDoesHarmOrDoesNotWorkIsWarnedOf(String url, String warnings) {
        IssuedCode code = new IssuedCode(
                new IssuedCode.Key("p", "s"),
                "phone",
                new SetupCode(code(url, NOW)),
                SetupAccess.FULL.purpose(),
                NOW,
                NOW,
                new State.Open());

        List<String> told = SetupReader.contents(code).orElseThrow().warnings().stream()
                .map(phrase -> phrase.key().replace("openclaw.code.warn.", ""))
                .toList();

        assertThat(String.join(" ", told)).isEqualTo(warnings == null ? "" : warnings);
    }

    @Test
    void eachAddressOfSeveralIsToldAndWarnedOf() {
        String json =
                "{\"url\":\"wss://gw.example.com\",\"urls\":[\"wss://gw.example.com\",\"ws://203.0.113.7:18789\"],"
                        + "\"bootstrapToken\":\"t0ken-of-a-code\"}";
        SetupCode text = new SetupCode(Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(UTF_8)));
        IssuedCode code = new IssuedCode(
                new IssuedCode.Key("p", "s"), "phone", text, SetupAccess.FULL.purpose(), NOW, NOW, new State.Open());

        CodeContents contents = SetupReader.contents(code).orElseThrow();

        assertThat(contents.urls()).containsExactly("wss://gw.example.com", "ws://203.0.113.7:18789");
        assertThat(contents.secure()).isFalse();
        assertThat(contents.warnings())
                .containsExactly(Phrase.of("openclaw.code.warn.plain"), Phrase.of("openclaw.code.warn.refused"));
        assertThat(SetupReader.contents(code.wiped())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "!", "eyJ", "e30", "bnVsbA", "eyJ1cmwiOiJ4In0"})
    void whatIsNoSetupCodeHasNoContents(String text) {
        assertThat(SetupPayload.read(new SetupCode(text))).isEmpty();
    }
}

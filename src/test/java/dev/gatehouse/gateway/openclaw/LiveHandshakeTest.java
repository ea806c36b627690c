package dev.gatehouse.gateway.openclaw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.LinkProblem;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Secret;
import dev.gatehouse.io.NetworkFault;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** The console introduces itself to recorded and to scripted gateways. */
class LiveHandshakeTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final LiveProblems PROBLEMS = new LiveProblems("127.0.0.1:18789", "Gatehouse on vm");
    private static final String CHALLENGE =
            "{\"type\":\"event\",\"event\":\"connect.challenge\",\"payload\":{\"nonce\":\"n-1\",\"ts\":%d}}"
                    .formatted(NOW.plusSeconds(40).toEpochMilli());
    private static final String HELLO =
            "{\"type\":\"hello-ok\",\"protocol\":4,\"server\":{\"version\":\"2026.9.6\"},\"auth\":{\"scopes\":[]}}";

    private static LiveHandshake handshake(LiveCredential credential, @Nullable DeviceIdentity identity) {
        return handshake(credential, identity, new LiveTime(InstantSource.fixed(NOW), () -> 0));
    }

    private static LiveHandshake handshake(
            LiveCredential credential, @Nullable DeviceIdentity identity, LiveTime time) {
        return new LiveHandshake(
                new LiveConsole("Gatehouse on vm", "1.0"), credential, identity, LiveScopes.WANTED, PROBLEMS, time);
    }

    private static LiveCredential token() {
        return new LiveCredential.Token(new Secret("s3cret"));
    }

    private static LiveHello shake(ScriptedMessages messages) throws GatewayException {
        return handshake(token(), null).shake(messages, LiveHandshake.Form.V3);
    }

    private static Problem problem(ScriptedMessages messages) {
        return catchThrowableOfType(GatewayException.class, () -> shake(messages))
                .problem();
    }

    private static ScriptedMessages scripted(BiConsumer<ObjectNode, ScriptedMessages> script) {
        return new ScriptedMessages(script).say(CHALLENGE);
    }

    @Test
    void aRecordedGatewayLetsTheConsoleIn() throws GatewayException {
        LiveHello hello = shake(Recording.of("01-admin-backend-deviceless").play());

        assertThat(hello.version()).isEqualTo("2026.9.6");
        assertThat(hello.protocol()).isEqualTo(4);
        assertThat(hello.missing()).isEqualTo(LiveScopes.NONE);
        assertThat(hello.knows(LiveCalls.LIST_SENDERS)).isTrue();
        assertThat(hello.knows("nonsense")).isFalse();
        assertThat(hello.stateFolder()).isEqualTo("/home/operator/.openclaw");
        assertThat(hello.configFile()).isEqualTo("/home/operator/.openclaw/openclaw.json");
        assertThat(hello.tick()).isEqualTo(Duration.ofSeconds(30));
        assertThat(hello.deviceToken()).isNull();
        assertThat(hello.byDeviceToken()).isFalse();
        assertThat(hello.early()).isFalse();
    }

    @Test
    void aGatewayBefore20268HasNoCallsAboutSenders() throws GatewayException {
        LiveHello hello = shake(Recording.of("2026.7.1-01-admin").play());

        assertThat(hello.version()).isEqualTo("2026.7.1");
        assertThat(hello.knows(LiveCalls.LIST_SENDERS)).isFalse();
        assertThat(hello.knows(LiveCalls.APPROVE_DEVICE)).isTrue();
    }

    @Test
    void aTokenForTheDeviceIsKept() throws GatewayException {
        LiveHello hello = shake(Recording.of("17-device-token-only").play());

        assertThat(hello.deviceToken()).isEqualTo(new Secret("not-a-token"));
        assertThat(hello.byDeviceToken()).isTrue();
        assertThat(hello.toString()).doesNotContain("not-a-token");
        assertThat(hello.missing().names()).containsExactly(LiveScopes.ADMIN, LiveScopes.PAIRING);
    }

    @Test
    void whereTheGatewayDoesNotSayWhatCountedTheCredentialTells() throws GatewayException {
        ScriptedMessages messages = scripted((call, there) -> there.answer(call, HELLO));

        LiveHello hello = handshake(new LiveCredential.DeviceToken(new Secret("dev-tok")), DeviceIdentity.create())
                .shake(messages, LiveHandshake.Form.V3);

        assertThat(hello.byDeviceToken()).isTrue();
    }

    @Test
    void scopesThatWereTakenAwayAreMissing() throws GatewayException {
        LiveHello hello = shake(Recording.of("59-remote-deviceless-backend").play());

        assertThat(hello.missing()).isEqualTo(LiveScopes.WANTED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    15-old-device-token-after-rotate   | WrongSecret[kind=token]
                    50-wrong-token                     | WrongSecret[kind=token]
                    51-no-auth                         | DeviceRequired[]
                    76-after-direct-delete             | DeviceTokenRefused[]
                    37-bootstrap-token-reuse           | SetupTokenRefused[]
                    52-bad-signature                   | IdentityRefused[detail=DEVICE_AUTH_SIGNATURE_INVALID]
                    53-wrong-nonce                     | IdentityRefused[detail=DEVICE_AUTH_NONCE_MISMATCH]
                    54-stale-signedAt                  | ClockApart[]
                    55-device-id-mismatch              | IdentityRefused[detail=DEVICE_AUTH_DEVICE_ID_MISMATCH]
                    56-protocol-3                      | Protocol[versions=4]
                    81-connect-during-startup-1013     | Starting[]
                    67-garbage                         | Ended[address=127.0.0.1:18789, code=1000, reason=]
                    """)
    void aRecordedRefusalIsAProblemOfItsOwn(String recording, String problem) {
        assertThat(problem(Recording.of(recording).play())).hasToString(problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"57-bad-client-id", "58-bad-role"})
    void aCallThatTheGatewayDoesNotTakeIsMisunderstood(String recording) {
        assertThat(problem(Recording.of(recording).play())).isInstanceOf(LinkProblem.Misunderstood.class);
    }

    @ParameterizedTest
    @CsvSource({
        "11-remote-operator-unpaired, e17d73f4-bcdd-40b3-a2b2-fabe8a57bfe4, not-paired",
        "18-scope-upgrade, 569a8d34-2a36-4a24-86e0-70995365eec2, scope-upgrade",
        "19-after-revoke-shared, 93193216-9a3f-4893-b95f-9a72f098cbdb, role-upgrade",
        "2026.7.1-02-remote-unpaired, eb4be858-dc2d-4238-8b87-60f321820f42, not-paired"
    })
    void aConsoleThatIsNotApprovedYetKnowsItsRequest(String recording, String request, String reason) {
        assertThat(problem(Recording.of(recording).play()))
                .isEqualTo(new LinkProblem.PairingRequired("Gatehouse on vm", request, reason));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    NOT_PAIRED      | pairing required: device is not approved yet             | PairingRequired[name=Gatehouse on vm, request=, reason=]
                    NOT_PAIRED      | device identity required                                 | DeviceRequired[]
                    INVALID_REQUEST | unauthorized: gateway token mismatch (open the app)      | WrongSecret[kind=token]
                    INVALID_REQUEST | unauthorized: gateway token missing (provide it)         | NoSecret[kind=token]
                    INVALID_REQUEST | unauthorized: gateway password mismatch                  | WrongSecret[kind=password]
                    INVALID_REQUEST | unauthorized: gateway password missing                   | NoSecret[kind=password]
                    INVALID_REQUEST | unauthorized: device token mismatch (rotate)             | DeviceTokenRefused[]
                    INVALID_REQUEST | unauthorized: too many failed authentication attempts    | LockedOut[lockout=PT5M]
                    INVALID_REQUEST | device signature invalid                                 | IdentityRefused[detail=DEVICE_AUTH_SIGNATURE_INVALID]
                    INVALID_REQUEST | device signature expired                                 | ClockApart[]
                    INVALID_REQUEST | device identity mismatch                                 | IdentityRefused[detail=DEVICE_AUTH_DEVICE_ID_MISMATCH]
                    INVALID_REQUEST | protocol mismatch                                        | Protocol[versions=]
                    UNAVAILABLE     | gateway starting; retry shortly                          | Starting[]
                    """)
    void anOlderGatewayOrFasedIsUnderstoodByItsWords(String code, String words, String problem) {
        assertThat(problem(scripted((call, messages) ->
                        messages.refuse(call, "{\"code\":\"%s\",\"message\":\"%s\"}".formatted(code, words)))))
                .hasToString(problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    AUTH_PASSWORD_MISMATCH         | WrongSecret[kind=password]
                    AUTH_PASSWORD_MISSING          | NoSecret[kind=password]
                    AUTH_TOKEN_MISSING             | NoSecret[kind=token]
                    AUTH_RATE_LIMITED              | LockedOut[lockout=PT42S]
                    AUTH_TAILSCALE_PROXY_MISSING   | IdentityRefused[detail=AUTH_TAILSCALE_PROXY_MISSING: words]
                    DEVICE_AUTH_PUBLIC_KEY_INVALID | IdentityRefused[detail=DEVICE_AUTH_PUBLIC_KEY_INVALID]
                    CLIENT_VERSION_MISMATCH        | Failed[call=connect, detail=CLIENT_VERSION_MISMATCH: words]
                    """)
    void everyCodeIsAProblemOfItsOwn(String code, String problem) {
        assertThat(problem(scripted((call, messages) -> messages.refuse(
                        call,
                        "{\"code\":\"INVALID_REQUEST\",\"message\":\"words\",\"retryAfterMs\":42000,\"details\":{\"code\":\"%s\"}}"
                                .formatted(code)))))
                .hasToString(problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    1008 | pairing required: device is not appr | PairingRequired[name=Gatehouse on vm, request=, reason=]
                    1008 | slow consumer                        | TooSlow[]
                    1008 | something new                        | Ended[address=127.0.0.1:18789, code=1008, reason=something new]
                    1002 | protocol mismatch                    | Protocol[versions=]
                    1006 | ''                                   | Dropped[address=127.0.0.1:18789, detail=]
                    1011 | internal                             | Ended[address=127.0.0.1:18789, code=1011, reason=internal]
                    1012 | service restart                      | Restarting[]
                    1013 | gateway starting                     | Starting[]
                    """)
    void aClosingBeforeAnAnswerIsUnderstood(int code, String reason, String problem) {
        assertThat(problem(scripted((_, messages) -> messages.close(code, reason))))
                .hasToString(problem);
    }

    @Test
    void aGatewayThatSaysNothingIsMute() {
        ScriptedMessages messages = new ScriptedMessages((_, _) -> {});
        messages.letTimePass();
        LiveHandshake handshake = handshake(token(), null, new LiveTime(InstantSource.fixed(NOW), messages::nanos));

        GatewayException e =
                catchThrowableOfType(GatewayException.class, () -> handshake.shake(messages, LiveHandshake.Form.V3));

        assertThat(e.problem()).isEqualTo(new LinkProblem.Mute("127.0.0.1:18789", LiveHandshake.LIMIT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "[]",
                "{\"type\":\"event\",\"event\":\"connect.challenge\",\"payload\":{}}",
                "{\"type\":\"event\",\"event\":\"connect.challenge\",\"payload\":{\"nonce\":7}}",
                "{\"type\":\"event\",\"event\":\"connect.challenge\",\"payload\":{\"nonce\":\"n\",\"ts\":\"soon\"}}",
                "{\"type\":\"event\",\"event\":\"connect.challenge\",\"payload\":{\"nonce\":\"n\",\"ts\":1e999}}"
            })
    void aChallengeThatMakesNoSenseIsGarbled(String challenge) {
        assertThat(problem(new ScriptedMessages((_, _) -> {}).say(challenge))).isInstanceOf(LinkProblem.Garbled.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"protocol\":\"4\"}", "{\"protocol\":4.5}", "[]", "null"})
    void aHelloWithoutItsProtocolIsGarbled(String hello) {
        assertThat(problem(scripted((call, messages) -> messages.answer(call, hello))))
                .isInstanceOf(LinkProblem.Garbled.class);
    }

    @Test
    void aHelloFullOfOtherTypesIsReadAsFarAsItGoes() throws GatewayException {
        LiveHello hello = shake(scripted((call, messages) -> messages.answer(
                call,
                "{\"protocol\":4,\"server\":[],\"features\":{\"methods\":[1,{}]},\"auth\":{\"scopes\":[7],\"deviceToken\":{}},"
                        + "\"policy\":{\"tickIntervalMs\":-1},\"snapshot\":{\"stateDir\":\"a\\u0000b\"}}")));

        assertThat(hello.scopes()).isEqualTo(LiveScopes.NONE);
        assertThat(hello.tick()).isEqualTo(Duration.ofSeconds(1));
        assertThat(hello.stateFolder()).isNull();
        assertThat(hello.deviceToken()).isNull();
    }

    @Test
    void fasedSaysNothingOfScopesAndGrantsThoseAskedFor() throws GatewayException {
        LiveHello hello = shake(scripted((call, messages) -> messages.answer(
                call, "{\"protocol\":3,\"server\":{\"version\":\"0.1.76\"},\"features\":{\"methods\":[]}}")));

        assertThat(hello.scopes()).isEqualTo(LiveScopes.WANTED);
        assertThat(hello.early()).isTrue();
        assertThat(hello.knows(LiveCalls.LIST_SENDERS)).isFalse();
        assertThat(hello.lead()).isEqualTo(Duration.ofSeconds(40));
    }

    @Test
    void whatIsSentHoldsNoMoreThanTheGatewayTakes() throws GatewayException {
        ScriptedMessages messages = scripted((call, there) -> there.answer(call, HELLO));

        shake(messages);

        assertThat(messages.sent().getFirst().path("params"))
                .hasToString("{\"minProtocol\":3,\"maxProtocol\":4,\"client\":{\"id\":\"gateway-client\","
                        + "\"displayName\":\"Gatehouse on vm\",\"version\":\"1.0\",\"platform\":\"desktop\",\"mode\":\"backend\"},"
                        + "\"role\":\"operator\",\"scopes\":[\"operator.admin\",\"operator.pairing\",\"operator.read\"],"
                        + "\"caps\":[],\"auth\":{\"token\":\"s3cret\"}}");
    }

    @Test
    void theDeviceSignsTheChallengeByTheGatewaysClock() throws Exception {
        DeviceIdentity identity = DeviceIdentity.create();
        ScriptedMessages messages = scripted((call, there) -> there.answer(call, HELLO));

        LiveHello hello = handshake(token(), identity).shake(messages, LiveHandshake.Form.V3);

        var device = messages.sent().getFirst().path("params").path("device");
        long signedAt = NOW.plusSeconds(40).toEpochMilli();
        assertThat(hello.device()).isEqualTo(identity.id());
        assertThat(device.path("signedAt").longValue()).isEqualTo(signedAt);
        assertThat(device.path("nonce").stringValue()).isEqualTo("n-1");
        assertThat(verified(
                        device.path("publicKey").stringValue(),
                        "v3|%s|gateway-client|backend|operator|operator.admin,operator.pairing,operator.read|%d|s3cret|n-1|desktop|"
                                .formatted(identity.id(), signedAt),
                        device.path("signature").stringValue()))
                .isTrue();
    }

    @Test
    void theOlderSignatureIsTriedOnceWhereTheNewerDoesNotFit() throws Exception {
        DeviceIdentity identity = DeviceIdentity.create();
        List<ScriptedMessages> opened = new ArrayList<>();
        LiveConnector connector = new LiveConnector(
                () -> {
                    ScriptedMessages messages = scripted((call, there) -> {
                        if (opened.size() == 1) {
                            there.refuse(
                                    call, "{\"code\":\"INVALID_REQUEST\",\"message\":\"device signature invalid\"}");
                        } else {
                            there.answer(call, HELLO);
                        }
                    });
                    opened.add(messages);
                    return messages;
                },
                handshake(new LiveCredential.DeviceToken(new Secret("dev-tok")), identity));

        try (LiveLink link = connector.connect(() -> {})) {
            assertThat(link.ended()).isNull();
        }

        assertThat(opened).hasSize(2);
        assertThat(opened.getFirst().closed()).isTrue();
        var params = opened.getLast().sent().getFirst().path("params");
        assertThat(params.path("auth")).hasToString("{\"deviceToken\":\"dev-tok\"}");
        assertThat(verified(
                        params.path("device").path("publicKey").stringValue(),
                        "v2|%s|gateway-client|backend|operator|operator.admin,operator.pairing,operator.read|%d|dev-tok|n-1"
                                .formatted(identity.id(), NOW.plusSeconds(40).toEpochMilli()),
                        params.path("device").path("signature").stringValue()))
                .isTrue();
    }

    @Test
    void aWrongTokenIsTriedOnceAndTheConnectionClosed() {
        List<ScriptedMessages> opened = new ArrayList<>();
        LiveConnector connector = new LiveConnector(
                () -> {
                    opened.add(Recording.of("50-wrong-token").play());
                    return opened.getLast();
                },
                handshake(token(), DeviceIdentity.create()));

        GatewayException e = catchThrowableOfType(GatewayException.class, () -> connector.connect(() -> {}));

        assertThat(e.problem()).isEqualTo(new LinkProblem.WrongSecret("token"));
        assertThat(e.problem().halts()).isTrue();
        assertThat(opened).hasSize(1);
        assertThat(opened.getFirst().closed()).isTrue();
        assertThat(e.toString()).doesNotContain("s3cret");
    }

    @ParameterizedTest
    @CsvSource({"502, true", "503, true", "504, true", "403, false", "404, false", "0, false"})
    void aGatewayThatIsStoppingIsTriedAgainAndAStrangerIsNot(int status, boolean again) {
        LiveConnector connector = new LiveConnector(
                () -> {
                    throw new NetworkFault.Foreign("there", status, null);
                },
                handshake(token(), null));

        GatewayException e = catchThrowableOfType(GatewayException.class, () -> connector.connect(() -> {}));

        assertThat(e.problem())
                .isEqualTo(again ? new LinkProblem.Restarting() : new LinkProblem.Foreign("127.0.0.1:18789", status));
        assertThat(e.problem().halts()).isEqualTo(!again);
    }

    @Test
    void anIdentityIsTheSameAfterItWasKept() throws Exception {
        DeviceIdentity identity = DeviceIdentity.create();

        DeviceIdentity again = DeviceIdentity.of(identity.kept());

        assertThat(again.id()).isEqualTo(identity.id());
        assertThat(verified(identity.publicKey(), "text", again.sign("text"))).isTrue();
        assertThat(identity.toString()).doesNotContain(identity.kept().value().substring(8, 40));
    }

    @Test
    void theIdIsTheHashOfTheRawKeyAsInTheRecordings() throws Exception {
        String recorded = "_h2isOYY2Z7ZYWI5IimDsQOY-ypEWhRGvuGbxwYTnhA";
        DeviceIdentity identity = DeviceIdentity.create();

        assertThat(hash(recorded)).isEqualTo("f681e84b1ac5f88fd21170ecd4f67e0300fd2ff89bedb7493b6f60e4fbdecf2d");
        assertThat(identity.publicKey()).hasSameSizeAs(recorded);
        assertThat(hash(identity.publicKey())).isEqualTo(identity.id());
    }

    @Test
    void aDamagedKeyIsRefusedWithoutBeingQuoted() {
        String kept = DeviceIdentity.create().kept().value();
        String other = DeviceIdentity.create().kept().value();
        String mixed = kept.substring(0, kept.lastIndexOf('.')) + other.substring(other.lastIndexOf('.'));
        for (String damaged :
                List.of("", "ed25519", "ed25519..", kept + "x", kept.substring(5), "ed25519.!!.!!", mixed)) {
            assertThat(catchThrowableOfType(DeviceIdentity.Damaged.class, () -> DeviceIdentity.of(new Secret(damaged))))
                    .as(damaged.length() + " characters")
                    .hasMessage("not a device key")
                    .hasNoCause();
        }
    }

    private static String hash(String publicKey) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256")
                        .digest(Base64.getUrlDecoder().decode(publicKey)));
    }

    private static boolean verified(String publicKey, String text, String signature) throws Exception {
        byte[] prefix = HexFormat.of().parseHex("302a300506032b6570032100");
        byte[] raw = Base64.getUrlDecoder().decode(publicKey);
        byte[] encoded = new byte[prefix.length + raw.length];
        System.arraycopy(prefix, 0, encoded, 0, prefix.length);
        System.arraycopy(raw, 0, encoded, prefix.length, raw.length);
        Signature verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
        verifier.update(text.getBytes(StandardCharsets.UTF_8));
        return verifier.verify(Base64.getUrlDecoder().decode(signature));
    }
}

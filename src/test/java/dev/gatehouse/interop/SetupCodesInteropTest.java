package dev.gatehouse.interop;

import static dev.gatehouse.interop.LiveSite.confirmed;
import static dev.gatehouse.interop.LiveSite.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.console.Outcome;
import dev.gatehouse.console.ShelvedCode;
import dev.gatehouse.gateway.CodeContents;
import dev.gatehouse.gateway.CodeOffer;
import dev.gatehouse.gateway.Feature;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Route;
import dev.gatehouse.interop.OpenClawState.Channel;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.IssuedCode.State;
import dev.gatehouse.pairing.Kind;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.Right;
import dev.gatehouse.pairing.SubjectKey;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Setup codes made by the console at a real gateway, and used by devices that know nothing but the code. */
@Tag("interop")
@ExtendWith(OpenClawExtension.class)
@Version(OpenClawVersion.SQLITE)
@Timeout(300)
class SetupCodesInteropTest {
    @TempDir
    static Path base;

    private static LiveSite live;
    private static ConsoleUnderTest console;

    @BeforeAll
    static void open(OpenClawInstall install) throws Exception {
        live = LiveSite.in(base, install, Channel.OFF);
        console = live.console();
    }

    @AfterAll
    static void close() throws Exception {
        if (live != null) {
            live.close();
        }
    }

    private static String here() {
        return live.site().outside().toString();
    }

    private static Outcome issue(ConsoleUnderTest by, String offer, String url) throws InterruptedException {
        String profile = by.status().profile().id();
        return by.decide(new Decision.IssueCode(profile, offer, url.isEmpty() ? Map.of() : Map.of("url", url)));
    }

    /** The code that was made by {@code by} in the meantime. */
    private static ShelvedCode issued(ConsoleUnderTest by, String offer) throws InterruptedException {
        Set<Object> before = new HashSet<>(
                by.console().codes().all().stream().map(ShelvedCode::key).collect(Collectors.toSet()));
        Outcome outcome = issue(by, offer, here());
        assertThat(outcome).isInstanceOfAny(Outcome.Confirmed.class, Outcome.Accepted.class);
        return by.console().codes().all().stream()
                .filter(code -> code.here() && !before.contains(code.key()))
                .findFirst()
                .orElseThrow();
    }

    private static ShelvedCode becomes(ConsoleUnderTest by, ShelvedCode code, Predicate<State> what) {
        return await("what becomes of the code")
                .atMost(ConsoleUnderTest.SOON)
                .until(
                        () -> by.console().codes().get(code.key()),
                        now -> what.test(now.code().state()));
    }

    private static boolean letsIn(Carried carried, Device device) {
        try (Wire wire = device.knock(URI.create(carried.url()))) {
            return wire.admitted();
        }
    }

    @Test
    void whatCanBeMadeIsOffered() {
        assertThat(console.status().offers()).extracting(CodeOffer::id).containsExactly("phone", "limited", "node");
        assertThat(console.status().offers())
                .allSatisfy(offer -> assertThat(offer.whyNot()).isNull());
        assertThat(console.status().features().by())
                .containsEntry(Feature.ISSUE_CODE, Route.Type.WEBSOCKET)
                .containsEntry(Feature.LIST_CODES, Route.Type.STORE)
                .containsEntry(Feature.CANCEL_CODE, Route.Type.STORE);
    }

    @Test
    void aPhoneThatScansTheCodeJoinsAndTheCodeTellsWhichOne() throws Exception {
        Instant before = Instant.now();
        ShelvedCode code = issued(console, "phone");
        assertThat(code.code().state()).isInstanceOf(State.Open.class);
        assertThat(code.code().purpose()).isEqualTo(Phrase.of("openclaw.code.full"));
        Carried carried = Carried.in(code);
        assertThat(carried.url()).isEqualTo(here());
        CodeContents contents = console.console().contents(code.code()).orElseThrow();
        assertThat(contents.urls()).containsExactly(here());
        assertThat(contents.warnings()).containsExactly(Phrase.of("openclaw.code.warn.loopback"));
        assertThat(code.code().expiresAt())
                .isEqualTo(carried.expiresAt())
                .isBetween(before.plus(Duration.ofSeconds(598)), Instant.now().plus(Duration.ofSeconds(602)));

        Device phone = Device.phone("Ann’s phone", carried.token());
        try (Wire wire = phone.knock(URI.create(carried.url()))) {
            assertThat(wire.hello().path("auth").path("method").asString()).isEqualTo("bootstrap-token");
        }

        ShelvedCode used = becomes(console, code, State.Used.class::isInstance);
        State.Used use = (State.Used) used.code().state();
        assertThat(use.by()).isEqualTo(new SubjectKey(console.status().profile().id(), "", "", phone.id()));
        assertThat(use.name()).isEqualTo("Ann’s phone");
        assertThat(used.code().text()).isNull();
        assertThat(console.resident("", phone.id(), Kind.NODE).grant().access().names(Right.Type.SCOPE))
                .contains("operator.admin");
        assertThat(live.owner().pairedDevices()).contains(phone.id());
        assertThat(letsIn(carried, Device.phone("another", carried.token()))).isFalse();
    }

    @Test
    void aLimitedDeviceAndANodeGetWhatTheirCodesSay() throws Exception {
        Carried limited = Carried.in(issued(console, "limited"));
        Device tablet = Device.phone("tablet", limited.token());
        assertThat(letsIn(limited, tablet)).isTrue();
        assertThat(console.resident("", tablet.id(), Kind.NODE).grant().access().names(Right.Type.SCOPE))
                .contains("operator.write")
                .doesNotContain("operator.admin");

        ShelvedCode code = issued(console, "node");
        Carried carried = Carried.in(code);
        Device node = Device.node("shed", "system.run").showing("bootstrapToken", carried.token());
        assertThat(letsIn(carried, node)).isTrue();
        assertThat(((State.Used) becomes(console, code, State.Used.class::isInstance)
                                .code()
                                .state())
                        .name())
                .isEqualTo("shed");
        assertThat(console.resident("", node.id(), Kind.NODE).grant().access().names(Right.Type.SCOPE))
                .isEmpty();
    }

    @Test
    void aCodeThatWasTakenBackLetsNobodyIn() throws Exception {
        ShelvedCode code = issued(console, "phone");
        ShelvedCode other = issued(console, "phone");
        Carried carried = Carried.in(code);

        confirmed(console.decide(new Decision.CancelCode(code.code())));

        becomes(console, code, State.Cancelled.class::isInstance);
        Device late = Device.phone("late", carried.token());
        try (Wire wire = late.knock(URI.create(carried.url()))) {
            assertThat(wire.admitted()).isFalse();
            assertThat(wire.error().path("details").path("code").asString()).isEqualTo("AUTH_BOOTSTRAP_TOKEN_INVALID");
        }
        assertThat(live.owner().pairedDevices()).doesNotContain(late.id());
        Carried stays = Carried.in(other);
        assertThat(letsIn(stays, Device.phone("in time", stays.token()))).isTrue();
        assertThat(refused(console.decide(new Decision.CancelCode(code.code())), Problem.Particular.class)
                        .sentence())
                .isEqualTo(Phrase.of("openclaw.code.gone"));
    }

    @Test
    void aCodeMadeElsewhereIsListedWithoutItsTextAndFollowed() {
        JsonNode made = live.owner()
                .call(
                        "device.pair.setupCode",
                        Map.of("publicUrl", here(), "includeQr", false, "bootstrapProfile", "node"));
        ShelvedCode code = await("a code made elsewhere")
                .atMost(ConsoleUnderTest.SOON)
                .until(
                        () -> console.console().codes().all().stream()
                                .filter(one -> one.key()
                                        .id()
                                        .equals(made.path("setupId").asString()))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
        assertThat(code.here()).isFalse();
        assertThat(code.code().text()).isNull();
        assertThat(code.code().purpose()).isEqualTo(Phrase.of("openclaw.code.node"));
        assertThat(code.notCancel()).isNull();
        assertThat(code.code().expiresAt())
                .isEqualTo(Instant.ofEpochMilli(made.path("expiresAtMs").asLong()));

        Carried carried = Carried.of(made.path("setupCode").asString());
        Device node = Device.node("cellar").showing("bootstrapToken", carried.token());
        assertThat(letsIn(carried, node)).isTrue();
        State.Used use = (State.Used)
                becomes(console, code, State.Used.class::isInstance).code().state();
        assertThat(use.name()).isEqualTo("cellar");
    }

    @Test
    void overTheNetworkTheUseIsToldByTheGatewayItself() throws Exception {
        try (ConsoleUnderTest away = live.away()) {
            away.awaitLink();
            assertThat(away.status().features().whyNot(Feature.LIST_CODES))
                    .isEqualTo(Phrase.of("openclaw.absent.codes-in-store"));
            ShelvedCode code = issued(away, "phone");
            Carried carried = Carried.in(code);
            Device phone = Device.phone("far phone", carried.token());
            assertThat(letsIn(carried, phone)).isTrue();
            State.Used use = (State.Used)
                    becomes(away, code, State.Used.class::isInstance).code().state();
            assertThat(use.by())
                    .isEqualTo(new SubjectKey(away.status().profile().id(), "", "", phone.id()));
        }
    }

    @Test
    void whatTheGatewayDoesNotMakeIsExplained() throws Exception {
        assertThat(problem("")).isEqualTo(Phrase.of("openclaw.setup.loopback"));
        assertThat(problem("ws://203.0.113.7:18789")).isEqualTo(Phrase.of("openclaw.setup.insecure"));
        assertThat(problem("ftp://example.com")).isEqualTo(Phrase.of("openclaw.setup.bad-url"));
        assertThat(problem("wss://me:secret@example.com")).isEqualTo(Phrase.of("openclaw.setup.bad-url"));
        ShelvedCode downgraded = made("ws://192.168.77.1:18789");
        assertThat(downgraded.code().purpose()).isEqualTo(Phrase.of("openclaw.code.downgraded"));
    }

    private static Phrase problem(String url) throws InterruptedException {
        return refused(issue(console, "phone", url), Problem.Particular.class).sentence();
    }

    private static ShelvedCode made(String url) throws InterruptedException {
        List<Object> before = console.console().codes().all().stream()
                .map(code -> (Object) code.key())
                .toList();
        confirmed(issue(console, "phone", url));
        return console.console().codes().all().stream()
                .filter(code -> !before.contains(code.key()))
                .findFirst()
                .orElseThrow();
    }
}

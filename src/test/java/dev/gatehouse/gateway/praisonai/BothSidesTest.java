package dev.gatehouse.gateway.praisonai;

import static dev.gatehouse.gateway.praisonai.PraisonFixture.PAIRED;
import static dev.gatehouse.gateway.praisonai.PraisonFixture.PENDING;
import static dev.gatehouse.gateway.praisonai.PraisonFixture.approve;
import static dev.gatehouse.gateway.praisonai.PraisonFixture.grants;
import static dev.gatehouse.gateway.praisonai.PraisonFixture.notes;
import static dev.gatehouse.gateway.praisonai.PraisonFixture.refused;
import static dev.gatehouse.gateway.praisonai.PraisonFixture.requests;
import static dev.gatehouse.gateway.praisonai.PraisonFixture.why;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.gateway.Feature;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Receipt;
import dev.gatehouse.gateway.Route;
import dev.gatehouse.gateway.Snapshot;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.DmRequest;
import dev.gatehouse.pairing.Kind;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.SenderGrant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store on this computer, and the gateway that works on it. */
class BothSidesTest {
    @TempDir
    Path folder;

    private PraisonFixture fixture;
    private FakeGateway server;

    /** What the gateway has in memory. */
    private String pending = "{\"pending\": []}";

    /** What it does with the file when somebody is taken out. */
    private Runnable save = () -> {};

    private String revoke = "18-revoke-ok";

    @BeforeEach
    void start() throws IOException {
        fixture = new PraisonFixture(folder).with(List.of(PAIRED), List.of(PENDING));
        server = new FakeGateway(asked -> switch (asked.line()) {
            case "GET /info" -> Recorded.answer("38-info");
            case "GET /health" -> Recorded.answer("37-health");
            case "GET /api/pairing/pending" -> FakeGateway.json(200, pending);
            case "POST /api/pairing/revoke" -> {
                save.run();
                yield Recorded.answer(revoke);
            }
            default -> Recorded.answer("26-list-paired-does-not-exist-404");
        });
        fixture.values.put(PraisonProduct.ADDRESS, server.address());
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        fixture.close();
    }

    private void save(List<String> paired) {
        try {
            fixture.with(paired, List.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void oneCodeIsOneRowWhereverItIsSeen() throws Exception {
        pending = "{\"pending\": [{\"code\": \"ABCD2345\", \"channel_type\": \"telegram\", \"channel_id\": null,"
                + " \"created_at\": 1795181109.85822, \"age_seconds\": 3}, {\"code\": \"ABCD2346\","
                + " \"channel_type\": \"slack\", \"channel_id\": null, \"created_at\": 1795181109.85822}]}";
        try (PraisonGateway gateway = fixture.connect()) {
            Snapshot seen = gateway.read();
            assertThat(requests(seen))
                    .extracting(request -> request.key().channel())
                    .containsExactly("telegram", "slack");
            assertThat(Objects.requireNonNull(requests(seen).getFirst().code()).value())
                    .isEqualTo("ABCD2345");
            assertThat(seen.requests().getFirst().source()).endsWith("pairing.json");
            assertThat(seen.requests().get(1).source()).startsWith("http://");
            // Still served after its usual life: still pending.
            fixture.now = fixture.now.plusSeconds(900);
            assertThat(requests(gateway.read())).hasSize(2);
            pending = "{\"pending\": []}";
            fixture.now = fixture.now.plusSeconds(12);
            assertThat(requests(gateway.read())).isEmpty();
        }
    }

    @Test
    void nothingIsWrittenWhileTheGatewayAnswers() throws Exception {
        String before = fixture.text();
        try (PraisonGateway gateway = fixture.connect()) {
            Snapshot seen = gateway.read();
            assertThat(why(gateway, Feature.APPROVE_DM)).isEqualTo("praisonai.absent.running-address");
            assertThat(refused(gateway, approve(requests(seen).getFirst(), "777", "")))
                    .isInstanceOf(Problem.NotOffered.class);
            assertThat(fixture.text()).isEqualTo(before);
            // It was stopped, and started again while the decision was on its way.
            server.close();
            fixture.now = fixture.now.plusSeconds(12);
            assertThat(notes(gateway.read())).containsExactly("praisonai.note.down");
            assertThat(gateway.features().whyNot(Feature.APPROVE_DM)).isNull();
            assertThat(gateway.read().troubles()).isEmpty();
            gateway.perform(approve(requests(seen).getFirst(), "777", ""));
            assertThat(grants(gateway.read())).hasSize(2);
        }
    }

    @Test
    void aGatewayThatStartsDuringAWriteStopsIt() throws Exception {
        String before = fixture.text();
        Map<String, String> values = Map.copyOf(fixture.values);
        fixture.close();
        fixture = new PraisonFixture(folder, Duration.ofSeconds(1));
        fixture.values.putAll(values);
        FakeGateway reborn = server;
        server.script(_ -> FakeGateway.SILENCE);
        try (PraisonGateway gateway = fixture.connect()) {
            DmRequest shown = new PairingFile(fixture.store.resolve("pairing.json"), fixture.observer)
                    .read()
                    .pending()
                    .getFirst()
                    .request("p", PraisonProduct.USUAL_LIFE);
            // Silence may be a gateway that is starting.
            assertThat(refused(gateway, approve(shown, "777", "")).sentence().key())
                    .isEqualTo("praisonai.absent.running-unknown");
            reborn.script(
                    asked -> asked.line().equals("GET /health") ? Recorded.answer("37-health") : FakeGateway.SILENCE);
            assertThat(refused(gateway, approve(shown, "777", "")).sentence().key())
                    .isEqualTo("praisonai.absent.running-address");
        }
        assertThat(fixture.text()).isEqualTo(before);
    }

    @Test
    void whoeverWantsItWrittenAllTheSameIsToldWhatThatIsWorth() throws Exception {
        fixture.values.put(PraisonProduct.ANYWAY, "true");
        try (PraisonGateway gateway = fixture.connect()) {
            Snapshot seen = gateway.read();
            assertThat(notes(seen)).containsExactly("praisonai.note.anyway");
            gateway.perform(approve(requests(seen).getFirst(), "777", ""));
            Snapshot after = gateway.read();
            assertThat(grants(after)).hasSize(2);
            // Not confirmed: the running gateway knows nothing of it.
            assertThat(after.unseen()).containsEntry(Kind.DM, Phrase.of("praisonai.unseen.running"));
            fixture.with(List.of(PAIRED), List.of());
            assertThat(notes(gateway.read())).contains("praisonai.note.vanished");
        }
    }

    @Test
    void revokesByTheRunningGatewayAndLooksIntoTheStore() throws Exception {
        save = () -> save(List.of());
        try (PraisonGateway gateway = fixture.connect()) {
            SenderGrant alice = grants(gateway.read()).getFirst();
            assertThat(gateway.features().by())
                    .containsEntry(Feature.REVOKE_SENDER, Route.Type.HTTP)
                    .doesNotContainKey(Feature.APPROVE_DM);
            Receipt receipt = gateway.perform(new Decision.Revoke(alice));
            assertThat(receipt.remark()).containsExactly(Phrase.of("praisonai.remark.bots"));
            assertThat(grants(gateway.read())).isEmpty();
            assertThat(refused(gateway, new Decision.Revoke(alice))).isEqualTo(new Problem.GrantChanged());
            save(List.of(PAIRED));
            assertThat(notes(gateway.read())).contains("praisonai.note.returned");
        }
    }

    @Test
    void whomTheRunningGatewayDoesNotKnowItCannotTakeOut() throws Exception {
        revoke = "16-revoke-unknown-404";
        try (PraisonGateway gateway = fixture.connect()) {
            SenderGrant alice = grants(gateway.read()).getFirst();
            assertThat(refused(gateway, new Decision.Revoke(alice)).sentence().key())
                    .isEqualTo("praisonai.revoke.unknown");
            server.close();
            gateway.perform(new Decision.Revoke(alice));
            assertThat(grants(gateway.read())).isEmpty();
        }
    }

    @Test
    void whatOneSideShowsStandsWhileTheOtherFails() throws Exception {
        pending = "{\"pending\": [{\"code\": \"ABCD2346\", \"channel_type\": \"slack\", \"created_at\": 1795181109}]}";
        fixture.text("{");
        try (PraisonGateway gateway = fixture.connect()) {
            Snapshot seen = gateway.read();
            assertThat(requests(seen)).hasSize(1);
            assertThat(seen.troubles())
                    .singleElement()
                    .satisfies(trouble -> assertThat(trouble.problem()).isInstanceOf(Problem.Malformed.class));
            assertThat(why(gateway, Feature.APPROVE_DM)).isEqualTo("praisonai.absent.store-unread");
        }
    }

    @Test
    void aLimitThatWasReachedMakesNoRowStale() throws Exception {
        try (PraisonGateway one = fixture.connect();
                PraisonGateway other = fixture.connect()) {
            for (int read = 0; read < 6; read++) {
                fixture.now = fixture.now.plus(HttpSide.FRESH);
                for (PraisonGateway gateway : List.of(one, other)) {
                    Snapshot seen = gateway.read();
                    assertThat(seen.troubles()).isEmpty();
                    assertThat(grants(seen)).hasSize(1);
                }
            }
            assertThat(other.read().notes().getFirst().sentence().key()).isEqualTo("problem.throttled");
            assertThat(why(other, Feature.APPROVE_DM)).isEqualTo("praisonai.absent.running-address");
        }
    }

    @Test
    void onlyWhatIsReadIsAHint() throws Exception {
        AtomicInteger hints = new AtomicInteger();
        try (PraisonGateway gateway = fixture.connect()) {
            gateway.watch(hints::incrementAndGet);
            StoreHints filter = new StoreHints(new Places(fixture.store, null), List.of(), hints::incrementAndGet);
            filter.seen();
            Files.writeString(fixture.base.resolve("session.log"), "x");
            Files.writeString(fixture.store.resolve("pairing_abc.tmp"), "x");
            filter.run();
            assertThat(hints).hasValue(0);
            fixture.with(List.of(), List.of());
            Awaitility.await().until(() -> hints.get() > 0);
            Files.writeString(fixture.base.resolve("gateway-x-1.pid"), "1");
            filter.run();
            assertThat(hints.get()).isGreaterThan(1);
        }
    }
}

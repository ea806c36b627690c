package dev.gatehouse.practice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.gateway.Environment;
import dev.gatehouse.gateway.Feature;
import dev.gatehouse.gateway.Gateway;
import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Listed;
import dev.gatehouse.gateway.Snapshot;
import dev.gatehouse.gateway.openclaw.OpenClawProduct;
import dev.gatehouse.io.FolderWatch;
import dev.gatehouse.pairing.CapabilityRequest;
import dev.gatehouse.pairing.Decision;
import dev.gatehouse.pairing.DeviceGrant;
import dev.gatehouse.pairing.DeviceRequest;
import dev.gatehouse.pairing.DmRequest;
import dev.gatehouse.pairing.Name;
import dev.gatehouse.pairing.PairingRequest;
import dev.gatehouse.pairing.SenderGrant;
import dev.gatehouse.testing.MemorySecrets;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The practice store through the adapter of the real product. */
@Timeout(60)
class PracticeGatewayTest {
    @TempDir
    Path temporary;

    private Instant now = Instant.parse("2026-11-20T12:00:00Z");
    private final FolderWatch watch = new FolderWatch();
    private Environment environment;
    private PracticeGateway practice;
    private Gateway gateway;

    @BeforeEach
    void open() throws IOException, GatewayException {
        environment = new Environment(Map.of(), temporary, temporary, () -> now, watch);
        practice = PracticeGateway.open(environment, "Practice", 1);
        gateway = new OpenClawProduct().connect(practice.profile(), new MemorySecrets(), environment);
    }

    @AfterEach
    void close() {
        gateway.close();
        practice.close();
        watch.close();
    }

    @Test
    void aNewcomerFindsEverySortOfRequestAndEveryButtonWorking() throws GatewayException {
        Snapshot snapshot = gateway.read();
        assertThat(snapshot.troubles()).isEmpty();
        assertThat(gateway.features().absent().keySet())
                .as("what works without a gateway that runs")
                .doesNotContain(
                        Feature.APPROVE_DM,
                        Feature.REJECT_DM,
                        Feature.REVOKE_SENDER,
                        Feature.APPROVE_DEVICE,
                        Feature.REJECT_DEVICE,
                        Feature.REMOVE_DEVICE,
                        Feature.REVOKE_ALL);
        assertThat(snapshot.requests())
                .hasSize(7)
                .allSatisfy(listed -> assertThat(listed.absent()).isEmpty());
        assertThat(snapshot.requests())
                .extracting(listed -> (Object) listed.what().getClass())
                .contains(DmRequest.class, DeviceRequest.class, CapabilityRequest.class);
        assertThat(snapshot.requests())
                .allSatisfy(listed -> assertThat(listed.what().key().profile()).isEqualTo("practice"));
        assertThat(request(snapshot, one -> one.key().subject().equals("6940027718"))
                        .name()
                        .doubts())
                .contains(Name.Doubt.HIDDEN_CHARACTERS);
        assertThat(request(snapshot, CapabilityRequest.class::isInstance)
                        .access()
                        .asksExecution())
                .isTrue();
        assertThat(request(snapshot, one -> one.key().channel().equals("discord"))
                        .expiresAt())
                .isEqualTo(now.plusSeconds(100));
        assertThat(snapshot.quotas())
                .filteredOn(Snapshot.Quota::full)
                .singleElement()
                .satisfies(quota -> {
                    assertThat(quota.channel()).isEqualTo("telegram");
                    assertThat(quota.account()).isEqualTo("work");
                });
        assertThat(snapshot.policies())
                .anyMatch(door -> door.mode() == Snapshot.DoorPolicy.Mode.DISABLED
                        && door.channel().equals("slack"));
        assertThat(snapshot.grants()).hasSize(5);
        assertThat(snapshot.grants())
                .filteredOn(grant -> grant.what() instanceof DeviceGrant)
                .hasSize(2);
        assertThat(snapshot.grants())
                .filteredOn(grant -> grant.what().revocable().isEmpty())
                .singleElement()
                .satisfies(grant -> assertThat(grant.what()).isInstanceOf(SenderGrant.class));
    }

    @Test
    void thePracticeGatewayIsNotFoundAsARealOne() {
        assertThat(new OpenClawProduct().discover(environment)).isEmpty();
    }

    @Test
    void theCrowdLeavesStandWhatTheOperatorDecided() throws IOException, GatewayException {
        Snapshot first = gateway.read();
        PairingRequest person = request(first, one -> one.key().subject().equals("6322190874"));
        PairingRequest device = request(first, DeviceRequest.class::isInstance);
        PairingRequest node = request(first, CapabilityRequest.class::isInstance);
        PairingRequest rejected = request(first, one -> one.key().subject().equals("7013345521"));
        gateway.perform(new Decision.Approve(person));
        gateway.perform(new Decision.Approve(device));
        gateway.perform(new Decision.Approve(node));
        gateway.perform(new Decision.Reject(rejected));
        for (int minute = 0; minute < 20; minute++) {
            now = now.plus(Duration.ofMinutes(1));
            practice.crowd().step();
            Snapshot later = gateway.read();
            assertThat(later.troubles()).isEmpty();
            assertThat(later.grants())
                    .extracting(grant -> grant.what().key())
                    .contains(
                            person.key().about(),
                            device.key().about(),
                            node.key().about());
            assertThat(later.requests())
                    .extracting(one -> one.what().key())
                    .doesNotContain(person.key(), device.key(), node.key());
        }
    }

    @Test
    void whoIsRevokedMayAskAgain() throws IOException, GatewayException {
        PairingRequest device = request(gateway.read(), DeviceRequest.class::isInstance);
        gateway.perform(new Decision.Approve(device));
        now = now.plus(Duration.ofMinutes(1));
        practice.crowd().step();
        gateway.perform(new Decision.Revoke(gateway.read().grants().stream()
                .map(Listed::what)
                .filter(grant -> grant.key().equals(device.key().about()))
                .findFirst()
                .orElseThrow()));
        for (int step = 0; step < 720; step++) {
            now = now.plus(Duration.ofSeconds(10));
            practice.crowd().step();
            if (gateway.read().requests().stream()
                    .anyMatch(one -> one.what().key().equals(device.key()))) {
                return;
            }
        }
        assertThat(device).as("never asked again in two hours").isNull();
    }

    @Test
    void theCrowdPlaysByItselfAndTheWatchTells() throws GatewayException, IOException {
        gateway.close();
        practice.close();
        Pace hasty = new Pace(
                new Pace.Span(Duration.ofMillis(20), Duration.ofMillis(40)),
                Pace.LIFELIKE.retry(),
                Pace.LIFELIKE.comeback(),
                Pace.LIFELIKE.absence(),
                9);
        Environment real = new Environment(Map.of(), temporary, temporary, Instant::now, watch);
        practice = PracticeGateway.open(real, "Practice", 2, hasty);
        gateway = new OpenClawProduct().connect(practice.profile(), new MemorySecrets(), real);
        AtomicInteger hints = new AtomicInteger();
        gateway.watch(hints::incrementAndGet);
        practice.play();
        await().until(() -> gateway.read().requests().size() == 9);
        await().until(() -> hints.get() > 0);
    }

    private static PairingRequest request(Snapshot snapshot, Predicate<PairingRequest> which) {
        return snapshot.requests().stream()
                .map(Listed::what)
                .filter(which)
                .findFirst()
                .orElseThrow();
    }
}

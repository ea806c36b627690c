package dev.gatehouse.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.console.Change;
import dev.gatehouse.console.Entry;
import dev.gatehouse.console.GatewayClock;
import dev.gatehouse.console.GatewayState;
import dev.gatehouse.console.GatewayStatus;
import dev.gatehouse.console.Progress;
import dev.gatehouse.gateway.Features;
import dev.gatehouse.gateway.GatewayProfile;
import dev.gatehouse.gateway.Listed;
import dev.gatehouse.gateway.Route;
import dev.gatehouse.pairing.Access;
import dev.gatehouse.pairing.Client;
import dev.gatehouse.pairing.DeviceRequest;
import dev.gatehouse.pairing.Kind;
import dev.gatehouse.pairing.Name;
import dev.gatehouse.pairing.PairingRequest;
import dev.gatehouse.pairing.RequestKey;
import dev.gatehouse.pairing.Standing;
import dev.gatehouse.testing.Asks;
import dev.gatehouse.testing.FakeTimer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** When it rings, and when not; by a clock that the test moves. */
class DoorbellTest {
    private final FakeTimer timer = new FakeTimer();
    private final GatewayClock clock = new GatewayClock(FakeTimer.START, timer::nanos);
    private final List<String> heard = new ArrayList<>();
    private final Doorbell doorbell = new Doorbell(
            new Doorbell.Bell() {
                @Override
                public void ring(Doorbell.Ring ring) {
                    heard.add(ring.entry().key().subject() + "+" + ring.more());
                }

                @Override
                public void silence() {
                    heard.add("silence");
                }
            },
            timer);

    private Entry asks(String profile, String subject, Instant when, String... rights) {
        PairingRequest request = new DeviceRequest(
                RequestKey.device(profile, Kind.DEVICE, subject, "key"),
                "request of " + subject + " at " + when,
                Name.of(subject),
                Asks.access(Kind.DEVICE, rights),
                Client.UNKNOWN,
                false,
                false,
                when,
                when,
                when.plusSeconds(300));
        return new Entry(
                new Listed<>(request, "file", Map.of()),
                profile,
                clock,
                "",
                new Standing(Standing.Kind.NEW, Access.NONE),
                null,
                1,
                false,
                new Progress.Waiting());
    }

    private Entry comes(String subject, String... rights) {
        Entry entry = asks("home", subject, clock.instant(), rights);
        added(entry);
        return entry;
    }

    private void added(Entry... entries) {
        doorbell.inboxChanged(new Change<>(List.of(entries), List.of(), List.of()));
    }

    private void changed(Entry... entries) {
        doorbell.inboxChanged(new Change<>(List.of(), List.of(entries), List.of()));
    }

    private void removed(Entry... entries) {
        doorbell.inboxChanged(new Change<>(List.of(), List.of(), List.of(entries)));
    }

    private static Entry in(Progress progress, Entry entry) {
        return new Entry(
                entry.listed(),
                entry.gateway(),
                entry.clock(),
                entry.label(),
                entry.standing(),
                entry.lookalike(),
                entry.asked(),
                entry.stale(),
                progress);
    }

    @Test
    void whoIsNewRings() {
        comes("ann");
        assertThat(heard).containsExactly("ann+0");
    }

    @Test
    void whoAskedBeforeTheConsoleBeganDoesNot() {
        added(asks("home", "ann", FakeTimer.START.minusSeconds(1)));
        timer.pass(Duration.ofMinutes(1));
        added(asks("home", "bob", FakeTimer.START.minusSeconds(1)));
        assertThat(heard).as("also where its gateway answers late").isEmpty();
        added(asks("home", "cid", FakeTimer.START.plusSeconds(5)));
        assertThat(heard).containsExactly("cid+0");
    }

    @Test
    void whatIsSeenInTheWindowDoesNotRingLater() {
        doorbell.inFront(true);
        Entry ann = comes("ann");
        doorbell.inFront(false);
        changed(ann);
        timer.pass(Duration.ofMinutes(10));
        assertThat(heard).isEmpty();
    }

    @Test
    void aRowThatOnlyChangedDoesNotRing() {
        Entry ann = comes("ann");
        timer.pass(Duration.ofMinutes(6));
        changed(ann);
        assertThat(heard).containsExactly("ann+0");
    }

    @Test
    void whoAsksAnewAfterTheEndOfTheirRequestRings() {
        Entry ann = comes("ann");
        timer.pass(Duration.ofMinutes(6));
        changed(in(new Progress.Expired(clock.instant()), ann));
        changed(asks("home", "ann", clock.instant()));
        assertThat(heard).containsExactly("ann+0", "silence", "ann+0");
    }

    @Test
    void theSameSubjectRingsOnceInFiveMinutesAndIsThenCounted() {
        Entry first = comes("ann");
        for (int i = 0; i < 20; i++) {
            timer.pass(Duration.ofSeconds(10));
            removed(first);
            first = comes("ann");
        }
        assertThat(heard).containsOnlyOnce("ann+0");
        comes("bob");
        assertThat(heard.getLast()).isEqualTo("bob+1");
        timer.pass(Doorbell.SAME_SUBJECT);
        assertThat(heard.getLast()).isEqualTo("ann+1");
        timer.pass(Duration.ofHours(1));
        assertThat(heard.getLast()).as("and no more after that").isEqualTo("ann+1");
        assertThat(timer.waiting()).isZero();
    }

    @Test
    void manyAtOnceAreOneRingAndOneForTheRest() {
        for (int i = 1; i <= 40; i++) {
            comes("stranger " + i);
        }
        assertThat(heard).containsExactly("stranger 1+0");
        timer.pass(Doorbell.APART);
        assertThat(heard).containsExactly("stranger 1+0", "stranger 40+39");
        timer.pass(Duration.ofHours(1));
        assertThat(heard).hasSize(2);
    }

    @Test
    void theGravestIsNamed() {
        comes("ann");
        comes("eve", "operator.admin");
        comes("bob");
        timer.pass(Doorbell.APART);
        assertThat(heard.getLast()).isEqualTo("eve+2");
        assertThat(doorbell.wanted())
                .isNotNull()
                .extracting(RequestKey::subject)
                .isEqualTo("eve");
    }

    @Test
    void whoHasAskedForLittleIsNotUnheardWhenTheyAskForAdminRights() {
        Entry ann = comes("ann");
        timer.pass(Duration.ofMinutes(1));
        removed(ann);
        comes("ann", "operator.admin");
        assertThat(heard).containsExactly("ann+0", "silence", "ann+0");
    }

    @Test
    void whatIsToldIsTakenBackWhenNobodyWaitsAnyMore() {
        Entry ann = comes("ann");
        timer.pass(Doorbell.APART);
        Entry bob = comes("bob");
        removed(ann);
        assertThat(heard).containsExactly("ann+0", "bob+1");
        assertThat(doorbell.wanted()).isEqualTo(bob.key());
        removed(bob);
        assertThat(heard).containsExactly("ann+0", "bob+1", "silence");
        assertThat(doorbell.wanted()).isNull();
    }

    @Test
    void aLookAtTheWindowTakesItBack() {
        comes("ann");
        comes("bob");
        doorbell.inFront(true);
        doorbell.inFront(false);
        timer.pass(Duration.ofHours(1));
        assertThat(heard).containsExactly("ann+0", "silence");
        comes("cid");
        assertThat(heard.getLast()).as("who was seen is not counted").isEqualTo("cid+0");
    }

    @Test
    void nothingRingsInPracticeNorSwitchedOff() {
        GatewayProfile profile =
                new GatewayProfile("p", "openclaw", "p", List.of(new Route(Route.Type.STORE, "p", Map.of())));
        doorbell.gatewaysChanged(new Change<>(List.of(status(profile)), List.of(), List.of()));
        added(asks("p", "ann", clock.instant()));
        doorbell.switched(false);
        comes("bob");
        doorbell.switched(true);
        timer.pass(Duration.ofHours(1));
        assertThat(heard).isEmpty();
        comes("cid");
        assertThat(heard).containsExactly("cid+0");
    }

    private static GatewayStatus status(GatewayProfile profile) {
        return new GatewayStatus(
                profile,
                true,
                new GatewayState.Connecting(),
                null,
                Features.ALL,
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Duration.ZERO);
    }
}
